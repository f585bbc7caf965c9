"""Every status as it is shown, in one table: word, shape, colour, meaning, and what its sentence begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpi.model.contract import Milestone, Requirement, Target
from kpi.model.evaluation import Cause, DataState, Reason, Status, TargetResult
from kpi.model.journal import Verdict
from kpi.model.observation import Quality
from kpi.model.rule import Strength
from kpi.model.views.parts import Badge, ColourFamily, Count


@dataclass(frozen=True, slots=True)
class Colours:
    """Text and the soft ground behind it, on a light and on a dark page; contrast at least 4.5:1."""

    text: str
    ground: str
    dark_text: str
    dark_ground: str


COLOURS = {
    ColourFamily.GOOD: Colours("#00735c", "#e1f3ed", "#4cc9a6", "#10332b"),
    ColourFamily.NEAR: Colours("#8a5a00", "#fff1cc", "#f0bc5e", "#3a2c0c"),
    ColourFamily.BAD: Colours("#b3390b", "#fde7df", "#ff9a73", "#43200f"),
    ColourFamily.UNDERWAY: Colours("#3f5873", "#e6edf4", "#a3c0dd", "#1d2f42"),
    ColourFamily.AGREED: Colours("#0b5394", "#e4effa", "#8cc2fa", "#15304d"),
    ColourFamily.GREY: Colours("#4b5563", "#edf0f3", "#b3bdc8", "#29323c"),
}


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How a status is shown, or one of its cases that has a word of its own."""

    status: Status
    word: str
    shape: str
    family: ColourFamily
    meaning: str
    """In «Sådan læses tavlen»."""
    opening: str = ""
    """What its sentence begins with; {it} is the goal, the wish or the milestone. Empty: the word."""
    early: str = ""
    """The same where the requirement is fulfilled before its due. Empty: no other words."""
    counted: str = ""
    """After a number, the same for one and for many. Empty: the word in small letters."""
    case: str = ""
    """The case's name. Empty: the status as it is where no case of it fits."""
    fits: Callable[[TargetResult], bool] = lambda result: True

    @property
    def id(self) -> str:
        """In an address: the case's name, else the status'."""
        return self.case or self.status.value

    @property
    def badge(self) -> Badge:
        """Without what one result adds to its word."""
        return Badge(self.status, self.id, self.word, self.shape, self.family)


TABLE = (
    StatusLine(
        Status.MET, "Nået", "✔", ColourFamily.GOOD, "Tallet for fristen er kommet og opfylder målet.",
        opening="{it} er nået"
    ),
    StatusLine(
        Status.ON_COURSE, "På sporet", "▲", ColourFamily.GOOD,
        "Fristen er ikke nået, og tallet er der, hvor det burde være nu, eller bedre.",
        early="{it} er nået nu",
    ),
    StatusLine(
        Status.UNDERWAY, "Undervejs", "▷", ColourFamily.UNDERWAY,
        "Fristen ligger efter aftalens år, og aftalen siger ikke, hvor tallet skal være undervejs.",
    ),
    StatusLine(Status.NEAR, "Tæt på", "◆", ColourFamily.NEAR, "Tallet er inden for den margen, der er aftalt."),
    StatusLine(
        Status.NEAR, "Ønsket er ikke nået", "◆", ColourFamily.GREY, "Et ønske («gerne») er ikke opfyldt.",
        counted="ikke nået (ønske)", case="WISH", fits=lambda result: result.aspiration_missed,
    ),
    StatusLine(
        Status.ACCEPTED, "Aftalt afvigelse", "◐", ColourFamily.AGREED,
        "Der er aftalt en afvigelse, som gælder til en bestemt dag.",
    ),
    StatusLine(
        Status.ACCEPTED, "Udgået", "◐", ColourFamily.AGREED, "Kravet er taget ud af aftalen.",
        case="WITHDRAWN", fits=lambda result: result.withdrawn,
    ),
    StatusLine(
        Status.BEHIND, "Bagud", "▼", ColourFamily.BAD,
        "Fristen er ikke nået, og tallet er ringere, end det burde være nu."
    ),
    StatusLine(
        Status.MISSED, "Ikke nået", "✖", ColourFamily.BAD, "Tallet for fristen er kommet og opfylder ikke målet.",
        opening="{it} er ikke nået",
    ),
    StatusLine(
        Status.UNDECIDABLE, "Kan ikke afgøres", "±", ColourFamily.GREY,
        "Et skjult eller manglende tal, et databrud eller en ukendt gruppe afgør svaret.",
    ),
    StatusLine(
        Status.AWAITING, "Afventer tal", "○", ColourFamily.GREY,
        "Fristen er passeret, men kildens tal er ikke offentliggjort endnu.",
    ),
    StatusLine(
        Status.NO_DATA, "Mangler tal", "∅", ColourFamily.GREY, "Der er ikke leveret tal, eller udgangspunktet mangler."
    ),
    StatusLine(Status.NOT_STARTED, "Ingen måling endnu", "○", ColourFamily.GREY, "Kun udgangspunktet er kendt."),
    StatusLine(
        Status.NOT_STARTED, "Ikke begyndt", "○", ColourFamily.GREY, "Aftalens første dag er ikke kommet.",
        case="NOT_BEGUN", fits=lambda result: result.begins_on is not None,
    ),
    StatusLine(Status.PLANNED, "Planlagt", "□", ColourFamily.GREY, "Dagen er ikke kommet endnu."),
    StatusLine(
        Status.UNASSESSED, "Ikke vurderet", "?", ColourFamily.GREY,
        "Mennesker skal vurdere det, og ingen har gjort det endnu.",
    ),
    StatusLine(
        Status.FOLLOWED, "Følges", "·", ColourFamily.GREY, "Aftalen stiller intet krav; tallet vises og følges."
    ),
    StatusLine(
        Status.ASSESSED, "Vurderet", "■", ColourFamily.GREY,
        "Mennesker har vurderet det: opfyldt, delvist opfyldt eller ikke opfyldt.",
    ),
)  # fmt: skip
"""In the order of the head line: what is judged first, from good to bad, then what waits for somebody."""
_LINES = {
    status: sorted((line for line in TABLE if line.status is status), key=lambda line: not line.case)
    for status in Status
}
"""The cases of a status before the status as it is."""

