"""Received file or answer → staged figures: grammars, CPR guard, comparison with what is stored, deliveries."""

from kpi.intake.comparison import Comparison, compare
from kpi.intake.cpr import contains_cpr
from kpi.intake.delivery import AlreadyKept, keep_delivery, read_sidecar, sha256_of
from kpi.intake.reading import read_file
from kpi.intake.refusal import FileRefused

__all__ = [
    "AlreadyKept",
    "Comparison",
    "FileRefused",
    "compare",
    "contains_cpr",
    "keep_delivery",
    "read_file",
    "read_sidecar",
    "sha256_of",
]
