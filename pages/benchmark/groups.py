"""Grupper: write in a cluster or a list of one's own, and see who wrote what."""

from kpi.texts.screens import groups as words
from kpi.ui import frame, groups, readers, who

frame.title(words.TITLE, words.LEAD)
user = who.ask_who()
view = readers.group_editor()
if user:
    groups.show_receipt()
    groups.show_form(view, user)
groups.show_history(view)
if user:
    groups.show_withdrawal(view, user)
