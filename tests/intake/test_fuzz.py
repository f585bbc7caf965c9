"""Good files, changed at random: no error but a refusal, and every row of the file is stored or named.

`KPI_FUZZ` says how many files (300 without it), `KPI_SEED` which ones.
"""

from __future__ import annotations

import csv
import io
import os
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable

from kpi.intake import FileRefused
from kpi.model.delivery import ReadFile

FILES = int(os.environ.get("KPI_FUZZ", "300"))
SEED = int(os.environ.get("KPI_SEED", "20261122"))
LONGEST = 5.0
"""Seconds for one file; FAULTS allows no more for the hostile ones."""
HEADINGS = ["indikator", "kommune", "periode", "værdi", "enhed", "kommentar", "tæller", "nævner", "kvalitet"]
PLACES = ["Silkeborg", "Varde", "Aarhus", "740", "Århus", "Hele landet"]
CELLS = [
    "", " ", "0", "-0,0", "1e400", "NaN", "1.234,5", "1,234.5", "d.ddd", "9" * 40, "=1+1", '"', ";", "<b>", "\u200b",
    "Kjellerup", "i alt", "2017-13", "31-12-2017", "12-31-2017", "2017M12", "17-12", "skjult", "..", "mangler", "%",
    "100 %", "0,25", "pct", "۱۲", "−4", "\t", "\r", "x" * 3000,
]  # fmt: skip
Read = Callable[..., ReadFile]
Rows = list[list[str]]


def good_rows(chance: random.Random) -> Rows:
    rows = []
    for month in chance.sample(range(1, 13), chance.randint(2, 6)):
        for place in PLACES[: chance.randint(1, len(PLACES))]:
            rows.append(
                ["sygedagpenge", place, f"2017-{month:02}", f"{chance.randint(1, 9999)},{chance.randint(0, 99):02}",
                 "fuldtidspersoner", chance.choice(["", "en note", 'med "anførsel"']), "", "",
                 chance.choice(["", "endelig"])]
            )  # fmt: skip
    for quarter in range(1, chance.randint(2, 4)):
        rows.append(["andel_fastholdt", "Varde", f"2017K{quarter}", "25,5", "pct", "", "51", "200", ""])
    return [HEADINGS, *rows]


def as_text(rows: Rows, separator: str = ";", line_end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 10])):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def change_bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    piece = chance.randbytes(chance.randint(0, 4))
    return content[:at] + piece + content[at + chance.randint(0, 4) :]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def repeat_a_piece(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start : start + chance.randint(1, 200)] * chance.randint(2, 5) + content[start:]


def change_lines(rows: Rows, chance: random.Random) -> Rows:
    rows = [list(row) for row in rows]
    at = chance.randrange(len(rows))
    match chance.randrange(5):
        case 0:
            del rows[at]
        case 1:
            rows.insert(at, list(rows[at]))
        case 2:
            chance.shuffle(rows)
        case 3:
            rows.insert(at, [chance.choice(CELLS)] * chance.randint(1, 12))
        case _:
            rows[at] = rows[at][: chance.randint(0, len(rows[at]))]
    return rows


def change_cells(rows: Rows, chance: random.Random) -> Rows:
    rows = [list(row) for row in rows]
    for _ in range(chance.choice([1, 1, 3, 20])):
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(CELLS)
    return rows


def text_file(chance: random.Random) -> bytes:
    rows = good_rows(chance)
    for _ in range(chance.randint(0, 2)):
        rows = chance.choice([change_lines, change_cells])(rows, chance)
    text = as_text(rows, chance.choice([";", ";", "\t", ",", "|"]), chance.choice(["\n", "\r\n", "\r"]))
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le", "cp850"])
    content = text.encode(encoding, errors="replace")
    for _ in range(chance.choice([0, 1, 1, 2])):
        content = chance.choice([flip_bits, change_bytes, cut, repeat_a_piece])(content or b"x", chance)
    return content


