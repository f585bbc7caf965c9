"""Status as word and shape, and the state of the data in words."""

from __future__ import annotations

from typing import assert_never

from kpi.model.evaluation import DataState, Status, TargetResult
from kpi.model.journal import Verdict
from kpi.model.observation import Quality
from kpi.model.views.parts import Badge, Count

WORDS = {
    Status.MET: "Nået",
    Status.MISSED: "Ikke nået",
    Status.AWAITING: "Afventer tal",
    Status.ON_COURSE: "På sporet",
    Status.NEAR: "Tæt på",
    Status.BEHIND: "Bagud",
    Status.NOT_STARTED: "Ingen måling endnu",
    Status.NO_DATA: "Mangler tal",
    Status.UNDECIDABLE: "Kan ikke afgøres",
    Status.UNASSESSED: "Ikke vurderet",
    Status.ACCEPTED: "Aftalt afvigelse",
    Status.PLANNED: "Planlagt",
    Status.ASSESSED: "Vurderet",
}
SHAPES = {
    Status.MET: "✔",
    Status.MISSED: "✖",
    Status.AWAITING: "○",
    Status.ON_COURSE: "▲",
    Status.NEAR: "◆",
    Status.BEHIND: "▼",
    Status.NOT_STARTED: "○",
    Status.NO_DATA: "∅",
    Status.UNDECIDABLE: "±",
    Status.UNASSESSED: "?",
    Status.ACCEPTED: "◐",
    Status.PLANNED: "□",
    Status.ASSESSED: "■",
}
MEANINGS = {
    Status.MET: "Tallet for fristen er kommet og opfylder målet.",
    Status.ON_COURSE: "Fristen er ikke nået, og tallet er der, hvor det burde være nu, eller bedre.",
    Status.NEAR: "Tallet er inden for den margen, der er aftalt, eller et ønske («gerne») er ikke opfyldt.",
    Status.ACCEPTED: "Der er aftalt en afvigelse, som gælder til en bestemt dag.",
    Status.BEHIND: "Fristen er ikke nået, og tallet er ringere, end det burde være nu.",
    Status.MISSED: "Tallet for fristen er kommet og opfylder ikke målet.",
    Status.UNDECIDABLE: "Et skjult eller manglende tal, et databrud eller en ukendt gruppe afgør svaret.",
    Status.AWAITING: "Fristen er passeret, men kildens tal er ikke offentliggjort endnu.",
    Status.NO_DATA: "Der er ikke leveret tal, eller udgangspunktet mangler.",
    Status.NOT_STARTED: "Kun udgangspunktet er kendt.",
    Status.PLANNED: "Dagen er ikke kommet endnu.",
    Status.UNASSESSED: "Mennesker skal vurdere det, og ingen har gjort det endnu.",
    Status.ASSESSED: "Mennesker har vurderet det: opfyldt, delvist opfyldt eller ikke opfyldt.",
}
"""In the order that the head line counts them: what is judged first, from good to bad, then what waits for somebody."""

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

GAPS = {Quality.HIDDEN: "skjult", Quality.MISSING: "mangler"}
"""What stands where the source gave no figure."""
PROVISIONAL = "foreløbigt tal"
EXAMPLE = "Eksempeltal"
WITHDRAWN = "Udgået"


def badge(result: TargetResult) -> Badge:
    return Badge(result.status, _word(result), SHAPES[result.status], result.aspiration_missed)


def plain_badge(status: Status) -> Badge:
    """A status by itself, without what one result adds to its word."""
    return Badge(status, WORDS[status], SHAPES[status], grey=False)


def _word(result: TargetResult) -> str:
    status = result.status
    match status:
        case Status.MET | Status.MISSED:
            return f"{WORDS[status]} ({PROVISIONAL})" if result.provisional else WORDS[status]
        case Status.NEAR:
            return "Ønsket er ikke nået" if result.aspiration_missed else WORDS[status]
        case Status.ACCEPTED:
            return WITHDRAWN if result.withdrawn else WORDS[status]
        case Status.ASSESSED:
            return f"{WORDS[status]}: {verdict_word(result.answer)}" if result.answer else WORDS[status]
        case (
            Status.AWAITING
            | Status.ON_COURSE
            | Status.BEHIND
            | Status.NOT_STARTED
            | Status.NO_DATA
            | Status.UNDECIDABLE
            | Status.UNASSESSED
            | Status.PLANNED
        ):
            return WORDS[status]
        case _:
            assert_never(status)


def verdict_word(answer: str) -> str:
    """The people's word as shown: «delvist» is «delvist opfyldt»."""
    return VERDICTS[Verdict(answer)] if answer in set(Verdict) else answer


def counts(statuses: tuple[Status, ...]) -> tuple[Count, ...]:
    """How many of each status that occurs, in head-line order, words in lower case."""
    return tuple(
        Count(status, WORDS[status].lower(), found) for status in MEANINGS if (found := statuses.count(status))
    )


def counts_line(line: tuple[Count, ...]) -> str:
    """«5 på sporet · 2 bagud»."""
    return " · ".join(f"{count.count} {count.word}" for count in line)
