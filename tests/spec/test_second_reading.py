"""«Fra december 2015 til december 2017» kan være de to måneder eller de to år, der slutter da."""

from __future__ import annotations

from decimal import Decimal

from kpi.model.evaluation import Status
from kpi.model.rule import Comparison, Window
from tests.spec.builders import change, indicator, judge, months, target

TWO_WAYS = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-12", also=Window.ROLLING_YEAR)
YEAR_2015 = months("2015-01", *[400] * 12)


def test_de_to_laesninger_er_uenige_og_det_siges() -> None:
    late_drop = months("2016-01", *[400] * 12, *[390] * 11, 335)
    result = judge(TWO_WAYS, indicator(), YEAR_2015 | late_drop, "2018-02-01")
    second = result.second_reading
    assert second is not None
    assert (result.status, second.status, second.differs) == (Status.MET, Status.MISSED, True)
    assert (second.required, second.window) == (Decimal(340), Window.ROLLING_YEAR)
    assert second.reading is not None
    assert str(second.reading.period) == "2017-R"


def test_de_to_laesninger_er_enige() -> None:
    result = judge(TWO_WAYS, indicator(), YEAR_2015 | months("2016-01", *[400] * 12, *[340] * 12), "2018-02-01")
    assert result.second_reading is not None
    assert (result.status, result.second_reading.differs) == (Status.MET, False)


def test_et_rullende_udgangspunkt_kraever_alle_tolv_maaneder() -> None:
    result = judge(TWO_WAYS, indicator(), {"2015-12": 400} | months("2017-01", *[340] * 12), "2018-02-01")
    assert result.second_reading is not None
    assert (result.status, result.second_reading.status) == (Status.MET, Status.UNDECIDABLE)


def test_det_rullende_aar_foelger_sin_egen_linje() -> None:
    known = YEAR_2015 | months("2016-01", *[388] * 12)
    second = judge(TWO_WAYS, indicator(), known, "2017-01-25").second_reading
    assert second is not None
    assert second.status is Status.BEHIND
