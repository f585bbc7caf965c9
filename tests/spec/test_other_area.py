"""«Ved udgangen af 2017 skal Silkeborg Kommune være bedre end landsgennemsnittet»."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.evaluation import Cause, Status
from kpi.model.period import Period
from kpi.model.rule import Comparison
from tests.spec.builders import HIDDEN, NATION, judge, percent, target, than_area

BETTER_THAN_NATION = target(than_area(Comparison.ABOVE), "2017-12")


@pytest.mark.parametrize(("own", "status"), [("26.01", Status.MET), ("26", Status.MISSED)])
def test_bedre_end_landet_er_strengt(own: str, status: Status) -> None:
    result = judge(BETTER_THAN_NATION, percent(), {"2017-12": own}, "2018-02-01", others={NATION: {"2017-12": 26}})
    assert (result.status, result.required, result.expected) == (status, Decimal(26), None)
    assert result.reference is not None


def test_foer_fristen_bruges_den_seneste_periode_som_begge_har() -> None:
    own, nation = {"2017-05": 27, "2017-06": 20}, {"2017-05": 26, "2017-04": 30}
    result = judge(BETTER_THAN_NATION, percent(), own, "2017-07-25", others={NATION: nation})
    assert (result.status, result.reached_early) == (Status.ON_COURSE, True)
    assert result.reading is not None
    assert result.reading.period == Period.month(2017, 5)


def test_landets_tal_for_fristen_er_ikke_offentliggjort_saa_det_afventes() -> None:
    result = judge(BETTER_THAN_NATION, percent(), {"2017-12": 27}, "2018-01-10", others={NATION: {"2017-11": 26}})
    assert (result.status, result.final) == (Status.AWAITING, False)
    assert result.reasons[0].areas == (NATION,)


def test_eget_tal_for_fristen_er_ikke_offentliggjort_saa_det_afventes() -> None:
    result = judge(BETTER_THAN_NATION, percent(), {"2017-11": 27}, "2018-01-10", others={NATION: {"2017-12": 26}})
    assert result.status is Status.AWAITING


@pytest.mark.parametrize(
    ("nation", "cause"), [({"2017-12": HIDDEN}, Cause.REFERENCE_HIDDEN), ({}, Cause.REFERENCE_MISSING)]
)
def test_et_skjult_eller_aldrig_leveret_landstal_kan_ikke_afgoere(nation: dict[str, object], cause: Cause) -> None:
    others = {NATION: nation} if nation else {}
    result = judge(BETTER_THAN_NATION, percent(), {"2017-12": 27}, "2018-02-01", others=others)
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is cause


def test_uden_eget_tal_mangler_tallet_ogsaa_naar_landet_er_kendt() -> None:
    assert (
        judge(BETTER_THAN_NATION, percent(), {}, "2018-02-01", others={NATION: {"2017-12": 26}}).status
        is Status.NO_DATA
    )


def test_taet_paa_landet_inden_for_margenen() -> None:
    near = target(than_area(Comparison.ABOVE), "2017-12", near="0.5")
    result = judge(near, percent(), {"2017-12": "25.5"}, "2018-02-01", others={NATION: {"2017-12": 26}})
    assert result.status is Status.NEAR
