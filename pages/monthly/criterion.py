"""Succeskriterium: one criterion in depth, and on which figures."""

from kpi.texts.screens import criterion as words
from kpi.texts.screens import everywhere
from kpi.ui import choices, criterion, readers

shared = choices.shared()
chosen = choices.choose(
    "criterion", words.TITLE, readers.criterion_choices(shared), unknown=everywhere.UNKNOWN_CRITERION
)

if chosen:
    view = readers.criterion(shared, chosen)
    criterion.show_answer(view)
    criterion.offer_exploring(view)
    criterion.show_details(view)
    criterion.show_neighbours(view)
