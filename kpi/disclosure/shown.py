"""What may be shown of an answer of the store that holds some of the figures of a family only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from kpi.disclosure import (
    Family,
    Hidden,
    Key,
    Vintage,
    decided,
    disclosed,
    disclosed_alone,
    families,
    own,
    shown_as,
    vintage,
    with_related,
    without,
)
from kpi.evaluate.derived import with_derived, with_parts
from kpi.installation import Installation
from kpi.model.definitions import Definitions
from kpi.model.indicator import IndicatorKind
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period
from kpi.model.stored import FigureChange


class Shown:
    """The figures known on a day as they may be shown: whoever judges several contracts on it decides each family once.

    Ask inside one generation of the store.
    """

    def __init__(self, here: Installation, as_of: date) -> None:
        self.here = here
        self.as_of = as_of
        self._hidden: dict[Key, Hidden] = {}
        self._series: dict[Key, Series] = {}
        self._newest: dict[str, Period] = {}
        self._asked: frozenset[Key] = frozenset()

    def figures(self, keys: Set[Key], agreed_on: date | None = None) -> Figures:
        """Those of the pairs and of what decides on them. `agreed_on` as of `Store.figures`."""
        definitions, store = self.here.definitions, self.here.store
        wanted = with_related(keys, definitions.indicators)
        missing = wanted - self._asked
        if missing:
            found = store.figures(missing, self.as_of)
            hidden = decided(found.series, definitions)
            self._hidden |= hidden
            self._series |= without(found.series, hidden, definitions)
            self._newest |= found.newest
            self._asked |= missing
        agreed = {} if agreed_on is None else store.figures(wanted, self.as_of, agreed_on).agreed
        indicators = {indicator for indicator, _ in wanted}
        return Figures(
            as_of=self.as_of,
            series={key: self._series[key] for key in sorted(wanted) if key in self._series},
            agreed=without(agreed, self._hidden, definitions),
            newest={one: period for one, period in self._newest.items() if one in indicators},
        )


def shown(here: Installation, found: Figures) -> Figures:
    """The figures with what other figures and earlier vintages decide of them; indicators not declared are left out.

    Ask inside `store.one_generation()`.
    """
    definitions = here.definitions
    declared = {key: one for key, one in found.series.items() if key[0] in definitions.indicators}
    whole = _whole(here, declared, found.as_of)
    series = {}
    for key, one in declared.items():
        if key in whole.series:
            decided = {seen.period: seen for seen in whole.series[key].observations}
            series[key] = replace(one, observations=tuple(decided[seen.period] for seen in one.observations))
        else:
            series[key] = disclosed_alone(one, definitions)
    return replace(found, series=series)


def shown_series(here: Installation, indicator: str, area: str, as_of: date) -> Series | None:
    """One series as known on the day; None where nothing was published by then."""
    return shown_figures(here, {(indicator, area)}, as_of).of(indicator, area)


def shown_figures(here: Installation, keys: Set[Key], as_of: date) -> Figures:
    """The series of the pairs as known on the day, those that are worked out too; others beside them may be there.

    KeyError for an indicator that is not declared.
    """
    definitions = here.definitions
    figures = here.store.figures(with_related(with_parts(keys, definitions), definitions.indicators), as_of)
    return with_derived(definitions, disclosed(figures, definitions), keys)


def shown_vintages(here: Installation, found: Sequence[Observation], as_of: date) -> tuple[Observation, ...]:
    """Rows of any vintage published by the day, each as it is shown."""
    hidden = _hidden_values(here, {(seen.indicator, seen.area) for seen in found}, as_of)
    return tuple(hidden.get(vintage(seen), seen) for seen in found)


def shown_changes(here: Installation, found: Sequence[FigureChange], as_of: date) -> tuple[FigureChange, ...]:
    """As `shown_vintages`, of what was before and what is after.

    That one hidden figure became another, or that one hidden for another's sake became any other, is left out: what is
    not listed has not changed, and that would tell of it.
    """
    keys = {(change.after.indicator, change.after.area) for change in found}
    hidden = _hidden_values(here, keys, as_of)
    decided = (
        FigureChange(
            None if one.before is None else hidden.get(vintage(one.before), one.before),
            hidden.get(vintage(one.after), one.after),
        )
        for one in found
    )
    return tuple(one for one in decided if one.before is None or _tells_nothing_hidden(one.before, one.after))


def _tells_nothing_hidden(before: Observation, after: Observation) -> bool:
    both = before.quality is after.quality is Quality.HIDDEN
    return not (both or before.guards or after.guards)


def _hidden_values(here: Installation, keys: Iterable[Key], as_of: date) -> dict[Vintage, Observation]:
    indicators = here.definitions.indicators
    wanted = {key for key in keys if key[0] in indicators}
    return shown_as(here.store.figures(with_related(wanted, indicators), as_of), here.definitions)


def _told_by_more(series: Series, tied: Mapping[str, Family], definitions: Definitions) -> bool:
    """An own figure waits for what is to come, and several wholes tell of one another: no single value shows it."""
    family = tied[series.indicator]
    members = (definitions.indicators[one] for one in family.indicators)
    to_come = any(one.typed or definitions.is_own(one.source) for one in members)
    mine = any(own(seen, definitions) for seen in series.observations)
    return to_come or mine or len(family.wholes) > 1


def _whole(here: Installation, found: Mapping[Key, Series], as_of: date) -> Figures:
    """The whole families of those areas that anything may be hidden in, decided; all others have nothing to hide."""
    definitions, store = here.definitions, here.store
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
    doubtful |= {key for key, series in found.items() if key[0] in tied and _told_by_more(series, tied, definitions)}
    decided = asked & {(tied[indicator], area) for indicator, area in doubtful}
    wanted = {(one, area) for family, area in decided for one in family.indicators}
    known = store.figures(wanted, as_of)
    # Periods say nothing of each other, so only those asked for are decided.
    asked_for = {
        key: replace(
            series, observations=tuple(seen for seen in series.observations if seen.period in periods[tied[key[0]]])
        )
        for key, series in known.series.items()
    }
    return disclosed(replace(known, series=asked_for), definitions)
