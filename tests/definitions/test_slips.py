"""Each of the usual slips has its own words on its own line, says what is meant, and hides nothing else in the file."""

from __future__ import annotations

import os
import random
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.mending import mend
from kpi.model.contract import Target
from kpi.model.definitions import Problem
from kpi.model.folder import DataFolder
from tests.definitions.conftest import CONTRACT, INDICATORS, folder_of

EVERY = 1 if os.environ.get("KPI_WHOLE") else 25
"""Of the lines of the contracts; every single one takes some minutes."""

SHIPPED = Path(__file__).parents[2] / "data"

# A second goal whose indicator is misspelt: what is told of it shows that a slip in the first goal hides nothing.
BESIDE = """
[[goal]]
id = "andet"
title = "Andet"
origin = "egen"
  [[goal.criterion]]
  id = "k2"
  title = "Ledighed"
  quote = ["Ledigheden er under 5."]
    [[goal.criterion.target]]
    indicator = "ledighde"
    due = "2017-12"
    below = 5
"""
LEVEL = 'at_most = { baseline = "2015-12", minus = 63 }'
QUOTE = 'quote = ["Antal er reduceret med 63."]'
DUE = 'due = "2017-12"'
TITLE = 'title = "63 færre"'
HEADING = "[[goal.criterion.target]]"
TARGET = "goal[1].criterion[1].target[1]"

