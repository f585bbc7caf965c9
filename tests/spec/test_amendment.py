"""A change of the contract has a day: what was due before it is judged by what held then."""

from __future__ import annotations

from decimal import Decimal

from kpi.evaluate import needed_series
from kpi.model.evaluation import Status, TargetResult
from kpi.model.rule import Comparison
from tests.spec.builders import (
    OWN,
    amended,
    baseline,
    change,
    contract,
    criterion,
    definitions,
    indicator,
    judge,
    known,
    level,
    months,
    percent,
    series,
    target,
)

STOCK = indicator()
REVISED = target(level(Comparison.AT_MOST, 765), "2017-12")
FIRST = target(level(Comparison.AT_MOST, 749), "2017-12", amendments=[amended("2017-06-01", REVISED)])


def on(as_of: str, value: int = 760) -> TargetResult:
    return judge(FIRST, STOCK, months("2017-01", *[value] * 12), as_of)


def test_foer_aendringen_gaelder_det_gamle_krav_og_fra_dens_dag_det_nye() -> None:
    assert (on("2017-05-31").required, on("2017-05-31").status) == (Decimal(749), Status.BEHIND)
    assert (on("2017-06-01").required, on("2017-06-01").status) == (Decimal(765), Status.ON_COURSE)
    assert on("2018-02-01").status is Status.MET


def test_resultatet_siger_hvilken_aendring_der_gaelder() -> None:
    assert on("2017-05-31").amended is None
    now = on("2017-06-01")
    assert now.amended is FIRST.amendments[0]
    assert now.requirement is REVISED
    assert not now.withdrawn


def test_den_nyeste_af_flere_aendringer_gaelder() -> None:
    twice = target(
        level(Comparison.AT_MOST, 749), "2017-12",
        amendments=[
            amended("2017-03-01", REVISED), amended("2017-09-01", target(level(Comparison.AT_MOST, 700), "2017-12")),
        ],
    )  # fmt: skip
    required = [
        judge(twice, STOCK, {"2017-01": 760}, day).required for day in ("2017-02-25", "2017-03-01", "2017-09-01")
    ]
    assert required == [Decimal(749), Decimal(765), Decimal(700)]


def test_et_udgaaet_krav_beholder_sine_tal_men_er_aldrig_roedt() -> None:
    gone = target(level(Comparison.AT_MOST, 749), "2017-12", amendments=[amended("2017-06-01", None)])
    before, after = (judge(gone, STOCK, {"2017-01": 900}, day) for day in ("2017-05-31", "2017-06-01"))
    assert (before.status, before.withdrawn) == (Status.BEHIND, False)
    assert (after.status, after.withdrawn) == (Status.ACCEPTED, True)
    assert after.reading is not None


def test_et_krav_der_er_aendret_og_siden_udgaaet_staar_med_det_sidst_aendrede() -> None:
    """Not with what was first agreed, and nothing that comes afterwards moves it."""
    changes = [amended("2017-03-01", REVISED), amended("2017-06-01", None)]
    both = target(level(Comparison.AT_MOST, 749), "2017-12", amendments=changes)
    told = [
        judge(both, STOCK, {"2017-01": 760}, day) for day in ("2017-02-25", "2017-05-31", "2017-06-01", "2018-06-01")
    ]
    assert [one.required for one in told] == [Decimal(749), Decimal(765), Decimal(765), Decimal(765)]
    assert [one.withdrawn for one in told] == [False, False, True, True]
    assert [one.final for one in told] == [False, False, True, True]


def test_et_udgaaet_krav_afgoer_intet_ved_siden_af_et_der_staar() -> None:
    gone = target(level(Comparison.AT_MOST, 749), "2017-06", id="a", amendments=[amended("2017-03-01", None)])
    stays = target(level(Comparison.AT_MOST, 749), "2017-12", id="b")
    figures = known("2017-04-25", series(STOCK, OWN, {"2017-03": 900}))
    result = criterion(gone, stays, facts=definitions(STOCK), figures=figures)
    assert (result.status, result.decisive.requirement.id) == (Status.BEHIND, "b")
    assert [one.status for one in result.results] == [Status.ACCEPTED, Status.BEHIND]
    assert [one.requirement.id for one in result.current] == ["b"]


def test_er_alle_udgaaet_staar_det_saadan() -> None:
    gone = target(level(Comparison.AT_MOST, 749), "2017-06", amendments=[amended("2017-03-01", None)])
    result = criterion(
        gone, facts=definitions(STOCK), figures=known("2017-04-25", series(STOCK, OWN, {"2017-03": 900}))
    )
    assert (result.status, result.decisive.withdrawn) == (Status.ACCEPTED, True)


def test_en_aendring_kan_flytte_fristen_og_udgangspunktet() -> None:
    """A restated baseline: the contract itself gives a new figure to count from."""
    later = target(change(Comparison.AT_MOST, baseline("2015-12", "830"), -63), "2018-12")
    first = target(change(Comparison.AT_MOST, "2015-12", -63), "2017-12", amendments=[amended("2017-06-01", later)])
    rows = {"2015-12": 812, "2016-12": 790}
    assert judge(first, STOCK, rows, "2017-05-25").required == Decimal(749)
    now = judge(first, STOCK, rows, "2017-06-25")
    assert (now.required, str(now.requirement.due)) == (Decimal(767), "2018-12")


def test_tal_til_baade_det_gamle_og_det_nye_krav_hentes() -> None:
    share = percent(id="andel")
    first = target(
        level(Comparison.AT_MOST, 749), "2017-12",
        amendments=[amended("2017-06-01", target(level(Comparison.AT_LEAST, 5), "2017-12", of="andel"))],
    )  # fmt: skip
    assert needed_series(contract(first), definitions(STOCK, share)) == {("tal", OWN), ("andel", OWN)}
