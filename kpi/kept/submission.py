"""What is handed in: a file, or a source's answer, with what whoever hands it in says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kpi.access import User
from kpi.intake.checks.publication import Publication
from kpi.texts.periods import danish_day


@dataclass(frozen=True, slots=True)
class Submission:
    content: bytes
    name: str
    """The file's own; never used as a path."""
    by: User
    at: datetime
    """UTC."""
    source: str = ""
    """Id in `data/sources.toml`; empty: the one that the file's indicators declare."""
    published_on: date | None = None
    """Given with the file; None: its rows say it, or it is the day it is received."""
    assume_usual_delay: bool = False
    """True: first load of an old series, each row published with the source's usual delay."""
    mapping: str = ""
    """Name of the mapping that it must be read by; empty: it is recognised by its content."""
    state_of_knowledge: str = ""
    """What the source says of the figures' day and completeness."""
    note: str = ""
    reason: str = ""
    """Why figures that are stored are changed; empty: nobody was asked."""
    own_mistake: bool = False
    """True: it corrects our own mistake; otherwise changed figures are the source's own revisions."""

    @property
    def received_on(self) -> date:
        """The Danish day."""
        return danish_day(self.at)

    @property
    def publication(self) -> Publication:
        return Publication(self.received_on, self.published_on, self.assume_usual_delay)
