"""What stands where there is no value."""

from __future__ import annotations

from kpi.model.observation import Observation, Quality


def under(limit: int) -> str:
    return f"under {limit}"


def gap_word(observation: Observation | None) -> str:
    """«under 3», «skjult», «mangler»; empty where there is one."""
    if observation is None:
        return "mangler"
    if observation.value is not None:
        return ""
    if observation.quality is Quality.HIDDEN:
        return under(observation.under) if observation.under else "skjult"
    return "mangler"
