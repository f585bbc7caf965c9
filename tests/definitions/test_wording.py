"""`kpi check` asks where a contract's own words and its rule say different things, and only there."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of
from kpi.definitions.quoted import numbers
from kpi.model.definitions import Caution
from kpi.model.folder import DataFolder
from tests.definitions.conftest import CONTRACT, INDICATORS

MORE_INDICATORS = """
[[indicator]]
id = "karakter"
title = "Karakter"
unit = "antal"
kind = "stock"
better = "higher"
frequency = "month"
source = "jobindsats"
definition = "Gennemsnit."

[[indicator]]
id = "overskud"
title = "Overskud"
unit = "antal"
kind = "flow"
better = "higher"
frequency = "month"
source = "jobindsats"
definition = "Kroner."
"""


def asked(
    folder: Callable[..., DataFolder], indicator: str, rule: str, quote: str, note: str = "", due: str = "2017-12"
) -> tuple[Caution, ...]:
    contract = CONTRACT
    for before, after in (
        ('indicator = "sygedagpenge"', f'indicator = "{indicator}"'),
        ('at_most = { baseline = "2015-12", minus = 63 }', rule),
        ('quote = ["Antal er reduceret med 63."]', f'quote = ["{quote}"]\n  note = "{note}"'),
        ('due = "2017-12"', f'due = "{due}"'),
        ('title = "63 færre"', 'title = "Kravet"'),
    ):
        assert before in contract
        contract = contract.replace(before, after, 1)
    read = folder(contract=contract, indicators=INDICATORS + MORE_INDICATORS)
    assert check_definitions(read) == ()
    return cautions_of(read_definitions(read))


SICK, UNEMPLOYED, MATCHES, NATION = "sygedagpenge", "ledighed", "matchrate", "{ area = '000' }"
SINCE = 'baseline = "2015-12"'

ASKED = {
    # --- et tal i citatet, som ikke er i kravet, eller omvendt ---
    "63 mod 60": (SICK, f"at_most = {{ {SINCE}, minus = 60 }}", "Antallet er reduceret med 63 siden 2015.",
                  "siger «63», men kravet siger 60"),
    "pct. mod pct.": (MATCHES, "at_least = 80", "Mindst 85 pct. af jobordrerne.", "«85 pct.», men kravet siger 80"),
    "to tal, ét krav": (MATCHES, "at_least = 65", "65 % mod 62 % i 1. kvartal 2014.", "«62 %», men det står ikke"),
    "et tal, som ingen har sagt": (MATCHES, "at_least = 80", "Matchraten skal op.", "siger 80, men det står ikke"),
    "ord for tal": (MATCHES, "at_least = 30", "Mindst femogtyve procent.", "«femogtyve procent», men kravet siger 30"),
    "alle mod 95": (MATCHES, "at_least = 95", "Alle jobordrer besættes.", "siger 95, men det står ikke"),
    "halvdelen mod 60": (MATCHES, "at_least = 60", "Mindst halvdelen besættes.", "«halvdelen», men kravet siger 60"),
    "to tredjedele": (MATCHES, "at_least = 70", "To tredjedele af ordrerne.", "«To tredjedele», men kravet siger 70"),
    "tredjedel mod fjerdedel": (
        UNEMPLOYED, "rank = { peer_group = 'begge', best_fraction = '1/4' }", "I den laveste tredjedel af gruppen.",
        "«tredjedel», men kravet siger 1/4"),
    "tusinder": (SICK, "at_most = 1300", "Højst 1.200 fuldtidspersoner.", "«1.200", ),
    "tolerance, som ingen har sagt": (UNEMPLOYED, "at_most = 5\n    tolerance = 0.5", "Højst 5 pct.", "siger 0,5"),
    "udgangspunktets tal": (
        UNEMPLOYED, 'at_most = 15\n    baseline = { period = "2015-12", value = 19 }', "Ned til 15 pct.", "siger 19"),
    # --- 1.200 ---
    "1.200": (SICK, "at_most = 1.200", "Højst 1.200 fuldtidspersoner.", "læses som 1,2"),
    "12.500": (SICK, "at_most = 12.500", "Højst 12.500 fuldtidspersoner.", "læses som 12,5"),
    "2.000 i en ændring": (SICK, f"at_most = {{ {SINCE}, minus = 2.000 }}", "2.000 færre end i 2015.", "læses som 2"),
    # --- retningen ---
    "flere, men minus": (SICK, f"at_most = {{ {SINCE}, minus = 63 }}", "63 flere end i december 2015.", "altså flere"),
    "øges, men minus": (SICK, f"at_most = {{ {SINCE}, minus = 5 }}", "Antallet øges med 5 siden 2015.", "altså flere"),
    "falder, men plus": (
        MATCHES, f"at_least = {{ {SINCE}, plus = 2 }}", "Raten falder med 2 procentpoint siden 2015.", "altså færre"),
    "en ændring som et fast tal": (MATCHES, "at_least = 20", "Raten øges med 20 procentpoint.", "er en ændring"),
    "færre som et fast tal": (SICK, "at_most = 63", "63 færre på sygedagpenge.", "er en ændring"),
    "højst, men mindst": (MATCHES, "at_least = 80", "Højst 80 pct.", "går den anden vej"),
    "mindst 60 færre": (SICK, f"below = {{ {SINCE}, minus = 60 }}", "Mindst 60 færre end i 2015.", "ikke nok"),
    "flere end, men færre": (SICK, f"below = {{ {SINCE} }}", "Flere end i december 2015.", "går den anden vej"),
    "stige, men falde": (UNEMPLOYED, f"below = {{ {SINCE} }}", "Ledigheden skal stige fra 2015.", "går den anden vej"),
    "ikke stige": (MATCHES, f"above = {{ {SINCE} }}", "Raten må ikke stige fra 2015.", "går den anden vej"),
    # --- strengheden ---
    "over": (MATCHES, "at_least = 80", "Over 80 pct.", "«Over», men kravet er også opfyldt ved præcis det samme"),
    "mere end": (MATCHES, "at_least = 80", "Mere end 80 pct.", "«Mere end»"),
    "mindst, men over": (MATCHES, "above = 80", "Mindst 80 pct.", "«Mindst», men præcis det samme er ikke nok"),
    "ikke over": (UNEMPLOYED, "below = 5", "Ikke over 5 pct.", "«Ikke over», men præcis det samme er ikke nok"),
    "bedre end": (UNEMPLOYED, f"at_most = {NATION}", "Bedre end landet.", "også opfyldt ved præcis det samme"),
    "lavere ledighed end": (
        UNEMPLOYED, f"at_most = {NATION}", "Lavere ledighed end landet.", "også opfyldt ved præcis det samme"),
    "skal falde": (UNEMPLOYED, 'at_most = { earlier = "year" }', "Skal falde i forhold til året før.", "præcis det"),
    "fastholdes": (UNEMPLOYED, f"below = {{ {SINCE} }}", "Fastholdes på niveauet fra 2015.", "er ikke nok"),
    # --- procent, procentpoint og antal ---
    "pct. som antal": (SICK, f"at_most = {{ {SINCE}, minus = 10 }}", "10 pct. færre end i 2015.", "noget andet"),
    "procentpoint som procent": (
        MATCHES, f"at_least = {{ {SINCE}, plus_percent = 2 }}", "2 procentpoint højere end 2015.", "noget andet"),
    "procent af en procent": (
        MATCHES, f"at_least = {{ {SINCE}, plus_percent = 20 }}", "Øges med 20 % fra 2015.", "selv er i procent"),
    "tegn": (MATCHES, "at_least = 80", "Matchrate > 80 %", "også opfyldt ved præcis det samme"),
    "må højst være": (UNEMPLOYED, "below = 4", "Ledigheden må højst være 4 pct.", "er ikke nok"),
    "pct. af en indikator i antal": (SICK, "at_most = 10", "Højst 10 pct. på sygedagpenge.", "ikke i procent"),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_der_spoerges_hvor_citat_og_krav_siger_hver_sit(case: str, folder: Callable[..., DataFolder]) -> None:
    indicator, rule, quote, text = ASKED[case]
    (found,) = asked(folder, indicator, rule, quote)
    assert text in found.text
    assert found.remedy
    assert (found.goal, found.criterion, found.line) == ("maal", "k1", 21)


QUIET = {
    "60 færre": (SICK, f"at_most = {{ {SINCE}, minus = 60 }}", "Er reduceret med 60 fra december 2015 til 2017."),
    "mindst 60 færre": (SICK, f"at_most = {{ {SINCE}, minus = 60 }}", "Mindst 60 færre end i december 2015."),
    "højst 5 flere": (SICK, f"at_most = {{ {SINCE}, plus = 5 }}", "Højst 5 flere end i december 2015."),
    "mere end 60 færre": (SICK, f"below = {{ {SINCE}, minus = 60 }}", "Mere end 60 færre end i 2015."),
    "fra og til": (SICK, f"at_most = {{ {SINCE}, minus = 63 }}", "Falder fra 812 i december 2015 til 749 i 2017."),
    "fra og til i pct.": (SICK, f"at_most = {{ {SINCE}, minus_percent = 10 }}", "Fra 800 i 2015 til 720 i 2017."),
    "10 procent flere ledige": (
        MATCHES, f"at_least = {{ {SINCE}, plus = 10 }}", "Ti procentpoint højere end i december 2015."),
    "over 20 mio.": ("overskud", "above = 20000000", "Et overskud på over 20 mio. kr."),
    "over 20 mio. i millioner": ("overskud", "above = 20", "Over 20 mio. kr."),
    "1.200 borgere": (SICK, "at_most = 1200", "Højst 1.200 fuldtidspersoner på sygedagpenge."),
    "25,5": (UNEMPLOYED, "at_most = 25.5", "Højst 25,5 pct."),
    "karakteren 02": ("karakter", "at_least = 2", "Ingen unge ligger under karakteren 02."),
    "mindst middel": ("karakter", "above = 7", "Mindst middel, og over 7."),
    "over for": (UNEMPLOYED, "at_most = 5", "God service over for de ledige; højst 5 pct. er ledige."),
    "under uddannelse": (UNEMPLOYED, "at_most = 5", "Højst 5 pct. af unge under uddannelse er ledige."),
    "under forløbet": (UNEMPLOYED, "at_most = 5", "Under forløbet er højst 5 pct. ledige."),
    "over 52 uger": (UNEMPLOYED, "at_most = 5", "Sager over 52 uger er højst 5 pct."),
    "inden for 1 år": (MATCHES, "at_least = 26", "26 % opnår beskæftigelse indenfor 1 år."),
    "9. eller 10. klasse": (MATCHES, "at_least = 25", "Mindst 25 pct. direkte efter 9. eller 10. klasse i 2017."),
    "18-29-årige": (UNEMPLOYED, "at_most = 5", "Højst 5 pct. af de 18-29-årige og 30 årige er ledige."),
    "senest ved 3. samtale": (MATCHES, "at_least = 90", "90 pct. screenes senest ved 3. samtale, jf. § 15, stk. 2."),
    "datoer": (MATCHES, "at_least = 90", "90 pct. pr. 31.12.2017, den 1. juli 2017 og 1/7 2017."),
    "alle": (MATCHES, "at_least = 100", "Alle jobordrer besættes."),
    "ingen": (UNEMPLOYED, "at_most = 0", "Ingen er ledige."),
    "halvdelen": (MATCHES, "at_least = 50", "Halvdelen af jobordrerne besættes."),
    "to tredjedele": (MATCHES, "at_least = 66.7", "To tredjedele af jobordrerne besættes."),
    "tre ud af fire": (MATCHES, "at_least = 75", "Tre ud af fire jobordrer besættes."),
    "9 ud af 10": (MATCHES, "at_least = 90", "9 ud af 10 jobordrer besættes."),
    "hver tredje": (MATCHES, "at_least = 33", "Hver tredje jobordre besættes."),
    "femogtyve": (MATCHES, "at_least = 25", "Mindst femogtyve procent."),
    "fordobles": (MATCHES, f"at_least = {{ {SINCE}, plus_percent = 100 }}", "Raten fordobles fra 2015."),
    "halveres": (SICK, f"at_most = {{ {SINCE}, minus_percent = 50 }}", "Antallet halveres fra 2015."),
    "de to indsatser": (UNEMPLOYED, f"below = {NATION}", "De to indsatser giver lavere ledighed end landet."),
    "laveste tredjedel": (
        UNEMPLOYED, "rank = { peer_group = 'begge', best_fraction = '1/3' }", "I den laveste tredjedel af gruppen."),
    "mellem": (SICK, "between = [365, 385]", "Mellem 365 og 385 fuldtidspersoner."),
    "bindestreg": (SICK, "between = [365, 385]", "365-385 fuldtidspersoner."),
    "trin": (SICK, 'at_most = { steps = { "2017-06" = 780, "2017-12" = 749 } }', "780 i juni og 749 i december 2017."),
    "ikke over": (UNEMPLOYED, "at_most = 5", "Ledigheden må ikke overstige 5 pct."),
    "højere end": (MATCHES, "above = 90", "Skal være højere end 90 %."),
    "bedre end landet": (UNEMPLOYED, f"below = {NATION}", "Bedre end landsgennemsnittet."),
    "fastholdes": (UNEMPLOYED, f"at_most = {{ {SINCE} }}", "Fastholdes på niveauet fra december 2015."),
    "ikke højere end": (UNEMPLOYED, f"at_most = {NATION}", "Ikke højere end i hele landet."),
    "skal falde": (UNEMPLOYED, 'below = { earlier = "year" }', "Skal falde i forhold til året før."),
    "stigende andel": (MATCHES, f"above = {{ {SINCE} }}", "En stigende andel i forhold til 2015."),
    "gerne under": (UNEMPLOYED, 'below = 20\n    strength = "aspiration"', "Mindst muligt og gerne under 20 %."),
    "tæt på": (MATCHES, "at_least = 90\n    near = 5", "Mindst 90 pct."),
    "4 uger i 90 pct.": (MATCHES, "at_least = 90", "Svar inden for højst 4 uger i 90 pct. af sagerne."),
    "må højst være": (UNEMPLOYED, "at_most = 4.0", "Ledigheden må højst være 4,0 pct."),
    "plus og minus": (MATCHES, "between = [99, 101]", "Budgettet holdes, 100 pct. +/- 1 pct."),
    "3, 6 og 12 måneder": (MATCHES, "at_least = 40", "40 pct. er i job 3, 6 og 12 måneder efter."),
    "en skala": ("karakter", "at_least = 4.2", "4,2 på en skala fra 1 til 5."),
    "punkter": (MATCHES, "at_least = 80", "1) Mindst 80 pct. 2) Der følges op."),
    "tegn": (MATCHES, "above = 80", "Matchrate > 80 %"),
    "tegn med lighed": (UNEMPLOYED, "at_most = 5", "Ledighed ≤ 5 %"),
    "en tredjedel færre": (
        SICK, f"at_most = {{ {SINCE}, minus_percent = 33.3 }}",
        "Reduceres med en tredjedel siden 2015."),
    "halvering": (SICK, f"at_most = {{ {SINCE}, minus_percent = 50 }}", "En halvering fra december 2015."),
    "8 ud af 10": (MATCHES, "at_least = 80", "Mindst 8 ud af 10 jobordrer besættes."),
    "fra og til med udgangspunkt": (
        UNEMPLOYED, 'at_most = 17\n    baseline = { period = "2016-12", value = 18.5 }',
        "Nedbringes fra 18,5 pct. i 2016 til 17,0 pct. i 2017."),
    "flere i job, færre ledige": (UNEMPLOYED, f"below = {NATION}", "Flere i job: lavere ledighed end i landet."),
    "frafald": (MATCHES, f"above = {{ {SINCE} }}", "Frafaldet vendes, og flere matches end i 2015."),
}  # fmt: skip


@pytest.mark.parametrize("case", QUIET)
def test_der_spoerges_ikke_hvor_citat_og_krav_siger_det_samme(case: str, folder: Callable[..., DataFolder]) -> None:
    assert asked(folder, *QUIET[case]) == ()


@pytest.mark.parametrize(
    ("indicator", "rule", "quote", "note"),
    [
        (
            SICK,
            f"at_most = {{ {SINCE}, minus = 60 }}",
            "Reduceret med 63 siden 2015.",
            "De 63 er senere aftalt til 60.",
        ),
        (MATCHES, "at_least = 80", "Matchraten skal op.", "Udvalget har siden sagt 80 pct."),
        (MATCHES, "at_least = 80", "Over 80 pct.", "«Over» læses som mindst."),
        (MATCHES, f"at_least = {{ {SINCE}, plus_percent = 20 }}", "Øges med 20 % fra 2015.", "Ikke procentpoint."),
        (UNEMPLOYED, f"below = {{ {SINCE} }}", "Fastholdes fra 2015.", "«Fastholdes» læses som lidt lavere."),
        (SICK, "at_most = 1.2", "Højst 1,2 fuldtidsperson.", ""),
    ],
)
def test_det_noten_siger_spoerges_der_ikke_om(
    indicator: str, rule: str, quote: str, note: str, folder: Callable[..., DataFolder]
) -> None:
    assert asked(folder, indicator, rule, quote, note) == ()


COUNT = """
[[indicator]]
id = "distrikter_over"
title = "Distrikter over"
unit = "antal"
kind = "stock"
better = "lower"
frequency = "month"
source = "jobindsats"
definition = "Antal."
[indicator.count]
indicators = ["ledighed", "matchrate"]
above = 5
"""


def test_graensen_i_en_optaelling_staar_ved_indikatoren_og_ikke_i_kravet(folder: Callable[..., DataFolder]) -> None:
    contract = CONTRACT
    for before, after in (
        ('indicator = "sygedagpenge"', 'indicator = "distrikter_over"'),
        ('at_most = { baseline = "2015-12", minus = 63 }', "at_most = 2"),
        ('quote = ["Antal er reduceret med 63."]', 'quote = ["Højst 2 distrikter er over 5 pct."]'),
        ('title = "63 færre"', 'title = "Kravet"'),
    ):
        contract = contract.replace(before, after, 1)
    assert cautions_of(read_definitions(folder(contract=contract, indicators=INDICATORS + COUNT))) == ()


# --- tider ---


def test_en_frist_uden_for_aftalens_aar_som_ingen_har_sagt(folder: Callable[..., DataFolder]) -> None:
    (found,) = asked(folder, MATCHES, "at_least = 80", "Mindst 80 pct.", due="2071-12")
    assert "2071-12 ligger uden for aftalens tid" in found.text


def test_et_niveau_efter_aftalens_slutning_har_ingen_vej_dertil(folder: Callable[..., DataFolder]) -> None:
    (found,) = asked(folder, MATCHES, "at_least = 80", "Mindst 80 pct. i 2020.", due="2020-12")
    assert "hvor I skal være undervejs" in found.text
    assert "steps" in found.remedy


@pytest.mark.parametrize(
    ("rule", "quote", "note"),
    [
        ('at_least = 80\n    baseline = { period = "2016-12", value = 70 }', "Fra 70 til mindst 80 pct. i 2020.", ""),
        ('at_least = { steps = { "2018-12" = 75, "2020-12" = 80 } }', "75 pct. i 2018 og 80 pct. i 2020.", ""),
        (f"at_least = {{ {SINCE}, plus = 5 }}", "5 procentpoint højere i 2020 end i 2015.", ""),
        ("at_least = 80", "Mindst 80 pct. i 2020.", "Aftalen siger ikke, hvor vi skal være undervejs."),
    ],
)
def test_en_vej_til_fristen_eller_en_note_goer_spoergsmaalet_overfloedigt(
    rule: str, quote: str, note: str, folder: Callable[..., DataFolder]
) -> None:
    assert asked(folder, MATCHES, rule, quote, note, due="2020-12") == ()


def test_et_aar_der_begynder_i_en_anden_maaned_end_aftalen(folder: Callable[..., DataFolder]) -> None:
    school = CONTRACT.replace("2017-01-01", "2016-08-01").replace("2017-12-31", "2017-07-31")
    school = school.replace('"sygedagpenge"', '"matchrate"').replace(
        'due = "2017-12"', 'due = "2017"\n    year_starts = 1'
    )
    school = school.replace('at_most = { baseline = "2015-12", minus = 63 }', "at_least = 63")
    school = school.replace("Antal er reduceret med 63.", "Mindst 63 pct. i 2017.")
    read = folder(contract=school)
    texts = [one.text for one in cautions_of(read_definitions(read))]
    assert "Årets tal regnes fra januar, men aftalen begynder i august." in texts
    named = school.replace("Mindst 63 pct. i 2017.", "Mindst 63 pct. i kalenderåret 2017.")
    (read.contracts / "proeve.toml").write_text(named, encoding="utf-8")
    assert not [one for one in cautions_of(read_definitions(read)) if "Årets tal" in one.text]


# --- tallene i en tekst ---


@pytest.mark.parametrize(
    ("text", "value", "demanded"),
    [
        ("reduceret med 60", "60", True), ("1.200 borgere", "1200", True), ("12 500 kr.", "12500", True),
        ("25,5 pct.", "51/2", True), ("25.5 pct.", "51/2", True), ("2½ pct.", "5/2", True), ("1/3 af", "1/3", True),
        ("tyve procent", "20", True), ("treogfirs pct.", "83", True), ("to hundrede", "2", False),
        ("de tre reformer", "3", False), ("alle", "100", False), ("ingen", "0", False),
        ("20 mio. kr.", "20000000", True),
        ("i 2017", "2017", False), ("2017/18", "2017", False), ("højst 2000 personer", "2000", True),
        ("uge 32", "32", False), ("mål 4", "4", False), ("§ 15", "15", False), ("4. kvartal", "4", False),
        ("31. december", "31", False), ("10-punktsplan", "10", False), ("Y30", "30", False),
    ],
)  # fmt: skip
def test_tallene_i_en_tekst_laeses_som_en_dansker_laeser_dem(text: str, value: str, demanded: bool) -> None:
    found = [one for one in numbers(text) if Fraction(value) in one.values]
    assert [one.demanded for one in found][:1] == ([demanded] if found or demanded else [])
