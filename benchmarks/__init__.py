"""Measured, never timed tests: how fast the dashboard is beside the bare tools it stands on."""
