"""Overblik: how does the contract stand?"""

from kpi.ui import choices, overview, readers

shared = choices.shared()
view = readers.scorecard(shared)

overview.show_summary(view)
wanted = overview.choose_lines(view)
overview.show_board(view, wanted)
overview.offer_files(view, readers.criteria_later(shared))
