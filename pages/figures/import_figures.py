"""Indlæs tal: what does a file say, and what would storing it change?"""

from kpi.texts.screens import import_figures as words
from kpi.ui import choices, fetching, frame, importing, mapping_step, template, who

shared = choices.shared()

frame.title(words.TITLE, words.LEAD)
user = who.ask_who()
if user:
    importing.show_receipt(user)
    importing.show_import(user)
    mapping_step.show_mappings(user)
    fetching.show_fetch(user)
template.show_template(shared)
