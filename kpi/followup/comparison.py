"""«Hvordan klarer vi os i forhold til andre?»: one indicator, one group, one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from kpi.analysis.measured import MeasuredAs, rates_of
from kpi.analysis.peers import Difference, Peers, Persons, Weighting, peers
from kpi.evaluate import Ranked
from kpi.followup.comparison_choices import known_groups
from kpi.followup.funnel import funnel
from kpi.followup.progress import breaks, observation_point, observed_line
from kpi.installation import Installation
from kpi.model.indicator import Better, Indicator
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.views.comparison import ComparisonView, PeerBar, ShownThird
from kpi.model.views.line import Line, Point
from kpi.model.views.parts import Cell, Fact, Table
from kpi.texts import comparison as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count, value_text
from kpi.texts.gaps import gap_word
from kpi.texts.numbers import number
from kpi.texts.periods import short
from kpi.texts.places import THIRDS, area_name, places
from kpi.texts.progress import value_heading
from kpi.texts.screens import peers as labels
from kpi.texts.sources import source_line
from kpi.texts.together import together


def comparison(
    here: Installation,
    indicator_id: str,
    group_id: str,
    own: str,
    as_of: date,
    period: Period | None = None,
    measure: str = "",
) -> ComparisonView | None:
    """`period` None: the newest that any area has; of another kind: the indicator's own period it ends in.

    `measure` is one of `comparison_choices`; one that the indicator has not, and empty: as it is delivered.

    None: the indicator has no figures by the day in the period or the years before it.

    KeyError for an unknown indicator or group.
    """
    found = peers(here, indicator_id, group_id, own, as_of, period, measure)
    if found is None:
        return None
    named = replace(found, indicator=_named(found))
    return _unknown(named) if named.group.members is None else _compared(named)


def _named(found: Peers) -> Indicator:
    """The indicator as it is compared, with the title that says how."""
    indicator = found.indicator
    match found.measure:
        case MeasuredAs.COUNT | MeasuredAs.RATE:
            return indicator
        case MeasuredAs.EXPECTED:
            return replace(indicator, title=words.distance_title(indicator.title))
        case MeasuredAs.INDEX:
            unit = indicator.unit
            if found.is_100 is not None:
                unit = replace(unit, heading=words.index_heading(unit.heading, short(found.is_100)))
            return replace(indicator, title=words.index_title(indicator.title), unit=unit)
        case _:
            assert_never(found.measure)


def _compared(found: Peers) -> ComparisonView:
    indicator, group = found.indicator, found.group_figure
    bars, development = _bars(found), _development(found)
    group_label = words.GROUP_MEDIAN if group.weighting is Weighting.MEDIAN else words.GROUP_WEIGHTED
    own = found.seen.get(found.own)
    spread = found.spread
    return ComparisonView(
        indicator=indicator,
        group=found.group.id,
        group_title=found.group.title,
        period=found.period,
        as_of=found.figures.as_of,
        own=found.own,
        own_name=_own_name(found),
        headline=_headline(found),
        detail=words.detail(indicator, group_label, group.value, found.nation),
        title=words.bars_title(
            indicator,
            found.period,
            (_own_name(found), own.value if own is not None else None),
            ((group_label, group.value), (words.NATION, None if is_count(indicator) else found.nation)),
        ),
        bars=bars,
        best_places=found.best_places,
        group_value=group.value,
        group_label=group_label,
        nation=found.nation,
        nation_label=words.NATION,
        to_best_third=_to_best_third(found),
        development=development,
        development_title=_development_title(found) if development else "",
        notes=_notes(found),
        table=_table(found, bars),
        example=any(one.example for one in found.seen.values()),
        unknown_group="",
        certainty=_certainty(found),
        expected=_expected(found),
        expected_label=words.EXPECTED_MARK if any(bar.expected is not None for bar in bars) else "",
        funnel=None if spread is None else funnel(spread, indicator, found.seen, found.own, found.definitions),
        breaks=breaks(indicator, found.periods),
    )


def _own_name(found: Peers) -> str:
    return area_name(found.own, found.definitions)


def _certainty(found: Peers) -> tuple[str, ...]:
    """A sentence for the group and one for the nation, where they can be said."""
    own = found.now(found.own)
    told = []
    for benchmark, name in ((found.group_figure.value, words.THE_GROUP), (found.nation, words.THE_NATION)):
        judged = found.certainty(benchmark)
        if judged is not None and benchmark is not None and own is not None and own.value is not None:
            bounds = (judged.bounds.low, judged.bounds.high)
            told.append(words.certain(name, own.value, benchmark, found.indicator, judged.against, bounds))
    return tuple(told)


def _expected(found: Peers) -> str:
    foreseen = found.foreseen
    if foreseen is None:
        return ""
    count = found.definitions.indicators.get(found.subject.as_count)
    return words.expected(
        _own_name(found), foreseen.actual, foreseen.expected, found.indicator, foreseen.persons, count
    )


def _headline(found: Peers) -> str:
    indicator, ranking = found.indicator, found.ranking
    if indicator.better is Better.NEITHER:
        return words.headline_context(indicator)
    if is_count(indicator):
        return words.headline_count(indicator, tuple(one.title for one in rates_of(found.subject, found.definitions)))
    if len(ranking.unknown) == len(ranking.members):
        return words.headline_empty(found.period)
    own = ranking.of(found.own)
    if own is None or own.reading is None:
        return words.headline_own_missing(_own_name(found), found.period, gap_word(found.now(found.own)))
    third = _third(found, own)
    return words.headline_placed(
        _own_name(found), own.place_from, own.place_to, own.tied_with, len(ranking.members), third
    )


def _third(found: Peers, member: Ranked) -> ShownThird:
    return ShownThird(member.third.value) if found.ranked and member.third is not None else ShownThird.NONE


def _bars(found: Peers) -> tuple[PeerBar, ...]:
    ordered = sorted(
        found.ranking.members,
        key=lambda one: (one.reading is None, one.place_from, sort_key(area_name(one.area, found.definitions))),
    )
    if not found.ranked:
        ordered.sort(key=lambda one: Decimal("-Infinity") if one.reading is None else one.reading.value, reverse=True)
    return tuple(_bar(found, one) for one in ordered)


def _bar(found: Peers, member: Ranked) -> PeerBar:
    reading = member.reading
    gap = gap_word(found.now(member.area)) if reading is None else ""
    return PeerBar(
        area=member.area,
        name=area_name(member.area, found.definitions),
        value=None if reading is None else reading.value,
        text=gap if reading is None else value_text(reading.value, found.indicator),
        place=_place(member) if found.ranked else "",
        third=_third(found, member),
        own=member.area == found.own,
        provisional=reading is not None and reading.provisional,
        gap=gap,
        expected=found.other(found.subject.expected, member.area) if found.as_declared else None,
    )


def _place(member: Ranked) -> str:
    """«5», shared «3-5»; empty where a hidden or late figure leaves it open."""
    return places(member.place_from, member.tied_with) if member.place_from == member.place_to else ""


def _to_best_third(found: Peers) -> str:
    """Empty where own is there already, or a hidden or late member leaves it open."""
    lower = found.indicator.better is Better.LOWER
    match found.to_best_third:
        case None:
            return ""
        case Difference(value):
            return words.to_best_third_by_rate(value, found.indicator)
        case Persons(count, about=False):
            return words.to_best_third(count, found.indicator.numerator, fewer=lower)
        case Persons(count):
            counted = found.definitions.indicators[found.subject.as_count]
            return words.to_best_third_about(count, counted, fewer=lower)


def _development(found: Peers) -> tuple[Line, ...]:
    """Own, and the quartiles of the others in each period where three or more have a figure."""
    indicator = found.indicator
    if found.figures.of(indicator.id, found.own) is None:
        return ()
    own_points = [observation_point(found.known, indicator, one, found.at(found.own, one)) for one in found.periods]
    own = observed_line(own_points, together(indicator))
    drawn = (
        (labels.LOWER_QUARTILE, {period: one.lower for period, one in found.quartiles.items()}),
        (labels.MEDIAN, {period: one.middle for period, one in found.quartiles.items()}),
        (labels.UPPER_QUARTILE, {period: one.upper for period, one in found.quartiles.items()}),
    )
    return (Line(_own_name(found), own.points, own.decimals), *(_quartile(found, *one) for one in drawn))


def _quartile(found: Peers, label: str, values: Mapping[Period, Decimal]) -> Line:
    points = (
        Point(period, value, words.point_label(label, value, found.indicator, period), False, "")
        for period, value in values.items()
    )
    return Line(label, tuple(points), found.indicator.decimals)


def _development_title(found: Peers) -> str:
    places = list(found.course.items())
    if not places:
        return found.indicator.title
    newest, place = places[-1]
    times = sum(one is place for _, one in places)
    return words.development_title(_own_name(found), newest, place, times, len(places))


def _notes(found: Peers) -> tuple[Fact, ...]:
    ranking, definitions = found.ranking, found.definitions
    hidden = tuple(area for area in ranking.unknown if _is_hidden(found.now(area)))
    late = tuple(area for area in ranking.unknown if area not in hidden)
    provisional = any(one.reading is not None and one.reading.provisional for one in ranking.members)
    counted = words.how_counted(
        found.indicator,
        len(found.members),
        found.best_places,
        ranked=found.ranked,
        weighting=found.group_figure.weighting.value,
        own_inside=found.own_inside,
    )
    source = words.sources(source_line(found.subject, found.now(found.own), definitions), found.group)
    return (
        Fact(labels.HOW_COUNTED, counted, ""),
        Fact(labels.MISSING, words.missing(hidden, late, definitions), ""),
        Fact(labels.PROVISIONAL, words.provisional(found.period) if provisional else words.NOT_PROVISIONAL, ""),
        Fact(labels.SOURCE, source, ""),
    )


def _is_hidden(seen: Observation | None) -> bool:
    return seen is not None and seen.quality is Quality.HIDDEN


def _table(found: Peers, bars: Sequence[PeerBar]) -> Table:
    indicator, counts = found.indicator, found.spread is not None
    plain = (labels.COLUMN_AREA, value_heading(indicator), labels.COLUMN_NOTE)
    ranked = (labels.COLUMN_PLACE, *plain[:2], labels.COLUMN_THIRD, plain[2])
    counted = (words.numerator(indicator), words.denominator(indicator)) if counts else ()
    return Table(
        title=words.table_title(indicator, found.group, found.period),
        headings=(*(ranked if found.ranked else plain), *counted),
        rows=tuple((*_row(found, bar), *(_counts(found, bar) if counts else ())) for bar in bars),
        example=any(seen.example for seen in found.seen.values()),
        source_line=source_line(found.subject, found.now(found.own), found.definitions),
    )


def _counts(found: Peers, bar: PeerBar) -> tuple[Cell, ...]:
    seen = found.now(bar.area)
    parts = (None, None) if seen is None else (seen.numerator, seen.denominator)
    return tuple(Cell("" if part is None else number(part, 0), part) for part in parts)


def _row(found: Peers, bar: PeerBar) -> tuple[Cell, ...]:
    seen = found.now(bar.area)
    note = words.member_note(
        bar.gap, own=bar.own, provisional=bar.provisional, example=seen is not None and seen.example
    )
    cells = (Cell(bar.name, None), Cell(bar.text, bar.value), Cell(note, None))
    if not found.ranked:
        return cells
    return (Cell(bar.place, None), *cells[:2], Cell(THIRDS[bar.third], None), cells[2])


def _unknown(found: Peers) -> ComparisonView:
    """The group's members are not known: says what is needed and fills nothing else."""
    return ComparisonView(
        indicator=found.indicator,
        group=found.group.id,
        group_title=found.group.title,
        period=found.period,
        as_of=found.figures.as_of,
        own=found.own,
        own_name=area_name(found.own, found.definitions),
        headline=words.headline_unknown(found.group),
        detail="",
        title="",
        bars=(),
        best_places=0,
        group_value=None,
        group_label="",
        nation=None,
        nation_label="",
        to_best_third="",
        development=(),
        development_title="",
        notes=(),
        table=Table(words.table_title(found.indicator, found.group, found.period), (), (), False, ""),
        example=False,
        unknown_group=found.group.needed,
        instead=known_groups(found.definitions, found.own, found.period.last_day),
    )
