"""«Hvordan klarer vi os i forhold til andre?»: one indicator, one group, one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from statistics import median, quantiles

from kpi.disclosure import disclosed, gap_word
from kpi.evaluate import Ranked, Ranking, rank_members
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.ranking import best_places
from kpi.followup.progress import observation_point, observed_line
from kpi.model.area import NATION, AreaKind
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup, Unit
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period
from kpi.model.views import Cell, Choice, Comparison, ComparisonChoices, Fact, Line, PeerBar, Point, Table, Third
from kpi.store import Store
from kpi.texts import comparison as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count, value_text
from kpi.texts.periods import long
from kpi.texts.places import THIRDS, area_name, places
from kpi.texts.progress import value_heading
from kpi.texts.screens import peers as labels
from kpi.texts.sources import source_line

_DEVELOPMENT_MONTHS = 36
_THIRD = Fraction(1, 3)
_SMALLEST = 3


def comparison_choices(
    definitions: Definitions, store: Store, own: str, indicator_id: str, as_of: date
) -> ComparisonChoices:
    """What can be chosen: indicators that several municipalities have, own groups first, periods newest first."""
    states = store.indicator_states(as_of)
    indicators = [
        definitions.indicators[one]
        for one, state in states.items()
        if one in definitions.indicators and state.areas > _SMALLEST
    ]
    indicators.sort(key=lambda one: (is_count(one) or one.better is Better.NEITHER, sort_key(one.title)))
    groups = sorted(
        definitions.peer_groups.values(), key=lambda one: (not _holds(one, own, as_of), sort_key(one.title))
    )
    municipalities = [area for area in definitions.areas.values() if area.kind is AreaKind.MUNICIPALITY]
    return ComparisonChoices(
        indicators=tuple(Choice(one.id, one.title) for one in indicators),
        groups=tuple(Choice(one.id, one.title) for one in groups),
        periods=tuple(Choice(str(one), long(one)) for one in reversed(store.periods(indicator_id, as_of))),
        areas=tuple(Choice(area.code, area.name) for area in sorted(municipalities, key=lambda a: sort_key(a.name))),
    )


def _holds(group: PeerGroup, area: str, day: date) -> bool:
    members = group.members_on(day)
    return members is not None and area in members


@dataclass(frozen=True, slots=True)
class _Question:
    definitions: Definitions
    indicator: Indicator
    group: PeerGroup
    period: Period
    own: str
    figures: Figures
    members: tuple[str, ...]
    """The group's members of the period, and own."""
    observations: Mapping[tuple[str, Period], Observation]
    """By area and period."""

    def seen(self, area: str, period: Period) -> Observation | None:
        return self.observations.get((area, period))

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(area for area in self.members if area != self.own)

    @property
    def ranked(self) -> bool:
        return not is_count(self.indicator) and self.indicator.better is not Better.NEITHER


def comparison(
    definitions: Definitions,
    store: Store,
    indicator_id: str,
    group_id: str,
    own: str,
    as_of: date,
    period: Period | None = None,
) -> Comparison | None:
    """`period` None: the newest that any area has; of another kind: the indicator's own period it ends in.

    None: the indicator has no figures by the day.

    KeyError for an unknown indicator or group.
    """
    indicator, group = definitions.indicators[indicator_id], definitions.peer_groups[group_id]
    state = store.indicator_states(as_of).get(indicator_id)
    if state is None or state.newest is None:
        return None
    asked = Period.containing(indicator.frequency, period.last_day) if period else state.newest
    back = _DEVELOPMENT_MONTHS // asked.kind.step_months if asked.kind.step_months < 12 else 9
    rows = store.areas_between(indicator_id, asked - back, asked, as_of)
    figures = disclosed(_figures(indicator_id, rows, as_of, state.newest), definitions.indicators)
    members = group.members_on(asked.last_day)
    everyone = () if members is None else tuple(sorted({*members, own}))
    observations = {(seen.area, seen.period): seen for one in figures.series.values() for seen in one.observations}
    question = _Question(definitions, indicator, group, asked, own, figures, everyone, observations)
    return _unknown(question) if members is None else _compared(question)


def _figures(indicator: str, rows: Mapping[Period, Mapping[str, Observation]], as_of: date, newest: Period) -> Figures:
    found: dict[tuple[str, str], list[Observation]] = {}
    for by_area in rows.values():
        for area, observation in by_area.items():
            found.setdefault((indicator, area), []).append(observation)
    series = {key: Series(*key, tuple(observations), {}) for key, observations in found.items()}
    return Figures(as_of, series, {}, {indicator: newest})


