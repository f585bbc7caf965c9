"""A file from its bytes to figures that can be seen, figures typed in, and the way back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.journal import read_entries
from kpi.kept.build import build_if_needed
from kpi.model.delivery import ImportReport, Outcome
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.receive import (
    ChangeRefused,
    Consent,
    Submission,
    TypedFigure,
    receive_file,
    receive_typed,
    withdraw_delivery,
)
from kpi.store import Store, WriteFailed
from kpi.texts import imports as words
from tests.store.given import DEFINITIONS, FOREVER, SILKEBORG, day, folder_in

USER = local_user("Åse Prøve")
NOW = datetime(2016, 1, 22, 9, 0, tzinfo=UTC)
ALL = Consent(all_warnings=True)
HEADING = "indikator;kommune;periode;værdi;enhed"
DECEMBER = (
    f"{HEADING}\nsygedagpenge;Silkeborg;2015-12;402;fuldtidspersoner\nsygedagpenge;Varde;2015-12;190;fuldtidspersoner\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return folder_in(tmp_path)


def receive(folder: DataFolder, text: str, later: int = 0, **how: Any) -> ImportReport:
    """Received `later` days after NOW."""
    consent = Consent(how.pop("accept_warnings", False), how.pop("ticked", frozenset()))
    dry_run = how.pop("dry_run", False)
    handed_in = Submission(text.encode(), "tal.csv", USER, NOW + timedelta(days=later), **how)
    return receive_file(folder, DEFINITIONS, handed_in, consent, dry_run=dry_run)


def typed(value: str, **how: Any) -> TypedFigure:
    given: dict[str, Any] = {
        "indicator": "sygedagpenge",
        "area": SILKEBORG,
        "period": Period.parse("2015-12"),
        "value": value,
        "numerator": "",
        "denominator": "",
        "quality": Quality.UNSTATED,
        "comment": "",
        "seen": "",
    }
    return TypedFigure(**given | how)


def enter(folder: DataFolder, *figures: TypedFigure, later: int = 0, accept: bool = False) -> ImportReport:
    now = NOW + timedelta(days=later)
    return receive_typed(folder, DEFINITIONS, figures, by=USER, now=now, accept_warnings=accept)


def values(folder: DataFolder, name: str = "sygedagpenge", as_of: date = FOREVER) -> dict[str, Decimal | None]:
    series = Store(folder.store).series(name, SILKEBORG, as_of)
    return {} if series is None else {str(o.period): o.value for o in series.observations}


def kept(folder: DataFolder) -> list[str]:
    root = folder.deliveries[-1]
    return sorted(f"{path.parent.name}/{path.name}" for path in root.glob("*/*/"))


def test_a_file_is_kept_and_its_figures_can_be_seen(folder: DataFolder) -> None:
    report = receive(folder, DECEMBER)
    assert (report.outcome, report.new, report.revised, report.reason) == (Outcome.STORED, 2, (), "")
    assert kept(folder) == [report.delivery]
    assert values(folder) == {"2015-12": Decimal(402)}
    (delivery,) = Store(folder.store).deliveries()
    assert (delivery.source, delivery.by, delivery.file_name) == ("jobindsats", "Åse Prøve", "tal.csv")
    assert (folder.deliveries[-1] / report.delivery / "original.csv").read_bytes() == DECEMBER.encode()


def test_a_dry_run_says_the_same_and_keeps_nothing(folder: DataFolder) -> None:
    report = receive(folder, DECEMBER, dry_run=True)
    assert (report.outcome, report.dry_run, report.new, report.delivery) == (Outcome.STORED, True, 2, "")
    assert kept(folder) == []
    assert values(folder) == {}


def test_the_same_file_again_is_met_with_the_day_it_was_received(folder: DataFolder) -> None:
    first = receive(folder, DECEMBER)
    again = receive(folder, DECEMBER, later=3)
    assert (again.outcome, again.delivery, again.unchanged) == (Outcome.UNCHANGED, first.delivery, 2)
    assert "22-01-2016" in again.reason
    assert len(kept(folder)) == 1


def test_other_bytes_with_the_same_figures_change_nothing(folder: DataFolder) -> None:
    receive(folder, DECEMBER)
    again = receive(folder, DECEMBER + "\n\n", later=3)
    assert (again.outcome, again.unchanged) == (Outcome.UNCHANGED, 2)
    assert len(kept(folder)) == 1


def test_a_revision_is_named_from_and_to_and_becomes_a_new_vintage(folder: DataFolder) -> None:
    receive(folder, DECEMBER)
    report = receive(folder, DECEMBER.replace("402", "405"), later=30)
    assert [(r.before, r.after) for r in report.revised] == [(Decimal(402), Decimal(405))]
    assert (report.new, report.unchanged) == (0, 1)
    assert values(folder, as_of=day("2016-02-20")) == {"2015-12": Decimal(402)}
    assert values(folder) == {"2015-12": Decimal(405)}


def test_the_name_of_a_typed_delivery_cannot_be_worked_out_from_its_figures(tmp_path: Path) -> None:
    """Who knows the rest of a typed row could else try 0, 1 and 2, and see which one has the delivery's SHA-256."""
    one, other = (enter(folder_in(tmp_path / name), typed("2")).delivery for name in ("one", "other"))
    assert one != other
    assert values(folder_in(tmp_path / "one")) == values(folder_in(tmp_path / "other"))


