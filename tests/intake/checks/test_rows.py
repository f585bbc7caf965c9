"""Faults of single rows: read right, refused with line and reason, or stored with a warning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kpi.intake import FileRefused
from kpi.model.delivery import ReadFile
from kpi.model.observation import Quality

Read = Callable[..., ReadFile]
HEAD = "indikator;kommune;periode;værdi;enhed"
ALL = HEAD + ";kommentar;tæller;nævner;kvalitet;offentliggjort"
PERSONS, PERCENT = "sygedagpenge", "andel_digital_postkasse"


def row(
    indicator: str = PERSONS, area: str = "Silkeborg", period: str = "2017-12", value: str = "1234", unit: str = ""
) -> str:
    units = {PERSONS: "fuldtidspersoner", "praktik_til_job": "antal", "langtidsledige_pr_1000": "pr. 1.000"}
    return ";".join((indicator, area, period, value, unit or units.get(indicator, "pct")))


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join((head, *rows)) + "\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0,123", "0.123"),
        ("0.123", "0.123"),
        ("12", "12"),
        ("0", "0"),
        (" 7 ", "7"),
    ],
)
def test_number_is_read(read: Read, written: str, value: str) -> None:
    assert read(table(row(value=written))).figures[0].value == Decimal(value)


@pytest.mark.parametrize(("written", "value"), [("9,1 %", "9.1"), ("9.1%", "9.1"), ("9,1\u00a0%", "9.1")])
def test_per_cent_sign_is_read_where_per_cent_is_declared(read: Read, written: str, value: str) -> None:
    assert read(table(row(PERCENT, value=written))).figures[0].value == Decimal(value)


@pytest.mark.parametrize("written", ["-0,10", "−4"])
def test_a_minus_is_a_minus_and_a_negative_count_is_refused(read: Read, written: str) -> None:
    assert "mindre end 0" in read(table(row(value=written))).refused[0].text


@pytest.mark.parametrize(
    "written",
    [
        "NaN",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "1E5",
        "１２",
        "١٢",
        "1_000",
        "ca. 60",
        "50-60",
        "60+",
        "<5",
        "1.23.4",
        "1,2,3",
        "12,",
        ",5",
        "--4",
        "- 4",
        "4-",
        "0740",
        "1.2345,6",
        "1 23",
        "x",
        "1'234",
        "5 kr",
        "½",
        "²",
        "0x1F",
        "1,2,345.6",
        "null",
        "1,1234567890123",
        "12345678901234567",
        "+4",
        "9,1 %",
    ],
)
def test_what_is_no_number_is_refused_with_its_line(read: Read, written: str) -> None:
    result = read(table(row(area="Varde", value="5"), row(value=written)))
    assert [issue.line for issue in result.refused] == [3]
    assert len(result.figures) == 1


PER_1000, ROLLING = "langtidsledige_pr_1000", "praktik_til_job"


def rolling(value: str) -> str:
    return row(ROLLING, period="2017-R", value=value)


def test_thousands_are_settled_by_another_number_of_the_same_column_and_indicator(read: Read) -> None:
    danish = read(table(row(value="1.234"), row(area="Varde", value="12,5")))
    english = read(table(row(PER_1000, value="1.234"), row(PER_1000, "Varde", value="12.5")))
    assert (danish.figures[0].value, english.figures[0].value) == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    ("value", "other", "line"),
    [
        (row(value="1.234"), row(PERCENT, "Varde", value="25.4"), 2),  # a count among shares in English form
        (row(value="1,234"), row(PERCENT, "Varde", value="25,4"), 2),
        (row(value="1.234"), row(area="Varde", value="12.5"), 2),  # a count with three decimals is never right
        (row(PER_1000, value="1.234"), row(PERCENT, "Varde", value="25,4"), 2),  # nothing says that it is whole
        (row(PER_1000, value="1.234"), row(PERCENT, "Varde", value="25.4"), 2),
        (row(PERCENT, "Varde", value="25.4"), rolling("2.500"), 3),
    ],
)
def test_a_number_that_only_another_column_could_settle_is_refused_with_its_line(
    read: Read, value: str, other: str, line: int
) -> None:
    with pytest.raises(FileRefused, match=rf"\(linje {line}\) kan læses på to måder"):
        read(table(value, other))


def test_a_count_is_whole_so_the_files_one_way_of_writing_settles_it(read: Read) -> None:
    danish = read(table(row(value="1.234"), row(PERCENT, "Varde", value="25,4")))
    english = read(table(row(value="1,234"), row(PERCENT, "Varde", value="25.4")))
    assert danish.figures[0].value == english.figures[0].value == 1234


def test_numerator_and_denominator_are_counts_whatever_the_unit(read: Read) -> None:
    found = read(table(f"{row(PERCENT, value='25,0')};;250;1.000;;", head=ALL))
    assert (found.figures[0].numerator, found.figures[0].denominator) == (250, 1000)
    with pytest.raises(FileRefused, match=r"«1\.000» \(linje 2\)"):
        read(table(f"{row(PERCENT, value='25.0')};;250;1.000;;", head=ALL))


def test_two_ways_of_writing_in_one_file_are_named_with_a_line_of_each(read: Read) -> None:
    with pytest.raises(FileRefused, match=r"«1\.234,5» \(linje 3\) og «25\.4» \(linje 2\)"):
        read(table(row(PERCENT, value="25.4"), row(value="1.234,5")))


def test_a_fraction_among_percentages_is_refused(read: Read) -> None:
    result = read(
        table(row(PERCENT, value="85,2"), row(PERCENT, "Varde", value="0,86"), row(PERCENT, "Aarhus", value="84"))
    )
    assert [(issue.line, "brøk" in issue.text) for issue in result.refused] == [(3, True)]


@pytest.mark.parametrize("cells", ["0,7 %;pct;;;;;", "0,7;pct;;7;1000;;"])
def test_under_one_per_cent_is_read_where_the_row_settles_it(read: Read, cells: str) -> None:
    assert read(table(f"{PERCENT};Varde;2017-12;{cells}", head=ALL)).figures[0].value == Decimal("0.7")


@pytest.mark.parametrize("value", ["100,1", "-1", "250"])
def test_a_share_outside_0_to_100_is_refused(read: Read, value: str) -> None:
    assert len(read(table(row(PERCENT, value=value), row(PERCENT, "Varde", value="50"))).refused) == 1


def test_a_share_of_exactly_0_and_100_is_read(read: Read) -> None:
    assert read(table(row(PERCENT, value="100"), row(PERCENT, "Varde", value="0"))).refused == ()


@pytest.mark.parametrize("unit", ["antal", "personer", "pct", "1.000 fuldtidspersoner", "", "årspersoner"])
def test_a_unit_that_disagrees_is_refused(read: Read, unit: str) -> None:
    result = read(table(f"{PERSONS};Silkeborg;2017-12;5;{unit}", row(area="Varde")))
    assert "nhed" in result.refused[0].text


@pytest.mark.parametrize("unit", ["%", "procent", "Pct.", "PCT"])
def test_usual_spellings_of_a_unit_are_read(read: Read, unit: str) -> None:
    assert read(table(row(PERCENT, value="5", unit=unit))).refused == ()


@pytest.mark.parametrize(
    ("indicator", "written", "period"),
    [
        (PERSONS, "2017M12", "2017-12"),
        (PERSONS, "2017-12", "2017-12"),
        (PERSONS, "dec 2017", "2017-12"),
        (PERSONS, "dec. 2017", "2017-12"),
        (PERSONS, "december 2017", "2017-12"),
        (PERSONS, "December\u00a02017", "2017-12"),
        (PERSONS, "Dec-17", "2017-12"),
        (PERSONS, "okt-17", "2017-10"),
        (PERSONS, "31-12-2017", "2017-12"),
        (PERSONS, "01-12-2017", "2017-12"),
        (PERSONS, "31.12.2017", "2017-12"),
        (PERSONS, "2017-12-31", "2017-12"),
        (PERSONS, "2018-01", "2018-01"),
        ("andel_fastholdt", "2017K4", "2017-Q4"),
        ("andel_fastholdt", "2017Q4", "2017-Q4"),
        ("andel_fastholdt", "2017Q04", "2017-Q4"),
        ("andel_fastholdt", "2017-Q4", "2017-Q4"),
        ("andel_fastholdt", "4. kvt. 2017", "2017-Q4"),
        ("andel_fastholdt", "4. kvartal 2017", "2017-Q4"),
        ("andel_fastholdt", "31-12-2017", "2017-Q4"),
        ("andel_til_eud", "2017", "2017"),
        ("andel_til_eud", "2017Y01", "2017"),
        ("praktik_til_job", "2017QMAT04", "2017-R"),
        ("praktik_til_job", "2017-R", "2017-R"),
        ("praktik_til_job", "2017-Q2-R", "2017-Q2-R"),
    ],
)
def test_period_is_read(read: Read, indicator: str, written: str, period: str) -> None:
    result = read(table(row(indicator, period=written, value="25")))
    assert [str(figure.period) for figure in result.figures] == [period]


@pytest.mark.parametrize(
    ("indicator", "written"),
    [
        (PERSONS, "2017K4"),
        (PERSONS, "2017"),
        (PERSONS, "2017QMAT04"),
        (PERSONS, "2017-R"),
        ("andel_til_eud", "2017-12"),
        ("praktik_til_job", "2017K4"),
        ("praktik_til_job", "2017"),
        (PERSONS, "2017-13"),
        (PERSONS, "2017M13"),
        (PERSONS, "2017M00"),
        ("andel_fastholdt", "2017K5"),
        (PERSONS, "32-12-2017"),
        (PERSONS, "31-13-2017"),
        (PERSONS, "12-31-2017"),
        (PERSONS, "12-17"),
        (PERSONS, "31-12-17"),
        (PERSONS, "december 17"),
        (PERSONS, "43070"),
        (PERSONS, "201712"),
        (PERSONS, "2018-02"),
        (PERSONS, "Dec-99"),
        (PERSONS, "15-12-2017"),
        (PERSONS, "december"),
        (PERSONS, ""),
        (PERSONS, "2017-1"),
        (PERSONS, "２０１７-12"),
        (PERSONS, "29-02-2017"),
        (PERSONS, "0217-12"),
        ("andel_til_eud", "2019"),
        ("andel_til_eud", "01-01-2017"),
    ],
)
def test_period_is_refused(read: Read, indicator: str, written: str) -> None:
    result = read(table(row(indicator, period=written, value="25"), row(area="Varde")))
    assert [issue.line for issue in result.refused] == [2]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("740", "740"),
        ("0740", "740"),
        ("Silkeborg Kommune", "740"),
        ("SILKEBORG", "740"),
        ("740 Silkeborg", "740"),
        ("Silkeborg (740)", "740"),
        ("Hele landet", "000"),
        ("000", "000"),
        ("82", "082"),
        ("Københavns Kommune", "101"),
    ],
)
def test_area_is_read(read: Read, written: str, code: str) -> None:
    assert read(table(row(area=written))).figures[0].area == code


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Silkebrog", "Mente du «Silkeborg»?"),
        ("Vаrde", "andet alfabet"),
        ("Var\u200bde", "usynlige tegn"),
        ("I alt", "sum og ikke en kommune"),
        ("740 Varde", "navnet er «varde»"),
        ("999", "kendes ikke"),
        ("", "mangler"),
        ("Kjellerup", "nedlagt 31-12-2006"),
    ],
)
def test_area_is_refused(read: Read, written: str, reason: str) -> None:
    result = read(table(row(area=written), row(area="Varde")))
    assert [issue.line for issue in result.refused] == [2]
    assert reason in result.refused[0].text


def test_an_abolished_municipality_is_read_while_it_lasted(read: Read) -> None:
    assert read(table(row(area="Kjellerup", period="2006-12"))).refused == ()


def test_code_and_name_in_two_columns_must_agree(read: Read) -> None:
    head = "indikator;kommunekode;kommune;periode;værdi;enhed"
    result = read(
        table(
            f"{PERSONS};740;Silkeborg;2017-12;5;fuldtidspersoner",
            f"{PERSONS};740;Varde;2017-12;5;fuldtidspersoner",
            head=head,
        )
    )
    assert [(issue.line, "Koden «740» er Silkeborg" in issue.text) for issue in result.refused] == [(3, True)]


def test_a_known_old_name_is_read_with_a_warning(read: Read) -> None:
    result = read(table(row(area="Århus")))
    assert result.figures[0].area == "751"
    assert "«Århus» er læst som Aarhus" in result.warnings[0].text


@pytest.mark.parametrize(
    ("written", "reason"),
    [("sygedagpege", "Mente du «sygedagpenge»?"), ("sуgedagpenge", "andet alfabet"), ("", "mangler")],
)
def test_indicator_is_refused(read: Read, written: str, reason: str) -> None:
    result = read(table(row(written), row(area="Varde")))
    assert reason in result.refused[0].text


def test_an_indicator_is_known_by_its_title(read: Read) -> None:
    assert read(table(row("Digital  postkasse", value="5"))).figures[0].indicator == PERCENT


def test_all_reasons_of_a_row_are_given_at_once(read: Read) -> None:
    text = read(table(f"{PERSONS};Silkebrog;2017-13;x;antal")).refused[0].text
    assert all(part in text for part in ("«Silkebrog»", "«2017-13»", "«x»", "«antal»"))


def test_the_same_row_twice_is_stored_once_with_a_warning(read: Read) -> None:
    result = read(table(row(), row(area="740"), row(area="Varde")))
    assert len(result.figures) == 2
    assert [(warning.line, "linje 2" in warning.text) for warning in result.warnings] == [(3, True)]


def test_two_values_for_one_key_are_both_refused(read: Read) -> None:
    result = read(table(row(value="5"), row(area="Varde"), row(value="6")))
    assert [issue.line for issue in result.refused] == [2, 4]
    assert [figure.area for figure in result.figures] == ["573"]


def test_two_vintages_of_one_key_are_two_figures(read: Read) -> None:
    first, second = (f"{row(value=value)};;;;;{day}" for value, day in (("5", "2018-01-10"), ("6", "2018-01-20")))
    result = read(table(first, second, head=ALL))
    assert [figure.published_on for figure in result.figures] == [date(2018, 1, 10), date(2018, 1, 20)]


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        ("5;pct;;;;endelig;", Quality.FINAL),
        ("5;pct;;;;Foreløbig;", Quality.PROVISIONAL),
        (";pct;;;;skjult;", Quality.HIDDEN),
        ("..;pct;;;;skjult;", Quality.HIDDEN),
        (";pct;;;;mangler;", Quality.MISSING),
        ("..;pct;;;;;", Quality.MISSING),
        ("-;pct;;;;;", Quality.MISSING),
        ("5;pct;;;;;", Quality.UNSTATED),
    ],
)
def test_quality_is_read(read: Read, cells: str, read_as: Quality) -> None:
    result = read(table(f"{PERCENT};Varde;2017-12;{cells}", head=ALL))
    assert result.figures[0].quality is read_as
    assert (result.figures[0].value is None) == (read_as in (Quality.HIDDEN, Quality.MISSING))


def test_a_sign_for_no_figure_is_pointed_out(read: Read) -> None:
    result = read(table(row(value=".."), row(area="Varde")))
    assert "læst som «mangler»" in result.warnings[0].text


@pytest.mark.parametrize(
    "cells",
    [
        ";pct;;;;;",
        ";pct;;;;endelig;",
        "-;pct;;;;foreløbig;",
        "5;pct;;;;skjult;",
        "5;pct;;;;ok;",
        "25;pct;;30;100;;",
        "25,0;pct;;2;9;;",
        "25;pct;;-1;-4;;",
        "0;pct;;0;0;;",
        ";pct;;1;4;mangler;",
        "5;pct;;;;;2018-02-01",
        "5;pct;;;;;2017-11-30",
        "5;pct;;;;;snart",
    ],
)
def test_a_row_that_contradicts_itself_is_refused(read: Read, cells: str) -> None:
    result = read(table(f"{PERCENT};Varde;2017-12;{cells}", f"{PERCENT};Aarhus;2017-12;50;pct;;;;;", head=ALL))
    assert [issue.line for issue in result.refused] == [2]


@pytest.mark.parametrize("cells", ["25;pct;;1;4;;", "33,3;pct;;1;3;;", "33;pct;;1;3;;", "25;pct;;;4;;"])
def test_a_share_agrees_with_its_parts_up_to_rounding(read: Read, cells: str) -> None:
    assert read(table(f"{PERCENT};Varde;2017-12;{cells}", head=ALL)).refused == ()


def test_a_rate_per_1000_is_checked_against_its_parts(read: Read) -> None:
    right, wrong = (
        f"langtidsledige_pr_1000;{area};2017-12;2,5;pr. 1.000;;{part};100000;;"
        for area, part in (("Varde", 250), ("Aarhus", 25))
    )
    assert [issue.line for issue in read(table(right, wrong, head=ALL)).refused] == [3]


@pytest.mark.parametrize(
    "spelled",
    [
        "0101801234",
        "010180-1234",
        "010180 1234",
        "010180–1234",
        "01.01.80-1234",
        "01 01 80 1234",
        "01-01-80-1234",
        "01/01/80 1234",
        "010180.1234",
        "010180 - 1234",
        "010180_1234",
        "0101-80-1234",
        "010180--1234",
        "010180:1234",
        "010180=1234",
        "010180\t1234",
        "01011980-1234",
        "cpr0101801234x",
        "０１０１８０１２３４",
        "0101\u200b801234",
        "101801234",
        "10180-1234",
        "010180-12AB",
        "610180-1234",
    ],
)
@pytest.mark.parametrize("place", ["comment", "area", "title", "note", "file name"])
def test_a_cpr_number_anywhere_stops_the_file_and_is_not_repeated(read: Read, spelled: str, place: str) -> None:
    name = f"udtræk {spelled}.csv" if place == "file name" else "tal.csv"
    content = {
        "comment": table(row() + f";vedr. {spelled} igen", head=HEAD + ";kommentar"),
        "area": table(row(area=spelled)),
        "title": f"Udtræk {spelled}\n" + table(row()),
        "note": table(row()) + f"Note {spelled}\n",
        "file name": table(row()),
    }[place]
    with pytest.raises(FileRefused) as refusal:
        read(content, name)
    assert refusal.value.personal
    assert spelled not in refusal.value.reason
    assert not any(len(run) > 4 for run in "".join(c if c.isdigit() else " " for c in refusal.value.reason).split())


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_cpr_number_as_a_value_stops_the_file(read: Read, separator: str) -> None:
    with pytest.raises(FileRefused, match="linje 2, kolonne 4") as refusal:
        read(table(row(value="0101801234")).replace(";", separator))
    assert refusal.value.personal


@pytest.mark.parametrize(
    "text",
    [
        "tlf. 87 22 56 50",
        "+45 12 10 17 12",
        "+3112345678",
        "87225650",
        "EAN 5798001234567",
        "31-12-2017",
        "1.101.200.000 kr.",
        "version 2.10.1",
        "CVR 29189641",
        "2017-12-31 08:00",
        "3,101801234 i snit",
        "sag 2017/001234",
        "pr. 311217: 1234 personer",
        "i 3112.251234 og 1012,251234",
        "1012 25 40",
        "0712 12:30",
        "6f010180-1234-47a6-9b09-010180123456",
    ],
)
def test_telephone_numbers_days_and_amounts_are_no_cpr_number(read: Read, text: str) -> None:
    assert read(table(row() + f";{text}", head=HEAD + ";kommentar")).figures[0].comment == text


@pytest.mark.parametrize("value", ["101801234", "1.101.200.000", "12,0101801234"])
def test_nine_digits_and_decimals_are_no_cpr_number_among_figures(read: Read, value: str) -> None:
    assert len(read(table(row(value=value), row(area="Varde", value="1,5"))).figures) == 2


def test_a_file_of_nothing_but_wrong_rows_is_refused_after_the_first_twenty_thousand(
    read: Callable[..., ReadFile],
) -> None:
    """Nothing of it is stored, so that no row goes unnamed; one good row among the first lets the rest be tried."""
    heading, good = "indikator;kommune;periode;værdi;enhed\n", "sygedagpenge;Varde;2017-12;5;fuldtidspersoner\n"
    wrong = [f"ukendt;Sted{number};2017-13;x;y\n" for number in range(20_001)]
    with pytest.raises(
        FileRefused, match=r"Ingen af de første 20\.000 rækker .*Linje 2: .*Er det den rigtige fil"
    ) as said:
        read(heading + "".join(wrong))
    assert len(said.value.reason) < 1500
    found = read(heading + good + "".join(wrong))
    assert (len(found.figures), len(found.refused)) == (1, 20_001)
    assert len(read(heading + "".join(wrong[:19_999]) + good).refused) == 19_999
