"""From a received file, or figures typed in, to figures that can be seen; and the way back, by withdrawal."""

from kpi.kept.submission import Submission
from kpi.receive.breaks import answer_break
from kpi.receive.estimate import TypedEstimate, receive_estimate
from kpi.receive.file import receive_answer, receive_file
from kpi.receive.received import Consent, Received, refused_report
from kpi.receive.typed import TypedFigure, receive_typed
from kpi.receive.withdrawal import ChangeRefused, withdraw_delivery

__all__ = [
    "ChangeRefused",
    "Consent",
    "Received",
    "Submission",
    "TypedEstimate",
    "TypedFigure",
    "answer_break",
    "receive_answer",
    "receive_estimate",
    "receive_file",
    "receive_typed",
    "refused_report",
    "withdraw_delivery",
]