@pytest.mark.parametrize(("after", "told"), [("7", ("under 3", "7")), ("1", ("under 3", "under 3"))])
def test_an_own_small_count_is_not_told_to_whoever_revises_it(
    folder: DataFolder, after: str, told: tuple[str, str]
) -> None:
    indicator = DEFINITIONS.indicators["sygedagpenge"]
    definitions = replace(DEFINITIONS, indicators={indicator.id: replace(indicator, persons=True)})
    now = [NOW + timedelta(days=place) for place in range(2)]
    receive_typed(folder, definitions, [typed("2")], by=USER, now=now[0], accept_warnings=True)
    text = f"{HEADING}\nsygedagpenge;Silkeborg;2015-12;{after};fuldtidspersoner\n"
    handed_in = Submission(text.encode(), "tal.csv", USER, now[1], source="indtastet")
    report = receive_file(folder, definitions, handed_in, ALL, dry_run=True)
    assert [words.values(one, indicator) for one in report.revised] == [told]
    assert [words.size(one, indicator) for one in report.revised] == [""]
    assert "2" not in str([(one.before, one.after) for one in report.revised])


def test_refused_rows_are_named_and_do_not_block_the_others(folder: DataFolder) -> None:
    report = receive(folder, DECEMBER + "sygedagpenge;Vrade;2015-12;7;fuldtidspersoner\n")
    assert (report.outcome, report.new) == (Outcome.STORED, 2)
    assert [issue.line for issue in report.refused_rows] == [4]
    assert Store(folder.store).deliveries()[0].refused == 1


def test_a_file_with_refused_rows_only_is_refused(folder: DataFolder) -> None:
    report = receive(folder, f"{HEADING}\nsygedagpenge;Vrade;2015-12;7;fuldtidspersoner\n")
    assert (report.outcome, len(report.refused_rows), report.needs_ticking) == (Outcome.REFUSED, 1, False)
    assert kept(folder) == []


def test_warnings_block_until_they_are_accepted_and_are_kept_with_the_delivery(folder: DataFolder) -> None:
    odd = DECEMBER + "sygedagpenge;Varde;2015-12;190;fuldtidspersoner\n"
    report = receive(folder, odd)
    assert (report.outcome, report.needs_ticking, len(report.warnings)) == (Outcome.REFUSED, True, 1)
    assert kept(folder) == []
    accepted = receive(folder, odd, accept_warnings=True)
    assert (accepted.outcome, accepted.needs_ticking) == (Outcome.STORED, False)
    assert Store(folder.store).deliveries()[0].warnings == 1


