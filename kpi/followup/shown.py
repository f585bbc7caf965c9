"""What may be shown of an answer of the store that holds some of the figures of a family only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi.disclosure import Family, Key, disclosed, disclosed_alone, families, with_related
from kpi.model.definitions import Definitions
from kpi.model.indicator import IndicatorKind
from kpi.model.observation import Figures, Observation, Series
from kpi.model.period import Period
from kpi.model.stored import FigureChange
from kpi.store import Store


def shown(definitions: Definitions, store: Store, found: Figures) -> Figures:
    """The figures with what other figures and earlier vintages decide of them; indicators not declared are left out.

    Ask inside `store.one_generation()`.
    """
    declared = {key: one for key, one in found.series.items() if key[0] in definitions.indicators}
    whole = _whole(definitions, store, declared, found.as_of)
    series = {}
    for key, one in declared.items():
        if key in whole.series:
            decided = {seen.period: seen for seen in whole.series[key].observations}
            series[key] = replace(one, observations=tuple(decided[seen.period] for seen in one.observations))
        else:
            series[key] = disclosed_alone(one, definitions.indicators[key[0]], definitions.hidden_under)
    return replace(found, series=series)


def shown_series(definitions: Definitions, store: Store, indicator: str, area: str, as_of: date) -> Series | None:
    """One series as known on the day; None where nothing was published by then."""
    figures = store.figures(with_related({(indicator, area)}, definitions.indicators), as_of)
    return disclosed(figures, definitions).of(indicator, area)


def shown_vintages(
    definitions: Definitions, store: Store, found: Sequence[Observation], as_of: date
) -> tuple[Observation, ...]:
    """Rows of any vintage, each without its figures where the value it gives is hidden."""
    keys = {(seen.indicator, seen.area) for seen in found}
    hidden = _hidden_values(definitions, store, keys, as_of)
    return tuple(_decided(seen, hidden) for seen in found)


def shown_changes(
    definitions: Definitions, store: Store, found: Sequence[FigureChange], as_of: date
) -> tuple[FigureChange, ...]:
    """As `shown_vintages`, of what was before and what is after."""
    keys = {(change.after.indicator, change.after.area) for change in found}
    hidden = _hidden_values(definitions, store, keys, as_of)
    return tuple(
        FigureChange(None if one.before is None else _decided(one.before, hidden), _decided(one.after, hidden))
        for one in found
    )


_Stands = dict[tuple[str, str, Period], tuple[Observation, ...]]
"""Of each figure with something hidden its vintages as shown, oldest first."""


def _hidden_values(definitions: Definitions, store: Store, keys: Iterable[Key], as_of: date) -> _Stands:
    wanted = {key for key in keys if key[0] in definitions.indicators}
    known = disclosed(store.figures(with_related(wanted, definitions.indicators), as_of), definitions)
    found: _Stands = {}
    for key in wanted & known.series.keys():
        series = known.series[key]
        for newest in series.observations:
            vintages = (*series.revised.get(newest.period, ()), newest)
            if any(seen.under or seen.guards for seen in vintages):
                found[*key, newest.period] = vintages
    return found


def _decided(seen: Observation, stands: _Stands) -> Observation:
    """Hidden where what stood when it was published is."""
    vintages = stands.get((seen.indicator, seen.area, seen.period), ())
    then = [one for one in vintages if one.published_on <= seen.published_on]
    told = then[-1] if then else next(iter(vintages), None)
    if told is None or not (told.under or told.guards):
        return seen
    return replace(
        seen,
        value=None,
        numerator=None,
        denominator=None,
        quality=told.quality,
        comment="",
        under=told.under,
        guards=told.guards,
    )


def _whole(definitions: Definitions, store: Store, found: Mapping[Key, Series], as_of: date) -> Figures:
    """The whole families of those areas that anything is hidden in, decided; all others have nothing to hide."""
    tied = families(definitions.indicators)
    asked = {(tied[indicator], area) for indicator, area in found if indicator in tied}
    together = {family for family, _ in asked}
    periods: dict[Family, set[Period]] = {family: set() for family in together}
    for (indicator, _), series in found.items():
        if indicator in tied:
            periods[tied[indicator]] |= {seen.period for seen in series.observations}
    since = {
        one: min(period.first_day for period in periods[family]) for family in together for one in family.indicators
    }
    doubtful = store.with_small(
        since,
        {one for one in since if definitions.indicators[one].kind is not IndicatorKind.SHARE},
        {(whole.id, part) for family in together for whole in family.wholes for part in whole.parts},
        as_of,
        definitions.hidden_under,
    )
    wanted = {
        (one, area)
        for family, area in {(tied[indicator], area) for indicator, area in doubtful} & asked
        for one in family.indicators
    }
    known = store.figures(wanted, as_of)
    # Periods say nothing of each other, so only those asked for are decided.
    asked_for = {
        key: replace(
            series, observations=tuple(seen for seen in series.observations if seen.period in periods[tied[key[0]]])
        )
        for key, series in known.series.items()
    }
    return disclosed(replace(known, series=asked_for), definitions)
