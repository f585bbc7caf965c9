"""Definitions and files as the reader's tests have them."""

from tests.intake.conftest import definitions, read

__all__ = ["definitions", "read"]