def test_a_file_older_than_what_is_stored_needs_its_day_of_publication(folder: DataFolder) -> None:
    january = DECEMBER.replace("402", "405") + "sygedagpenge;Silkeborg;2016-01;410;fuldtidspersoner\n"
    receive(folder, january, later=30, accept_warnings=True)
    refused = receive(folder, DECEMBER, later=31, accept_warnings=True)
    assert refused.outcome is Outcome.REFUSED
    assert "offentliggjort" in refused.reason
    stored = receive(folder, DECEMBER, later=31, accept_warnings=True, published_on=day("2016-01-21"))
    assert (stored.outcome, stored.earlier) == (Outcome.STORED, 2)
    assert values(folder, as_of=day("2016-01-25")) == {"2015-12": Decimal(402)}
    assert values(folder)["2015-12"] == Decimal(405)


def test_a_cpr_number_stops_the_file_and_is_repeated_nowhere(folder: DataFolder) -> None:
    number = "010190-1234"
    report = receive(folder, DECEMBER.replace("Varde", f"Varde {number}"))
    in_name = receive_file(folder, DEFINITIONS, Submission(DECEMBER.encode(), f"{number}.csv", USER, NOW), ALL)
    in_note = receive(folder, DECEMBER, note=f"om {number}")
    assert {one.outcome for one in (report, in_name, in_note)} == {Outcome.REFUSED}
    assert not any(number in repr(one) for one in (report, in_name, in_note))
    assert kept(folder) == []


def test_an_unknown_source_and_a_future_publication_are_refused(folder: DataFolder) -> None:
    assert "kendes ikke" in receive(folder, DECEMBER, source="../../etc").reason
    assert "fremtiden" in receive(folder, DECEMBER, published_on=day("2016-01-23")).reason
    assert kept(folder) == []


def test_an_old_series_can_be_loaded_with_the_usual_delay_as_its_publication(folder: DataFolder) -> None:
    receive(folder, DECEMBER, later=300, assume_usual_delay=True)
    assert values(folder, as_of=day("2016-01-20")) == {}
    assert values(folder, as_of=day("2016-01-21")) == {"2015-12": Decimal(402)}


def test_an_assumed_day_before_what_is_stored_is_an_earlier_vintage(folder: DataFolder) -> None:
    receive(folder, DECEMBER, later=30)
    again = receive(folder, DECEMBER.replace("402", "400"), later=300, assume_usual_delay=True)
    assert (again.outcome, again.earlier, again.revised) == (Outcome.STORED, 2, ())
    assert values(folder) == {"2015-12": Decimal(402)}
    assert values(folder, as_of=day("2016-01-25")) == {"2015-12": Decimal(400)}


def test_a_real_figure_where_a_made_up_one_stood_is_new_and_needs_no_reason(folder: DataFolder) -> None:
    receive(folder, DECEMBER, source="opdigtet")
    real = receive(folder, DECEMBER.replace("402", "802"), later=1)
    assert (real.outcome, real.new, real.revised) == (Outcome.STORED, 2, ())
    assert values(folder) == {"2015-12": Decimal(802)}
    made_up = receive(folder, DECEMBER.replace("402", "7"), later=2, source="opdigtet", reason="prøve")
    assert len(made_up.revised) == 1


def test_a_large_change_needs_a_reason_where_somebody_can_be_asked(folder: DataFolder) -> None:
    receive(folder, DECEMBER)
    larger = Submission(DECEMBER.replace("402", "802").encode(), "tal.csv", USER, NOW + timedelta(days=30))
    asked = receive_file(folder, DEFINITIONS, larger, ALL)
    assert (asked.outcome, asked.needs_reason, asked.needs_ticking) == (Outcome.REFUSED, True, False)
    assert receive_file(folder, DEFINITIONS, replace(larger, reason=" "), ALL, dry_run=True).needs_reason
    told = receive_file(folder, DEFINITIONS, replace(larger, reason="kilden har rettet"), ALL, dry_run=True)
    nobody = receive_file(folder, DEFINITIONS, larger, replace(ALL, large_changes=True), dry_run=True)
    assert (told.outcome, nobody.outcome) == (Outcome.STORED, Outcome.STORED)
    assert enter(folder, typed("802", seen=kept(folder)[0]), later=30, accept=True).outcome is Outcome.STORED


