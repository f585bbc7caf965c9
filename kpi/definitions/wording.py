"""Asks where a contract's own words and the rule beside them say different things; saying it in `note` settles it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import assert_never

from kpi.definitions.quoted import NumberKind, QuotedNumber, numbers
from kpi.definitions.spots import Spots
from kpi.model.contract import AtLeast, Criterion, Target
from kpi.model.definitions import Caution
from kpi.model.indicator import CountBeyond, Indicator
from kpi.model.reference import (
    UNCHANGED,
    Amount,
    Change,
    Constant,
    Reference,
    RelativeChange,
    Steps,
    Yearly,
)
from kpi.model.rule import BestFraction, Between, Comparison, OfRequired, Threshold

# --- what the rule demands -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Level:
    """The number is a level to be on one side of."""

    comparison: Comparison


@dataclass(frozen=True, slots=True)
class ChangedBy:
    """The number is a change from something."""

    comparison: Comparison
    more: bool
    percent: bool


@dataclass(frozen=True, slots=True)
class OtherNumber:
    """The number belongs to the rule in another way: an end of a band, a part of a group, a figure to start from."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One number of a rule."""

    value: Fraction
    """Without its sign."""
    written: Decimal | Fraction
    target: Target
    role: Level | ChangedBy | OtherNumber
    must_stand: bool = True
    """False: the contract need not say it in so many words."""


def _demands(criterion: Criterion) -> tuple[Demand, ...]:
    found = [demand for target in targets_of(criterion) for demand in _of_target(target)]
    if isinstance(criterion.combine, AtLeast) and found:
        count = Fraction(criterion.combine.count)
        found.append(Demand(count, count, found[0].target, OtherNumber(), must_stand=False))
    return tuple(found)


def targets_of(criterion: Criterion) -> tuple[Target, ...]:
    return tuple(one for one in criterion.requirements if isinstance(one, Target))


def _of_target(target: Target) -> Iterator[Demand]:
    def demand(number: Decimal | Fraction, role: Level | ChangedBy | OtherNumber, *, must_stand: bool = True) -> Demand:
        return Demand(abs(Fraction(number)), number, target, role, must_stand)

    match target.rule:
        case Threshold(comparison, reference):
            yield from (demand(number, role) for number, role in _of_reference(comparison, reference))
        case Between(low, high):
            yield from (demand(low, OtherNumber()), demand(high, OtherNumber()))
        case BestFraction(fraction=fraction):
            yield demand(fraction, OtherNumber())
        case _:
            assert_never(target.rule)
    for margin, must_stand in ((target.tolerance, True), (target.material, True), (target.near, False)):
        if isinstance(margin, Decimal | OfRequired):
            size = margin.percent if isinstance(margin, OfRequired) else margin
            yield demand(size, OtherNumber(), must_stand=must_stand)
            if isinstance(margin, OfRequired):  # «delvist fra 80 pct.»
                yield demand(100 - size, OtherNumber(), must_stand=False)
    if target.periods_needed is not None:
        yield demand(Fraction(target.periods_needed), OtherNumber(), must_stand=False)


def _of_reference(
    comparison: Comparison, reference: Reference
) -> Iterator[tuple[Decimal, Level | ChangedBy | OtherNumber]]:
    match reference.whose:
        case Constant(value):
            yield value, Level(comparison)
        case Steps(steps):
            yield from ((step.value, Level(comparison)) for step in steps)
        case _:
            yield from _of_change(comparison, reference.change)
    if reference.baseline is not None and reference.baseline.stated is not None:
        yield reference.baseline.stated, OtherNumber()


def _of_change(comparison: Comparison, change: Change) -> Iterator[tuple[Decimal, Level | ChangedBy | OtherNumber]]:
    match change:
        case Amount(value):
            if value:
                yield value, ChangedBy(comparison, value > 0, percent=False)
        case RelativeChange(value):
            yield value, ChangedBy(comparison, value > 0, percent=True)
        case Yearly(each):
            yield from _of_change(comparison, each)
        case _:
            assert_never(change)


# --- questions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    """A criterion's words and numbers, read once."""

    quote: str
    note: str
    said: tuple[QuotedNumber, ...]
    noted: frozenset[Fraction]

    @classmethod
    def of(cls, criterion: Criterion) -> _Words:
        quote, note = (" ".join(text.split()) for text in (" ".join(criterion.quote), criterion.note))
        noted = frozenset(value for one in numbers(note) for value in one.values)
        return cls(quote, note.lower(), numbers(quote), noted)

    def settles(self, word: str) -> bool:
        return word.lower() in self.note


