"""Received file or answer → staged figures: files, layouts, sources, checks, CPR guard."""

from kpi.intake.checks.comparison import Comparison, compare
from kpi.intake.cpr import contains_cpr
from kpi.intake.reading import read_file
from kpi.intake.refusal import FileRefused

__all__ = ["Comparison", "FileRefused", "compare", "contains_cpr", "read_file"]
