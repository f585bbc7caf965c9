"""Faulty and odd text files: read right, refused with a reason, or refused row by row."""

from __future__ import annotations

import contextlib
import time
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpi.intake import FileRefused
from kpi.model.delivery import ReadFile

Read = Callable[..., ReadFile]
HEAD = "indikator;kommune;periode;værdi;enhed"
ROW = "sygedagpenge;Silkeborg;2017-12;1234,5;fuldtidspersoner"
ROW2 = "sygedagpenge;Varde;2017-12;512,25;fuldtidspersoner"
GOOD = f"{HEAD}\r\n{ROW}\r\n{ROW2}\r\n"

READ_RIGHT = {
    "UTF-8": GOOD.encode(),
    "UTF-8 with BOM": GOOD.encode("utf-8-sig"),
    "UTF-16 with BOM": GOOD.encode("utf-16"),
    "UTF-16 big-endian with BOM": b"\xfe\xff" + GOOD.encode("utf-16-be"),
    "Windows-1252": GOOD.encode("cp1252"),
    "old Mac line breaks": GOOD.replace("\r\n", "\r").encode(),
    "no line break at the end": GOOD.rstrip().encode(),
    "tab-separated text from Excel": GOOD.replace(";", "\t").encode("utf-16"),
    "comma-separated with quoted decimals": (
        "indikator,kommune,periode,værdi,enhed\n"
        'sygedagpenge,Silkeborg,2017-12,"1234,5",fuldtidspersoner\nsygedagpenge,Varde,2017-12,"512,25",fuldtidspersoner\n'
    ).encode(),
    "title rows above": f"Sygedagpenge i 2017\n\nUdtrukket den 3. januar\n{GOOD}".encode(),
    "footnotes and Kilde below": f"{GOOD}\n* foreløbige tal\nKilde: Jobindsats.dk, STAR; januar 2018\n".encode(),
    "blank lines and lines of separators": f"{HEAD}\n\n{ROW}\n;;;;\n\n{ROW2}\n;;;;\n".encode(),
    "sep=": f"sep=;\n{GOOD}".encode(),
    "sep= with another separator": ("sep=\t\n" + GOOD.replace(";", "\t")).encode(),
    "NFD letters": unicodedata.normalize("NFD", GOOD).encode(),
    "hard spaces": GOOD.replace("Silkeborg", "Silkeborg\u00a0Kommune\u00a0").replace("1234,5", "1\u00a0234,5").encode(),
    "headings in other order and case": (
        "Enhed;VÆRDI;Periode ;Kommune;Indikator\n"
        "fuldtidspersoner;1234,5;2017-12;Silkeborg;sygedagpenge\nfuldtidspersoner;512,25;2017-12;Varde;sygedagpenge\n"
    ).encode(),
    "trailing empty columns": GOOD.replace("\r\n", ";;\r\n").encode(),
    "all cells quoted": "\n".join(";".join(f'"{c}"' for c in line.split(";")) for line in GOOD.split()).encode(),
    "the file's own count of rows fits": f"{GOOD}Antal rækker;2\n".encode(),
    "the file's own sum fits": f"{GOOD}Sum;;;1746,75\n".encode(),
    "the file's own sum fits, with its unit": f"{GOOD}Sum;;;1746,75;fuldtidspersoner\n".encode(),
    "the file's own sum is rounded": f"{GOOD}Kontrolsum: 1.747\n".encode(),
    "a note that begins as a sum": f"{GOOD}I alt er 98 kommuner talt med\n".encode(),
}

