"""«Hvordan klarer vi os i forhold til andre?»: one indicator, one group, one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from statistics import median, quantiles

from kpi.analysis.certainty import certainty
from kpi.disclosure.shown import shown
from kpi.evaluate import Ranked, Ranking, rank_members
from kpi.evaluate.known import KnownFigures
from kpi.followup.comparison_choices import known_groups
from kpi.followup.funnel import funnel
from kpi.followup.measured import measured, measures, rates_of, subject
from kpi.followup.progress import breaks, observation_point, observed_line
from kpi.installation import Installation
from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.observation import Figures, Observation, Quality
from kpi.model.period import Period
from kpi.model.views.comparison import Comparison, PeerBar, Place, Third
from kpi.model.views.line import Line, Point
from kpi.model.views.parts import Cell, Fact, Table
from kpi.texts import comparison as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count, value_text
from kpi.texts.gaps import gap_word
from kpi.texts.numbers import number
from kpi.texts.places import THIRDS, area_name, places
from kpi.texts.progress import value_heading
from kpi.texts.screens import peers as labels
from kpi.texts.sources import source_line
from kpi.texts.together import together

_DEVELOPMENT_MONTHS = 36
_DEVELOPMENT_YEARS = 9
_SMALLEST = 3


class _Weighting(StrEnum):
    """How the group's figure is made."""

    DELIVERED = "delivered"
    """Numerators over denominators as delivered."""
    COUNTED_BACK = "counted_back"
    """Counts over the bases that the delivered, rounded shares imply."""
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class _Question:
    definitions: Definitions
    indicator: Indicator
    """As it is compared: an index and a distance to what was expected are worked out."""
    subject: Indicator
    """As it is declared."""
    group: PeerGroup
    period: Period
    own: str
    figures: Figures
    members: tuple[str, ...]
    """The group's members of the period, and own."""
    observations: Mapping[tuple[str, Period], Observation]
    """Of the indicator, by area and period."""

    def seen(self, area: str, period: Period) -> Observation | None:
        return self.observations.get((area, period))

    def other(self, indicator: str, area: str) -> Decimal | None:
        """Another indicator's figure of the period."""
        series = self.figures.of(indicator, area)
        found = series.at(self.period) if series is not None else None
        return found.value if found is not None else None

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(area for area in self.members if area != self.own)

    @property
    def ranked(self) -> bool:
        return not is_count(self.indicator) and self.indicator.better is not Better.NEITHER

    @property
    def own_name(self) -> str:
        return area_name(self.own, self.definitions)


def comparison(
    here: Installation,
    indicator_id: str,
    group_id: str,
    own: str,
    as_of: date,
    period: Period | None = None,
    measure: str = "",
) -> Comparison | None:
    """`period` None: the newest that any area has; of another kind: the indicator's own period it ends in.

    `measure` is one of `comparison_choices`; one that the indicator has not, and empty: as it is delivered.

    None: the indicator has no figures by the day in the period or the years before it.

    KeyError for an unknown indicator or group.
    """
    definitions, store = here.definitions, here.store
    chosen, group = definitions.indicators[indicator_id], definitions.peer_groups[group_id]
    ways = measures(chosen, definitions)
    way = next((one for one in ways if one.value == measure), ways[0])
    asked_of = subject(chosen, way, definitions) or chosen
    last = Period.containing(asked_of.frequency, period.last_day) if period else None
    months = _DEVELOPMENT_MONTHS if asked_of.frequency.step_months < 12 else 12 * _DEVELOPMENT_YEARS
    with store.one_generation():
        found = shown(here, store.compared(_needed(asked_of, definitions), as_of, months, last))
    if asked_of.id not in found.newest:
        return None
    asked = last or found.newest[asked_of.id]
    indicator, figures = measured(asked_of, way, found, own, definitions)
    members = group.members_on(asked.last_day)
    everyone = () if members is None else tuple(sorted({*members, own}))
    question = _Question(
        definitions=replace(definitions, indicators={**definitions.indicators, indicator.id: indicator}),
        indicator=indicator,
        subject=asked_of,
        group=group,
        period=asked,
        own=own,
        figures=figures,
        members=everyone,
        observations={
            (area, seen.period): seen
            for (one, area), series in figures.series.items()
            if one == indicator.id
            for seen in series.observations
        },
    )
    return _unknown(question) if members is None else _compared(question)


