"""A delivery: a received file with its sidecar, and what reading it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kpi.model.observation import Quality
from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """One row read from a file, checked and staged."""

    line: int
    """The file's own physical line, or the Excel row number; from 1."""
    indicator: str
    area: str
    period: Period
    value: Decimal | None
    """None exactly when quality is HIDDEN or MISSING."""
    numerator: Decimal | None
    """None: the row does not say."""
    denominator: Decimal | None
    """None: the row does not say."""
    quality: Quality
    published_on: date | None
    """None: the row does not say; the file's day applies."""
    comment: str

    @property
    def key(self) -> tuple[str, str, Period]:
        return self.indicator, self.area, self.period


@dataclass(frozen=True, slots=True)
class RowIssue:
    """A refused row, or a warning about one, in plain Danish."""

    line: int
    """0: concerns the whole file."""
    text: str


@dataclass(frozen=True, slots=True)
class ToldBreak:
    """A series break that a file tells of in its own words; a person decides whether it is one."""

    indicator: str
    words: str
    """Letter for letter."""
    first: Period | None
    """The first period made in the new way, as the words say it; None: they do not say."""
    since: Period
    """The first period of the indicator in the file."""
    until: Period
    """The last one."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file was read as. Every row of the file is in `figures` or named in `refused` or `told`."""

    recognised_as: str
    figures: tuple[Figure, ...]
    refused: tuple[RowIssue, ...]
    warnings: tuple[RowIssue, ...]
    told: tuple[RowIssue, ...] = ()
    """What the file holds that is no figure of ours and no fault: nobody needs to tick it."""
    breaks: tuple[ToldBreak, ...] = ()
    official: bool = False
    """True: a source's own table, as its content shows it."""
    row_word: str = "linje"
    """What the file's lines are called: «linje» or «række»."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that replaces a stored one; None: hidden or missing."""

    indicator: str
    area: str
    period: Period
    before: Decimal | None
    after: Decimal | None
    before_under: int = 0
    """The limit of small numbers where `before` is one of our own and therefore not told; 0 elsewhere."""
    after_under: int = 0


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Who, when, source, published day and SHA-256 of a delivery, kept beside the received file."""

    id: str
    """`<source>/<day>-<sha12>`, also the folder's path below deliveries/."""
    source: str
    received_at: datetime
    """UTC."""
    by: str
    file_name: str
    """As received, letter for letter; never used as a path."""
    sha256: str
    figures_sha256: str
    published_on: date | None
    """Given with the file; None: rows say it themselves, or the day it was received."""
    published_assumed: bool
    """True: first load of an old series, each row published with the source's usual delay."""
    state_of_knowledge: str
    """What the source said about the figures' day and completeness."""
    note: str
    figures: int
    refused: tuple[RowIssue, ...]
    warnings: tuple[RowIssue, ...]
    """Those that a person ticked."""
    reason: str = ""
    """Why figures that were stored are changed, in a person's words; empty: nobody was asked."""
    own_mistake: bool = False
    """True: it corrects our own mistake; otherwise changed figures are the source's own revisions."""
    breaks: tuple[ToldBreak, ...] = ()
    """What the file tells of series breaks."""


class Outcome(StrEnum):
    STORED = "stored"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What importing one file did, or with `dry_run` would do."""

    file: str
    outcome: Outcome
    dry_run: bool
    recognised_as: str
    new: int
    revised: tuple[Revision, ...]
    unchanged: int
    refused_rows: tuple[RowIssue, ...]
    warnings: tuple[RowIssue, ...]
    needs_ticking: bool
    """True: refused only because warnings were not accepted."""
    reason: str
    """Why the whole file was refused, in Danish; empty where it was not."""
    delivery: str
    """Id of the delivery that holds the figures; empty where none does."""
    restated: int = 0
    """Figures with the value they had, but another quality, numerator, denominator or comment."""
    earlier: int = 0
    """Figures published before those that are stored: earlier vintages, the present figures stay."""
    large: tuple[Revision, ...] = ()
    """Those of `revised` that a person must give a reason for."""
    needs_reason: bool = False
    """True: refused because large revisions, or a correction of our own mistake, have no reason."""
    unrecognised: bool = False
    """True: refused because no layout of the file is known; a mapping can be made."""
    told: tuple[RowIssue, ...] = ()
    """What the file holds that is no figure of ours and no fault."""
    breaks: tuple[ToldBreak, ...] = ()
    """What the file tells of series breaks, and nobody has answered; nothing is compared across them until then."""
    settled: tuple[ToldBreak, ...] = ()
    """What it tells of breaks that are declared, or that a person has answered."""
    counts_from: date | None = None
    """The day that figures count from whose day of publication nobody said; None: every day is said or assumed."""
    undated: int = 0
    """How many figures that is."""
    row_word: str = "linje"
    """What the file's lines are called."""

    @property
    def figures(self) -> int:
        """All that the file holds."""
        return self.new + len(self.revised) + self.unchanged + self.restated + self.earlier
