"""Lays the protection of small numbers on figures as they are known on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi.disclosure.period import FamilyPeriod, Why, too_small
from kpi.disclosure.relations import Family, families
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period

Key = tuple[str, str]

Vintage = tuple[str, str, Period, date, str]
"""Indicator, area, period, day published, delivery."""

Hidden = dict[Period, dict[int, Why]]
"""By period the places among its vintages that are hidden, with the reason."""


def with_related(keys: Iterable[Key], indicators: Mapping[str, Indicator]) -> frozenset[Key]:
    """The pairs, and those whose figures decide what may be shown of them."""
    tied = families(indicators)
    found = set(keys)
    return frozenset(
        found | {(one, area) for indicator, area in found if indicator in tied for one in tied[indicator].indicators}
    )


def disclosed(figures: Figures, definitions: Definitions) -> Figures:
    """The figures that may be shown, earlier vintages too. `figures` hold those of `with_related`.

    Done before anything is judged, so that no status, gap, sum, line or list can tell what was hidden.
    """
    hidden = decided(figures.series, definitions)
    return replace(
        figures,
        series=without(figures.series, hidden, definitions),
        agreed=without(figures.agreed, hidden, definitions),
    )


def without(known: Mapping[Key, Series], hidden: Mapping[Key, Hidden], definitions: Definitions) -> dict[Key, Series]:
    """The series as they may be shown, by what was decided of the same or of a later day."""
    return {key: _without(series, hidden.get(key, {}), definitions.hidden_under) for key, series in known.items()}


def shown_as(figures: Figures, definitions: Definitions) -> dict[Vintage, Observation]:
    """Every vintage of a figure that anything is hidden of, as it is shown."""
    found: dict[Vintage, Observation] = {}
    for key, hidden in decided(figures.series, definitions).items():
        for newest in figures.series[key].observations:
            places = hidden.get(newest.period)
            if places:
                for place, seen in enumerate(_vintages(figures.series[key], newest)):
                    found[vintage(seen)] = _shown(seen, places.get(place), definitions.hidden_under)
    return found


def vintage(seen: Observation) -> Vintage:
    """What no other row has the same of."""
    return seen.indicator, seen.area, seen.period, seen.published_on, seen.delivery


def disclosed_alone(series: Series, definitions: Definitions) -> Series:
    """A series that no other figure tells of."""
    return _without(series, _alone(series, definitions), definitions.hidden_under)


def decided(known: Mapping[Key, Series], definitions: Definitions) -> dict[Key, Hidden]:
    """What is hidden of the series, which hold those of `with_related`.

    One decision a vintage: what was known when a contract was agreed are the first of the vintages known now.
    """
    tied = families(definitions.indicators)
    found: dict[Key, Hidden] = {}
    for key, series in known.items():
        indicator, area = key
        if key in found:
            continue
        if indicator not in tied:
            found[key] = _alone(series, definitions)
            continue
        family = tied[indicator]
        together = {one: known[one, area] for one in family.indicators if (one, area) in known}
        for one, hidden in _together(family, together, definitions).items():
            found[one, area] = hidden
    return found


def _alone(series: Series, definitions: Definitions) -> Hidden:
    hidden: Hidden = {}
    if not definitions.indicators[series.indicator].persons:
        return hidden
    for newest in series.observations:
        for place, seen in enumerate(_vintages(series, newest)):
            if too_small(seen, definitions):
                hidden.setdefault(newest.period, {})[place] = Why.SMALL
    return hidden


def _together(family: Family, series: Mapping[str, Series], definitions: Definitions) -> dict[str, Hidden]:
    hidden: dict[str, Hidden] = {one: {} for one in series}
    by_period = {one: {seen.period: seen for seen in known.observations} for one, known in series.items()}
    for period in _doubtful(family, series, definitions):
        vintages = {
            one: _vintages(series[one], newest)
            for one, periods in by_period.items()
            if (newest := periods.get(period)) is not None
        }
        decided = FamilyPeriod(family, definitions, vintages).decide()
        for (one, place), why in decided.items():
            hidden[one].setdefault(period, {})[place] = why
    return hidden


def _doubtful(family: Family, series: Mapping[str, Series], definitions: Definitions) -> set[Period]:
    """Periods in which anything is hidden, too small, or near enough to it that somebody must look."""
    found: set[Period] = set()
    for known in series.values():
        for seen in _placed(known):
            if seen.quality is Quality.HIDDEN or too_small(seen, definitions):
                found.add(seen.period)
    for share in family.shares:
        for other in (share.count, share.base):
            if other and share.id in series:
                found |= _earlier_than(series[share.id], series.get(other))
    if len(family.wholes) > 1:
        # A count may be told by several wholes, also before it has come itself.
        found |= {seen.period for one in series.values() for seen in one.observations}
    for whole in family.wholes:
        if whole.id not in series:
            continue
        limit = max(definitions.hidden_under, *(definitions.indicators[one].hidden_under for one in whole.parts))
        largest = [_extremes(series[part], max) for part in whole.parts if part in series]
        for period, least in _extremes(series[whole.id], min).items():
            parts = [part[period] for part in largest if period in part]
            if parts and least - sum(parts) < limit:
                found.add(period)
    return found


def _earlier_than(share: Series, other: Series | None) -> set[Period]:
    """Periods in which the share came before what it is a share of."""
    came = {} if other is None else {seen.period: _first_day(other, seen) for seen in other.observations}
    return {
        seen.period
        for seen in share.observations
        if seen.period not in came or _first_day(share, seen) < came[seen.period]
    }


def _first_day(series: Series, newest: Observation) -> date:
    return _vintages(series, newest)[0].published_on


def _extremes(series: Series, choose: Callable[[Decimal, Decimal], Decimal]) -> dict[Period, Decimal]:
    """The least or the largest value that each period has had."""
    found: dict[Period, Decimal] = {}
    for seen in _placed(series):
        if seen.value is not None:
            found[seen.period] = choose(found[seen.period], seen.value) if seen.period in found else seen.value
    return found


def _placed(series: Series) -> Iterator[Observation]:
    """Every vintage."""
    for newest in series.observations:
        yield from _vintages(series, newest)


def _vintages(series: Series, newest: Observation) -> tuple[Observation, ...]:
    """Every vintage of the period, oldest first."""
    earlier = series.earlier.get(newest.period) or series.revised.get(newest.period, ())
    return (*earlier, newest)


def _without(series: Series, hidden: Hidden, limit: int) -> Series:
    if not hidden:
        return series
    observations, revised = [], dict(series.revised)
    for newest in series.observations:
        if newest.period not in hidden:
            observations.append(newest)
            continue
        places = hidden[newest.period]
        shown = [_shown(seen, places.get(place), limit) for place, seen in enumerate(_vintages(series, newest))]
        *earlier, last = shown
        observations.append(last)
        told = () if last.published_assumed else _told(earlier, last)
        revised.pop(newest.period, None)
        if told:
            revised[newest.period] = told
    return replace(series, observations=tuple(observations), revised=revised)


def _told(earlier: Sequence[Observation], last: Observation) -> tuple[Observation, ...]:
    """Earlier vintages that say something else than the one before them.

    Of hidden ones in a row the first stands for all: that one hidden figure became another would tell of both.
    """
    told: list[Observation] = []
    for seen in earlier:
        if not told or not _same(told[-1], seen):
            told.append(seen)
    return tuple(told[:-1] if told and _same(told[-1], last) else told)


def _same(one: Observation, other: Observation) -> bool:
    return one.quality is other.quality is Quality.HIDDEN or (one.value == other.value and one.value is not None)


def _shown(seen: Observation, why: Why | None, limit: int) -> Observation:
    if why is None or why is Why.SOURCE:
        return seen
    return replace(
        seen,
        value=None,
        numerator=None,
        denominator=None,
        quality=Quality.HIDDEN,
        comment="",
        under=limit if why is Why.SMALL else 0,
        guards=why is Why.GUARDS,
    )
