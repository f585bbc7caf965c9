"""Datagrundlag: where do the figures come from, how new are they, and how is one corrected?"""

from kpi.texts.screens import controls
from kpi.texts.screens import data_status as words
from kpi.ui import choices, deliveries, figure_history, frame, readers, told_breaks

shared = choices.shared()

frame.title(words.TITLE)
everything = choices.switch("everything", controls.EVERY_INDICATOR, controls.EVERY_INDICATOR_HELP)
view = readers.data_status(shared, everything=everything)

deliveries.show_receipt()
deliveries.show_faults(view)
told_breaks.show_told_breaks()
deliveries.show_indicators(view)
deliveries.show_history(view)
figure_history.show_changes(shared)
figure_history.show_values(shared)
deliveries.show_withdrawal(view)
deliveries.show_correction()
