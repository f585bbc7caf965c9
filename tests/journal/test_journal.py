import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.journal import JournalBroken, add_entry, journal_stamp, read_entries, read_history, verify_chain
from kpi.model.journal import (
    ActionState,
    ActionUpdate,
    Assessed,
    Comment,
    DeliveryWithdrawn,
    EntryWithdrawn,
    Estimated,
    FollowUp,
    JournalEntry,
    MeetingHeld,
    MilestoneReached,
    OccasionRegistered,
    Rebased,
    Statement,
    Verdict,
)

NOON = datetime(2017, 1, 25, 12, 0, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
COMMENT = Comment("silkeborg-2017", "sk-1-1", "2016-12", "Flere sygemeldte end ventet.")


def add(root: Path, statement: Statement = COMMENT, minutes: int = 0, example: bool = False) -> JournalEntry:
    return add_entry(
        root,
        statement,
        applies_on=date(2017, 1, 25),
        by="Leder, Jobkompagniet",
        now=NOON + timedelta(minutes=minutes),
        example=example,
    )


STATEMENTS: list[Statement] = [
    Assessed("k", "r", Verdict.PARTLY, "MED", "Interview med 12 borgere", 12),
    Assessed("k", "r", Verdict.FULFILLED, "MED", "", None),
    MilestoneReached("k", "r", "MED", "Metodehåndbog på plads"),
    OccasionRegistered("k", "r", False, "MED", "Punktet blev udsat"),
    Estimated("k", "r", "2017-12", Decimal("760"), "afdelingslederen", "to forløb slutter i oktober"),
    Estimated("k", "r", "2017", Decimal("-0.10"), "afdelingslederen", "færre opgaver"),
    COMMENT,
    ActionUpdate("k", "g", "Øge opfølgningen", ActionState.UNDER_WAY, "teamleder", ""),
    MeetingHeld("k", "Lokal-MED"),
    FollowUp("k", "", "Se på virksomhedspraktik", "afdelingsleder", "næste møde"),
    Rebased("k", "fuldtidspersoner_sygedagpenge", "740", "2016-03", "Ny praksis for forlængelse"),
    DeliveryWithdrawn("indtastet/2017-01-25-0123456789ab", "Forkert måned"),
    EntryWithdrawn("000001-0123456789ab", "Tastefejl"),
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: type(s).__name__)
def test_every_kind_of_statement_is_read_back_as_written(tmp_path: Path, statement: Statement) -> None:
    written = add(tmp_path, statement, example=True)
    assert read_history([tmp_path]) == (written,)
    assert written.statement == statement
    assert written.example


@pytest.mark.parametrize("written", ["NaN", "1e3", "760,0", "Infinity", "", 760])
def test_an_estimate_that_is_no_plain_number_is_a_broken_entry(tmp_path: Path, written: object) -> None:
    add(tmp_path, Estimated("k", "r", "2017-12", Decimal("760"), "afdelingslederen", ""))
    (path,) = tmp_path.glob("*.json")
    content = json.loads(path.read_bytes())
    content["statement"]["value"] = written
    changed = json.dumps(content).encode()
    path.rename(tmp_path / f"000001-{hashlib.sha256(changed).hexdigest()[:12]}.json").write_bytes(changed)
    with pytest.raises(JournalBroken, match="feltet value er ikke"):
        read_history([tmp_path])


def test_what_people_write_is_kept_letter_for_letter(tmp_path: Path) -> None:
    text = '=1+1 <b>fed</b> **stjerner** "citat" \\ \x1b[31m ../../etc æøå ÆØÅ 𝟙 \n ny linje'
    add(tmp_path, replace(COMMENT, text=text))
    (entry,) = read_entries([tmp_path])
    assert isinstance(entry.statement, Comment)
    assert entry.statement.text == text


def test_the_instant_is_kept_in_utc(tmp_path: Path) -> None:
    danish = timezone(timedelta(hours=2))
    add_entry(
        tmp_path, COMMENT, applies_on=date(2016, 7, 1), by="x", now=datetime(2016, 7, 1, 1, 30, 5, 77, tzinfo=danish)
    )
    (entry,) = read_entries([tmp_path])
    assert entry.recorded_at == datetime(2016, 6, 30, 23, 30, 5, tzinfo=UTC)
    assert entry.recorded_at.utcoffset() == timedelta(0)


def test_a_withdrawn_entry_is_left_out_but_stays_in_the_history(tmp_path: Path) -> None:
    kept, wrong = add(tmp_path), add(tmp_path, replace(COMMENT, text="Forkert"), 1)
    withdrawal = add(tmp_path, EntryWithdrawn(wrong.id, "Forkert kriterium"), 2)
    assert read_entries([tmp_path]) == (kept, withdrawal)
    assert wrong in read_history([tmp_path])


def test_a_withdrawal_can_itself_be_withdrawn(tmp_path: Path) -> None:
    entry = add(tmp_path)
    withdrawal = add(tmp_path, EntryWithdrawn(entry.id, "Tastefejl"), 1)
    again = add(tmp_path, EntryWithdrawn(withdrawal.id, "Det var rigtigt nok"), 2)
    assert read_entries([tmp_path]) == (entry, again)


def test_example_entries_and_own_entries_come_in_the_order_of_recording(tmp_path: Path) -> None:
    own, example = tmp_path / "own", tmp_path / "example"
    late = add(own, minutes=60)
    early = add(example, minutes=30, example=True)
    assert read_entries([example, own]) == (early, late)
    assert read_entries([tmp_path / "missing"]) == ()


def test_an_example_entry_can_be_withdrawn_from_the_own_journal(tmp_path: Path) -> None:
    own, example = tmp_path / "own", tmp_path / "example"
    entry = add(example, example=True)
    withdrawal = add(own, EntryWithdrawn(entry.id, "Ikke vores"), 1)
    assert read_entries([example, own]) == (withdrawal,)


def test_the_stamp_differs_with_each_entry_and_is_the_same_without(tmp_path: Path) -> None:
    stamps = [journal_stamp([tmp_path])]
    for minutes in range(3):
        add(tmp_path, minutes=minutes)
        stamps.append(journal_stamp([tmp_path]))
    assert len(set(stamps)) == 4
    assert journal_stamp([tmp_path]) == stamps[-1]


def test_a_whole_chain_has_no_faults(tmp_path: Path) -> None:
    for minutes in range(4):
        add(tmp_path, minutes=minutes)
    assert verify_chain(tmp_path) == ()
    assert verify_chain(tmp_path / "missing") == ()


def test_a_changed_entry_is_named_and_never_skipped(tmp_path: Path) -> None:
    entry = add(tmp_path)
    add(tmp_path, minutes=1)
    path = tmp_path / f"{entry.id}.json"
    path.write_bytes(path.read_bytes().replace(b"ventet", b"haabet"))
    with pytest.raises(JournalBroken, match=f"{entry.id}.*ændret bagefter"):
        read_entries([tmp_path])
    assert any(entry.id in problem for problem in verify_chain(tmp_path))


def test_a_removed_entry_breaks_the_chain(tmp_path: Path) -> None:
    entries = [add(tmp_path, minutes=minutes) for minutes in range(3)]
    (tmp_path / f"{entries[1].id}.json").unlink()
    assert any(entries[2].id in problem for problem in verify_chain(tmp_path))


def test_an_entry_swapped_for_another_valid_one_breaks_the_chain(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    entries = [add(here, minutes=minutes) for minutes in range(3)]
    other = [add(there, minutes=minutes + 10) for minutes in range(3)]
    (here / f"{entries[1].id}.json").unlink()
    (there / f"{other[1].id}.json").rename(here / f"{other[1].id}.json")
    assert len(verify_chain(here)) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "confession"}, "slagsen 'confession' er ukendt"),
        ({"format": 2}, "formatet er 2"),
        ({"by": 7}, "feltet by er ikke tekst"),
        ({"statement": {}}, "udsagnets felter"),
        ({"number": 9}, "løbenummeret"),
    ],
)
def test_a_file_that_is_not_an_entry_is_named_with_the_reason(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    entry = add(tmp_path)
    path = tmp_path / f"{entry.id}.json"
    content = json.dumps(json.loads(path.read_bytes()) | change).encode()
    path.unlink()
    (tmp_path / f"000001-{hashlib.sha256(content).hexdigest()[:12]}.json").write_bytes(content)
    with pytest.raises(JournalBroken, match=reason):
        read_entries([tmp_path])


def test_a_file_with_a_strange_name_is_named(tmp_path: Path) -> None:
    add(tmp_path)
    (tmp_path / "kopi af 000001.json").write_text("{}")
    with pytest.raises(JournalBroken, match="kopi af 000001"):
        read_entries([tmp_path])
    assert "kopi af 000001" in verify_chain(tmp_path)[0]


def test_nothing_is_chained_to_a_broken_entry(tmp_path: Path) -> None:
    entry = add(tmp_path)
    (tmp_path / f"{entry.id}.json").write_bytes(b"{")
    with pytest.raises(JournalBroken):
        add(tmp_path, minutes=1)
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_a_half_written_file_left_by_a_crash_is_no_entry(tmp_path: Path) -> None:
    entry = add(tmp_path)
    (tmp_path / ".000002-0123456789ab.json.new").write_bytes(b'{"format"')
    assert read_entries([tmp_path]) == (entry,)
    add(tmp_path, minutes=1)
    assert verify_chain(tmp_path) == ()


WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from kpi.journal import add_entry
from kpi.model.journal import Comment
for n in range(10):
    statement = Comment("k", "c", "2016-12", f"{sys.argv[2]} {n}")
    add_entry(Path(sys.argv[1]), statement, applies_on=date(2017, 1, 1), by=sys.argv[2], now=datetime.now(UTC))
"""


def test_writers_at_the_same_time_write_one_after_the_other(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), f"skriver {n}"], cwd=ROOT) for n in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0] * 4
    texts = [entry.statement.text for entry in read_entries([tmp_path]) if isinstance(entry.statement, Comment)]
    assert sorted(texts) == sorted(f"skriver {w} {n}" for w in range(4) for n in range(10))
    assert verify_chain(tmp_path) == ()
