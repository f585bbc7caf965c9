"""MED-møde: the contract on a screen that a committee looks at together."""

from kpi.ui import choices, meeting, readers

meeting.show_meeting(readers.meeting(choices.shared()))
