"""Headings, labels, buttons, empty states and errors, one module a screen."""
