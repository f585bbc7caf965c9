"""A delivery is kept whole or not at all, and says what it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kpi.access import local_user
from kpi.kept.deliveries import AlreadyKept, keep_delivery, read_sidecar, sha256_of
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile, RowIssue, Sidecar
from kpi.model.observation import Quality
from kpi.model.period import Period

CONTENT = (
    "indikator;kommune;periode;værdi;enhed;kommentar;tæller;nævner;kvalitet;offentliggjort\n"
    "sygedagpenge;Silkeborg;2017-12;1.234,5;fuldtidspersoner;«ja»;;;;\n"
    "andel_fastholdt;Varde;2017K4;25;pct;;1;4;endelig;20-01-2018\n"
    "praktik_til_job;Varde;2017QMAT02;;antal;;;;skjult;\n"
    "sygedagpenge;Silkebrog;2017-12;7;fuldtidspersoner;;;;;\n"
).encode()
RECEIVED_AT = datetime(2018, 1, 22, 9, 30, tzinfo=UTC)
Keep = Callable[..., Sidecar]


@pytest.fixture
def keep(tmp_path: Path, definitions: Definitions, read: Callable[..., ReadFile]) -> Keep:
    def keep_it(content: bytes = CONTENT, **facts: Any) -> Sidecar:
        how = {name: facts.pop(name) for name in ("warnings", "again") if name in facts}
        given = {"source": "proeve", "by": local_user("Prøve"), "at": RECEIVED_AT} | facts
        handed_in = Submission(content, "../tal.csv", **given)
        return keep_delivery(tmp_path, handed_in, read(content), definitions, **how)

    return keep_it


def test_a_delivery_holds_the_file_the_figures_and_the_sidecar(keep: Keep, tmp_path: Path) -> None:
    ticked = (RowIssue(2, "set"),)
    sidecar = keep(note="rettet", state_of_knowledge="til december", warnings=ticked)
    assert sidecar.id == f"proeve/2018-01-22-{sha256_of(CONTENT)[:12]}"
    folder = tmp_path / sidecar.id
    assert sorted(path.name for path in folder.iterdir()) == ["delivery.json", "figures.parquet", "original.csv"]
    assert (folder / "original.csv").read_bytes() == CONTENT
    assert sha256_of((folder / "figures.parquet").read_bytes()) == sidecar.figures_sha256
    assert read_sidecar(folder) == sidecar
    assert (sidecar.figures, [issue.line for issue in sidecar.refused], sidecar.warnings) == (3, [5], ticked)
    assert json.loads((folder / "delivery.json").read_text(encoding="utf-8"))["file_name"] == "../tal.csv"


def test_the_figures_are_written_row_by_row_as_read(keep: Keep, tmp_path: Path) -> None:
    rows = pq.read_table(tmp_path / keep().id / "figures.parquet").to_pylist()
    received = date(2018, 1, 22)
    assert [list(row.values()) for row in rows] == [
        [2, "sygedagpenge", "740", "month", date(2017, 12, 1), 1234.5, None, None, "", received, False, "«ja»"],
        [3, "andel_fastholdt", "573", "quarter", date(2017, 10, 1), 25, 1, 4, "endelig", date(2018, 1, 20), False, ""],
        [
            4,
            "praktik_til_job",
            "573",
            "rolling_year_quarterly",
            date(2016, 7, 1),
            None,
            None,
            None,
            "skjult",
            received,
            False,
            "",
        ],
    ]


def test_the_rows_own_day_of_publication_goes_before_the_files(keep: Keep, tmp_path: Path) -> None:
    rows = pq.read_table(tmp_path / keep(published_on=date(2018, 1, 5)).id / "figures.parquet").to_pylist()
    assert [row["published_on"] for row in rows] == [date(2018, 1, 5), date(2018, 1, 20), date(2018, 1, 5)]


def test_the_usual_delay_is_assumed_but_never_after_the_day_received(keep: Keep, tmp_path: Path) -> None:
    sidecar = keep(assume_usual_delay=True)
    rows = pq.read_table(tmp_path / sidecar.id / "figures.parquet").to_pylist()
    assert [(row["published_on"], row["published_assumed"]) for row in rows] == [
        (date(2018, 1, 21), True),
        (date(2018, 1, 20), False),
        (date(2017, 7, 21), True),
    ]
    assert sidecar.published_assumed
    early = keep(assume_usual_delay=True, published_on=date(2018, 1, 3), source="anden")
    assert not early.published_assumed


def test_the_same_figures_give_the_same_bytes(keep: Keep) -> None:
    assert keep(source="a").figures_sha256 == keep(source="b").figures_sha256


def test_the_same_file_the_same_day_is_not_kept_twice_unless_asked(keep: Keep, tmp_path: Path) -> None:
    first = keep()
    with pytest.raises(AlreadyKept) as refusal:
        keep(by=local_user("en anden"))
    assert refusal.value.id == first.id
    assert read_sidecar(tmp_path / first.id) == first
    assert keep(again=True).id == f"{first.id}-2"
    assert sorted(path.name for path in (tmp_path / "proeve").iterdir()) == sorted(
        [first.id.split("/")[1], first.id.split("/")[1] + "-2"]
    )


@pytest.mark.parametrize("source", ["../ud", "", "A", "a/b", ".skjult"])
def test_a_source_is_no_path(keep: Keep, source: str) -> None:
    with pytest.raises(ValueError, match="not a source"):
        keep(source=source)


def test_nothing_is_left_when_writing_fails(keep: Keep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep()
    assert list((tmp_path / "proeve").iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "id": "x"}'])
def test_a_sidecar_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "delivery.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):
        read_sidecar(tmp_path)


def test_a_sidecar_names_the_source_that_its_id_begins_with(keep: Keep, tmp_path: Path) -> None:
    folder = tmp_path / keep().id
    sidecar = json.loads((folder / "delivery.json").read_text(encoding="utf-8"))
    (folder / "delivery.json").write_text(json.dumps(sidecar | {"source": "indtastet"}), encoding="utf-8")
    with pytest.raises(ValueError, match="two sources"):
        read_sidecar(folder)


def test_what_is_kept_is_read_back_letter_for_letter(tmp_path: Path, definitions: Definitions) -> None:
    """Every kind of figure, and texts with all that means something to a table of text."""
    comments = ["", " ", '"', '""', "a;b,c", "\r", "\n", "\r\n", "æ\u2028ø", "=1+1", "NULL", "\\N", "'", "a\tb", "0"]
    amounts = [None, Decimal(0), Decimal("-1.5"), Decimal("1E+3"), Decimal("1E-12"), Decimal("9" * 16 + ".5")]
    figures = tuple(
        Figure(
            line, "sygedagpenge", "740", Period.parse("2017-12"), amounts[line % 6], amounts[line % 5],
            amounts[line % 4], Quality.UNSTATED if line % 6 else Quality.HIDDEN, None, comment,
        )
        for line, comment in enumerate(comments * 6)
    )  # fmt: skip
    handed_in = Submission(b"x", "tal.csv", local_user("Prøve"), datetime(2018, 1, 22, tzinfo=UTC), source="proeve")
    kept = keep_delivery(tmp_path, handed_in, ReadFile("", figures, (), ()), definitions)
    rows = pq.read_table(tmp_path / kept.id / "figures.parquet").to_pylist()
    assert [
        (row["line"], row["comment"], row["value"], row["numerator"], row["denominator"], row["quality"])
        for row in rows
    ] == [(f.line, f.comment, f.value, f.numerator, f.denominator, f.quality.value) for f in figures]


def test_keeping_a_file_does_not_load_pandas(tmp_path: Path) -> None:
    program = """
import sys
from decimal import Decimal
from pathlib import Path
from tests.store.given import figure, folder_in, keep
keep(folder_in(Path(sys.argv[1])), "2016-01-21", figure("2016-01", "1"))
assert "pandas" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=Path(__file__).parents[2], check=True)
