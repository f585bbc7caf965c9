"""Words of the template that is filled in with missing figures."""

from __future__ import annotations

from kpi.model.contract import Contract

HEADINGS = (
    "indikator", "kommune", "kommunekode", "periode", "værdi", "enhed", "tæller", "nævner", "kvalitet",
    "offentliggjort", "kommentar",
)  # fmt: skip
"""Of our own layout, in the order of the template."""


def title(contract: Contract) -> str:
    return f"Tal, der mangler i {contract.short_title}"