def wording_questions(criterion: Criterion, indicators: Mapping[str, Indicator], spots: Spots) -> Iterator[Caution]:
    """None of a criterion whose quote has no words."""
    words, demands = _Words.of(criterion), _demands(criterion)
    if not targets_of(criterion) or not re.search(r"[^\W\d_]", words.quote):
        return
    long = [one for one in demands if _may_be_thousands(one, words)]
    for one in long:
        yield spots.requirements[one.target.id].ask(*_thousands(one.written))
    demands = tuple(one for one in demands if one not in long)
    if not long:
        yield from _other_numbers(words, demands, criterion, indicators, spots)
    for said in _measured(words.said, criterion, indicators):
        for one in demands:
            if _same(said, one):
                at = spots.requirements[one.target.id]
                yield from (at.ask(*asked) for asked in _beside_number(said, one, words, indicators))
                break
    for target in targets_of(criterion):
        at = spots.requirements[target.id]
        yield from (at.ask(*asked) for asked in _without_number(target, words))


_Question = tuple[str, str]


def _measured(
    said: Sequence[QuotedNumber], criterion: Criterion, indicators: Mapping[str, Indicator]
) -> list[QuotedNumber]:
    """Those that are demanded of a figure; «over 52 uger» is, where the indicator is counted in weeks."""
    units = {indicators[target.indicator].unit.id for target in targets_of(criterion)}
    return [one for one in said if one.demanded and (not one.time or any(unit.startswith(one.time) for unit in units))]


def _same(said: QuotedNumber, demand: Demand) -> bool:
    return demand.value in said.values


def _may_be_thousands(demand: Demand, words: _Words) -> bool:
    """«1.200» is one and a fifth to a program, and twelve hundred to a Dane."""
    number = demand.written
    if not isinstance(number, Decimal) or number.as_tuple().exponent != -3 or abs(number) < 1:
        return False
    return not any(_same(said, demand) for said in words.said) and demand.value not in words.noted


def _thousands(number: Decimal | Fraction) -> _Question:
    assert isinstance(number, Decimal)
    plain = f"{number.normalize():f}"
    return (
        f"Kravet siger {number}, og det læses som {danish(number.normalize())}, for punktum er decimaltegn.",
        f"Menes {number.scaleb(3):.0f}, så skriv {number.scaleb(3):.0f} uden punktum; ellers skriv {plain}.",
    )


def danish(number: Decimal | Fraction) -> str:
    """As a Dane writes it, without its sign."""
    if isinstance(number, Fraction):
        return str(number)
    return f"{abs(number).normalize():f}".replace(".", ",")


def _other_numbers(
    words: _Words, demands: Sequence[Demand], criterion: Criterion, indicators: Mapping[str, Indicator], spots: Spots
) -> Iterator[Caution]:
    """A number of the quote that is not in the rule, and the other way round: one question for the criterion."""
    explained = _explained(words.said, demands)
    others = [demand for target in targets_of(criterion) for one in target.versions[1:] for demand in _of_target(one)]
    said = [
        one
        for one in _measured(words.said, criterion, indicators)
        if not any(_same(one, demand) for demand in (*demands, *others))
        and not words.noted & {*one.values}
        and not (explained | _declared(criterion, indicators)) & {*one.values}
    ]
    missing = [
        one
        for one in demands
        if one.must_stand
        and not any(_same(each, one) for each in words.said)
        and one.value not in words.noted | explained
    ]
    if not said and not missing:
        return
    at = spots.requirements[(missing[0].target if missing else targets_of(criterion)[0]).id]
    in_quote = _listed([f"«{one.text}»" for one in said])
    in_rule = _listed(list(dict.fromkeys(danish(one.written) for one in missing)))
    if said and missing:
        yield at.ask(
            f"Citatet siger {in_quote}, men kravet siger {in_rule}.", "Ret kravet, eller skriv i note, hvorfor."
        )
    elif said:
        remedy = "Er det en del af kravet, så skriv det; ellers nævn tallet i note."
        yield at.ask(f"Citatet siger {in_quote}, men det står ikke i kravet.", remedy)
    else:
        yield at.ask(f"Kravet siger {in_rule}, men det står ikke i citatet.", "Skriv i note, hvor tallet kommer fra.")


