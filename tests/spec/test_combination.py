"""«Mindst 25 pct. … i 2020. Andelen skal op på mindst 30 pct. i 2025», og flere krav i ét kriterium."""

from __future__ import annotations

from kpi.model.contract import AtLeast, Combine, Milestone, Requirement, Target
from kpi.model.evaluation import CriterionResult, Status
from kpi.model.period import Period
from kpi.model.rule import Comparison
from tests.spec.builders import HIDDEN, OWN, YEAR, Value, criterion, definitions, known, level, percent, series, target

CHOOSE = percent(frequency=YEAR)
IN_2020 = target(level(Comparison.AT_LEAST, 25), "2020", id="2020")
IN_2025 = target(level(Comparison.AT_LEAST, 30), "2025", id="2025")


def staged(rows: dict[str, Value], as_of: str) -> CriterionResult:
    return criterion(IN_2020, IN_2025, facts=definitions(CHOOSE), figures=known(as_of, series(CHOOSE, OWN, rows)))


def test_foer_2020_vises_kravet_for_2020() -> None:
    result = staged({"2018": 26}, "2019-05-01")
    assert (result.status, result.decisive.requirement.id) == (Status.ON_COURSE, "2020")


def test_2020_vises_indtil_dets_tal_er_kommet() -> None:
    result = staged({"2019": 26}, "2021-01-10")
    assert (result.status, result.decisive.requirement.id) == (Status.AWAITING, "2020")


def test_naar_2020_er_afgjort_vises_2025_og_2020_bliver_staaende() -> None:
    result = staged({"2020": 24, "2021": 31}, "2022-05-01")
    assert (result.status, result.decisive.requirement.id) == (Status.ON_COURSE, "2025")
    assert [r.status for r in result.results] == [Status.MISSED, Status.ON_COURSE]
    assert [r.requirement.id for r in result.current] == ["2025"]


def test_naar_alle_er_afgjort_vises_det_sidste() -> None:
    result = staged({"2020": 26, "2025": 29}, "2026-05-01")
    assert (result.status, result.decisive.requirement.id) == (Status.MISSED, "2025")


def test_et_skjult_tal_for_2020_er_et_svar_og_2025_kommer_frem() -> None:
    result = staged({"2020": HIDDEN, "2021": 31}, "2022-05-01")
    assert [r.status for r in result.results] == [Status.UNDECIDABLE, Status.ON_COURSE]
    assert result.decisive.requirement.id == "2025"


def two(a: int, b: int, combine: Combine) -> Status:
    first, second = percent(id="a"), percent(id="b")
    targets: list[Target] = [target(level(Comparison.AT_LEAST, 25), "2017-12", of=name, id=name) for name in "ab"]
    figures = known("2018-02-01", series(first, OWN, {"2017-12": a}), series(second, OWN, {"2017-12": b}))
    return criterion(*targets, facts=definitions(first, second), figures=figures, combine=combine).status


def test_alle_er_det_vaerste_og_mindst_et_er_det_bedste() -> None:
    assert two(30, 20, Combine.ALL) is Status.MISSED
    assert two(30, 20, Combine.ANY) is Status.MET
    assert two(20, 20, Combine.ANY) is Status.MISSED
    assert two(30, 30, Combine.ALL) is Status.MET


def test_raekkefoelgen_fra_vaerst_til_bedst() -> None:
    ordered = " ".join(sorted(Status, key=lambda status: status.rank))
    assert ordered == (
        "MISSED BEHIND UNDECIDABLE NO_DATA AWAITING UNASSESSED NOT_STARTED PLANNED NEAR UNDERWAY ON_COURSE ACCEPTED "
        "ASSESSED MET FOLLOWED"
    )


def test_en_naaet_milepael_skygger_ikke_for_et_senere_krav() -> None:
    milestone = Milestone("m", "m", Period.of_year(2019))
    figures = known("2020-01-10", series(CHOOSE, OWN, {"2018": 26}))
    result = criterion(milestone, IN_2020, facts=definitions(CHOOSE), figures=figures)
    assert [r.status for r in result.results] == [Status.MISSED, Status.ON_COURSE]
    assert result.status is Status.ON_COURSE


def of_three(*values: int, combine: Combine | AtLeast) -> CriterionResult:
    names = [str(number) for number in range(len(values))]
    shares = [percent(id=name) for name in names]
    targets: list[Target] = [target(level(Comparison.AT_LEAST, 25), "2017-12", of=name, id=name) for name in names]
    rows = [series(share, OWN, {"2017-12": value}) for share, value in zip(shares, values, strict=True)]
    return criterion(*targets, facts=definitions(*shares), figures=known("2018-02-01", *rows), combine=combine)


def test_mindst_to_af_tre_er_det_naestbedste() -> None:
    assert of_three(30, 20, 30, combine=AtLeast(2)).status is Status.MET
    assert of_three(30, 20, 20, combine=AtLeast(2)).status is Status.MISSED
    assert of_three(30, 30, 30, combine=AtLeast(3)).status is Status.MET


