"""Tables as the sources export them: recognised by their content, each figure under the declared indicator."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.definitions import read_definitions
from kpi.intake import FileRefused, read_file
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality

SHIPPED = Path(__file__).resolve().parents[3] / "data"
Read = Callable[..., ReadFile]

SICK = "fuldtidspersoner_sygedagpenge"
WEBSITE = (
    "Antal personer og fuldtidspersoner\nTabel Y07A02, Sygedagpenge\n\n"
    "Område;Periode;Antal personer og fuldtidspersoner;\n"
    ";;Antal personer;Antal fuldtidspersoner\n"
    "Silkeborg;Dec 2016;1.104;804\nVarde;Dec 2016;512;-\n"
    "Kilde: Jobindsats.dk\n"
)
ACROSS = (
    "Sygedagpenge (Y07A02)\n\n"
    ";Nov 2016;;Dec 2016;\n"
    "Område;Antal personer;Antal fuldtidspersoner;Antal personer;Antal fuldtidspersoner\n"
    "Silkeborg;1.100;799;1.104;804\nVarde;510;;512;333\n"
    "Note: tal under 3 vises ikke\nKilde: Jobindsats.dk\n"
)
LONG = (
    "OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD\n"
    "All Denmark;Net unemployed recipients of social assistance;Total;Age, total;2017Q4;19206\n"
    "Copenhagen;Net unemployed recipients of social assistance;Total;Age, total;2017Q4;..\n"
    "Silkeborg;Net unemployed recipients of social assistance;Men;Age, total;2017Q4;12\n"
    "Province Østjylland;Net unemployed recipients of social assistance;Total;Age, total;2017Q4;9\n"
)
WIDE: list[list[Any]] = [
    ["Folketal den 1. i måneden efter køn, alder, område og tid"],
    [],
    [None, None, None, "2017M11", "2017M12"],
    ["I alt", "Alder i alt", "Hele landet", 5_700_000, 5_701_000],
    [None, None, "Silkeborg", 91_000, 91_100],
    [None, None, "Varde", 50_000, ".."],
    ["Kilde: Danmarks Statistik, Statistikbanken"],
]
CUSTOM = (
    "Dato1;CPR;Tekst1;Tekst2;Numerisk1;Numerisk2;Metadata\n"
    "Dato;;Kommune;;Fuldtidspersoner på sygedagpenge;Andet;1\n"
    "2016-12-31;;Silkeborg;;804,5;7;0\n31-12-2016;;Varde;;333;8;0\n"
)


@pytest.fixture(scope="module")
def declared() -> Definitions:
    return read_definitions(DataFolder(SHIPPED, SHIPPED))


@pytest.fixture
def read_real(declared: Definitions) -> Read:
    def read_it(content: bytes | str) -> ReadFile:
        content = content.encode() if isinstance(content, str) else content
        return read_file(content, "tal", declared, received_on=date(2026, 11, 22))

    return read_it


def told_lines(read: ReadFile) -> set[int]:
    """The lines that are named together, as in «linje 4-6 og 9»."""
    found: set[int] = set()
    for issue in read.told:
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", issue.text.rpartition("(")[2]):
            found.update(range(int(first), int(last or first) + 1))
    return found


def said(read: ReadFile) -> dict[tuple[str, str, str], Decimal | None]:
    return {(figure.indicator, figure.area, str(figure.period)): figure.value for figure in read.figures}


def test_a_website_table_with_two_rows_of_headings(read_real: Read) -> None:
    read = read_real(WEBSITE)
    assert said(read) == {(SICK, "740", "2016-12"): Decimal(804), (SICK, "573", "2016-12"): None}
    assert [figure.quality for figure in read.figures] == [Quality.UNSTATED, Quality.HIDDEN]
    assert [figure.line for figure in read.figures] == [6, 7]
    assert read.warnings == read.refused == ()
    assert "tabel fra jobindsats.dk" in read.recognised_as
    assert "linje 1, 2, 4, 8" in read.recognised_as
    assert "Antal personer og fuldtidspersoner · Antal personer" in read.recognised_as


def test_a_website_table_with_periods_across(read_real: Read) -> None:
    found = said(read_real(ACROSS))
    assert found[SICK, "740", "2016-11"] == 799
    assert found[SICK, "740", "2016-12"] == 804
    assert found[SICK, "573", "2016-11"] is None
    assert len(found) == 4


def test_a_website_workbook_reads_as_its_text(read_real: Read, workbook: Callable[..., bytes]) -> None:
    rows: list[list[Any]] = [
        ["Sygedagpenge"], ["Tabel: Y07A02"], [],
        ["Område", "Periode", "Antal personer og fuldtidspersoner", None],
        [None, None, "Antal personer", "Antal fuldtidspersoner"],
        ["Silkeborg", "Dec 2016", 1104, 804],
        ["Varde", "Dec 2016", 512, None],
        ["Kilde: Jobindsats.dk"],
    ]  # fmt: skip
    content = workbook(rows, lambda _, sheet: sheet.merge_range("C4:D4", "Antal personer og fuldtidspersoner"))
    assert said(read_real(content)) == {(SICK, "740", "2016-12"): Decimal(804), (SICK, "573", "2016-12"): None}


def test_a_table_that_may_be_several_is_refused_naming_them(read_real: Read) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_real(WEBSITE.replace("Tabel Y07A02, Sygedagpenge", "Hentet i dag"))
    assert "«Fuldtidspersoner på sygedagpenge» (Y07A02)" in refusal.value.reason
    assert "«Fuldtidspersoner på uddannelseshjælp» (Y38A02)" in refusal.value.reason
    assert refusal.value.unrecognised


def test_words_in_the_title_settle_it_with_a_warning(read_real: Read) -> None:
    read = read_real(WEBSITE.replace("Tabel Y07A02, Sygedagpenge", "Sygedagpenge"))
    assert {figure.indicator for figure in read.figures} == {SICK}
    assert "hvilken tabel" in read.warnings[0].text


def test_a_table_that_no_indicator_uses_is_refused(read_real: Read) -> None:
    with pytest.raises(FileRefused, match="Y08A02") as refusal:
        read_real(WEBSITE.replace("Y07A02, Sygedagpenge", "Y08A02"))
    assert refusal.value.unrecognised


def test_a_column_of_another_tables_indicator_is_not_read(read_real: Read) -> None:
    read = read_real(WEBSITE.replace("Tabel Y07A02, Sygedagpenge", "Sygedagpenge"))
    assert {figure.indicator for figure in read.figures} == {SICK}
    assert "Antal personer" in read.recognised_as


def test_per_cent_of_a_source_is_no_fraction(read_real: Read) -> None:
    read = read_real(
        "Tabel Y60A02\nOmråde;Periode;Fuldtidspersoner i pct. af befolkningen 16-66 år\n"
        "Silkeborg;2026M06;0,9\nVarde;2026M06;0,8\n"
    )
    assert list(said(read).values()) == [Decimal("0.9"), Decimal("0.8")]


def test_fractions_in_a_table_of_a_source_are_fractions(read_real: Read) -> None:
    with pytest.raises(FileRefused, match="mellem 0 og 1"):
        read_real(
            "Tabel Y60A02\nOmråde;Periode;Fuldtidspersoner i pct. af befolkningen 16-66 år\n"
            "Silkeborg;2026M06;0,028\nVarde;2026M06;0,031\n"
        )


def test_a_heading_that_many_tables_have_needs_the_tables_name_or_a_known_word(read_real: Read) -> None:
    text = "{}\nOmråde;Periode;Antal personer\nSilkeborg;2026M06;512\n"
    assert len(read_real(text.format("Kontanthjælp")).figures) == 1
    for title in ("Førtidspension", "Hentet i dag"):
        with pytest.raises(FileRefused, match="af en anden tabel") as refusal:
            read_real(text.format(title))
        assert refusal.value.unrecognised


def test_known_words_settle_only_tables_that_have_the_heading(read_real: Read) -> None:
    """«Kontanthjælp» is a word of Y60A02; Aktiveringsgrad is a heading of Y60C07 alone."""
    read = read_real("Kontanthjælp, aktiveringsgrad\nOmråde;Periode;Aktiveringsgrad\nSilkeborg;2026M06;12,5\n")
    assert said(read) == {("aktiveringsgrad", "740", "2026-06"): Decimal("12.5")}


@pytest.mark.parametrize("title", ["AUL01: Fuldtidsledige efter område og tid;;", "Danmarks Statistik;;"])
def test_a_statbank_sheet_that_does_not_say_which_table_it_is_is_not_read(read_real: Read, title: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_real(f"{title}\n;2025K1;2025K2\nSilkeborg;1200;1210\nKilde: Danmarks Statistik;;\n")
    assert refusal.value.unrecognised


@pytest.mark.parametrize("title", ["Nettoledige kontanthjælpsmodtagere", "AUK01: Nettoledige kontanthjælpsmodtagere"])
def test_a_statbank_sheet_whose_member_stands_in_the_title_alone_is_read_with_a_warning(
    read_real: Read, title: str
) -> None:
    read = read_real(f"{title};;\n;2025K1;2025K2\nSilkeborg;120;121\n")
    assert said(read) == {
        ("nettoledige_kontanthjaelp", "740", "2025-Q1"): Decimal(120),
        ("nettoledige_kontanthjaelp", "740", "2025-Q2"): Decimal(121),
    }
    assert ["Se efter, om det er rigtigt" in warning.text for warning in read.warnings] == [True]


@pytest.mark.parametrize("title", ["AUK01: Offentligt forsørgede", "AUK01: Ikke-nettoledige kontanthjælpsmodtagere"])
def test_a_statbank_sheet_of_a_split_that_names_no_member_is_refused_whole(read_real: Read, title: str) -> None:
    with pytest.raises(FileRefused, match=r"«YDELSESTYPE».*hvilken del") as refusal:
        read_real(f"{title};;\n;2025K1;2025K2\nSilkeborg;120;121\nVarde;12;13\n")
    assert refusal.value.unrecognised


def test_a_statbank_csv_in_english(read_real: Read) -> None:
    read = read_real(LONG)
    assert said(read) == {
        ("nettoledige_kontanthjaelp", "000", "2017-Q4"): Decimal(19206),
        ("nettoledige_kontanthjaelp", "101", "2017-Q4"): None,
    }
    assert read.figures[1].quality is Quality.MISSING
    assert {issue.line for issue in read.refused} == {4}
    assert ["Province Østjylland (linje 5)" in issue.text for issue in read.told] == [True]
    assert read.warnings == ()


def test_a_statbank_csv_without_a_split_must_be_looked_at(read_real: Read) -> None:
    read = read_real("OMRÅDE;KØN;ALDER;TID;INDHOLD\nSilkeborg;I alt;Alder i alt;2017M12;91100\n")
    assert said(read) == {("folketal", "740", "2017-12"): Decimal(91100)}
    assert "«Folketal, måned» (FOLK1AM fra Danmarks Statistik)" in read.warnings[0].text


def test_a_split_that_no_indicator_has_is_never_read_as_population(read_real: Read) -> None:
    read = read_real("OMRÅDE;YDELSESTYPE;KØN;ALDER;TID;INDHOLD\nSilkeborg;I alt;I alt;Alder i alt;2017K4;91100\n")
    assert read.figures == ()
    assert [issue.line for issue in read.refused] == [2]


def test_quarterly_population_is_told_from_the_benefits_of_the_quarter(read_real: Read) -> None:
    read = read_real("OMRÅDE;KØN;ALDER;CIVILSTAND;TID;INDHOLD\nSilkeborg;I alt;Alder i alt;I alt;2017K4;91100\n")
    assert said(read) == {("folketal_kvartal", "740", "2017-Q4"): Decimal(91100)}


def test_a_statbank_sheet_with_stubs_that_are_not_repeated(read_real: Read, workbook: Callable[..., bytes]) -> None:
    read = read_real(workbook(WIDE))
    assert said(read)["folketal", "740", "2017-12"] == 91_100
    assert said(read)["folketal", "573", "2017-12"] is None
    assert len(read.figures) == 6
    assert read.refused == ()


def test_custom_data_of_kmd_insight(read_real: Read) -> None:
    read = read_real(CUSTOM)
    assert said(read) == {(SICK, "740", "2016-12"): Decimal("804.5"), (SICK, "573", "2016-12"): Decimal(333)}
    assert [warning.text for warning in read.warnings] == ["Kolonnen «Andet» er ingen indikator og er ikke læst."]


def test_custom_data_may_have_our_own_headings(read_real: Read) -> None:
    read = read_real(
        "Dato1;CPR;Tekst1;Tekst2;Tekst3;Numerisk1;Metadata\nPeriode;;Indikator;Kommune;Enhed;Værdi;1\n"
        f"2016-12-31;;{SICK};Silkeborg;fuldtidspersoner;804;0\n"
    )
    assert said(read) == {(SICK, "740", "2016-12"): Decimal(804)}


def test_custom_data_with_persons_is_refused(read_real: Read) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_real(CUSTOM.replace("2016-12-31;;", "2016-12-31;x;"))
    assert refusal.value.personal


@pytest.mark.parametrize("text", [WEBSITE, ACROSS, LONG, CUSTOM], ids=["website", "across", "long", "custom"])
def test_every_row_is_stored_or_named(read_real: Read, text: str) -> None:
    read = read_real(text)
    named = {figure.line for figure in read.figures} | {issue.line for issue in read.refused} | told_lines(read)
    outside = read.recognised_as
    headings = {"Område", "OMRÅDE", "Dato1", "Dato", ""}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip(";") and line.split(";")[0] not in headings:
            assert number in named or str(number) in outside, line


@pytest.mark.parametrize("text", [WEBSITE, ACROSS, LONG, CUSTOM], ids=["website", "across", "long", "custom"])
def test_a_row_that_is_cut_is_never_a_figure(read_real: Read, text: str) -> None:
    whole = said(read_real(text)) if text != CUSTOM else {}
    for end in range(len(text) // 2, len(text)):
        try:
            read = read_real(text[:end])
        except FileRefused:
            continue
        if text != CUSTOM and not read.warnings and not read.refused:
            assert said(read).items() <= whole.items()


BODIES = {"website": (WEBSITE, 6, 7), "across": (ACROSS, 5, 6), "long": (LONG, 2, 5), "custom": (CUSTOM, 3, 4)}
CELLS = ["", "-", "..", "0", "1.104", "99,5", "ca. 5", "Silkeborg", "Dec 2016", "I alt", "=1+1", "Kilde", "2016-12"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", BODIES)
def test_every_row_of_a_changed_table_is_stored_or_named(read_real: Read, name: str, data: st.DataObject) -> None:
    text, first, last = BODIES[name]
    lines = text.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(first - 1, last - 1))
        cells = lines[at].split(";")
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(st.sampled_from(CELLS))
        lines[at] = ";".join(cells[: data.draw(st.integers(1, len(cells)))])
    try:
        read = read_real("\n".join(lines) + "\n")
    except FileRefused:
        return
    named = {figure.line for figure in read.figures} | {issue.line for issue in read.refused} | told_lines(read)
    outside = {int(number) for number in re.findall(r"\d+", read.recognised_as.partition("uden for tabellen")[2])}
    filled = {at + 1 for at in range(first - 1, last) if lines[at].strip(";")}
    assert filled <= named | outside


def recorded(name: str) -> bytes:
    folder = os.environ.get("KPI_RECORDINGS")
    if not folder:
        pytest.skip("KPI_RECORDINGS er ikke sat: mappen med optagne svar")
    return (Path(folder) / name).read_bytes()


def as_flat_csv(lines: Iterable[bytes]) -> str:
    rows = [json.loads(line) for line in lines if line.strip()]
    headings = list(rows[0])
    body = (";".join(str(row[heading]) for heading in headings) for row in rows)
    return "\ufeff" + "\n".join([";".join(headings), *body]) + "\n"


def test_the_flat_csv_of_the_former_api(read_real: Read) -> None:
    read = read_real(as_flat_csv(recorded("jobindsats_v2_Y30R21_2023-08-15.ndjson").splitlines()))
    assert len(read.figures) == 2352 * 4
    assert read.refused == ()
    assert len({figure.indicator for figure in read.figures}) == 16


def test_a_recorded_statbank_csv(read_real: Read) -> None:
    read = read_real(recorded("dst_AUK01_nettoledige_kontanthjaelp_2007Q1-2025Q4.csv"))
    assert len(read.figures) == 7904
    assert read.refused == ()
    assert len(told_lines(read)) == 988
    assert [words in issue.text for issue, words in zip(read.told, ("Province Fyn", "Abroad"), strict=True)] == [
        True
    ] * 2
