"""Statistikbanken of Danmarks Statistik."""