def _needed(indicator: Indicator, definitions: Definitions) -> frozenset[str]:
    """The indicator, its count, and what was to be expected of both."""
    count = definitions.indicators.get(indicator.as_count)
    named = (indicator.id, indicator.expected, indicator.as_count, count.expected if count is not None else "")
    return frozenset(one for one in named if one)


def _compared(question: _Question) -> Comparison:
    indicator, group = question.indicator, question.group
    ranking = rank_members(indicator.id, question.period, question.members, question.definitions, question.figures)
    bars, development = _bars(question, ranking), _development(question)
    best = len(question.members) // 3 if question.ranked else 0
    best = best if len(question.members) >= _SMALLEST else 0
    group_value, weighting = _group_value(question)
    group_label = words.GROUP_MEDIAN if weighting is _Weighting.MEDIAN else words.GROUP_WEIGHTED
    nation_seen = question.seen(NATION, question.period)
    nation = nation_seen.value if nation_seen else None
    seen = {area: one for area in question.members if (one := question.seen(area, question.period)) is not None}
    funnelled = funnel(indicator, seen, question.own, question.definitions)
    example = any(one.example for one in seen.values())
    return Comparison(
        indicator=indicator,
        group=group.id,
        group_title=group.title,
        period=question.period,
        as_of=question.figures.as_of,
        own=question.own,
        own_name=question.own_name,
        headline=_headline(question, ranking),
        detail=words.detail(indicator, group_label, group_value, nation),
        title=words.bars_title(
            indicator,
            question.period,
            (question.own_name, own.value if (own := seen.get(question.own)) is not None else None),
            ((group_label, group_value), (words.NATION, None if is_count(indicator) else nation)),
        ),
        bars=bars,
        best_places=best,
        group_value=group_value,
        group_label=group_label,
        nation=nation,
        nation_label=words.NATION,
        to_best_third=_to_best_third(question, ranking, best),
        development=development,
        development_title=_development_title(question, development),
        notes=_notes(question, ranking, best, weighting),
        table=_table(question, bars, counts=funnelled is not None),
        example=example,
        unknown_group="",
        certainty=_certainty(question, group_value, nation),
        expected=_expected(question),
        expected_label=words.EXPECTED_MARK if any(bar.expected is not None for bar in bars) else "",
        funnel=funnelled,
        breaks=breaks(indicator, sorted({period for _, period in question.observations})),
    )


def _certainty(question: _Question, group: Decimal | None, nation: Decimal | None) -> tuple[str, ...]:
    """Empty where own has no figure, nothing is compared, or the source gives no numerator and denominator."""
    own = question.seen(question.own, question.period)
    if own is None or own.value is None:
        return ()
    found = []
    for benchmark, name in ((group, words.THE_GROUP), (nation, words.THE_NATION)):
        judged = certainty(question.indicator, [own], benchmark) if benchmark is not None else None
        if judged is not None and benchmark is not None:
            bounds = (judged.bounds.low, judged.bounds.high)
            found.append(words.certain(name, own.value, benchmark, question.indicator, judged.against, bounds))
    return tuple(found)


def _expected(question: _Question) -> str:
    """Own figure against the one that its framework conditions gave reason to expect; in persons where counted."""
    own = question.seen(question.own, question.period)
    expected = question.other(question.subject.expected, question.own)
    if own is None or own.value is None or expected is None or question.indicator is not question.subject:
        return ""
    count = question.definitions.indicators.get(question.subject.as_count)
    persons = None
    if count is not None:
        actual = question.other(count.id, question.own)
        foreseen = question.other(count.expected, question.own)
        persons = None if actual is None or foreseen is None else actual - foreseen
    return words.expected(question.own_name, own.value, expected, question.indicator, persons, count)