REFUSED = {
    "nothing": (b"", "tom"),
    "header only": (HEAD.encode(), "ingen tal"),
    "NUL bytes": (GOOD.replace("Varde", "Va\0rde").encode(), "linje 3"),
    "UTF-16 without BOM": (GOOD.encode("utf-16-le"), "nul-tegn"),
    "mixed encoding": (GOOD.encode() + "Århus".encode("cp1252"), "noget er UTF-8, men på linje 4"),
    "unknown encoding": (GOOD.encode() .replace("æ".encode(), b"\x81"), "linje 1"),
    "letters of old DOS": (GOOD.encode("cp850"), "tegnsæt"),
    "encoded twice": (GOOD.encode().decode("cp1252").encode(), "to gange"),
    "replacement sign": (GOOD.replace("Varde", "V\ufffdrde").encode(), "linje 3"),
    "an image named .csv": (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "billede"),
    "HTML named .csv": (b"<!DOCTYPE html><html><table></table></html>", "HTML"),
    "HTML with spaces before": (b"\xef\xbb\xbf  \n<table><tr><td>1</td></tr></table>", "HTML"),
    "JSON": (b'{"columns": [], "rows": []}', "JSON"),
    "nested JSON": (b"[" * 200_000, "JSON"),
    "HTML in UTF-16": ("<html><table></table></html>".encode("utf-16"), "HTML"),
    "JSON in UTF-16": ('{"rows": []}'.encode("utf-16"), "JSON"),
    "a refused key saved as JSON": ('{"Forkert nøgle eller nøglen er udløbet.":""}'.encode(), "nøgle"),
    "a refused key saved as a file": ("Forkert nøgle eller nøglen er udløbet.".encode(), "nøgle"),
    "no headings": (f"{ROW}\n{ROW2}\n".encode(), "Overskrifterne findes ikke"),
    "open quote": (f'{HEAD};kommentar\n{ROW};"note\n{ROW2};\n'.encode(), "anførselstegn"),
    "a stray quote swallows rows": (f'{HEAD};kommentar\n{ROW};"note\n{ROW2};"\n{ROW2};\n'.encode(), "anførselstegn"),
    "last row short": (f"{HEAD}\n{ROW}\nsygedagpenge;Varde;2017-12;5".encode(), "skåret over"),
    "cut inside the last row's first cell": (f"{HEAD}\n{ROW}\nsygedag".encode(), "skåret over"),
    "UTF-16 cut in a letter": (GOOD.encode("utf-16")[:-1], "skåret over"),
    "the file's own count of rows differs": (f"{GOOD}Antal rækker: 3\n".encode(), "3 rækker"),
    "the file's own sum differs": (f"{GOOD}Sum;;;2000,75\n".encode(), "summen af værdierne er 2.000,75 (linje 4)"),
    "the file's own sum in one cell differs": (f"{GOOD}Kontrolsum: 1234\n".encode(), "men den er 1.746,75"),
    "the file's own sum differs beside its unit": (f"{GOOD}I alt;;;1234,5;fuldtidspersoner\n".encode(), "summen"),
    "the file's own amount differs": (f"{GOOD}I alt antal: 1700\n".encode(), "summen af værdierne er 1.700"),
    "the file's own total differs": (f"{GOOD}Total;;;1700;\n".encode(), "summen af værdierne er 1.700"),
    "the file's own count of entries differs": (f"{GOOD}Antal poster: 3\n".encode(), "3 rækker"),
    "header twice": (f"{GOOD}{GOOD}".encode(), "to gange (linje 1 og 4)"),
    "the same heading twice": (f"{HEAD};enhed\n{ROW};antal\n".encode(), "to gange"),
    "a needed column missing": (b"indikator;kommune;periode;enhed\na;b;c;d\n", "«værdi» mangler på linje 1"),
    "mixed separators in the headings": ("indikator;kommune;periode,værdi;enhed\n".encode() + ROW.encode(), "mangler"),
    "figures above the headings": (f"{ROW}\n{GOOD}".encode(), "over overskrifterne"),
    "Danish and English numbers": (GOOD.replace("512,25", "512.25").encode(), "dansk og engelsk"),
    "every number d.ddd": (GOOD.replace("1234,5", "1.234").replace("512,25", "2.500").encode(), "to måder"),
    "every number d,ddd": (GOOD.replace("1234,5", "1,234").replace("512,25", "2,500").encode(), "to måder"),
    "day first and month first mixed": (
        GOOD.replace("2017-12;1", "31-12-2017;1").replace("2017-12;5", "12-31-2017;5").encode(), "måned først",
    ),
    "all fractions where per cent is declared": (
        f"{HEAD}\nandel_digital_postkasse;Varde;2017-11;0,25;pct\nandel_digital_postkasse;Varde;2017-12;0,31;pct\n".encode(),
        "Skriv 25 i stedet for 0,25",
    ),
    "a list of persons": (b"Navn;Adresse;Periode\nHans;Vej 1;2017\n", "personer"),
    "a column of CPR numbers by name": (f"{HEAD};CPR-nr.\n{ROW};\n".encode(), "personer"),
    "2 MB cell": (f"{HEAD};kommentar\n{ROW};{'x' * 2_000_000}\n".encode(), "tegn; højst 20000"),
    "a line without end": (f"{GOOD}{';' * 5_000_000}\n".encode(), "Linje 4 har mindst 100000 tegn"),
    "long lines that end just in time": (f"{GOOD}{('x' * 99_999 + chr(10)) * 90}".encode(), "tegn"),
    "20,000 columns": ((HEAD + ";x" * 20_000 + "\n" + ROW + ";1" * 20_000).encode(), "celler"),
    "an unknown sep=": (f"sep=|\n{GOOD}".encode(), "sep="),
    "an old Excel file": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "gamle format"),
    "a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "adgangskode"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ_RIGHT)
