"""`kpi check` reads each rule aloud beside the contract's own words, so that whoever wrote it can hear what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.cli import main
from kpi.definitions import read_definitions
from kpi.followup.read_aloud import read_aloud, read_aloud_with_figures
from kpi.installation import read_installation
from kpi.kept.build import build_store
from kpi.model.contract import AtLeast, Combine, Part
from kpi.model.evaluation import Status, TargetResult
from kpi.model.folder import DataFolder
from kpi.model.reference import Amount, OfArea, Reference, RelativeChange, SamePeriod
from kpi.model.rule import Comparison, OfRequired, Threshold, Window
from kpi.texts.read_aloud import rule, told
from tests.spec.builders import level
from tests.spec.builders import target as built
from tests.texts.given import result

SHIPPED = Path(__file__).parents[2] / "data"
SILKEBORG, VARDE = "silkeborg-jobkompagniet-2017", "varde-borger-og-arbejdsmarked-2015"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return DataFolder(tmp_path_factory.mktemp("installation"), SHIPPED)


def of(texts: tuple[str, ...], criterion: str) -> list[str]:
    (found,) = (text for text in texts if text.strip().startswith(f"{criterion} "))
    return [line.strip() for line in found.split("\n")[1:]]


def test_every_criterion_is_read_beside_its_quote(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    for contract in definitions.contracts.values():
        texts = read_aloud(definitions, contract)
        criteria = [criterion for _, criterion in contract.criteria()]
        assert len(texts) == len(criteria)
        for text, criterion in zip(texts, criteria, strict=True):
            assert f"  {criterion.id} (linje " in text
            assert all(f"«{part}»" in text for part in criterion.quote)
            assert len(text.split("\n")) == 3 + (len(criterion.requirements) > 1) * len(criterion.requirements)


def test_a_change_is_read_as_a_change_and_with_figures_as_a_number_too(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    quote = (
        "aftalen: «Antal årspersoner på sygedagpenge er reduceret med 63 i december 2017 "
        "sammenlignet med niveauet i december 2015.»"
    )
    said = of(read_aloud(definitions, definitions.contracts[SILKEBORG]), "s5a")
    assert said == [quote, "læses:   Fuldtidspersoner på sygedagpenge: 63 færre i december 2017 end i december 2015"]
    build_store(folder, definitions)
    here = read_installation(folder, definitions)
    assert of(read_aloud_with_figures(here, SILKEBORG), "s5a") == [
        quote,
        "læses:   Fuldtidspersoner på sygedagpenge: "
        "højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015",
    ]


def test_several_rules_say_how_they_count_together(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    assert of(read_aloud(definitions, definitions.contracts[VARDE]), "v16a")[1:] == [
        "læses:   Alle skal være opfyldt:",
        "- Andel med personlig jobformidler ved 5 måneders ledighed: mindst 25 pct. i dec. 2015",
        "- Andel med personlig jobformidler ved 15 måneders ledighed: alle i dec. 2015",
    ]
    trial = definitions.contracts["proeveaftale-2026-varde"]
    assert of(read_aloud(definitions, trial), "p8")[1] == "læses:   Ét af dem er nok:"


def test_a_wish_is_read_as_a_wish(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    assert of(read_aloud(definitions, definitions.contracts[VARDE]), "v9b")[1].endswith(
        "under 20 pct. i dec. 2015 (et ønske)"
    )


def test_the_command_says_rules_first_and_questions_last(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(folder.root)]) == 0
    said = capsys.readouterr().out
    rule = said.index("Fuldtidspersoner på sygedagpenge: 63 færre")
    assert rule < said.index("Alle definitionsfiler er i orden.") < said.index("spørgsmål, som en god kollega")
    assert "«sager over 5 uger», men udgangspunktet «sager over 52 uger»" in said


def test_a_part_is_read_with_its_own_requirements_under_it(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    contract = definitions.contracts[VARDE]
    (criterion,) = (one for _, one in contract.criteria() if one.id == "v12a")
    first, second, third = (one.id for one in criterion.requirements)
    together = replace(criterion, parts=(Part("enten", Combine.ANY, (second, third)),))
    assert told(together, {first: "A", second: "B", third: "C"}, 7).split("\n")[2:] == [
        "    læses:   Alle skal være opfyldt:",
        "          - A",
        "          - Ét af dem er nok:",
        "              - B",
        "              - C",
    ]


@pytest.mark.parametrize("how", [*Combine, AtLeast(2)])
def test_every_way_of_putting_together_is_said(folder: DataFolder, how: Combine | AtLeast) -> None:
    (criterion,) = (one for _, one in read_definitions(folder).contracts[VARDE].criteria() if one.id == "v12a")
    lines = told(replace(criterion, combine=how), {"a": "A", "b": "B"}, 0).split("\n")
    assert re.fullmatch(r"    læses:   \w.+:", lines[2])


def test_what_the_rule_says_besides_is_read_too(folder: DataFolder) -> None:
    definitions = read_definitions(folder)
    text = rule(judged("latest", near="2"), definitions, "740")
    assert text.endswith("højst 20 fuldtidspersoner i 2017; den seneste måling før fristen gælder; "
                         "tæt på indtil 2 fuldtidspersoner fra kravet")  # fmt: skip
    assert rule(judged("period", near=OfRequired(Decimal(10))), definitions, "740").endswith(
        "højst 20 fuldtidspersoner i 2017; tæt på indtil 10 pct. af kravet"
    )


def judged(window: str, near: str | OfRequired) -> TargetResult:
    one = built(level(Comparison.AT_MOST, 20), "2017", of="fuldtidspersoner_sygedagpenge", near=near)
    return replace(result(one, Status.MET), requirement=replace(one, window=Window(window)))


@pytest.mark.parametrize(
    ("comparison", "change", "words"),
    [
        (Comparison.AT_MOST, RelativeChange(Decimal(5)), "højst 5 pct. flere i dec. 2017"),
        (Comparison.BELOW, RelativeChange(Decimal(5)), "mindre end 5 pct. flere i dec. 2017"),
        (Comparison.AT_LEAST, Amount(Decimal(-2)), "højst 2 færre i dec. 2017"),
        (Comparison.AT_LEAST, Amount(Decimal(2)), "2 flere i dec. 2017"),
    ],
)
def test_a_change_the_other_way_than_the_rule_is_the_most_that_is_allowed(
    folder: DataFolder, comparison: Comparison, change: Amount | RelativeChange, words: str
) -> None:
    definitions = read_definitions(folder)
    reference = Reference(OfArea("000"), SamePeriod(), change)
    one = built(Threshold(comparison, reference), "2017-12", of="fuldtidspersoner_sygedagpenge")
    said = rule(result(one, Status.MET), definitions, "740")
    assert said.endswith(words.replace(" i dec. 2017", " end i hele landet i december 2017"))
