"""Received file or answer → staged figures: files, layouts, sources, checks, CPR guard."""

from kpi.intake.checks.comparison import StoredComparison, compare
from kpi.intake.cpr import contains_cpr
from kpi.intake.reading import read_file
from kpi.intake.refusal import FileRefused

__all__ = ["FileRefused", "StoredComparison", "compare", "contains_cpr", "read_file"]