def test_is_read_right(read: Read, name: str) -> None:
    result = read(READ_RIGHT[name])
    assert result.refused == ()
    assert [(f.area, str(f.period), f.value) for f in result.figures] == [
        ("740", "2017-12", Decimal("1234.5")),
        ("573", "2017-12", Decimal("512.25")),
    ]


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused(read: Read, name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert reason in refusal.value.reason
    assert refusal.value.reason.endswith((".", ")", "?"))


@pytest.mark.parametrize("row", [";I alt;;1746,75;", "sygedagpenge;I alt;2017-12;1746,75;fuldtidspersoner", ";Sum;;9;"])
def test_a_sum_among_the_municipalities_is_refused_alone(read: Read, row: str) -> None:
    result = read(f"{GOOD}{row}\n")
    assert len(result.figures) == 2
    assert [(issue.line, "er en sum og ikke en kommune" in issue.text) for issue in result.refused] == [(4, True)]


def test_a_cut_row_in_the_middle_is_refused_alone(read: Read) -> None:
    result = read(f"{HEAD}\n{ROW}\nsygedagpenge;Varde;2017-12\n{ROW2}\n")
    assert [issue.line for issue in result.refused] == [3]
    assert len(result.figures) == 2


def test_more_cells_than_headings_is_refused_with_its_line(read: Read) -> None:
    result = read(f"{HEAD}\n{ROW}\nsygedagpenge;Varde;2017-12;512;25;fuldtidspersoner\n")
    assert [(issue.line, "6 celler" in issue.text) for issue in result.refused] == [(3, True)]


def test_a_row_with_another_separator_is_refused_with_its_line(read: Read) -> None:
    tabs, commas = ROW2.replace(";", "\t"), ROW2.replace(",", ".").replace(";", ",")
    result = read(f"{HEAD}\n{ROW}\n{tabs}\n{ROW2}\n{commas}\n")
    assert [issue.line for issue in result.refused] == [3, 5]


def test_lines_are_the_files_own_also_after_quoted_line_breaks(read: Read) -> None:
    result = read(f'Overskrift\n\n{HEAD};kommentar\n{ROW};"to\nlinjer"\n{ROW2.replace("Varde", "Vrade")};\n')
    assert result.figures[0].line == 4
    assert result.figures[0].comment == "to\nlinjer"
    assert [issue.line for issue in result.refused] == [6]


def test_rows_outside_the_table_are_named(read: Read) -> None:
    result = read(f"Titel\n{GOOD}Kilde: STAR\n")
    assert result.recognised_as.endswith("uden for tabellen: linje 1, 5")


def test_an_unknown_column_is_named(read: Read) -> None:
    result = read(f"{HEAD};noter\n{ROW};x\n")
    assert ["noter" in warning.text for warning in result.warnings] == [True]


def test_a_number_at_the_very_end_of_a_file_without_line_break_is_pointed_out(read: Read) -> None:
    result = read("indikator;kommune;periode;enhed;værdi\nsygedagpenge;Varde;2017-12;fuldtidspersoner;12")
    assert ["slutter midt på en linje" in warning.text for warning in result.warnings] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "**fed** ![](http://x)",
        "=HYPERLINK(1)",
        "\x1b[31mrød",
        "2018-01-01 ERROR root: login",
        "../../etc/passwd",
        "a\u0308 og ä",
    ],
)
def test_comments_are_kept_letter_for_letter(read: Read, text: str) -> None:
    assert read(f"{HEAD};kommentar\n{ROW};{text}\n").figures[0].comment == text


def test_a_refused_text_is_shown_without_its_control_signs(read: Read) -> None:
    result = read(f"{HEAD}\n{ROW.replace('Silkeborg', chr(27) + '[31mVarde')}\n")
    assert "«␛[31mVarde»" in result.refused[0].text


def test_the_files_name_is_no_path_and_decides_nothing(read: Read) -> None:
    assert len(read(GOOD, "../../../tal.xlsx").figures) == 2


HOSTILE = {
    "nothing but notes": f"{HEAD}\n" + f"{ROW}\n" * 20_000 + "note\n" * 80_000,
    "nothing but unknown names": f"{HEAD}\n" + "".join(f"x{n};y{n};2017-12;{n};antal\n" for n in range(50_000)),
    "nothing but quotes": HEAD + "\n" + '"' * 1_000_000,
    "nothing but separators": HEAD + "\n" + ";" * 5_000_000,
    "nothing but blank lines": HEAD + "\n" * 5_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered_in_five_seconds(read: Read, name: str) -> None:
    started = time.process_time()
    with contextlib.suppress(FileRefused):
        assert len(read(HOSTILE[name]).figures) <= 1
    assert time.process_time() - started < 5