def _compared(question: _Question) -> Comparison:
    indicator, group = question.indicator, question.group
    ranking = rank_members(indicator.id, question.period, question.members, question.definitions, question.figures)
    bars = _bars(question, ranking)
    best = best_places(len(question.members), _THIRD) if question.ranked else 0
    best = best if len(question.members) >= _SMALLEST else 0
    group_value, weighted = _group_value(question)
    group_label = words.GROUP_WEIGHTED if weighted else words.GROUP_MEDIAN
    nation_seen = question.seen(NATION, question.period)
    nation = nation_seen.value if nation_seen else None
    return Comparison(
        indicator=indicator,
        group=group.id,
        group_title=group.title,
        period=question.period,
        as_of=question.figures.as_of,
        own=question.own,
        own_name=area_name(question.own, question.definitions),
        headline=_headline(question, ranking),
        detail=words.detail(indicator, group_label, group_value, nation),
        bars=bars,
        best_places=best,
        worst_from=len(question.members) - best + 1 if best else 0,
        group_value=group_value,
        group_label=group_label,
        nation=nation,
        nation_label=words.NATION,
        to_best_third=_to_best_third(question, ranking, best),
        development=_development(question),
        notes=_notes(question, ranking, best, weighted=weighted),
        table=_table(question, bars),
        example=any(seen.example for area in question.members if (seen := question.seen(area, question.period))),
        unknown_group="",
    )


def _headline(question: _Question, ranking: Ranking) -> str:
    indicator = question.indicator
    if indicator.better is Better.NEITHER:
        return words.headline_context(indicator)
    if is_count(indicator):
        return words.headline_count(indicator, _rates(question))
    if len(ranking.unknown) == len(ranking.members):
        return words.headline_empty(question.period)
    name = area_name(question.own, question.definitions)
    own = ranking.of(question.own)
    if own is None or own.reading is None:
        return words.headline_own_missing(name, question.period, _gap(question, question.own))
    third = _third(question, own)
    return words.headline_placed(name, own.place_from, own.place_to, own.tied_with, len(ranking.members), third)


def _rates(question: _Question) -> tuple[str, ...]:
    """Rates from the same table of the same source."""
    indicator = question.indicator
    return tuple(
        sorted(
            one.title
            for one in question.definitions.indicators.values()
            if indicator.table
            and one.better is not Better.NEITHER
            and (one.source, one.table) == (indicator.source, indicator.table)
            and one.unit in (Unit.PERCENT, Unit.PER_1000)
        )
    )


def _third(question: _Question, member: Ranked) -> Third:
    return Third(member.third.value) if question.ranked and member.third is not None else Third.NONE


def _bars(question: _Question, ranking: Ranking) -> tuple[PeerBar, ...]:
    ordered = sorted(
        ranking.members,
        key=lambda one: (one.reading is None, one.place_from, sort_key(area_name(one.area, question.definitions))),
    )
    if not question.ranked:
        ordered.sort(key=lambda one: Decimal("-Infinity") if one.reading is None else one.reading.value, reverse=True)
    return tuple(_bar(question, one) for one in ordered)


def _bar(question: _Question, member: Ranked) -> PeerBar:
    reading = member.reading
    if reading is None:
        gap = _gap(question, member.area)
        text, value = gap, None
    else:
        gap, text, value = "", value_text(reading.value, question.indicator), reading.value
    return PeerBar(
        area=member.area,
        name=area_name(member.area, question.definitions),
        value=value,
        text=text,
        place=_place(member) if question.ranked else "",
        third=_third(question, member),
        own=member.area == question.own,
        provisional=reading is not None and reading.provisional,
        gap=gap,
    )


def _place(member: Ranked) -> str:
    """«5», shared «3-5»; empty where a hidden or late figure leaves it open."""
    return places(member.place_from, member.tied_with) if member.place_from == member.place_to else ""


def _gap(question: _Question, area: str) -> str:
    return gap_word(question.seen(area, question.period), question.indicator)


def _group_value(question: _Question) -> tuple[Decimal | None, bool]:
    """Sum over sum where every member has both, otherwise the median of those with a figure; True: weighted."""
    seen = [one for area in question.others if (one := question.seen(area, question.period)) and one.value is not None]
    if not seen:
        return None, False
    parts = [(one.numerator, one.denominator) for one in seen]
    tops = [top for top, bottom in parts if top is not None and bottom]
    bottoms = [bottom for top, bottom in parts if top is not None and bottom]
    scale = {Unit.PERCENT: Decimal(100), Unit.PER_1000: Decimal(1000)}.get(question.indicator.unit)
    if scale is not None and len(tops) == len(question.others):
        return scale * sum(tops, Decimal(0)) / sum(bottoms, Decimal(0)), True
    return median(one.value for one in seen if one.value is not None), False


def _to_best_third(question: _Question, ranking: Ranking, best: int) -> str:
    """How much it takes to share the last of the best places; in persons where the base is known.

    Empty where own is there already, or a hidden or late member leaves it open.
    """
    own = ranking.of(question.own)
    if not best or own is None or own.reading is None or ranking.unknown or own.place_to <= best:
        return ""
    others = [one.reading.value for one in ranking.members if one.reading is not None and one.area != question.own]
    lower = question.indicator.better is Better.LOWER
    enough = sorted(others, reverse=not lower)[best - 1]
    difference = enough - own.reading.value
    base = own.reading.made_from[-1].denominator
    scale = {Unit.PERCENT: 100, Unit.PER_1000: 1000}.get(question.indicator.unit)
    if base is None or scale is None:
        return words.to_best_third_by_rate(difference, question.indicator)
    return words.to_best_third(ceil(abs(difference) * base / scale), question.indicator.numerator, fewer=lower)


