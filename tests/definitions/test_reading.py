"""Valid definition files become the frozen types, digit for digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi.definitions import DefinitionError, check_definitions, read_definitions
from kpi.model.area import AreaKind
from kpi.model.contract import (
    AcceptedDeviation,
    Assessment,
    Combine,
    KeyDate,
    Milestone,
    Origin,
    Recurring,
    Target,
    Term,
)
from kpi.model.period import Period, PeriodKind
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Constant,
    MeasurementBefore,
    OfArea,
    OfPeers,
    Own,
    PeriodBefore,
    Reference,
    RelativeChange,
    Statistic,
    YearsEarlier,
)
from kpi.model.rule import BaselinePolicy, BestFraction, Between, Comparison, Strength, Threshold, Window

DEC_15, DEC_17 = Period.month(2015, 12), Period.month(2017, 12)


@pytest.mark.parametrize(("stated", "own"), [("", True), ("own = true\n", True), ("own = false\n", False)])
def test_a_source_is_the_municipalitys_own_unless_it_is_declared_public(folder, valid, stated, own):
    definitions = read_definitions(folder(sources=valid["sources"] + stated))
    assert definitions.is_own("jobindsats") is own
    assert definitions.is_own("ikke_erklæret")


def with_target(contract: str, target: str) -> str:
    return contract.split("    [[goal.criterion.target]]")[0] + "[[goal.criterion.target]]\n" + target


def only_target(definitions) -> Target:
    (requirement,) = definitions.contracts["proeve"].criterion("k1")[1].requirements
    assert isinstance(requirement, Target)
    return requirement


def test_a_whole_folder_is_read_into_the_types(folder):
    definitions = read_definitions(folder())
    contract = definitions.contracts["proeve"]
    assert (contract.municipality, contract.year, contract.agreed_on, contract.made_up) == ("740", 2017, None, False)
    assert contract.goals[0].origin is Origin.SHARED
    assert contract.goals[0].responsible is True
    assert only_target(definitions) == Target(
        id="k1",
        title="63 færre",
        indicator="sygedagpenge",
        area="740",
        due=DEC_17,
        term=Term(date(2017, 1, 1), date(2017, 1, 1), date(2017, 12, 31)),
        window=Window.PERIOD,
        rule=Threshold(Comparison.AT_MOST, Reference(Own(), AtBaseline(Baseline(DEC_15, None)), Amount(Decimal(-63)))),
        strength=Strength.TARGET,
        near=None,
        baseline_policy=BaselinePolicy.RESTATED,
        also_read_as=None,
        accepted=None,
    )
    assert definitions.areas["000"].kind is AreaKind.NATION
    assert definitions.areas["000"].old_names == ("Landet", "Danmark")
    assert definitions.areas["999"].ended_on == date(2006, 12, 31)
    assert definitions.peer_groups["begge"].members_on(date(2017, 12, 31)) == ("573", "740")
    assert definitions.peer_groups["kun-varde"].members_on(date(2009, 1, 1)) == ()
    assert definitions.peer_groups["ukendt-klynge"].members is None


def test_a_contract_that_names_only_its_year_is_for_the_calendar_year_and_the_whole_municipality(folder, valid):
    named = ("short_title", "unit", "starts_on", "ends_on")
    lines = [line for line in valid["contract"].splitlines() if line.split(" =")[0] not in named]
    contract = read_definitions(folder(contract="\n".join(lines))).contracts["proeve"]
    assert (contract.starts_on, contract.ends_on) == (date(2017, 1, 1), date(2017, 12, 31))
    assert (contract.short_title, contract.unit) == ("Prøve", "Silkeborg")


def test_fields_left_out_of_an_indicator_have_the_defaults_of_its_kind(folder):
    indicators = read_definitions(folder()).indicators
    assert indicators["sygedagpenge"].unit.plural == "fuldtidspersoner"
    assert (indicators["sygedagpenge"].decimals, indicators["ledighed"].decimals) == (0, 1)
    assert (indicators["sygedagpenge"].minimum, indicators["sygedagpenge"].maximum) == (Decimal(0), None)
    assert (indicators["ledighed"].minimum, indicators["ledighed"].maximum) == (Decimal(0), Decimal(100))
    assert indicators["matchrate"].maximum == Decimal(1000)
    assert indicators["sygedagpenge"].breaks[0].first == Period.month(2014, 7)
    assert (indicators["ledighed"].provisional_periods, indicators["ledighed"].published_after_days) == (1, 21)


DEC_16 = AtBaseline(Baseline(Period.month(2016, 12), None))
MARCH_14 = Baseline(Period.month(2014, 3), Decimal(62))
TEN_PERCENT = RelativeChange(Decimal(10))
MEDIAN, MEAN = (OfPeers("begge", statistic) for statistic in (Statistic.MEDIAN, Statistic.MEAN))


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("2.50", Reference(Constant(Decimal("2.50")))),
        ("65\nbaseline = { period = '2014-03', value = 62 }", Reference(Constant(Decimal(65), MARCH_14))),
        ("65\nbaseline = '2014-03'", Reference(Constant(Decimal(65), Baseline(MARCH_14.period, None)))),
        ("{ baseline = '2016-12' }", Reference(Own(), DEC_16)),
        ("{ baseline = '2016-12', plus_percent = 10 }", Reference(Own(), DEC_16, TEN_PERCENT)),
        ("{ baseline = '2016-12', minus_percent = 10 }", Reference(Own(), DEC_16, RelativeChange(Decimal(-10)))),
        (
            "{ baseline = { period = '2014-03', value = 62 }, plus = 3 }",
            Reference(Own(), AtBaseline(MARCH_14), Amount(Decimal(3))),
        ),
        ("{ earlier = 'year' }", Reference(Own(), YearsEarlier(1))),
        ("{ earlier = 2, plus_percent = 10 }", Reference(Own(), YearsEarlier(2), TEN_PERCENT)),
        ("{ earlier = 'period' }", Reference(Own(), PeriodBefore())),
        ("{ previous = true }", Reference(Own(), MeasurementBefore())),
        ("{ area = '000' }", Reference(OfArea("000"))),
        ("{ area = '000', plus = 2 }", Reference(OfArea("000"), change=Amount(Decimal(2)))),
        ("{ area = '000', baseline = '2016-12' }", Reference(OfArea("000"), DEC_16)),
        (
            "{ peer_group = 'begge', statistic = 'weighted' }",
            Reference(OfPeers("begge", Statistic.WEIGHTED)),
        ),
        (
            "{ peer_group = 'ukendt-klynge', statistic = 'mean' }",
            Reference(OfPeers("ukendt-klynge", Statistic.MEAN)),
        ),
        ("{ peer_group = 'begge', statistic = 'mean', plus_percent = 10 }", Reference(MEAN, change=TEN_PERCENT)),
        ("{ peer_group = 'begge', statistic = 'median', earlier = 'year' }", Reference(MEDIAN, YearsEarlier(1))),
    ],
)
def test_a_reference_is_whose_figure_of_when_and_how_much_better(folder, valid, written, reference):
    target = f'indicator = "matchrate"\ndue = "2017-12"\nabove = {written}'
    read = read_definitions(folder(contract=with_target(valid["contract"], target)))
    assert only_target(read).rule == Threshold(Comparison.ABOVE, reference)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("between = [1.5, 2]", Between(Decimal("1.5"), Decimal(2))),
        (
            "rank = { peer_group = 'ukendt-klynge', best_fraction = '1/3' }",
            BestFraction("ukendt-klynge", Fraction(1, 3)),
        ),
    ],
)
def test_every_kind_of_rule_reads_as_written(folder, valid, written, rule):
    target = f'indicator = "matchrate"\ndue = "2017-12"\n{written}\n'
    assert only_target(read_definitions(folder(contract=with_target(valid["contract"], target)))).rule == rule


@pytest.mark.parametrize(
    ("indicator", "due", "window", "fitted"),
    [
        ("matchrate", "2017-12", Window.PERIOD, DEC_17),
        ("matchrate", "2017", Window.YEAR, Period.of_year(2017)),
        ("matchrate", "2017-R", Window.ROLLING_YEAR, Period(PeriodKind.ROLLING_YEAR, 2017 * 12 + 11)),
        ("praktik", "2017", Window.PERIOD, Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, 2017, 12)),
        ("praktik", "2017-Q2-R", Window.PERIOD, Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, 2017, 6)),
    ],
)
def test_the_window_is_the_length_of_the_due_period(folder, valid, indicator, due, window, fitted):
    target = f'indicator = "{indicator}"\ndue = "{due}"\nat_least = 1\n'
    read = only_target(read_definitions(folder(contract=with_target(valid["contract"], target))))
    assert (read.window, read.due) == (window, fitted)


def test_every_attribute_of_a_target_is_read(folder, valid):
    contract = valid["contract"].replace("source =", "agreed_on = 2016-12-20\nsource =", 1)
    target = """
    id = "k1-a"
    title = "Egen titel"
    indicator = "sygedagpenge"
    area = "573"
    due = "2017-12"
    at_most = { baseline = "2015-12", minus = 63 }
    also_read_as = "rolling_year"
    near = 2.5
    strength = "aspiration"
    baseline_policy = "frozen"
    accepted = { since = 2017-02-01, until = 2017-05-31, reason = "Ombygning" }
    """
    read = only_target(read_definitions(folder(contract=with_target(contract, target))))
    assert (read.id, read.title, read.area) == ("k1-a", "Egen titel", "573")
    assert (read.near, read.strength) == (Decimal("2.5"), Strength.ASPIRATION)
    assert (read.baseline_policy, read.also_read_as) == (BaselinePolicy.FROZEN, Window.ROLLING_YEAR)
    assert read.accepted == AcceptedDeviation(date(2017, 2, 1), date(2017, 5, 31), "Ombygning")


def test_entered_kinds_are_read_and_several_requirements_are_numbered_in_order(folder, valid):
    target = """
    indicator = "ledighed"
    due = "2017-12"
    below = 4
    [[goal.criterion.milestone]]
    due = "2017-06"
    [[goal.criterion.recurring]]
    each = "MED-møde"
    occasions = ["2017-02", "2017-Q4"]
    due = "2017"
    [[goal.criterion.assessment]]
    id = "k1-skoen"
    title = "Skøn"
    basis = "interview"
    due = "2017"
    """
    contract = with_target(valid["contract"], target).replace('title = "63 færre"', 'title = "T"\ncombine = "any"')
    criterion = read_definitions(folder(contract=contract)).contracts["proeve"].criterion("k1")[1]
    assert criterion.combine is Combine.ANY
    assert [one.id for one in criterion.requirements] == ["k1-1", "k1-2", "k1-3", "k1-skoen"]
    assert criterion.requirements[1:] == (
        Milestone("k1-2", "T", Period.month(2017, 6)),
        Recurring("k1-3", "T", "MED-møde", (Period.month(2017, 2), Period.quarter(2017, 4)), Period.of_year(2017)),
        Assessment("k1-skoen", "Skøn", "interview", Period.of_year(2017)),
    )


def test_a_key_date_has_a_day_a_period_or_both(folder, valid):
    dates = """
[[key_date]]
day = 2017-01-31
title = "Offentliggøres"
[[key_date]]
period = "2017-H1"
title = "Forår"
"""
    contract = read_definitions(
        folder(contract=valid["contract"].replace("\n[[goal]]", dates + "\n[[goal]]"))
    ).contracts
    assert contract["proeve"].key_dates == (
        KeyDate(Period.month(2017, 1), "Offentliggøres", date(2017, 1, 31)),
        KeyDate(Period.half_year(2017, 1), "Forår", None),
    )


def test_a_byte_order_mark_is_read_over(folder):
    read = folder()
    file = read.contracts / "proeve.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert check_definitions(read) == ()


def test_a_faulty_folder_raises_with_all_problems(folder, valid):
    faulty = folder(contract=valid["contract"].replace("due =", "frist ="), areas=valid["areas"].replace("000;", "00;"))
    with pytest.raises(DefinitionError) as caught:
        read_definitions(faulty)
    assert caught.value.problems == check_definitions(faulty)
    assert {problem.file for problem in caught.value.problems} == {"contracts/proeve.toml", "areas.csv"}
