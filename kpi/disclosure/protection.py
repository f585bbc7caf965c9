"""Lays the protection of small numbers on figures as they are known on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kpi.disclosure.period import FamilyPeriod, Stood, Why, own, too_small
from kpi.disclosure.relations import Family, families
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period

Key = tuple[str, str]


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
    tied = families(definitions.indicators)
    return replace(
        figures,
        series=_protected(figures.series, tied, definitions),
        agreed=_protected(figures.agreed, tied, definitions),
    )


def _protected(known: Mapping[Key, Series], tied: Mapping[str, Family], definitions: Definitions) -> dict[Key, Series]:
    found: dict[Key, Series] = {}
    for key, series in known.items():
        indicator, area = key
        if key in found:
            continue
        if indicator not in tied:
            found[key] = disclosed_alone(series, definitions.indicators[indicator], definitions.hidden_under)
            continue
        family = tied[indicator]
        together = {one: known[one, area] for one in family.indicators if (one, area) in known}
        for one, shown in _together(family, together, definitions).items():
            found[one, area] = shown
    return {key: found[key] for key in known}


def disclosed_alone(series: Series, indicator: Indicator, limit: int) -> Series:
    """A series that no other figure tells of."""
    if not indicator.persons:
        return series
    hidden = {
        (period, place): Why.SMALL for period, place, seen in _placed(series) if too_small(seen, indicator, limit)
    }
    return _without(series, hidden, limit)


def _together(family: Family, series: Mapping[str, Series], definitions: Definitions) -> dict[str, Series]:
    hidden: dict[str, dict[tuple[Period, int], Why]] = {one: {} for one in series}
    doubtful = _doubtful(family, series, definitions)
    if not doubtful:
        return dict(series)
    by_period = {one: {seen.period: seen for seen in known.observations} for one, known in series.items()}
    for period in doubtful:
        runs = {one: _runs(known, by_period[one].get(period)) for one, known in series.items()}
        present = {one: found for one, found in runs.items() if found}
        decided = FamilyPeriod(family, definitions.indicators, present, definitions.hidden_under).decide()
        for (one, place), why in decided.items():
            if why is not Why.SOURCE:
                hidden[one][period, place] = why
    return {one: _without(known, hidden[one], definitions.hidden_under) for one, known in series.items()}


def _doubtful(family: Family, series: Mapping[str, Series], definitions: Definitions) -> set[Period]:
    """Periods in which anything is hidden, too small, or near enough to it that somebody must look."""
    found: set[Period] = set()
    for one, known in series.items():
        indicator = definitions.indicators[one]
        for period, _, seen in _placed(known):
            if seen.quality is Quality.HIDDEN or too_small(seen, indicator, definitions.hidden_under):
                found.add(period)
    for share in family.shares:
        if share.id in series and share.base in series and definitions.indicators[share.id].persons:
            indicator = definitions.indicators[share.id]
            found |= {seen.period for seen in series[share.id].observations if own(seen, indicator)}
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


def _extremes(series: Series, choose: Callable[[Decimal, Decimal], Decimal]) -> dict[Period, Decimal]:
    """The least or the largest value that each period has had."""
    found: dict[Period, Decimal] = {}
    for period, _, seen in _placed(series):
        if seen.value is not None:
            found[period] = choose(found[period], seen.value) if period in found else seen.value
    return found


def _placed(series: Series) -> Iterator[tuple[Period, int, Observation]]:
    """Every value with its place among those of the period, oldest first."""
    for seen in series.observations:
        earlier = series.revised.get(seen.period, ())
        for place, vintage in enumerate(earlier):
            yield seen.period, place, vintage
        yield seen.period, len(earlier), seen


def _runs(series: Series, newest: Observation | None) -> tuple[Stood, ...]:
    if newest is None:
        return ()
    period = newest.period
    earlier = tuple(Stood(vintage.published_on, vintage) for vintage in series.revised.get(period, ()))
    return (*earlier, Stood(series.since.get(period, newest.published_on), newest))


def _without(series: Series, hidden: Mapping[tuple[Period, int], Why], limit: int) -> Series:
    if not hidden:
        return series

    def shown(seen: Observation, place: int) -> Observation:
        why = hidden.get((seen.period, place))
        if why is None:
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

    return replace(
        series,
        observations=tuple(shown(seen, len(series.revised.get(seen.period, ()))) for seen in series.observations),
        revised={
            period: tuple(shown(seen, place) for place, seen in enumerate(vintages))
            for period, vintages in series.revised.items()
        },
    )


def gap_word(observation: Observation | None, indicator: Indicator) -> str:
    """What stands where there is no value: «under 3», «skjult», «mangler»; empty where there is one."""
    if observation is None:
        return "mangler"
    if observation.value is not None:
        return ""
    if observation.quality is Quality.HIDDEN:
        return f"under {observation.under}" if observation.under else "skjult"
    return "mangler"
