"""Result, signal and forecast as one reading: how a sentence opens, and the small mark where they pull apart.

A closed table over result, chance, signal and whether the gap is inside ordinary revision. The status word is the
result's alone; no row on course carries a word of the other kind unexplained.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.beside import Beside, Chance, Variation
from kpi.model.evaluation import Status, TargetResult
from kpi.texts.forecast import tenths
from kpi.texts.statuses import goal_or_wish, opening

_BETTER, _WORSE, _STILL = Variation.IMPROVEMENT, Variation.CONCERN, Variation.NONE
_AHEAD = (Status.ON_COURSE, Status.NEAR, Status.UNDERWAY, Status.BEHIND)
MISSES, CLOSE, WRONG_WAY, RIGHT_WAY, ON_ITS_WAY, NOT_KEPT, REVISED, WORSE_THAN_USUAL = (
    "men ventes at misse",
    "men for tæt på til at sige",
    "men går den forkerte vej",
    "men går den rigtige vej",
    "men på vej",
    "men ventes ikke at holde",
    "men inden for en almindelig rettelse",
    "men ringere end det plejer",
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a sentence begins."""

    opening: str
    """The status' own words: «På sporet», «Målet er nået nu»."""
    tail: str
    """What reconciles, straight after the opening: « nu, men ventes at misse: 2 ud af 10»; empty where nothing does."""
    mark: str
    """Empty where nothing pulls the other way."""

    @property
    def ends_with_chance(self) -> bool:
        """Then the figure begins a sentence of its own."""
        return ":" in self.tail


Words = tuple[str, str]
"""Tail and mark; {chance} is «7 ud af 10», {it} «målet» or «ønsket»."""

_GOOD: dict[tuple[Chance, Variation], Words] = {
    (Chance.LOW, _WORSE): (" nu, men det går den forkerte vej og ventes at misse: {chance}", MISSES),
    (Chance.LOW, _BETTER): (" nu, men ventes at misse: {chance}", MISSES),
    (Chance.LOW, _STILL): (" nu, men ventes at misse: {chance}", MISSES),
    (Chance.OPEN, _WORSE): (
        " nu, men det går den forkerte vej; for tæt på til at sige, om det holder: {chance}",
        WRONG_WAY,
    ),
    (Chance.OPEN, _BETTER): (" nu, men for tæt på til at sige, om det holder: {chance}", CLOSE),
    (Chance.OPEN, _STILL): (" nu, men for tæt på til at sige, om det holder: {chance}", CLOSE),
    (Chance.HIGH, _WORSE): (", selv om det går den forkerte vej lige nu; på vej til målet: {chance}", WRONG_WAY),
    (Chance.HIGH, _BETTER): (", og det er mere end støj; på vej til målet: {chance}", ""),
    (Chance.HIGH, _STILL): (" og på vej til målet: {chance}", ""),
    (Chance.NONE, _WORSE): (" nu, men det går den forkerte vej, og det er mere end støj", WRONG_WAY),
    (Chance.NONE, _BETTER): (", og det er mere end støj", ""),
    (Chance.NONE, _STILL): ("", ""),
}
_SHORT: dict[tuple[Chance, Variation], Words] = {
    (Chance.LOW, _WORSE): (", det går den forkerte vej, og {it} ventes ikke nået: {chance}", ""),
    (Chance.LOW, _BETTER): (", men det går den rigtige vej; {it} ventes dog ikke nået: {chance}", RIGHT_WAY),
    (Chance.LOW, _STILL): (", og {it} ventes ikke nået: {chance}", ""),
    (Chance.OPEN, _WORSE): (", og det går den forkerte vej; for tæt på til at sige, om {it} nås: {chance}", ""),
    (Chance.OPEN, _BETTER): (
        ", men det går den rigtige vej; for tæt på til at sige, om {it} nås: {chance}",
        RIGHT_WAY,
    ),
    (Chance.OPEN, _STILL): (", og for tæt på til at sige, om {it} nås: {chance}", ""),
    (Chance.HIGH, _WORSE): (", og det går den forkerte vej lige nu, men {it} ventes nået: {chance}", ON_ITS_WAY),
    (Chance.HIGH, _BETTER): (", men det går den rigtige vej, og {it} ventes nået: {chance}", ON_ITS_WAY),
    (Chance.HIGH, _STILL): (", men på vej: {chance}", ON_ITS_WAY),
    (Chance.NONE, _WORSE): (", og det går den forkerte vej", ""),
    (Chance.NONE, _BETTER): (", men det går den rigtige vej, og det er mere end støj", RIGHT_WAY),
    (Chance.NONE, _STILL): ("", ""),
}
_EARLY: dict[Chance, Words] = {
    Chance.LOW: ("; det ventes ikke at holde: {chance}", NOT_KEPT),
    Chance.OPEN: ("; det er for tæt på til at sige, om det holder: {chance}", CLOSE),
    Chance.HIGH: ("; det ventes at holde: {chance}", ""),
    Chance.NONE: ("", ""),
}
_EARLY_WORSE: dict[Chance, Words] = {
    Chance.LOW: ("; det går den forkerte vej og ventes ikke at holde: {chance}", NOT_KEPT),
    Chance.OPEN: (
        "; det går den forkerte vej, og det er for tæt på til at sige, om det holder: {chance}",
        CLOSE,
    ),
    Chance.HIGH: ("; det går den forkerte vej, men ventes at holde: {chance}", WRONG_WAY),
    Chance.NONE: ("; det går den forkerte vej", WRONG_WAY),
}


def reconciled(result: TargetResult, beside: Beside, gap: str) -> Opening:
    """`gap` is how far the value is from what decides, without direction («4 personer»); empty: nothing is between."""
    opens = opening(result)
    if beside.revision is not None and gap:
        tail, mark = _inside_revision(result, gap)
    elif result.status in _AHEAD and not result.final and not result.at_once and result.every is None:
        tail, mark = _pulling(result, beside)
    elif result.status in (Status.ON_COURSE, Status.MET) and beside.variation is _WORSE:
        tail, mark = ", selv om tallet er ringere, end det plejer", WORSE_THAN_USUAL
    else:
        tail, mark = "", ""
    chance = "" if beside.probability is None else tenths(beside.probability)
    return Opening(opens, tail.format(chance=chance, it=goal_or_wish(result).lower()), mark)


def _pulling(result: TargetResult, beside: Beside) -> Words:
    variation = beside.variation if beside.variation in (_BETTER, _WORSE) else _STILL
    if result.reached_early:
        return (_EARLY_WORSE if variation is _WORSE else _EARLY)[beside.chance]
    return (_GOOD if result.status is Status.ON_COURSE else _SHORT)[beside.chance, variation]


def _inside_revision(result: TargetResult, gap: str) -> Words:
    """The figure is provisional, and the gap that decides is no larger than such figures are usually revised by."""
    match result.status:
        case Status.MISSED:
            return f", men kun med {gap}; så meget plejer tallet at blive rettet", REVISED
        case Status.BEHIND | Status.ON_COURSE | Status.MET | Status.NEAR | Status.UNDERWAY:
            return f" med {gap}; så meget plejer tallet at blive rettet", REVISED
        case _:
            return "", ""
