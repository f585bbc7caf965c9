"""«gerne»: a wish that is not fulfilled is never shown as missed in red."""

from __future__ import annotations

from kpi.model.contract import Target
from kpi.model.evaluation import Status
from kpi.model.rule import Strength


def softened(target: Target, status: Status) -> tuple[Status, bool]:
    """An aspiration that is missed or behind is NEAR, and marked as a wish that is not fulfilled."""
    if target.strength is Strength.ASPIRATION and status in (Status.MISSED, Status.BEHIND):
        return Status.NEAR, True
    return status, False
