"""The register of pages: a line here, a script and its words are what a page consists of."""

from __future__ import annotations

from enum import Enum, StrEnum, unique

from kpi.access import Permission
from kpi.texts.screens import (
    contract,
    criterion,
    data_status,
    enter,
    first,
    groups,
    import_figures,
    overview,
    peers,
    present,
    profile,
)


class Use(StrEnum):
    """What a reader has come for; the folder of the scripts."""

    MONTHLY = "monthly"
    MEETING = "meeting"
    BENCHMARK = "benchmark"
    FIGURES = "figures"


@unique
class Page(Enum):
    """In the order of the menu. The script bears the page's name and stands in the folder of its use."""

    CONTRACTS = "", first.TITLE, Use.MONTHLY, Permission.READ
    OVERVIEW = "overblik", overview.TITLE, Use.MONTHLY, Permission.READ
    CRITERION = "succeskriterium", criterion.TITLE, Use.MONTHLY, Permission.READ
    CONTRACT = "aftalen", contract.TITLE, Use.MONTHLY, Permission.READ
    PRESENT = "med-moede", present.TITLE, Use.MEETING, Permission.READ
    PEERS = "sammenligning", peers.TITLE, Use.BENCHMARK, Permission.READ
    PROFILE = "kommuneprofil", profile.TITLE, Use.BENCHMARK, Permission.READ
    GROUPS = "grupper", groups.TITLE, Use.BENCHMARK, Permission.READ
    ENTER = "indtast", enter.TITLE, Use.FIGURES, Permission.ENTER
    IMPORT_FIGURES = "indlaes", import_figures.TITLE, Use.FIGURES, Permission.IMPORT
    DATA_STATUS = "datagrundlag", data_status.TITLE, Use.FIGURES, Permission.READ

    def __init__(self, address: str, title: str, use: Use, right: Permission) -> None:
        self.address = address
        """Below the server's own; empty for the first page."""
        self.title = title
        """In the menu."""
        self.right = right
        """Whoever lacks it is not shown the page."""
        self.script = f"pages/{use}/{self.name.lower()}.py"


def page_at(address: str) -> Page:
    """KeyError where there is none."""
    return {page.address: page for page in Page}[address]