def test_en_port_skal_holde_foer_resten_taeller() -> None:
    closed = of_three(20, 30, 10, combine=Combine.GATE)
    assert (closed.status, closed.decisive.requirement.id) == (Status.MISSED, "0")
    assert of_three(30, 30, 10, combine=Combine.GATE).decisive.requirement.id == "2"
    assert of_three(30, 30, 30, combine=Combine.GATE).status is Status.MET


def test_en_port_kan_vaere_en_milepael() -> None:
    milestone = Milestone("port", "port", Period.month(2017, 12))
    rest = target(level(Comparison.AT_LEAST, 25), "2017-12")
    share = percent()
    figures = known("2017-07-25", series(share, OWN, {"2017-06": 10}))
    result = criterion(milestone, rest, facts=definitions(share), figures=figures, combine=Combine.GATE)
    assert (result.status, result.decisive.requirement.id) == (Status.PLANNED, "port")


def test_en_lukket_port_afgoer_ogsaa_efter_sin_egen_frist() -> None:
    gate = target(level(Comparison.AT_LEAST, 25), "2017-06", id="port")
    rest = target(level(Comparison.AT_LEAST, 5), "2017-12", id="resten")
    share = percent()
    figures = known("2017-09-25", series(share, OWN, {"2017-06": 20, "2017-08": 30}))
    result = criterion(gate, rest, facts=definitions(share), figures=figures, combine=Combine.GATE)
    assert (result.status, result.decisive.requirement.id) == (Status.MISSED, "port")
    beside = criterion(gate, rest, facts=definitions(share), figures=figures, combine=Combine.ALL)
    assert beside.status is Status.ON_COURSE


# --- over several dues, and several kinds


def spread(combine: Combine | AtLeast, rows: dict[str, int], as_of: str) -> CriterionResult:
    """Three targets due in March, June and December, each of an indicator of its own."""
    dues = ("2017-03", "2017-06", "2017-12")
    shares = [percent(id=due) for due in dues]
    targets = [target(level(Comparison.AT_LEAST, 25), due, of=due, id=due) for due in dues]
    known_rows = [series(share, OWN, {share.id: rows[share.id]}) for share in shares if share.id in rows]
    return criterion(*targets, facts=definitions(*shares), figures=known(as_of, *known_rows), combine=combine)


def test_en_af_dem_ser_paa_alle_frister_og_ikke_kun_den_sidste() -> None:
    assert spread(Combine.ANY, {"2017-03": 30, "2017-06": 20, "2017-12": 20}, "2018-02-01").status is Status.MET
    assert spread(Combine.ANY, {"2017-03": 20, "2017-06": 20, "2017-12": 20}, "2018-02-01").status is Status.MISSED
    still_open = spread(Combine.ANY, {"2017-03": 20}, "2017-04-25")
    assert still_open.status is Status.NO_DATA


def test_mindst_to_er_afgjort_naar_to_er_naaet_eller_ikke_laengere_kan_naas() -> None:
    assert spread(AtLeast(2), {"2017-03": 30, "2017-06": 30}, "2017-07-25").status is Status.MET
    assert spread(AtLeast(2), {"2017-03": 20, "2017-06": 20}, "2017-07-25").status is Status.MISSED


def test_en_frist_hvis_tal_aldrig_kom_er_forbi_og_den_naeste_bedoemmes() -> None:
    first, second = (percent(id=name) for name in ("a", "b"))
    early = target(level(Comparison.AT_LEAST, 25), "2015-12", of="a", id="a")
    late = target(level(Comparison.AT_LEAST, 25), "2019-12", of="b", id="b")
    figures = known("2017-06-01", series(second, OWN, {"2017-04": 30}))
    result = criterion(early, late, facts=definitions(first, second), figures=figures)
    assert [part.status for part in result.results] == [Status.NO_DATA, Status.ON_COURSE]
    assert result.status is Status.ON_COURSE


def mixed(*requirements: Requirement, as_of: str, value: int, combine: Combine = Combine.ALL) -> CriterionResult:
    share = percent()
    figures = known(as_of, series(share, OWN, {"2017-05": value}))
    return criterion(*requirements, facts=definitions(share), figures=figures, combine=combine)


LEVEL = target(level(Comparison.AT_LEAST, 25), "2017-12")
DONE_IN_DECEMBER = Milestone("m", "m", Period.month(2017, 12))


def test_det_planlagte_afgoer_ikke_saa_laenge_en_anden_slags_del_siger_noget() -> None:
    assert mixed(LEVEL, DONE_IN_DECEMBER, as_of="2017-06-25", value=30).status is Status.ON_COURSE
    assert mixed(LEVEL, DONE_IN_DECEMBER, as_of="2017-06-25", value=20).status is Status.BEHIND


def test_under_mindst_en_holder_en_aaben_del_det_aabent() -> None:
    early = target(level(Comparison.AT_LEAST, 25), "2017-05", id="early")
    result = mixed(early, DONE_IN_DECEMBER, as_of="2017-06-25", value=20, combine=Combine.ANY)
    assert result.status is Status.PLANNED
