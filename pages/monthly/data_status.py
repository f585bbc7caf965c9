"""Datagrundlag: where do the figures come from, how new are they, and how is one corrected?"""

from kpi.texts.screens import data_status as words
from kpi.ui import choices, deliveries, frame, readers

shared = choices.shared()
view = readers.data_status(shared.as_of)

frame.title(words.TITLE)
deliveries.show_receipt()
deliveries.show_faults(view)
deliveries.show_indicators(view)
deliveries.show_history(view)
deliveries.show_withdrawal(view)
deliveries.show_correction()
