"""`kpi check` asks what a good colleague would ask; the contract can be used as it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of
from kpi.model.contract import Owners
from kpi.model.definitions import Caution
from kpi.model.folder import DataFolder
from tests.definitions.conftest import CONTRACT

AT = "goal[1].criterion[1].target[1]"
QUOTE = "Antal er reduceret med 63."
RULE = 'at_most = { baseline = "2015-12", minus = 63 }'
YEAR = 'quote = ["Antal er reduceret med 63 siden 2015."]'


def spoilt(*changes: tuple[str, str]) -> str:
    contract = CONTRACT.replace(f'quote = ["{QUOTE}"]', YEAR)
    for before, after in changes:
        assert before in contract
        contract = contract.replace(before, after)
    return contract


def asked(folder: Callable[..., DataFolder], *changes: tuple[str, str]) -> tuple[Caution, ...]:
    read = folder(contract=spoilt(*changes))
    assert check_definitions(read) == ()
    return cautions_of(read_definitions(read))


def rate(rule: str, quote: str, note: str = "") -> list[tuple[str, str]]:
    changes = [('indicator = "sygedagpenge"', 'indicator = "ledighed"'), (RULE, rule), (YEAR, f'quote = ["{quote}"]')]
    return [*changes, ('title = "63 færre"', f'title = "Ledighed"\n  note = "{note}"')]


def test_en_klar_aftale_giver_ingen_spoergsmaal(folder: Callable[..., DataFolder]) -> None:
    assert asked(folder) == ()


CASES = {
    "over, men det samme er nok": (rate("at_most = 5", "Ledigheden er under 5 pct."), "«under»", "below"),
    "højst, men det samme er ikke nok": (rate("below = 5", "Ledigheden er højst 5 pct."), "«højst»", "at_most"),
    "lavere end": (rate("at_most = 5", "Ledigheden er lavere end 5 pct."), "«lavere end»", "below"),
    "udgangspunktets år": ([(YEAR, f'quote = ["{QUOTE}"]')], "2015", "note"),
    "to befolkninger": (
        [
            (RULE, 'at_most = 5\npopulation = "a"\nbaseline = { period = "2015-12", value = 9, population = "b" }'),
            (YEAR, 'quote = ["Antal er højst 5 mod 9 i december 2015."]'),
        ],
        "«a», men udgangspunktet «b»",
        "population",
    ),
    "over 5 og over 52 uger": (
        rate("at_most = 5", "Sager over 5 uger ned til 5 pct.; sager over 52 uger følges."),
        "«over 5 uger» og «over 52 uger»",
        "note",
    ),
    "antal, men en rate": (
        rate("rank = { peer_group = 'begge', best_fraction = '1/2' }", "Antallet af ledige er i den laveste halvdel."),
        "en rate",
        "note",
    ),
    "to krav til det samme": (
        [
            (RULE, f'{RULE}\n[[goal.criterion.target]]\nindicator = "sygedagpenge"\ndue = "2017-12"\nat_most = 5'),
            (YEAR, 'quote = ["Antal er reduceret med 63 siden 2015, til højst 5."]'),
        ],
        "hver sit krav",
        "note",
    ),
    "perioden før, som ingen nævner": (
        rate('below = { earlier = "year" }', "Ledigheden skal falde."),
        "perioden før",
        "note",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_det_uklare_naevnes_med_sted_og_raad(case: str, folder: Callable[..., DataFolder]) -> None:
    changes, text, remedy = CASES[case]
    (found,) = asked(folder, *changes)
    assert (found.file, found.key.startswith("goal[1].criterion[1].target[")) == ("contracts/proeve.toml", True)
    assert text in found.text
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("rule", "quote", "note"),
    [
        ("at_most = 5", "Ledigheden er under 5 pct.", "«Under» læses som højst 5."),
        ("at_most = 5", "Sager over 5 uger ned til 5 pct.; over 52 uger følges.", "Både over 5 uger og over 52 uger …"),
        ("at_most = 5", "Ledigheden er ikke over 5 pct.", ""),
        ('below = { earlier = "year" }', "Ledigheden skal falde.", "Holdt op mod året før."),
        ('below = { earlier = "year" }', "Ledigheden er lavere end i samme måned sidste år.", ""),
        ('below = { earlier = "year" }', "Ledigheden er lavere end i samme kvartal året før.", ""),
        ("below = { previous = true }", "Ledigheden er lavere end ved seneste måling.", ""),
        ("at_most = 5", "Ledigheden er højst 5 pr. 100.000 indbyggere.", ""),
    ],
)  # fmt: skip
def test_det_der_er_sagt_i_note_spoerges_der_ikke_om(
    rule: str, quote: str, note: str, folder: Callable[..., DataFolder]
) -> None:
    assert asked(folder, *rate(rule, quote, note)) == ()


def test_to_krav_der_holdes_op_mod_hver_sit_modsiger_ikke_hinanden(folder: Callable[..., DataFolder]) -> None:
    both = 'at_most = 5\n[[goal.criterion.target]]\nindicator = "ledighed"\ndue = "2017-12"\nbelow = { area = "000" }'
    assert asked(folder, *rate(both, "Ledigheden er højst 5 pct. og lavere end landets.")) == ()


OWNER = 'owner = "teamlederen"'


def test_en_aftale_uden_ansvarlig_spoerges_der_til_en_gang(folder: Callable[..., DataFolder]) -> None:
    (found,) = asked(folder, (OWNER, ""))
    assert (found.key, found.criterion) == ("", "")
    assert found.text == "Aftalen siger ikke, hvem der er ansvarlig for noget succeskriterium."
    assert "owner_note" in found.remedy


SECOND = """
  [[goal.criterion]]
  id = "k2"
  title = "Andet"
  quote = ["Der vedtages en strategi i 2017."]
  owner = "chefen"
    [[goal.criterion.milestone]]
    due = "2017"
