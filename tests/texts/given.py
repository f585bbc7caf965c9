"""Results made by hand, so that a sentence can be read beside the facts it is built from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from kpi.model.area import AreaKind
from kpi.model.contract import AcceptedDeviation, Assessment, Milestone, Recurring, Requirement, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import DataState, Reading, Reason, Standing, Status, TargetResult
from kpi.model.indicator import Better, Indicator, IndicatorKind, PeerGroup, Source
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Constant,
    OfArea,
    OfPeers,
    Own,
    Reference,
    RelativeChange,
    Statistic,
)
from kpi.model.rule import BaselinePolicy, BestFraction, Between, Comparison, Rule, Strength, Threshold, Window
from kpi.texts.statuses import TABLE
from tests import units
from tests.plain import SICK as PERSONS
from tests.plain import area
from tests.spec.builders import ANY_TIME

SHARE = replace(
    PERSONS,
    id="andel",
    title="Andel i job",
    unit=units.PERCENT,
    kind=IndicatorKind.SHARE,
    better=Better.HIGHER,
    decimals=1,
    table="",
    persons=False,
)
MATCHES = replace(
    PERSONS, id="match", title="Ledige matchet til job", unit=units.COUNT, kind=IndicatorKind.FLOW, typed=True, table=""
)

RATE = replace(SHARE, id="rate", title="Langtidsledige", unit=units.PER_1000, decimals=1, better=Better.LOWER)

DEFINITIONS = Definitions(
    indicators={one.id: one for one in (PERSONS, SHARE, MATCHES, RATE)},
    sources={
        "jobindsats": Source("jobindsats", "jobindsats.dk", "", "", "jobindsats.dk", "", example=False, own=False),
    },
    areas={
        "000": area("000", "Hele landet", AreaKind.NATION),
        "740": area("740", "Silkeborg"),
        "751": area("751", "Aarhus"),
        "630": area("630", "Vejle"),
    },
    peer_groups={
        "klyngen": PeerGroup("klyngen", "Kontanthjælpsklyngen", "", None, "Kommunerne i klyngen i 2015."),
    },
    contracts={},
)

DECEMBER_2015 = Baseline(Period.month(2015, 12), None)
FEWER_63 = Threshold(Comparison.AT_MOST, Reference(Own(), AtBaseline(DECEMBER_2015), Amount(Decimal(-63))))
MORE_10_PERCENT = Threshold(
    Comparison.AT_LEAST, Reference(Own(), AtBaseline(Baseline(Period.of_year(2016), None)), RelativeChange(Decimal(10)))
)
MORE_THAN_2016 = Threshold(
    Comparison.ABOVE, Reference(Own(), AtBaseline(Baseline(Period.of_year(2016), None)), Amount(Decimal(0)))
)
AT_LEAST_26 = Threshold(Comparison.AT_LEAST, Reference(Constant(Decimal(26))))
OVER_80 = Threshold(Comparison.ABOVE, Reference(Constant(Decimal(80))))
UNDER_20 = Threshold(Comparison.BELOW, Reference(Constant(Decimal(20))))
BETWEEN = Between(Decimal(12), Decimal(14))
ABOVE_NATION = Threshold(Comparison.ABOVE, Reference(OfArea("000")))
ABOVE_PEERS = Threshold(Comparison.ABOVE, Reference(OfPeers("klyngen", Statistic.MEAN)))
BEST_THIRD = BestFraction("klyngen", Fraction(1, 3))


def target(
    rule: Rule,
    *,
    indicator: Indicator = SHARE,
    due: str = "2017-12",
    near: str | None = None,
    strength: Strength = Strength.TARGET,
    also_read_as: Window | None = None,
    accepted: AcceptedDeviation | None = None,
) -> Target:
    return Target(
        id="mål",
        title="målet",
        indicator=indicator.id,
        area="740",
        due=Period.parse(due),
        term=ANY_TIME,
        window=Window.PERIOD,
        rule=rule,
        strength=strength,
        near=None if near is None else Decimal(near),
        baseline_policy=BaselinePolicy.RESTATED,
        also_read_as=also_read_as,
        accepted=accepted,
    )


def reading(
    value: str,
    period: str = "2017-12",
    *,
    through: str | None = None,
    provisional: bool = False,
    example: bool = False,
    assumed: bool = False,
    delivery: str = "jobindsats/2018-01-22-000000000000",
) -> Reading:
    made = Observation(
        indicator="sygedagpenge",
        area="740",
        period=Period.parse(through or period),
        value=Decimal(value),
        numerator=None,
        denominator=None,
        quality=Quality.UNSTATED,
        published_on=date(2018, 1, 21),
        published_assumed=assumed,
        recorded_at=datetime(2018, 1, 22, 9, tzinfo=UTC),
        delivery=delivery,
        example=example,
        comment="",
    )
    return Reading(Period.parse(period), Period.parse(through or period), Decimal(value), provisional, example, (made,))


def openings(status: Status) -> tuple[str, ...]:
    """What a sentence of the status may begin with, by the table: its own words, or those the table has instead."""
    forms = {form for line in TABLE if line.status is status for form in (line.word, line.opening, line.early) if form}
    return tuple(form.format(it=it) for form in forms for it in ("Målet", "Ønsket", "Milepælen"))


def result(
    requirement: Requirement,
    status: Status,
    *,
    read: Reading | None = None,
    required: str | None = None,
    expected: str | None = None,
    baseline: Reading | None = None,
    standing: Standing | None = None,
    reasons: tuple[Reason, ...] = (),
    final: bool | None = None,
    reached_early: bool = False,
    aspiration_missed: bool = False,
    late: bool = False,
    answer: str = "",
    answered_on: date | None = None,
    recorded_later: bool = False,
) -> TargetResult:
    return TargetResult(
        requirement=requirement,
        status=status,
        final=status in (Status.MET, Status.MISSED) if final is None else final,
        reached_early=reached_early,
        aspiration_missed=aspiration_missed,
        reading=read,
        required=None if required is None else Decimal(required),
        expected=None if expected is None else Decimal(expected),
        baseline=baseline,
        baseline_other_policy=None,
        reference=None,
        standing=standing,
        data_state=DataState.FINAL,
        data_states=(DataState.FINAL,),
        second_reading=None,
        reasons=reasons,
        late=late,
        answer=answer,
        answered_on=answered_on,
        recorded_later=recorded_later,
    )


MILESTONE = Milestone("trin", "Metodegrundlaget implementeres", Period.of_year(2017))
RECURRING = Recurring("møder", "Fast punkt på dagsordenen", "MED-møde", (), Period.of_year(2017))
ASSESSMENT = Assessment("indsigt", "Medarbejderne har indsigt", "interview", Period.of_year(2017))