def _declared(criterion: Criterion, indicators: Mapping[str, Indicator]) -> frozenset[Fraction]:
    """The limits that what is counted lies beyond: «ingen distrikter over 5 pct.» is a count of those over 5."""
    counted = (indicators[target.indicator].made_from for target in targets_of(criterion))
    return frozenset(abs(Fraction(one.level)) for one in counted if isinstance(one, CountBeyond))


def _explained(said: Sequence[QuotedNumber], demands: Sequence[Demand]) -> frozenset[Fraction]:
    """Numbers that the others make: «fra 812 til 749» says 63 fewer, «100 ± 1» says between 99 and 101."""
    found: set[Fraction] = set()
    for demand in demands:
        if isinstance(demand.target.rule, Between):
            low, high = Fraction(demand.target.rule.low), Fraction(demand.target.rule.high)
            width = (high - low) / 2
            if any(width in one.values for one in said):
                found |= {abs(low), abs(high), width, abs(high - width)}
    for earlier, later in permutations([one for one in said if one.demanded and not one.time], 2):
        start, end = earlier.values[0], later.values[0]
        for demand in demands:
            if isinstance(demand.role, ChangedBy):
                change = (end - start) / start * 100 if demand.role.percent and start else end - start
                if abs(change) == demand.value and (change > 0) is demand.role.more:
                    found |= {start, end, demand.value}
    return frozenset(found)


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" og {parts[-1]}" if parts else ""


# --- what stands beside a number -------------------------------------------------------------------------------------

_SIDES = {True: ("at_least", "above"), False: ("at_most", "below")}


def _beside_number(
    said: QuotedNumber, demand: Demand, words: _Words, indicators: Mapping[str, Indicator]
) -> Iterator[_Question]:
    """At most one: the first that does not agree."""
    role = demand.role
    if isinstance(role, OtherNumber):
        return
    asks: tuple[Callable[[], _Question | None], ...] = (
        lambda: _turned(said, role, words),
        lambda: _bound(said, role, words),
        lambda: _shared(said, role, words, indicators[demand.target.indicator]),
    )
    yield from (asked for ask in asks if (asked := ask()) is not None)


def _turned(said: QuotedNumber, role: Level | ChangedBy, words: _Words) -> _Question | None:
    turn = said.turn
    if turn is None or words.settles(turn.word):
        return None
    if isinstance(role, Level):
        return (
            f"Citatet siger «{_with(turn.word, said)}», og det er en ændring, men kravet er et fast tal.",
            'Skriv ændringen, fx { baseline = "2015-12", minus = 63 }, '
            f"eller skriv i note, hvordan «{turn.word}» læses.",
        )
    if turn.more is role.more:
        return None
    says, writes = ("flere", "minus") if turn.more else ("færre", "plus")
    kind = "_percent" if role.percent else ""
    return (
        f"Citatet siger «{_with(turn.word, said)}», altså {says}, men kravet er skrevet med {writes}{kind}.",
        f"Skriv {'plus' if turn.more else 'minus'}{kind}, eller skriv i note, hvordan «{turn.word}» læses.",
    )


def _with(word: str, said: QuotedNumber) -> str:
    return said.text if word in said.text else f"{word} {said.text}"


def _bound(said: QuotedNumber, role: Level | ChangedBy, words: _Words) -> _Question | None:
    """«Mindst 63 færre» is at most so many: a change's own size is bounded, and its level the other way."""
    bound = said.bound
    if bound is None or words.settles(bound.word):
        return None
    high = bound.high if isinstance(role, Level) else bound.high is role.more
    use = _SIDES[high][bound.strict]
    if high is not role.comparison.wants_high:
        return (
            f"Citatet siger «{bound.word} {said.text}», men kravet går den anden vej ({role.comparison}).",
            f"Skriv {use}, eller skriv i note, hvordan «{bound.word}» læses.",
        )
    return _strictness(bound.word, use, strict=bound.strict, comparison=role.comparison)


def _strictness(word: str, use: str, *, strict: bool, comparison: Comparison) -> _Question | None:
    if strict is _is_strict(comparison):
        return None
    says = "præcis det samme er ikke nok" if not strict else "kravet er også opfyldt ved præcis det samme"
    return (
        f"Citatet siger «{word}», men {says} ({comparison}).",
        f"Skriv {use}, eller skriv i note, hvordan «{word}» læses.",
    )


