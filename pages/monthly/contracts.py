"""Aftaler: which contracts are followed here, and how does each stand?"""

from kpi.texts.screens import first
from kpi.ui import cards, choices, frame, readers

shared = choices.shared()

frame.title(first.TITLE)
cards.show_cards(readers.cards(shared.as_of))