def workbook_file(chance: random.Random, workbook: Callable[..., bytes]) -> tuple[bytes, set[int] | None]:
    """The file, and the rows that hold something; None where they are not known because bytes were changed."""
    rows = good_rows(chance)
    for _ in range(chance.randint(0, 2)):
        rows = chance.choice([change_lines, change_cells])(rows, chance)
    numbers = chance.random() < 0.7
    cells = [[_as_number(cell) if numbers else cell for cell in row] for row in rows]
    content = workbook(cells)
    if chance.random() < 0.3:
        return chance.choice([flip_bits, change_bytes, cut, repeat_a_piece])(content, chance), None
    if chance.random() < 0.5:  # inside a part, with the archive whole
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w") as changed:
            at = chance.choice(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
            for name in archive.namelist():
                part = archive.read(name)
                if name == at:
                    part = chance.choice([flip_bits, change_bytes, cut, repeat_a_piece])(part, chance)
                changed.writestr(name, part)
        return target.getvalue(), None
    return content, {number for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)}


def _as_number(cell: str) -> object:
    plain = cell.replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdigit() and plain.isascii() and len(plain) < 15 else cell


def lines_of(content: bytes, recognised_as: str) -> set[int]:
    """First line of each row of a text file that holds something, by Python's own reader."""
    said = recognised_as.partition("; ")[0]
    separator = next(sign for word, sign in (("semikolon", ";"), ("komma", ","), ("tabulator", "\t")) if word in said)
    codec = next(c for word, c in (("UTF-16", "utf-16"), ("UTF-8", "utf-8-sig"), ("1252", "cp1252")) if word in said)
    reader = csv.reader(io.StringIO(content.decode(codec), newline=""), delimiter=separator)
    lines, first = set(), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            lines.add(first)
        first = reader.line_num + 1
    return lines


def outcome_of(read: Read, content: bytes) -> ReadFile | str:
    """What was read, or why nothing was."""
    try:
        return read(content)
    except FileRefused as refused:
        return refused.reason


def test_every_row_of_a_changed_file_is_stored_or_named(read: Read, workbook: Callable[..., bytes]) -> None:
    outcomes: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    slowest = 0.0
    for number in range(FILES):
        chance = random.Random(f"{SEED}-{number}")
        kind = "csv" if number % 3 else "xlsx"
        content, lines = (text_file(chance), None) if kind == "csv" else workbook_file(chance, workbook)
        started = time.process_time()
        try:
            found = outcome_of(read, content)
        except Exception as error:
            error.add_note(f"file {number} of seed {SEED}: {content[:300]!r}")
            raise
        slowest = max(slowest, time.process_time() - started)
        if isinstance(found, str):
            assert len(found) > 20
            outcomes[f"{kind} refused"] += 1
            continue
        outcomes[f"{kind} read"] += 1
        rows["figures"] += len(found.figures)
        rows["refused"] += len(found.refused)
        if kind == "csv":
            lines = lines_of(content, found.recognised_as)
        if lines is not None:
            unnamed = lines - named_by(found)
            rows["counted"] += len(lines)
            assert len(unnamed) == 1, f"file {number} of seed {SEED}: {sorted(unnamed)}, not headings alone"
    print(f"seed {SEED}, {FILES} files: {dict(outcomes)}, rows {dict(rows)}, slowest {slowest:.2f} s")
    assert slowest < LONGEST
    assert min(rows["figures"], rows["refused"], rows["counted"]) > 0


def named_by(found: ReadFile) -> set[int]:
    """Lines that are figures, refused, warned of, or said to stand outside the table."""
    stated = {figure.line for figure in found.figures} | {issue.line for issue in (*found.refused, *found.warnings)}
    outside = found.recognised_as.partition("uden for tabellen: ")[2]
    return stated | {int(word) for word in outside.replace(",", " ").split() if word.isdigit()}