def _is_strict(comparison: Comparison) -> bool:
    return comparison in (Comparison.ABOVE, Comparison.BELOW)


def _shared(said: QuotedNumber, role: Level | ChangedBy, words: _Words, indicator: Indicator) -> _Question | None:
    """Per cent, percentage points and amounts are three things."""
    if said.share is None or words.settles("procentpoint"):
        return None
    if isinstance(role, Level):
        if said.share is NumberKind.POINT or indicator.unit.percent:
            return None
        return (
            f"Citatet siger «{said.text}», men «{indicator.id}» er ikke i procent.",
            "Vælg en indikator i pct., eller skriv kravet som en ændring i procent.",
        )
    wrong = role.percent if said.share is NumberKind.POINT else not role.percent and not indicator.unit.percent
    change = "plus" if role.more else "minus"
    if wrong:
        use = change if said.share is NumberKind.POINT else f"{change}_percent"
        return f"Citatet siger «{said.text}», men kravet er skrevet som noget andet.", f"Skriv {use} = …"
    if said.share is NumberKind.PERCENT and indicator.unit.percent:
        return (
            f"Citatet siger «{said.text}» om noget, der selv er i procent.",
            f"Skriv {change}_percent for procent af andelen eller {change} for procentpoint, og sig i note, at det ene "
            "er ment og ikke procentpoint.",
        )
    return None


# --- a direction without a number ------------------------------------------------------------------------------------

_NOT = r"(?:ikke|aldrig|uden at)(?: \w+)? "
_UP, _DOWN = (
    r"(?:flere|stig\w*|steg|øg(?:e|es|et|ning\w*)|forøg\w*|voks\w*|højere|hæv\w*|større)",
    r"(?:færre|fald\w*|reduc\w*|mindsk\w*|sænk\w*|nedbr\w*|lavere|mindre|kortere|nedsæt\w*)",
)
_HIGH = re.compile(rf"(?<!ikke )(?<!aldrig )\b{_UP}\b|\b{_NOT}{_DOWN}\b", re.IGNORECASE)
_LOW = re.compile(rf"(?<!ikke )(?<!aldrig )\b{_DOWN}\b|\b{_NOT}{_UP}\b", re.IGNORECASE)
_BETTER = r"(?:mere|mindre|flere|færre|højere|lavere|større|bedre|kortere|længere)"
_STRICTLY = re.compile(
    rf"(?<!ikke )\b(?:{_BETTER}\b(?= (?:\w+ ){{0,4}}end\b)|(?:skal )?(?:stige|falde|stigende|faldende)\b)",
    re.IGNORECASE,
)
_LOOSELY = re.compile(
    r"\b(?:fasthold\w*|hold(?:e|es|er|t)|bevar\w*|opretthold\w*|uændret|mindst|højst"
    r"|samme(?! (?:måned|kvartal|halvår|periode|tidspunkt|år|tid)\w*)"
    rf"|{_NOT}(?:{_BETTER} end|{_UP}|{_DOWN}))\b",
    re.IGNORECASE,
)


def _without_number(target: Target, words: _Words) -> Iterator[_Question]:
    """A comparison with another figure, with no amount to it."""
    if not isinstance(target.rule, Threshold) or not target.rule.reference.series:
        return
    comparison, change = target.rule.comparison, target.rule.reference.change
    quote = words.quote
    high, low = _first(_HIGH, quote), _first(_LOW, quote)
    against = low if comparison.wants_high else high
    if against and not (high and low) and not words.settles(against) and change == UNCHANGED:
        sides = _SIDES[not comparison.wants_high]
        yield (
            f"Citatet siger «{against}», men kravet går den anden vej ({comparison}).",
            f"Skriv {sides[0]} eller {sides[1]}, eller skriv i note, hvordan «{against}» læses.",
        )
        return
    strictly, loosely = _first(_STRICTLY, quote), _first(_LOOSELY, quote)
    word = strictly or loosely
    if change != UNCHANGED or bool(strictly) is bool(loosely) or words.settles(word):
        return
    strict = bool(strictly)
    asked = _strictness(word, _SIDES[comparison.wants_high][strict], strict=strict, comparison=comparison)
    if asked is not None:
        yield asked


def _first(pattern: re.Pattern[str], text: str) -> str:
    """The word; empty where none is found."""
    found = pattern.search(text)
    return found.group().strip() if found else ""
