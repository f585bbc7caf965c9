"""The first screen: every contract with its counts, each a link to its Overblik."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.markup import Pieces
from kpi.model.contract import Contract
from kpi.model.views.contracts import ContractCard
from kpi.report import parts
from kpi.ui import choices
from kpi.ui.html import show
from kpi.ui.pages import Page

_PIECES = Pieces("ui/templates/cards.html", parts=parts)


def show_cards(views: Sequence[ContractCard]) -> None:
    show(_PIECES.cards(views, _address))


def _address(contract: Contract) -> str:
    return choices.link(Page.OVERVIEW, contract=contract.id)