def _headline(question: _Question, ranking: Ranking) -> str:
    indicator = question.indicator
    if indicator.better is Better.NEITHER:
        return words.headline_context(indicator)
    if is_count(indicator):
        return words.headline_count(
            indicator, tuple(one.title for one in rates_of(question.subject, question.definitions))
        )
    if len(ranking.unknown) == len(ranking.members):
        return words.headline_empty(question.period)
    name = area_name(question.own, question.definitions)
    own = ranking.of(question.own)
    if own is None or own.reading is None:
        return words.headline_own_missing(name, question.period, _gap(question, question.own))
    third = _third(question, own)
    return words.headline_placed(name, own.place_from, own.place_to, own.tied_with, len(ranking.members), third)


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
        expected=question.other(question.subject.expected, member.area)
        if question.indicator is question.subject
        else None,
    )


def _place(member: Ranked) -> str:
    """«5», shared «3-5»; empty where a hidden or late figure leaves it open."""
    return places(member.place_from, member.tied_with) if member.place_from == member.place_to else ""


def _gap(question: _Question, area: str) -> str:
    return gap_word(question.seen(area, question.period))


def _group_value(question: _Question) -> tuple[Decimal | None, _Weighting]:
    """Sum over sum of those with a figure, where both parts of every one are known; otherwise their median."""
    seen = [one for area in question.others if (one := question.seen(area, question.period)) and one.value is not None]
    if not seen:
        return None, _Weighting.MEDIAN
    parts = [_parts(question, one) for one in seen]
    known = [part for part in parts if part is not None]
    scale = question.indicator.unit.scale
    if scale == 1 or len(known) != len(parts):
        return median(one.value for one in seen if one.value is not None), _Weighting.MEDIAN
    top, base = sum((t for t, _ in known), Decimal(0)), sum((b for _, b in known), Decimal(0))
    delivered = all(one.numerator is not None and one.denominator for one in seen)
    return scale * top / base, _Weighting.DELIVERED if delivered else _Weighting.COUNTED_BACK


def _parts(question: _Question, seen: Observation) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator as delivered; else the count, and the base that count and share imply."""
    if seen.numerator is not None and seen.denominator:
        return seen.numerator, seen.denominator
    count = question.other(question.subject.as_count, seen.area)
    if count is None or not seen.value or question.indicator is not question.subject:
        return None
    return count, count * question.indicator.unit.scale / seen.value


def _to_best_third(question: _Question, ranking: Ranking, best: int) -> str:
    """How much it takes to share the last of the best places; in persons where the base is known.

    Empty where own is there already, or a hidden or late member leaves it open.
    """
    own = ranking.of(question.own)
    if not best or own is None or own.reading is None or ranking.unknown or own.place_to <= best:
        return ""
    others = [one.reading for one in ranking.members if one.reading is not None and one.area != question.own]
    lower = question.indicator.better is Better.LOWER
    enough = sorted((one.value for one in others), reverse=not lower)[best - 1]
    seen = own.reading.made_from[-1]
    parts = _parts(question, seen)
    scale = question.indicator.unit.scale
    if parts is None or scale == 1:
        return words.to_best_third_by_rate(enough - own.reading.value, question.indicator)
    tied = [_unrounded(one.made_from[-1], scale) for one in others if one.value == enough]
    apart = min(abs(one - _unrounded(seen, scale)) for one in tied)
    persons = max(1, ceil(apart * Fraction(parts[1]) / scale))
    if seen.denominator:
        return words.to_best_third(persons, question.indicator.numerator, fewer=lower)
    count = question.definitions.indicators[question.subject.as_count]
    return words.to_best_third_about(persons, count, fewer=lower)


def _unrounded(seen: Observation, scale: int) -> Fraction:
    """The share of its delivered parts; else as delivered. Four of thirty is not 13.3 pct. to a person."""
    if seen.value is None or seen.numerator is None or not seen.denominator:
        return Fraction(seen.value or 0)
    return scale * Fraction(seen.numerator) / Fraction(seen.denominator)


def _development(question: _Question) -> tuple[Line, ...]:
    """Own, and the quartiles of the others in each period where three or more have a figure."""
    periods = sorted({period for _, period in question.observations})
    if question.figures.of(question.indicator.id, question.own) is None:
        return ()
    known = KnownFigures(question.definitions, question.figures)
    own_points = [
        observation_point(known, question.indicator, one, question.seen(question.own, one)) for one in periods
    ]
    own = observed_line(own_points, together(question.indicator))
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


def _development_title(question: _Question, lines: tuple[Line, ...]) -> str:
    """Each period is compared with the others' same period, so that a series break is in no comparison."""
    if not lines:
        return ""
    own, lower, _, upper = ({point.period: point.value for point in line.points} for line in lines)
    places: list[tuple[Period, Place]] = []
    for period, low in lower.items():
        value, high = own.get(period), upper[period]
        if value is not None and low is not None and high is not None:
            places.append((period, Place.BELOW if value < low else Place.ABOVE if value > high else Place.INSIDE))
    if not places:
        return question.indicator.title
    newest, place = places[-1]
    return words.development_title(
        question.own_name, newest, place, sum(one is place for _, one in places), len(places)
    )


