"""Indtast tal: what is missing that only people can tell?"""

from kpi.texts.screens import enter as words
from kpi.ui import choices, entry, frame, readers, who

shared = choices.shared()

frame.title(words.TITLE)
user = who.ask_who()
if user:
    view = readers.entry_grid(shared)
    entry.show_receipt(user)
    entry.show_figures(view, user)
    entry.show_entries(view, user)
    entry.show_estimate(view, user)
    entry.show_comment(view, user)
    entry.show_action(view, user)