def test_a_file_that_cannot_be_shown_is_not_kept_either(folder: DataFolder) -> None:
    receive(folder, DECEMBER)
    (folder.store / ".next.duckdb").mkdir()
    (folder.store / ".next.duckdb" / "in the way").touch()
    with pytest.raises(WriteFailed, match="De hidtidige tal vises fortsat"):
        receive(folder, DECEMBER.replace("402", "405"), later=30)
    assert len(kept(folder)) == 1
    assert values(folder) == {"2015-12": Decimal(402)}


def test_a_withdrawn_file_is_gone_and_can_be_received_again(folder: DataFolder) -> None:
    first = receive(folder, DECEMBER)
    withdraw_delivery(folder, DEFINITIONS, first.delivery, reason="Forkert måned", by=USER, now=NOW)
    assert values(folder) == {}
    (entry,) = read_entries(folder.journals)
    assert (entry.statement, entry.by) == (DeliveryWithdrawn(first.delivery, "Forkert måned"), "Åse Prøve")
    again = receive(folder, DECEMBER)
    assert again.outcome is Outcome.STORED
    assert again.delivery != first.delivery
    assert values(folder) == {"2015-12": Decimal(402)}


def test_a_withdrawal_needs_a_delivery_that_stands_and_a_reason_without_a_cpr_number(folder: DataFolder) -> None:
    stored = receive(folder, DECEMBER).delivery
    for delivery, reason in ((stored, " "), (stored, "om 010190-1234"), ("jobindsats/2016-01-22-ffffffffffff", "x")):
        with pytest.raises(ChangeRefused):
            withdraw_delivery(folder, DEFINITIONS, delivery, reason=reason, by=USER, now=NOW)
    withdraw_delivery(folder, DEFINITIONS, stored, reason="Forkert", by=USER, now=NOW)
    with pytest.raises(ChangeRefused, match="allerede trukket tilbage"):
        withdraw_delivery(folder, DEFINITIONS, stored, reason="Forkert", by=USER, now=NOW)
    assert len(read_entries(folder.journals)) == 1


@pytest.mark.parametrize("role", [Role.VIEWER])
def test_a_viewer_changes_nothing(folder: DataFolder, role: Role) -> None:
    viewer = User("Gæst", role)
    with pytest.raises(NotAllowed):
        receive_file(folder, DEFINITIONS, Submission(DECEMBER.encode(), "tal.csv", viewer, NOW), ALL)
    with pytest.raises(NotAllowed):
        receive_typed(folder, DEFINITIONS, [typed("1")], by=viewer, now=NOW, accept_warnings=True)
    with pytest.raises(NotAllowed):
        withdraw_delivery(folder, DEFINITIONS, "x", reason="x", by=viewer, now=NOW)
    assert not folder.local.exists()


# --- typed ---


@pytest.mark.parametrize(
    ("text", "value"),
    [("402", "402"), ("1.234", "1234"), ("1 234,5", "1234.5"), ("12,345", "12.345"), ("0", "0"), ("0,5", "0.5")],
)
def test_typed_numbers_are_danish(folder: DataFolder, text: str, value: str) -> None:
    report = enter(folder, typed(text))
    assert report.outcome is Outcome.STORED
    assert report.delivery.startswith("indtastet/")
    assert values(folder) == {"2015-12": Decimal(value)}


def test_a_typed_share_is_worked_out_from_numerator_and_denominator(folder: DataFolder) -> None:
    report = enter(folder, typed("", indicator="andel", numerator="1", denominator="3", comment='Note;\n"to" =1+1'))
    assert report.outcome is Outcome.STORED
    (observation,) = Store(folder.store).vintages("andel", SILKEBORG, FOREVER)
    assert observation.value == Decimal("33.333333333333")
    assert (observation.numerator, observation.denominator) == (Decimal(1), Decimal(3))
    assert observation.comment == 'Note;\n"to" =1+1'


def test_a_typed_figure_may_say_that_there_is_none(folder: DataFolder) -> None:
    assert enter(folder, typed("", quality=Quality.MISSING)).outcome is Outcome.STORED
    assert values(folder) == {"2015-12": None}