def _quartiles(question: _Question, period: Period) -> tuple[Decimal, Decimal, Decimal] | None:
    members = question.group.members_on(period.last_day) or ()
    seen = [question.seen(area, period) for area in members if area != question.own]
    values = [one.value for one in seen if one is not None and one.value is not None]
    if len(values) < _SMALLEST:
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def _notes(question: _Question, ranking: Ranking, best: int, weighting: _Weighting) -> tuple[Fact, ...]:
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
        weighting=weighting.value,
        own_inside=inside,
    )
    source = words.sources(source_line(question.subject, newest, question.definitions), question.group)
    return (
        Fact(labels.HOW_COUNTED, counted, ""),
        Fact(labels.MISSING, words.missing(hidden, late, question.definitions), ""),
        Fact(labels.PROVISIONAL, words.provisional(question.period) if provisional else words.NOT_PROVISIONAL, ""),
        Fact(labels.SOURCE, source, ""),
    )


def _is_hidden(question: _Question, area: str) -> bool:
    seen = question.seen(area, question.period)
    return seen is not None and seen.quality is Quality.HIDDEN


def _table(question: _Question, bars: Sequence[PeerBar], *, counts: bool) -> Table:
    indicator = question.indicator
    plain = (labels.COLUMN_AREA, value_heading(indicator), labels.COLUMN_NOTE)
    ranked = (labels.COLUMN_PLACE, *plain[:2], labels.COLUMN_THIRD, plain[2])
    counted = (words.numerator(indicator), words.denominator(indicator)) if counts else ()
    return Table(
        title=words.table_title(indicator, question.group, question.period),
        headings=(*(ranked if question.ranked else plain), *counted),
        rows=tuple((*_row(question, bar), *(_counts(question, bar) if counts else ())) for bar in bars),
        example=any(seen.example for area in question.members if (seen := question.seen(area, question.period))),
        source_line=source_line(question.subject, question.seen(question.own, question.period), question.definitions),
    )


def _counts(question: _Question, bar: PeerBar) -> tuple[Cell, ...]:
    seen = question.seen(bar.area, question.period)
    parts = (None, None) if seen is None else (seen.numerator, seen.denominator)
    return tuple(Cell("" if part is None else number(part, 0), part) for part in parts)


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
        table=Table(words.table_title(question.indicator, question.group, question.period), (), (), False, ""),
        example=False,
        unknown_group=question.group.needed,
        instead=known_groups(question.definitions, question.own, question.period.last_day),
    )
