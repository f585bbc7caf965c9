"""What sources tell of series breaks, beside those that are declared: proposed, until a person has answered.

An answer, as a definition, holds for every day one looks from. Until it is given, nothing is compared across the place;
where the words do not say when, the break may lie anywhere among the file's periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi.model.definitions import Definitions
from kpi.model.delivery import ToldBreak
from kpi.model.indicator import CountBeyond, Indicator, SeriesBreak, WeightedSum
from kpi.model.journal import BreakAnswered, JournalEntry
from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class BreakProposal:
    """The same words of one indicator, however many files tell them."""

    indicator: str
    words: str
    first: Period | None
    """As the words say it; None: they do not say when."""
    since: Period
    """The first period of the indicator in the files."""
    until: Period
    deliveries: tuple[str, ...]
    answer: JournalEntry | None
    """The last one given; None: nobody has answered."""

    @property
    def told(self) -> str:
        """The first period as it is kept in an answer; empty where the words do not say."""
        return str(self.first) if self.first else ""

    @property
    def accepted_from(self) -> Period | None:
        """From which period it is a break, as a person has answered; None: it is none, or nobody has."""
        said = self.answer.statement if self.answer else None
        if not isinstance(said, BreakAnswered) or not said.period:
            return None
        return Period.parse(said.period).to_kind(self.since.kind)


def break_proposals(
    told: Iterable[tuple[str, ToldBreak]], entries: Sequence[JournalEntry]
) -> tuple[BreakProposal, ...]:
    """`told`: each with the delivery that tells it; `entries`: those that stand, in the order of recording."""
    answers = {_key(said): entry for entry in entries if isinstance(said := entry.statement, BreakAnswered)}
    found: dict[tuple[str, str, str], BreakProposal] = {}
    for delivery, one in told:
        key = one.indicator, str(one.first) if one.first else "", one.words
        before = found.get(key)
        if before is None:
            found[key] = BreakProposal(
                one.indicator, one.words, one.first, one.since, one.until, (delivery,), answers.get(key)
            )
        else:
            found[key] = replace(
                before,
                since=min(before.since, one.since),
                until=max(before.until, one.until),
                deliveries=(*before.deliveries, delivery),
            )
    return tuple(found.values())


def open_breaks(
    told: Sequence[ToldBreak], definitions: Definitions, entries: Sequence[JournalEntry]
) -> tuple[ToldBreak, ...]:
    """Those that are neither declared nor answered."""
    proposals = {(one.indicator, one.told, one.words): one for one in break_proposals((("", t) for t in told), entries)}

    def is_open(one: ToldBreak) -> bool:
        key = one.indicator, str(one.first) if one.first else "", one.words
        declared = {known.first for known in definitions.indicators[one.indicator].breaks}
        return proposals[key].answer is None and one.first not in declared

    return tuple(filter(is_open, told))


def _key(said: BreakAnswered) -> tuple[str, str, str]:
    return said.indicator, said.told, said.words


def with_told_breaks(definitions: Definitions, proposals: Sequence[BreakProposal]) -> Definitions:
    """Each indicator with what is told of it, or of those it is worked out from."""
    if not proposals:
        return definitions
    indicators = definitions.indicators
    changed = {
        one.id: replace(one, breaks=_together(one, _breaks_of(one.id, indicators, proposals)))
        for one in indicators.values()
    }
    return replace(definitions, indicators=changed)


def _breaks_of(
    indicator: str, indicators: Mapping[str, Indicator], proposals: Sequence[BreakProposal]
) -> Iterator[SeriesBreak]:
    for proposal in proposals:
        if proposal.indicator == indicator:
            yield from _breaks(proposal)
    for part in _parts(indicators[indicator]):
        yield from _breaks_of(part, indicators, proposals)


def _breaks(proposal: BreakProposal) -> Iterator[SeriesBreak]:
    if proposal.answer is None:
        places = [proposal.first] if proposal.first else _between(proposal.since, proposal.until)
        yield from (SeriesBreak(place, proposal.words, told=True) for place in places)
    elif accepted := proposal.accepted_from:
        yield SeriesBreak(accepted, proposal.words)


def _between(since: Period, until: Period) -> Iterator[Period]:
    """Every place where two neighbouring periods meet."""
    return (since + step for step in range(1, until.steps_since(since) + 1))


def _parts(indicator: Indicator) -> tuple[str, ...]:
    match indicator.made_from:
        case WeightedSum(parts=parts):
            return tuple(part.indicator for part in parts)
        case CountBeyond(indicators=counted):
            return counted
        case _:
            return ()


def _together(indicator: Indicator, told: Iterable[SeriesBreak]) -> tuple[SeriesBreak, ...]:
    """In order of time; where a break is declared, or accepted, nothing more is asked."""
    found = {one.first: one for one in indicator.breaks}
    for one in sorted(told, key=lambda one: one.told):
        found.setdefault(one.first, one)
    return tuple(found[first] for first in sorted(found))
