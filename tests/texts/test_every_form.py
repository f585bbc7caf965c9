"""Every form of a requirement, over figures with holes: judged without a fault, and told in whole sentences."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.analysis.judged import judge_on
from kpi.evaluate import glide_path, observed_readings, required_over_time
from kpi.followup.facts import facts
from kpi.model.area import Area, AreaKind
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status
from kpi.model.indicator import Better, Indicator, Source
from kpi.model.reference import (
    UNCHANGED,
    Amount,
    AtBaseline,
    Growth,
    MeasurementBefore,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    PeriodBefore,
    Reference,
    RelativeChange,
    SamePeriod,
    Statistic,
    Yearly,
    YearsEarlier,
    senseless,
)
from kpi.model.rule import Between, Comparison, Rule, Threshold, Window
from kpi.texts.criterion import criterion_sentence
from kpi.texts.headline import headline
from kpi.texts.rules import reading_aloud
from kpi.texts.said import said as said_of
from tests.spec.builders import (
    BEST_THIRD,
    FLOW,
    HIDDEN,
    MISSING,
    NATION,
    OWN,
    SHARE,
    STOCK,
    Value,
    amended,
    baseline,
    change,
    contract,
    counted,
    definitions,
    group,
    indicator,
    known,
    level,
    months,
    percent,
    series,
    stepwise,
    target,
    than_area,
    than_earlier,
    than_indicator,
    than_peers,
    yearly,
)
from tests.texts.given import openings
from tests.texts.proofread import faults, fractions

DAYS = ("2016-12-15", "2017-02-01", "2017-06-15", "2017-12-31", "2018-02-01", "2019-01-01")


def rules(draw: random.Random) -> list[Rule]:
    comparison = draw.choice(list(Comparison))
    return [
        level(comparison, 50),
        change(comparison, "2015-12", -5),
        than_earlier(
            comparison,
            draw.choice([YearsEarlier(1), YearsEarlier(2), PeriodBefore(), MeasurementBefore()]),
            per_cent=draw.choice([None, -5]),
        ),
        than_indicator(comparison, "forventet"),
        stepwise(comparison, m2017_03=60, m2017_07=50, m2017_12=40),
        yearly(comparison, "2015-12", per_cent=-3, growth=draw.choice(list(Growth))),
        yearly(comparison, "2015-12", each=-3),
        than_area(comparison),
        than_peers(comparison, draw.choice([Statistic.MEAN, Statistic.EACH, Statistic.MEDIAN])),
        Between(Decimal(40), Decimal(60)),
        BEST_THIRD,
        Threshold(comparison, any_reference(draw)),
        Threshold(comparison, any_reference(draw)),
    ]


def any_reference(draw: random.Random) -> Reference:
    """Any three parts that have a meaning together."""
    whose = [Own(), OfArea(NATION), OfIndicator("forventet"), OfPeers("klynge", draw.choice(list(Statistic)))]
    when = [SamePeriod(), AtBaseline(baseline("2015-12")), YearsEarlier(1), YearsEarlier(2), MeasurementBefore()]
    steps = [UNCHANGED, Amount(Decimal(-2)), RelativeChange(Decimal(10)), Yearly(Amount(Decimal(2)), Growth.LINEAR)]
    while True:
        parts = draw.choice(whose), draw.choice(when), draw.choice(steps)
        if senseless(*parts) is None:
            return Reference(*parts)


def a_target(draw: random.Random, rule: Rule) -> Target:
    window = draw.choice([Window.PERIOD, Window.PERIOD, Window.YEAR_TO_DATE])
    every = draw.choice([None, "2017-01", "2017-05"])
    revised = target(level(Comparison.AT_MOST, 45), "2017-12", window=window, every=every)
    return target(
        rule,
        "2017-12",
        window=window,
        every=every,
        near=draw.choice([None, "3"]),
        tolerance=draw.choice([None, "1"]),
        material=draw.choice([None, "4"]),
        amendments=draw.choice([[], [], [amended("2017-06-01", None)], [amended("2017-06-01", revised)]]),
    )


def figures_of(draw: random.Random, of: Indicator) -> dict[str, Value]:
    def value() -> Value:
        return counted(draw.randint(30, 70), 100) if of.kind is SHARE else draw.randint(0, 100)

    values = [draw.choice([HIDDEN, MISSING, *[value()] * 8]) for _ in range(draw.randint(0, 30))]
    rows = months(f"2015-{draw.randint(10, 12)}", *values)
    return {period: one for period, one in rows.items() if draw.random() > 0.1}


@pytest.mark.parametrize("seed", range(20))
def test_every_form_is_judged_and_said_in_whole_sentences(seed: int) -> None:
    draw = random.Random(seed)
    for rule in rules(draw):
        kind = draw.choice([STOCK, FLOW, SHARE])
        of = percent(better=Better.LOWER) if kind is SHARE else indicator(kind)
        other = replace(of, id="forventet", title="Forventet")
        rows = [series(of, area, figures_of(draw, of)) for area in (OWN, NATION, "101", "147")]
        rows.append(series(other, OWN, figures_of(draw, other)))
        figures = known(draw.choice(DAYS), *(one for one in rows if one.observations))
        declared = definitions(of, other, groups=[group(OWN, "101", "147")])
        said = Definitions(
            declared.indicators,
            {"kilde": Source("kilde", "Kilden", "", "", "", "", example=False)},
            {NATION: Area(NATION, "Landet", AreaKind.NATION, "", "", (), None)},
            declared.peer_groups,
            {},
        )
        all_judged = judge_on(said, contract(a_target(draw, rule)), figures, ())
        (result,) = all_judged.results
        judged = result.decisive
        sentences = [criterion_sentence(result, said), headline(judged, said), reading_aloud(judged, said)]
        sentences += [fact.value for fact in facts(all_judged, judged)]
        whole = isinstance(judged.requirement, Target) and said_of(judged, of).whole
        assert sentences[0].startswith(openings(judged.status))
        for sentence in sentences:
            assert sentence
            assert list(faults(sentence)) == []
            assert not whole or not list(fractions(sentence)), sentence
        if judged.every is not None and judged.every.failed and not judged.withdrawn:
            assert judged.status is Status.MISSED
        version = judged.requirement
        assert isinstance(version, Target)
        drawn = glide_path(version, said, figures), required_over_time(version, said, figures)
        assert not (drawn[0] and drawn[1])
        assert all(reading.made_from for reading in observed_readings(version, said, figures))