def test_of_typed_figures_all_or_none_are_saved_and_rows_of_the_grid_are_named(folder: DataFolder) -> None:
    report = enter(
        folder,
        typed("402", comment="to\nlinjer"),
        typed("cirka 60", period=Period.parse("2015-11")),
        typed("7", period=Period.parse("2015-10")),
    )
    assert report.outcome is Outcome.REFUSED
    assert [issue.line for issue in report.refused_rows] == [2]
    too_high = enter(folder, typed("402", comment="to\nlinjer"), typed("101", indicator="andel"))
    assert [issue.line for issue in too_high.refused_rows] == [2]
    assert kept(folder) == []


def test_a_typed_figure_can_be_corrected_back_and_forth_on_one_day(folder: DataFolder) -> None:
    seen = ""
    for value in ("402", "403", "402"):
        report = enter(folder, typed(value, seen=seen), later=0)
        assert report.outcome is Outcome.STORED
        seen = report.delivery
        assert values(folder) == {"2015-12": Decimal(value)}
    assert len(kept(folder)) == 3


def test_an_older_month_can_be_corrected_by_typing(folder: DataFolder) -> None:
    first = enter(folder, typed("402"), typed("410", period=Period.parse("2016-01")))
    report = enter(folder, typed("403", seen=first.delivery), later=5)
    assert [(r.before, r.after) for r in report.revised] == [(Decimal(402), Decimal(403))]


def test_a_figure_changed_since_the_grid_was_opened_is_refused_with_both_versions(folder: DataFolder) -> None:
    first = enter(folder, typed("402"))
    enter(folder, typed("403", seen=first.delivery))
    late = enter(folder, typed("404", seen=first.delivery), typed("9", period=Period.parse("2015-11")))
    assert late.outcome is Outcome.REFUSED
    assert [issue.line for issue in late.refused_rows] == [1]
    assert "403" in late.refused_rows[0].text
    assert "404" in late.refused_rows[0].text
    assert values(folder) == {"2015-12": Decimal(403)}


def test_a_cpr_number_in_a_typed_comment_stops_all(folder: DataFolder) -> None:
    report = enter(folder, typed("402", comment="ring til 010190-1234"))
    assert report.outcome is Outcome.REFUSED
    assert "010190" not in repr(report)
    assert kept(folder) == []


def test_a_deleted_store_is_built_again_before_a_file_is_compared(folder: DataFolder) -> None:
    receive(folder, DECEMBER)
    (folder.store / "CURRENT").unlink()
    report = receive(folder, DECEMBER.replace("402", "405"), later=30)
    assert len(report.revised) == 1
    assert not build_if_needed(folder, DEFINITIONS)


def test_an_import_without_a_day_of_publication_says_from_which_day_its_figures_count(folder: DataFolder) -> None:
    tried, stored = receive(folder, DECEMBER, dry_run=True), receive(folder, DECEMBER)
    for report in (tried, stored):
        assert (report.counts_from, report.undated) == (date(2016, 1, 22), 2)
        assert "tæller fra den dag, den er modtaget, 22. januar 2016" in words.counts_from(report)
        assert words.counts_from(report) in words.told(report, DEFINITIONS)
    assert words.GIVE_DAY in words.told(tried, DEFINITIONS)
    assert values(folder, as_of=date(2016, 1, 21)) == {}
    assert values(folder, as_of=date(2016, 1, 22)) == {"2015-12": Decimal(402)}


def test_a_day_given_with_the_file_or_on_every_row_needs_no_saying(folder: DataFolder) -> None:
    assert receive(folder, DECEMBER, dry_run=True, published_on=date(2016, 1, 20)).counts_from is None
    dated = DECEMBER.replace("enhed\n", "enhed;offentliggjort\n").replace("personer\n", "personer;2016-01-20\n")
    assert receive(folder, dated, dry_run=True).counts_from is None
    some = receive(folder, dated.replace(";2016-01-20", ";", 1), dry_run=True)
    assert "1 tal i filen har ingen dag for offentliggørelsen" in words.counts_from(some)