VERDICTS = {
    Verdict.FULFILLED: "opfyldt",
    Verdict.PARTLY: "delvist opfyldt",
    Verdict.NOT_FULFILLED: "ikke opfyldt",
}

DATA_WORDS = {
    DataState.BREAK: "databrud",
    DataState.HIDDEN: "skjult",
    DataState.MISSING: "mangler",
    DataState.LATE: "forsinket",
    DataState.PROVISIONAL: "foreløbig",
    DataState.REVISED: "revideret",
    DataState.FINAL: "endelig",
}

TOLD_BREAK = "kilden melder databrud"
"""Instead of «databrud», until somebody has answered whether it is one."""


def data_word(state: DataState, reasons: Sequence[Reason]) -> str:
    """The state of the figures judged, in a word."""
    causes = {reason.cause for reason in reasons}
    is_told = state is DataState.BREAK and Cause.TOLD_BREAK in causes and Cause.SERIES_BREAK not in causes
    return TOLD_BREAK if is_told else DATA_WORDS[state]


GAPS = {Quality.HIDDEN: "skjult", Quality.MISSING: "mangler"}
"""What stands where the source gave no figure."""
PROVISIONAL = "foreløbigt tal"
EXAMPLE = "Eksempeltal"


def badge(result: TargetResult, mark: str = "") -> Badge:
    """`mark` as `kpi.texts.verdict` gives it."""
    line = _line(result)
    return Badge(line.status, line.id, _word(line, result), line.shape, line.family, mark)


def opening(result: TargetResult) -> str:
    """The words that the result's sentence begins with: «Målet er nået», «Ønsket er nået nu», «Bagud»."""
    line = _line(result)
    words = (line.early if result.reached_early else "") or line.opening or line.word
    return words.format(it=goal_or_wish(result))


def plain_word(status: Status) -> str:
    """A status by itself, whatever its result adds."""
    return _LINES[status][-1].word


def verdict_word(answer: str) -> str:
    """The people's word as shown: «delvist» is «delvist opfyldt»."""
    return VERDICTS[Verdict(answer)] if answer in set(Verdict) else answer


def counts(results: Sequence[TargetResult]) -> tuple[Count, ...]:
    """How many are shown by each line of the table that occurs, in its order."""
    lines = [_line(result) for result in results if result.status is not Status.FOLLOWED]
    return tuple(
        Count(line.badge, line.counted or line.word.lower(), found) for line in TABLE if (found := lines.count(line))
    )


def counts_line(line: tuple[Count, ...]) -> str:
    """«5 på sporet · 2 bagud»."""
    return " · ".join(f"{count.count} {count.word}" for count in line)


def _line(result: TargetResult) -> StatusLine:
    """The case that fits, else the status as it is."""
    return next(line for line in _LINES[result.status] if line.fits(result))


def _word(line: StatusLine, result: TargetResult) -> str:
    if result.status in (Status.MET, Status.MISSED) and result.provisional:
        return f"{line.word} ({PROVISIONAL})"
    if result.status is Status.ASSESSED and result.answer:
        return f"{line.word}: {verdict_word(result.answer)}"
    return line.word


def is_wish(requirement: Requirement) -> bool:
    """«Gerne»: it is wished for, and nobody demands it."""
    return isinstance(requirement, Target) and requirement.strength is Strength.ASPIRATION


def against(requirement: Requirement) -> str:
    """Between a figure and what it is held to: «89,0 pct. mod et krav om over 80 pct.»."""
    return "mod et ønske om" if is_wish(requirement) else "mod et krav om"


def demand(requirement: Requirement) -> str:
    """What is asked, as a sentence's first noun."""
    return "ønsket" if is_wish(requirement) else "kravet"


def goal_or_wish(result: TargetResult) -> str:
    match result.requirement:
        case Milestone():
            return "Milepælen"
        case requirement if is_wish(requirement):
            return "Ønsket"
        case _:
            return "Målet"