def _development(question: _Question) -> tuple[Line, ...]:
    """Own, and the quartiles of the others in each period where three or more have a figure."""
    periods = sorted({period for _, period in question.observations})
    if question.figures.of(question.indicator.id, question.own) is None:
        return ()
    known = KnownFigures(question.definitions, question.figures)
    own_points = [
        observation_point(known, question.indicator, one, question.seen(question.own, one)) for one in periods
    ]
    own = observed_line(own_points, question.indicator)
    own_name = area_name(question.own, question.definitions)
    spread = {period: _quartiles(question, period) for period in periods}
    lines = [Line(own_name, own.points, own.decimals)]
    for place, label in enumerate((labels.LOWER_QUARTILE, labels.MEDIAN, labels.UPPER_QUARTILE)):
        points = tuple(
            Point(
                period,
                quartile[place],
                words.point_label(label, quartile[place], question.indicator, period),
                False,
                "",
            )
            for period, quartile in spread.items()
            if quartile is not None
        )
        lines.append(Line(label, points, question.indicator.decimals))
    return tuple(lines)


def _quartiles(question: _Question, period: Period) -> tuple[Decimal, Decimal, Decimal] | None:
    members = question.group.members_on(period.last_day) or ()
    seen = [question.seen(area, period) for area in members if area != question.own]
    values = [one.value for one in seen if one is not None and one.value is not None]
    if len(values) < _SMALLEST:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def _notes(question: _Question, ranking: Ranking, best: int, *, weighted: bool) -> tuple[Fact, ...]:
    hidden = tuple(area for area in ranking.unknown if _is_hidden(question, area))
    late = tuple(area for area in ranking.unknown if area not in hidden)
    provisional = any(one.reading is not None and one.reading.provisional for one in ranking.members)
    newest = question.seen(question.own, question.period)
    inside = question.own in (question.group.members_on(question.period.last_day) or ())
    counted = words.how_counted(
        question.indicator,
        len(question.members),
        best,
        ranked=question.ranked,
        weighted=weighted,
        own_inside=inside,
    )
    source = words.sources(source_line(question.indicator, newest, question.definitions), question.group)
    return (
        Fact(labels.HOW_COUNTED, counted, ""),
        Fact(labels.MISSING, words.missing(hidden, late, question.definitions), ""),
        Fact(labels.PROVISIONAL, words.provisional(question.period) if provisional else words.NOT_PROVISIONAL, ""),
        Fact(labels.SOURCE, source, ""),
    )


def _is_hidden(question: _Question, area: str) -> bool:
    seen = question.seen(area, question.period)
    return seen is not None and seen.quality is Quality.HIDDEN


def _table(question: _Question, bars: Sequence[PeerBar]) -> Table:
    indicator = question.indicator
    plain = (labels.COLUMN_AREA, value_heading(indicator), labels.COLUMN_NOTE)
    ranked = (labels.COLUMN_PLACE, *plain[:2], labels.COLUMN_THIRD, plain[2])
    return Table(
        title=words.table_title(indicator, question.group, question.period),
        headings=ranked if question.ranked else plain,
        rows=tuple(_row(question, bar) for bar in bars),
        example=any(seen.example for area in question.members if (seen := question.seen(area, question.period))),
        source_line=source_line(indicator, question.seen(question.own, question.period), question.definitions),
    )


def _row(question: _Question, bar: PeerBar) -> tuple[Cell, ...]:
    seen = question.seen(bar.area, question.period)
    note = words.member_note(
        bar.gap, own=bar.own, provisional=bar.provisional, example=seen is not None and seen.example
    )
    cells = (Cell(bar.name, None), Cell(bar.text, bar.value), Cell(note, None))
    if not question.ranked:
        return cells
    return (Cell(bar.place, None), *cells[:2], Cell(THIRDS[bar.third], None), cells[2])


def _unknown(question: _Question) -> Comparison:
    """The group's members are not known: says what is needed and fills nothing else."""
    return Comparison(
        indicator=question.indicator,
        group=question.group.id,
        group_title=question.group.title,
        period=question.period,
        as_of=question.figures.as_of,
        own=question.own,
        own_name=area_name(question.own, question.definitions),
        headline=words.headline_unknown(question.group),
        detail="",
        bars=(),
        best_places=0,
        worst_from=0,
        group_value=None,
        group_label="",
        nation=None,
        nation_label="",
        to_best_third="",
        development=(),
        notes=(),
        table=Table(words.table_title(question.indicator, question.group, question.period), (), (), False, ""),
        example=False,
        unknown_group=question.group.needed,
    )
