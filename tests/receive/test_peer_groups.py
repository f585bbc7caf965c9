"""A group is written in once, with its source; what waited for it is decided at once, and undone with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.analysis.judged import judge
from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.own_groups import own_groups
from kpi.followup.criterion import criterion_view
from kpi.followup.groups import group_editor
from kpi.installation import read_installation
from kpi.journal import read_entries, verify_chain
from kpi.kept.build import build_if_needed
from kpi.model.delivery import Outcome
from kpi.model.evaluation import Status
from kpi.model.folder import DataFolder
from kpi.model.journal import PeerGroupGiven
from kpi.receive import Consent, Submission, receive_file
from kpi.receive.peer_groups import GroupRefused, WrittenGroup, save_peer_group, withdraw_peer_group

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SOMEBODY = local_user("konsulent")
CONTRACT = "varde-borger-og-arbejdsmarked-2015"
SPRING = date(2016, 3, 1)
CLUSTER = WrittenGroup(
    "kontanthjaelpsklyngen", "Kontanthjælpsklyngen", "Prøve: medlemmerne er fundet på", "kontanthjælp",
    ("573", "530", "561", "563", "575", "580"), date(2014, 1, 1), None,
)  # fmt: skip
NEIGHBOURS = WrittenGroup(
    "varde-sammenligning", "Naboer", "Prøve: medlemmerne er fundet på", "", ("530", "561", "563"), None, None
)
LONG_TERM = {"573": 45, "530": 55, "561": 75, "563": 70, "575": 40, "580": 95}
"""Of 50.000 inhabitants."""
DIGITAL = {"573": "91", "530": "90", "561": "88", "563": "92"}


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """The shipped contracts, no shipped figures, and a few made-up ones of made-up peers."""
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    here = DataFolder(tmp_path, ROOT / "data")
    lines = ["indikator;kommune;periode;værdi;enhed;kvalitet;tæller;nævner"]
    for area, n in LONG_TERM.items():
        lines += [
            f"langtidsledige_kontanthjaelp_pr_1000;{area};2015-12;{_danish(n)};pr. 1.000;endelig;{n};50000",
            f"langtidsledige_kontanthjaelp;{area};2015-12;{n};fuldtidspersoner;endelig;;",
            f"folketal;{area};2015-12;50000;personer;endelig;;",
        ]
    lines += [f"andel_digitale_borgere;{a};2015;{v};pct;endelig;;" for a, v in DIGITAL.items()]
    handed_in = Submission(
        "\n".join(lines).encode(), "proeve.csv", SOMEBODY, NOW, source="eksempeltal", published_on=date(2016, 2, 1)
    )
    report = receive_file(here, read_definitions(here), handed_in, Consent(all_warnings=True))
    assert report.outcome is Outcome.STORED, report
    return here


def _danish(events: int) -> str:
    return f"{events / 50:.2f}".replace(".", ",")


def status(folder: DataFolder, criterion: str) -> tuple[Status, str]:
    definitions = read_definitions(folder)
    build_if_needed(folder, definitions)
    view = criterion_view(judge(read_installation(folder, definitions), CONTRACT, SPRING), criterion)
    return view.badge.status, view.verdict


def save(folder: DataFolder, given: WrittenGroup) -> str:
    return save_peer_group(folder, given, by=SOMEBODY, now=NOW)


def test_a_rank_in_a_cluster_is_decided_when_its_members_are_given_and_not_after_they_are_withdrawn(
    folder: DataFolder,
) -> None:
    assert status(folder, "v16b")[0] is Status.UNDECIDABLE
    save(folder, CLUSTER)
    decided, sentence = status(folder, "v16b")
    assert decided is Status.MET
    assert "nr. 2 af 6" in sentence
    withdraw_peer_group(folder, "kontanthjaelpsklyngen", reason="Forkert liste", by=SOMEBODY, now=NOW)
    assert status(folder, "v16b")[0] is Status.UNDECIDABLE


def test_higher_than_those_we_compare_with_is_decided_by_their_plain_mean(folder: DataFolder) -> None:
    assert status(folder, "v8b")[0] is Status.UNDECIDABLE
    save(folder, NEIGHBOURS)
    assert status(folder, "v8b")[0] is Status.MET


def test_a_group_that_the_municipality_is_not_in_when_the_criterion_is_due_is_refused(folder: DataFolder) -> None:
    with pytest.raises(GroupRefused, match="Kommunen 573 er ikke med i «kontanthjaelpsklyngen» ved fristen"):
        save(folder, replace(CLUSTER, valid_from=date(2016, 1, 1)))


def test_the_journal_says_who_wrote_the_group_and_keeps_it_after_it_is_withdrawn(folder: DataFolder) -> None:
    save(folder, CLUSTER)
    (entry,) = read_entries(folder.journals)
    assert isinstance(entry.statement, PeerGroupGiven)
    assert (entry.by, entry.applies_on) == ("konsulent", date(2026, 11, 22))
    assert entry.statement.members.startswith("530(2014-01-01..) 561(2014-01-01..)")
    withdraw_peer_group(folder, "kontanthjaelpsklyngen", reason="Forkert liste", by=SOMEBODY, now=NOW)
    view = group_editor(read_definitions(folder), own_groups(folder.own_peer_groups), read_entries(folder.journals))
    (line,) = view.own
    assert line.title == "Kontanthjælpsklyngen · klynge for kontanthjælp"
    assert line.text == (
        "6 kommuner: Billund, Esbjerg, Fanø, Varde, Vejen og Aabenraa, fra 1. januar 2014. "
        "Kilde: Prøve: medlemmerne er fundet på."
    )
    assert line.given == "skrevet ind 22. november 2026 af konsulent"
    assert line.withdrawn == "trukket tilbage 22. november 2026 af konsulent: Forkert liste"
    assert [one.id for one in view.needed] == ["varde-sammenligning", "kontanthjaelpsklyngen"]
    assert verify_chain(folder.journals[-1]) == ()


def test_a_group_can_be_written_in_again_after_it_was_withdrawn(folder: DataFolder) -> None:
    save(folder, CLUSTER)
    withdraw_peer_group(folder, "kontanthjaelpsklyngen", reason="Forkert liste", by=SOMEBODY, now=NOW)
    save(folder, replace(CLUSTER, members=("573", "530", "561")))
    assert len(read_definitions(folder).peer_groups["kontanthjaelpsklyngen"].members or ()) == 3


def test_a_new_group_is_named_after_its_title(folder: DataFolder) -> None:
    assert save(folder, replace(NEIGHBOURS, id="", title="Ærø, Ø & Å 2015")) == "aeroe-oe-aa-2015"
    assert check_definitions(folder) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": " "}, "Skriv kilden"),
        ({"title": ""}, "Giv gruppen et navn"),
        ({"title": "!!", "id": ""}, "bogstaver eller tal"),
        ({"members": ()}, "Vælg de kommuner"),
        ({"members": ("999",)}, "Området «999» er ikke oprettet"),
        ({"valid_to": date(2013, 1, 1)}, "holder op med at gælde, før den begynder"),
        ({"source": "010203-1234"}, "cpr-nummer"),
        ({"id": "", "title": "Landsdel Fyn"}, "findes i forvejen"),
        ({"id": "alle-kommuner"}, "findes i forvejen"),
    ],
)
def test_a_group_that_is_wrong_is_refused_and_nothing_is_kept(
    folder: DataFolder, change: dict[str, object], said: str
) -> None:
    with pytest.raises(GroupRefused, match=said):
        save(folder, replace(CLUSTER, **change))
    assert not folder.own_peer_groups.exists()
    assert read_entries(folder.journals) == ()


def test_a_group_is_written_in_once(folder: DataFolder) -> None:
    save(folder, CLUSTER)
    with pytest.raises(GroupRefused, match="allerede en gruppe"):
        save(folder, CLUSTER)


def test_a_withdrawal_needs_a_reason_and_a_group_that_was_written_in_here(folder: DataFolder) -> None:
    save(folder, CLUSTER)
    with pytest.raises(GroupRefused, match="Skriv, hvorfor"):
        withdraw_peer_group(folder, "kontanthjaelpsklyngen", reason=" ", by=SOMEBODY, now=NOW)
    with pytest.raises(GroupRefused, match="ikke skrevet ind her"):
        withdraw_peer_group(folder, "alle-kommuner", reason="Forkert", by=SOMEBODY, now=NOW)


def test_a_group_that_a_contract_of_this_installation_names_cannot_be_withdrawn(folder: DataFolder) -> None:
    group = save(folder, replace(NEIGHBOURS, id="", title="Egne naboer"))
    contracts = folder.root / "contracts"
    contracts.mkdir()
    text = (ROOT / "data" / "contracts" / f"{CONTRACT}.toml").read_text(encoding="utf-8")
    (contracts / f"{CONTRACT}.toml").write_text(text.replace('"varde-sammenligning"', f'"{group}"'), encoding="utf-8")
    with pytest.raises(GroupRefused, match="egne-naboer"):
        withdraw_peer_group(folder, group, reason="Forkert", by=SOMEBODY, now=NOW)
    assert check_definitions(folder) == ()


def test_only_somebody_who_may_write_can_write_a_group_in(folder: DataFolder) -> None:
    with pytest.raises(NotAllowed):
        save_peer_group(folder, CLUSTER, by=User("gæst", Role.VIEWER), now=NOW)


def test_words_with_quotation_marks_and_signs_are_read_back_letter_for_letter(folder: DataFolder) -> None:
    source = 'Notat "klynger" \\ 3. udgave\t[peer_group] # ikke kommentar \x7f'
    save(folder, replace(CLUSTER, source=source))
    assert read_definitions(folder).peer_groups["kontanthjaelpsklyngen"].source == source


def test_a_broken_file_of_own_groups_is_named_with_its_remedy(folder: DataFolder) -> None:
    folder.own_peer_groups.write_text('[[peer_group]]\nid = "x"\n', encoding="utf-8")
    problems = check_definitions(folder)
    assert {problem.file for problem in problems} == {"local/peer_groups.toml"}