"""


def test_mangler_nogle_en_ansvarlig_naevnes_de(folder: Callable[..., DataFolder]) -> None:
    (found,) = asked(folder, (OWNER, ""), ("minus = 63 }", f"minus = 63 }}{SECOND}"))
    assert found.text == "Aftalen siger ikke, hvem der er ansvarlig for k1."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OWNER, 'owner_note = "aftalen nævner ingen"'),
        ('origin = "fælles"', 'origin = "fælles"\nowner = "afdelingslederen"'),
        ('id = "k1"', 'id = "k1"\n  owner = "afdelingslederen"\n  deputy = "faglig koordinator"'),
    ],
)
def test_en_ansvarlig_paa_et_hvilket_som_helst_trin_eller_en_note_er_nok(
    before: str, after: str, folder: Callable[..., DataFolder]
) -> None:
    kept = [(OWNER, "")] if before != OWNER else []
    assert asked(folder, *kept, (before, after)) == ()


def test_den_naermeste_ansvarlige_gaelder_og_stedfortraederen_for_sig(folder: Callable[..., DataFolder]) -> None:
    contract = spoilt(
        (OWNER, f'{OWNER}\ndeputy = "koordinatoren"'), ('id = "k1"', 'id = "k1"\n  owner = "afdelingslederen"')
    )
    read = read_definitions(folder(contract=contract)).contracts["proeve"]
    goal, criterion = read.criterion("k1")
    assert read.owners_of(goal, criterion) == Owners("afdelingslederen", "koordinatoren")


def test_baade_en_ansvarlig_og_en_grund_til_ingen_er_en_fejl(folder: Callable[..., DataFolder]) -> None:
    (found,) = check_definitions(folder(contract=spoilt((OWNER, f'{OWNER}\nowner_note = "aftalen nævner ingen"'))))
    assert found.key == "owner_note"