SLIPS = {
    # --- tal ---
    "decimalkomma": (LEVEL, "at_most = 25,5", f"{TARGET}.at_most", "25,5 er skrevet med komma", "Skriv 25.5"),
    "decimalkomma og bemærkning": (LEVEL, "at_most = 0,75 # 3/4", f"{TARGET}.at_most", "0,75", "Skriv 0.75"),
    "decimalkomma i en ændring": ("minus = 63", "minus = 2,5", f"{TARGET}.at_most", "2,5", "Skriv 2.5"),
    "decimalkomma og tusinder": (LEVEL, "at_most = 1.200,5", f"{TARGET}.at_most", "1.200,5", "Skriv 1200.5"),
    "tusindpunktummer": (LEVEL, "at_most = 1.200.000", f"{TARGET}.at_most", "tusinderne", "Skriv 1200000"),
    "tusindmellemrum": (LEVEL, "at_most = 12 500", f"{TARGET}.at_most", "tusinderne", "Skriv 12500"),
    "enheden efter tallet": (LEVEL, "at_most = 749 personer", f"{TARGET}.at_most", "«personer»", "Skriv 749"),
    "procenttegn": (LEVEL, "at_most = 25%", f"{TARGET}.at_most", "«%»", "Skriv 25"),
    "pct. efter decimalkomma": (LEVEL, "at_most = 2,5 pct.", f"{TARGET}.at_most", "komma, og efter det", "Skriv 2.5"),
    "tal i anførselstegn": ("minus = 63", 'minus = "63"', f"{TARGET}.at_most.minus", "et tal", "Skriv 63 uden"),
    "kommatal i anførselstegn": ("minus = 63", 'minus = "6,5"', f"{TARGET}.at_most.minus", "et tal", "Skriv 6.5 uden"),
    "tegn foran tallet": (LEVEL, "at_most = <= 749", f"{TARGET}.at_most", "Før tallet står <=", "Fjern tegnet"),
    "kode uden anførselstegn": ('municipality = "740"', "municipality = 740", "municipality", "740", '"740"'),
    "kode med nul først": (DUE, f"{DUE}\n    area = 000", f"{TARGET}.area", "begynder med 0", '"000"'),
    # --- anførselstegn og tegn fra Word ---
    "Words anførselstegn": (TITLE, "title = “63 færre”", "goal[1].criterion[1].title", "“", "lige anførselstegn"),
    "Words danske anførselstegn": (TITLE, "title = „63 færre“", "goal[1].criterion[1].title", "„", "lige anførsels"),
    "enkelte krøllede": (TITLE, "title = ‘63 færre’", "goal[1].criterion[1].title", "‘", "lige anførselstegn"),
    "gåseøjne": (TITLE, "title = «63 færre»", "goal[1].criterion[1].title", "«", "lige anførselstegn"),
    "krøllede om en nøgle i en tabel": (
        LEVEL, 'at_most = { steps = { “2017-06” = 780, “2017-12” = 749 } }', f"{TARGET}.at_most", "“", "lige"),
    "kun det sidste krøllet": (TITLE, 'title = "63 færre”', "goal[1].criterion[1].title", "”", "lige anførselstegn"),
    "krøllede i en liste": (QUOTE, "quote = [“Antal er reduceret med 63.”]", "goal[1].criterion[1].quote", "“", "lige"),
    "krøllet om en periode": (DUE, "due = “2017-12”", f"{TARGET}.due", "“", "lige anførselstegn"),
    "anførselstegn i teksten": (
        TITLE, 'title = "63 "færre" i alt"', "goal[1].criterion[1].title", "Inde i teksten", "«…»"),
    "hårdt mellemrum": (DUE, 'due\u00a0=\u00a0"2017-12"', f"{TARGET}.due", "ikke kan ses", "mellemrumstasten"),
    "hårdt mellemrum først": (DUE, '\u00a0\u00a0due = "2017-12"', f"{TARGET}.due", "ikke kan ses", "mellemrumstasten"),
    "usynligt tegn i en periode": (DUE, 'due = "2017-12\u200b"', f"{TARGET}.due", "ikke en periode", '"2017-12"'),
    "tankestreg i en periode": (DUE, 'due = "2017–12"', f"{TARGET}.due", "ikke en periode", 'Skriv "2017-12"'),
    "tankestreg uden anførselstegn": ("starts_on = 2017-01-01", "starts_on = 2017–01–01", "starts_on", "–", "binde"),
    "særligt minustegn": (LEVEL, "between = [−5, 900]", f"{TARGET}.between", "−", "bindestreg"),
    # --- dage og perioder ---
    "dansk dag": ("= 2017-01-01", "= 01-01-2017", "starts_on", "01-01-2017", "Skriv 2017-01-01"),
    "dansk dag med punktummer": ("= 2017-01-01", "= 1.1.2017", "starts_on", "1.1.2017", "Skriv 2017-01-01"),
    "dag med ord": ("= 2017-01-01", "= 1. januar 2017", "starts_on", "1. januar 2017", "Skriv 2017-01-01"),
    "dag i anførselstegn": ("= 2017-01-01", '= "1. januar 2017"', "starts_on", "en dag", "2017-01-01."),
    "dag med ét ciffer": ("= 2017-01-01", "= 2017-1-1", "starts_on", "2017-1-1", "Skriv 2017-01-01"),
    "en dag, der ikke findes": ("= 2017-12-31", "= 2017-11-31", "ends_on", "findes", "2017-12-31"),
    "dag som frist": (DUE, "due = 31-12-2017", f"{TARGET}.due", "31-12-2017", 'Skriv "2017-12"'),
    "dag som frist, med ord": (DUE, 'due = "31. december 2017"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    "ISO-dag som frist": (DUE, "due = 2017-12-31", f"{TARGET}.due", "dagen 2017-12-31", 'Skriv "2017-12"'),
    "måned med ord": (DUE, 'due = "december 2017"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    "kort måned": (DUE, 'due = "dec. 2017"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    "måned uden anførselstegn": (DUE, "due = dec 2017", f"{TARGET}.due", "dec 2017", 'Skriv "2017-12"'),
    "måned, jobindsats": (DUE, 'due = "2017M12"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    "måned med skråstreg": (DUE, 'due = "12/2017"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    "måned uden nul": (DUE, 'due = "2017-9"', f"{TARGET}.due", "periode", 'Skriv "2017-09"'),
    "periode uden anførselstegn": (DUE, "due = 2017-12", f"{TARGET}.due", "uden anførselstegn", 'Skriv "2017-12"'),
    "udgangspunkt uden anførselstegn": (
        '"2015-12"', "2015-12", f"{TARGET}.at_most", "2015-12 står uden anførselstegn", 'Skriv "2015-12"'),
    "ultimo": (DUE, 'due = "ultimo 2017"', f"{TARGET}.due", "periode", 'Skriv "2017-12"'),
    # --- ord ---
    "tekst uden anførselstegn": (TITLE, "title = Færre syge", "goal[1].criterion[1].title", "uden", '"Færre syge"'),
    "id uden anførselstegn": ('id = "k1"', "id = k1", "goal[1].criterion[1].id", "uden anførselstegn", 'Skriv "k1"'),
    "True": ("year = 2017", "year = 2017\nmade_up = True", "made_up", "Der står True", "Skriv true"),
    "ja": ("year = 2017", "year = 2017\nmade_up = ja", "made_up", "Der står ja", "Skriv true"),
    "nej": ("year = 2017", "year = 2017\nmade_up = Nej", "made_up", "Der står Nej", "Skriv false"),
    "ja i anførselstegn": ("year = 2017", 'year = 2017\nmade_up = "ja"', "made_up", "«ja»", "Skriv true"),
    "id med store bogstaver": (
        'id = "k1"', 'id = "K1"', "goal[1].criterion[1].id", "kan ikke være et id", "fx «k1»"),
    "en tekst for en liste": (
        QUOTE, 'quote = "Antal er reduceret med 63."', "goal[1].criterion[1].quote", "liste", "kantede parenteser"),
    # --- linjen ---
    "kolon": (DUE, 'due: "2017-12"', f"{TARGET}.due", "står :", "ét lighedstegn"),
    "intet lighedstegn": (DUE, 'due "2017-12"', f"{TARGET}.due", "mangler =", "nøgle = værdi"),
    "intet lighedstegn efter en nøgle i en tabel": (
        LEVEL, 'at_most.baseline "2015-12"\n    at_most.minus = 63', f"{TARGET}.at_most.baseline", "mangler =",
        "nøgle = værdi"),
    "kolon efter en nøgle i en tabel": (
        LEVEL, 'at_most.baseline: "2015-12"\n    at_most.minus = 63', f"{TARGET}.at_most.baseline", "står :",
        "ét lighedstegn"),
    "ikke lukket med en apostrof i teksten": (
        TITLE, 'title = "KL\'s tal\n', "goal[1].criterion[1].title", "ikke lukket", "efter teksten"),
    "dobbelt lighedstegn": (DUE, 'due == "2017-12"', f"{TARGET}.due", "==", "ét lighedstegn"),
    "ingen værdi": (DUE, "due =", f"{TARGET}.due", "ingen værdi", "Skriv værdien"),
    "komma sidst": (DUE, 'due = "2017-12",', f"{TARGET}.due", "komma for meget", "Fjern"),
    "semikolon sidst": (DUE, 'due = "2017-12";', f"{TARGET}.due", "semikolon for meget", "Fjern"),
    "ikke lukket": (DUE, 'due = "2017-12', f"{TARGET}.due", "ikke lukket", "efter teksten"),
    "ikke åbnet": (DUE, 'due = 2017-12"', f"{TARGET}.due", "før teksten mangler", "før teksten"),
    "ikke lukket i en liste": (
        QUOTE, 'quote = ["Antal er reduceret med 63.]', "goal[1].criterion[1].quote", "ikke lukket", "efter teksten"),
    "listen ikke lukket": (
        QUOTE, 'quote = ["Antal er reduceret med 63."', "goal[1].criterion[1].quote", "mangler ]", "Skriv ]"),
    "tabellen ikke lukket": ("63 }", "63", f"{TARGET}.at_most", "mangler }", "Skriv }"),
    "tabel over flere linjer": (
        LEVEL, 'at_most = {\n  baseline = "2015-12",\n  minus = 63,\n}', f"{TARGET}.at_most", "flere linjer", "én"),
    "kolon i en tabel": (
        LEVEL, 'at_most = { baseline: "2015-12", minus: 63 }', f"{TARGET}.at_most", "«baseline»", "lighedstegn"),
    "intet komma i en tabel": ('"2015-12", ', '"2015-12" ', f"{TARGET}.at_most", "mangler et komma", "Skriv komma"),
    "komma for meget i en tabel": ("63 }", "63, }", f"{TARGET}.at_most", "komma for meget", "Fjern"),
    "tekst over to linjer": (
        QUOTE, 'quote = ["Antal er\n  reduceret med 63."]', "goal[1].criterion[1].quote", "flere linjer", '"""'),
    "lang tekst ikke lukket": (
        QUOTE, f'{QUOTE}\n  note = """Læses som\n  63 færre.', "goal[1].criterion[1].note", "ikke lukket", '"""'),
    "bemærkning uden #": (DUE, f"{DUE}  (fristen)", f"{TARGET}.due", "«(fristen)»", "#"),
    "bemærkning med //": (DUE, f"{DUE} // fristen", f"{TARGET}.due", "«// fristen»", "#"),
    "en løs linje": (DUE, f"{DUE}\n    Her mangler vi noget", TARGET, "hverken en nøgle", "#"),
    "omvendt skråstreg": (TITLE, 'title = "C:\\aftaler"', "goal[1].criterion[1].title", "skråstreg", "to gange"),
    "nøglen to gange": (DUE, f"{DUE}\n    {DUE}", f"{TARGET}.due", "to gange", "Behold den ene"),
    # --- overskrifter ---
    "overskriftens parentes": (HEADING, "[[goal.criterion.target]", TARGET, "Overskriften", HEADING),
    "overskriftens første parentes": (HEADING, "[goal.criterion.target]]", TARGET, "Overskriften", HEADING),
    "overskriftens punktum": (HEADING, "[[goal.criterion,target]]", TARGET, "Overskriften", HEADING),
    "tekst efter overskriften": (HEADING, f"{HEADING} kravet", TARGET, "«kravet»", "#"),
    "dansk overskrift": (HEADING, "[[goal.criterion.krav]]", TARGET, "[[goal.criterion.krav]] kendes ikke", HEADING),
    "dansk overskrift med danske bogstaver": ("[[goal]]", "[[mål]]", "goal[1]", "[[mål]] kendes", "Skriv [[goal]]"),
    "fejlskrevet overskrift": (HEADING, "[[goal.critérion.taget]]", TARGET, "[[goal.critérion.taget]] kendes", HEADING),
    "hele overskriften på dansk": (
        HEADING, "[[mål.succeskriterium.krav]]", TARGET, "[[mål.succeskriterium.krav]]", f"Skriv {HEADING}"),
    # --- under den forkerte overskrift ---
    "kravets overskrift glemt": (
        f"    {HEADING}\n", "", "goal[1].criterion[1].indicator", "kravets overskrift mangler", HEADING),
    "citatet under kravet": (
        f"  {QUOTE}\n    {HEADING}\n", f"    {HEADING}\n  {QUOTE}\n", f"{TARGET}.quote", "hører til succeskriteriet",
        f"op over {HEADING}"),
    "det næste succeskriteriums overskrift": (
        "minus = 63 }\n", 'minus = 63 }\n  id = "k9"\n  title = "Ni"\n  quote = ["Ni."]\n', f"{TARGET}.id",
        "nyt succeskriterium", "[[goal.criterion]]"),
    "note under kravet": (DUE, f'{DUE}\n    note = "Det er nok."', f"{TARGET}.note", "succeskriteriet", "Flyt den op"),
    "dansk nøgle under kravet": (
        DUE, f'{DUE}\n    bemærkning = "Det er nok."', f"{TARGET}.bemærkning", "succeskriteriet", "Flyt den op"),
    "aftalens nøgle under målet": (
        'origin = "fælles"', 'origin = "fælles"\nvision = "Alle i job"', "goal[1].vision", "hører til aftalen selv",
        "[[goal]]"),
    "målets nøgle under succeskriteriet": (
        QUOTE, f'{QUOTE}\n  section = "Mål"', "goal[1].criterion[1].section", "hører til målet", "[[goal.criterion]]"),
    "fristen over kravets overskrift": (
        f"    {HEADING}\n", f'    near = 2\n    {HEADING}\n', "goal[1].criterion[1].near", "hører til kravet",
        f"ned under {HEADING}"),
    # --- danske og fejlskrevne nøgler ---
    "højst": (LEVEL, "højst = 749", f"{TARGET}.højst", "«højst» kendes ikke", "«at_most»"),
    "hoejst": (LEVEL, "hoejst = 749", f"{TARGET}.hoejst", "«hoejst» kendes ikke", "«at_most»"),
    "under": (LEVEL, "under = 749", f"{TARGET}.under", "«under»", "«below»"),
    "frist": (DUE, 'frist = "2017-12"', f"{TARGET}.frist", "«frist»", "«due»"),
    "frist med stort": (DUE, 'Frist = "2017-12"', f"{TARGET}.Frist", "«Frist»", "«due»"),
    "indikator": ("indicator =", "indikator =", f"{TARGET}.indikator", "«indikator»", "«indicator»"),
    "citat": ("quote =", "citat =", "goal[1].criterion[1].citat", "«citat»", "«quote»"),
    "udgangspunkt": ("baseline =", "udgangspunkt =", f"{TARGET}.at_most.udgangspunkt", "«udgang", "«baseline»"),
    "minus i procent": ("minus =", "minus_procent =", f"{TARGET}.at_most.minus_procent", "«minus_", "«minus_percent»"),
    "kommune": ("municipality =", "kommune =", "kommune", "«kommune»", "«municipality»"),
    "år": ("\nyear =", "\når =", "år", "«år»", "«year»"),
    "kilde": ("source =", "kilde =", "kilde", "«kilde»", "«source»"),
    "tæt på": (DUE, f"{DUE}\n    tæt på = 5", f"{TARGET}.tæt på", "«tæt på»", "«near»"),
    "fejlskrevet": ("indicator =", "indikcator =", f"{TARGET}.indikcator", "«indikcator»", "«indicator»"),
    "fejlskrevet og i anden sprogdragt": (DUE, 'deu = "2017-12"', f"{TARGET}.deu", "«deu»", "«due»"),
    # --- det, der skal findes ---
    "indikator ved ord": (
        '"sygedagpenge"', '"sygedagpengemodtagere"', f"{TARGET}.indicator", "ikke oprettet",
        "«sygedagpenge» (Fuldtidspersoner på sygedagpenge)"),
    "indikator ved titel": (
        '"sygedagpenge"', '"fuldtidspersoner-paa-sygedagpenge"', f"{TARGET}.indicator", "ikke oprettet",
        "«sygedagpenge»"),
    "kommunens navn": ('"740"', '"Silkeborg"', "municipality", "ikke oprettet", 'koden: "740"'),
    "kommunens navn med kommune": ('"740"', '"silkeborg kommune"', "municipality", "ikke oprettet", 'koden: "740"'),
    "landet": (DUE, f'{DUE}\n    area = "landet"', f"{TARGET}.area", "ikke oprettet", 'koden: "000"'),
    "hele landet": (DUE, f'{DUE}\n    area = "Hele Landet"', f"{TARGET}.area", "ikke oprettet", 'koden: "000"'),
    "landsgennemsnit": (DUE, f'{DUE}\n    area = "landsgennemsnittet"', f"{TARGET}.area", "ikke oprettet", '"000"'),
    "kode uden nuller": (DUE, f'{DUE}\n    area = "0"', f"{TARGET}.area", "ikke oprettet", 'koden: "000"'),
    "lille bogstav for lidt": (DUE, f'{DUE}\n    area = "Vrade"', f"{TARGET}.area", "ikke oprettet", '"573"'),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_on_its_line_with_what_is_meant_and_hides_nothing(slip: str, tmp_path: Path) -> None:
    before, after, key, fault, remedy = SLIPS[slip]
    assert before in CONTRACT
    contract = CONTRACT.replace(before, after, 1) + BESIDE
    found = check_definitions(folder_of(tmp_path, contract=contract))
    assert len(found) == 2, [(one.line, one.key, one.text, one.remedy) for one in found]
    told, beside = sorted(found, key=lambda one: one.line)
    assert (beside.key, beside.criterion) == ("goal[2].criterion[1].target[1].indicator", "k2")
    assert "«ledighed»" in beside.remedy
    assert (told.file, told.key) == ("contracts/proeve.toml", key)
    assert fault in told.text
    assert remedy in told.remedy
    lines, spoilt = (text.split("\n") for text in (CONTRACT, contract))
    changed = next(number for number, (old, new) in enumerate(zip(lines, spoilt, strict=False), start=1) if old != new)
    assert changed <= told.line <= changed + after.count("\n")
    assert told.goal == ("maal" if key.startswith("goal[1]") else "")
    assert told.criterion.lower() == ("k1" if key.startswith("goal[1].criterion[1]") else "")


def test_letters_put_together_of_two_and_tabs_and_a_byte_order_mark_are_read_as_they_look(tmp_path: Path) -> None:
    contract = CONTRACT.replace("    ", "\t").replace("Mål", "Mål på Åen")
    folder = folder_of(tmp_path, contract="\ufeff" + unicodedata.normalize("NFD", contract))
    assert read_definitions(folder).contracts["proeve"].goals[0].title == "Mål på Åen"


def test_a_page_pasted_from_word_is_told_once_with_its_lines(tmp_path: Path) -> None:
    contract = CONTRACT.replace("    indicator", "\u00a0\u00a0indicator").replace("    due", "\u00a0\u00a0due")
    (told,) = check_definitions(folder_of(tmp_path, contract=contract))
    assert told.line == 21
    assert "Det samme gælder linje 22." in told.text


def test_a_file_saved_as_windows_text_is_read_all_the_same(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    file = folder.contracts / "proeve.toml"
    file.write_bytes((CONTRACT + BESIDE).encode("cp1252"))
    told, beside = check_definitions(folder)
    assert "UTF-8" in told.text
    assert "«ledighed»" in beside.remedy


def test_several_slips_in_several_files_are_each_told_once(tmp_path: Path) -> None:
    contract = CONTRACT.replace(DUE, "frist = dec 2017").replace(TITLE, "title = “63 færre").replace("= 63", "= 6,3")
    indicators = INDICATORS.replace('better = "higher"', "better = higher", 1).replace("maximum = 1000", "maximum 1000")
    found = check_definitions(folder_of(tmp_path, contract=contract + BESIDE, indicators=indicators))
    assert sorted((one.file, one.key.rsplit(".", 1)[-1]) for one in found) == [
        ("contracts/proeve.toml", "at_most"),
        ("contracts/proeve.toml", "frist"),  # dec 2017
        ("contracts/proeve.toml", "frist"),  # frist
        ("contracts/proeve.toml", "indicator"),
        ("contracts/proeve.toml", "title"),
        ("indicators.toml", "better"),
        ("indicators.toml", "maximum"),
    ]


AMENDED = f"""{LEVEL}
      [[goal.criterion.target.amended]]
      on = 2017-06-01
      reason = "Flyttet"
      withdrawn = true"""


@pytest.mark.parametrize(("key", "meant"), [("dag", "on"), ("grund", "reason"), ("udgået", "withdrawn")])
def test_a_danish_key_of_an_amendment_is_the_only_thing_told_of_it(key: str, meant: str, tmp_path: Path) -> None:
    contract = CONTRACT.replace(LEVEL, AMENDED.replace(f" {meant} =", f" {key} ="))
    (told,) = check_definitions(folder_of(tmp_path, contract=contract))
    assert f"«{key}» kendes ikke" in told.text
    assert f"«{meant}»" in told.remedy


def test_an_unknown_municipality_is_not_missing_from_a_group_too(tmp_path: Path) -> None:
    ranked = (
        "indicator = \"ledighed\"\n    due = \"2017-12\"\n    rank = { peer_group = 'begge', best_fraction = '1/2' }"
    )
    contract = CONTRACT.replace('municipality = "740"', 'municipality = "Storkøbing"')
    contract = contract.replace(f'indicator = "sygedagpenge"\n    {DUE}\n    {LEVEL}', ranked)
    (told,) = check_definitions(folder_of(tmp_path, contract=contract))
    assert "Storkøbing" in told.text


NO_KNOCK_ON = {
    "et id, der ikke kan læses": ("indicators", 'id = "sygedagpenge"', "id = ", "indicators.toml", "id"),
    "et id, der mangler": ("indicators", 'id = "sygedagpenge"', "", "indicators.toml", "id"),
    "et id, der ikke er et id": ("indicators", 'id = "sygedagpenge"', 'id = "Syge dagpenge"', "indicators.toml", "id"),
    "en indikators enhed": ("indicators", 'unit = "fuldtidspersoner"', "unit = ", "indicators.toml", "unit"),
    "kommunens linje": ("areas", "740;Silkeborg;municipality", "740;Silkeborg;kommune", "areas.csv", "linje 4"),
    "kommunens kode": ("areas", "740;Silkeborg", "74;Silkeborg", "areas.csv", "linje 4"),
    "en kildes navn": ("sources", 'name = "jobindsats.dk"', 'name = "jobindsats.dk', "sources.toml", "name"),
    "en kildes id": ("sources", 'id = "jobindsats"', "id = ", "sources.toml", "id"),
    "en gruppes id": ("peer_groups", 'id = "begge"', "id = ", "peer_groups.toml", "id"),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_KNOCK_ON)
def test_what_rests_on_something_faulty_is_not_called_unknown(case: str, tmp_path: Path, valid) -> None:
    name, before, after, file, key = NO_KNOCK_ON[case]
    assert before in valid[name]
    ranked = "    [[goal.criterion.target]]\n    indicator = \"ledighed\"\n    due = \"2017-12\"\n"  # fmt: skip
    ranked += "    rank = { peer_group = 'begge', best_fraction = '1/2' }\n"
    spoilt = {name: valid[name].replace(before, after, 1), "contract": CONTRACT + ranked}
    found = check_definitions(folder_of(tmp_path, **spoilt))
    assert [(one.file, one.key.rsplit(".", 1)[-1]) for one in found] == [(file, key)]


# --- every line of a real contract -----------------------------------------------------------------------------------


def spoilings(line: str) -> Iterator[str]:
    """Ways in which one line goes wrong under a tired hand."""
    if line.lstrip().startswith("[["):
        yield from (line.rstrip()[:-1], line.rstrip()[:-2], line.replace("[[", "[", 1))
    elif "=" in line and not line.lstrip().startswith("#"):
        yield from (line.replace("=", "", 1), line.replace(" =", ":", 1), line.partition("=")[0] + "=")
        if '"' in line:
            first, last = line.index('"'), line.rindex('"')
            yield from (line[:first] + line[first + 1 :], line[:last] + line[last + 1 :], line.replace('"', "“"))
            yield f"{line[:first]}«{line[first + 1 : last]}»{line[last + 1 :]}"
            yield f"{line},"


@pytest.mark.parametrize("contract", sorted((SHIPPED / "contracts").glob("*.toml")), ids=lambda file: file.stem)
def test_whatever_line_of_a_real_contract_goes_wrong_is_told_once_and_on_its_line(contract: Path) -> None:
    lines = contract.read_text("utf-8").split("\n")
    for at, line in list(enumerate(lines))[::EVERY]:
        for spoilt in spoilings(line):
            mended = mend("\n".join([*lines[:at], spoilt, *lines[at + 1 :]]))
            assert mended.text.count("\n") == len(lines) - 1
            assert [one.line for one in mended.told] == [at + 1], (spoilt, mended.told)


def test_a_folder_with_slips_everywhere_is_read_to_the_end_without_a_crash() -> None:
    """Every third line of a contract spoilt at once: as many lines are told of, and nothing else goes wrong."""
    lines = (SHIPPED / "contracts" / "silkeborg-jobkompagniet-2017.toml").read_text("utf-8").split("\n")
    spoilt = [next(spoilings(line), line) if number % 3 == 0 else line for number, line in enumerate(lines)]
    wrong = {number for number, (old, new) in enumerate(zip(lines, spoilt, strict=True), start=1) if old != new}
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / "contracts").mkdir()
        (Path(root) / "contracts" / "proeve.toml").write_text("\n".join(spoilt), encoding="utf-8")
        found = check_definitions(DataFolder(Path(root), SHIPPED))
    assert len(wrong) > 100
    assert {one.line for one in found} == wrong
    assert len(found) == len(wrong)


@pytest.mark.parametrize("seed", range(5 if not os.environ.get("KPI_WHOLE") else 200))
def test_whatever_signs_go_astray_the_rest_is_read_and_what_is_wrong_is_told(seed: int) -> None:
    chance = random.Random(seed)
    whole = (SHIPPED / "contracts" / "proeveaftale-2026-varde.toml").read_text("utf-8")[:3000]
    for _ in range(20):
        signs = list(whole)
        for _ in range(chance.randint(1, 10)):
            at = chance.randrange(len(signs))
            signs[at : at + chance.randint(0, 1)] = [chance.choice("\"'[]{}=,.:;#\n \\«»“”–0aø\u00a0\t%(")]
        spoilt = "".join(signs)
        mended = mend(spoilt)
        assert tomllib.loads(mended.text) is not None
        assert mended.text.count("\n") == spoilt.count("\n")
        assert bool(mended.told) is (mended.text != spoilt)
        assert all(one.fault and one.remedy and 1 <= one.line <= spoilt.count("\n") + 1 for one in mended.told)


def test_a_mended_line_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """What is asked and checked beyond the slip rests on the number that was meant, not on another."""
    contract = CONTRACT.replace(LEVEL, "højst = 25,5")
    folder = folder_of(tmp_path, contract=contract)
    assert [one.key.rsplit(".", 1)[-1] for one in check_definitions(folder)] == ["højst", "højst"]
    (folder.contracts / "proeve.toml").write_text(CONTRACT.replace(LEVEL, "at_most = 25.5"), encoding="utf-8")
    _, criterion = read_definitions(folder).contracts["proeve"].criterion("k1")
    (target,) = criterion.requirements
    assert isinstance(target, Target)


def test_a_problem_reads_the_same_wherever_it_is_said(tmp_path: Path) -> None:
    (found,) = check_definitions(folder_of(tmp_path, contract=CONTRACT.replace(LEVEL, "at_most = 25,5")))
    assert isinstance(found, Problem)
    assert (found.line, found.goal, found.criterion) == (23, "maal", "k1")
