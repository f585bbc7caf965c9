"""Grupper: what can be written in, and what has been?"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.views.parts import Choice


@dataclass(frozen=True, slots=True)
class OwnGroupLine:
    """A group that people here have written in, as it stood each time."""

    id: str
    title: str
    text: str
    """Members, days and source."""
    given: str
    withdrawn: str
    """Empty where it stands."""


@dataclass(frozen=True, slots=True)
class GroupEditor:
    """Grupper: what can be written in, and what has been."""

    needed: tuple[Choice, ...]
    """Groups whose members are not known; the title is the group's own."""
    needs: tuple[str, ...]
    """What each of them needs, in the same order."""
    benefits: tuple[str, ...]
    """Of the needed groups, in the same order; empty: not a cluster."""
    areas: tuple[Choice, ...]
    own: tuple[OwnGroupLine, ...]
    """Newest first."""
