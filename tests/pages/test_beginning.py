"""The first page of a folder that has no contract says how one is made; as soon as there is one, the board opens."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

from kpi.cli import main
from kpi.texts.screens import first
from kpi.ui.pages import Page
from tests.pages.conftest import Open, shown
from tests.pages.test_every_page import opened_well


def test_a_folder_without_contracts_says_what_to_write(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "vores aftaler"
    (folder / "contracts").mkdir(parents=True)
    for page in (Page.CONTRACTS, Page.OVERVIEW):
        app = open_page(folder, page.address)
        text = opened_well(app)
        assert first.TITLE in text
        assert f"Der er ingen aftaler i mappen {folder} endnu." in text
        begin, move = [block.value for block in app.code if "kpi" in block.value]
        year = str(date.today().year)
        assert shlex.split(begin) == ["python3", "-m", "kpi", "new", "Silkeborg", year, str(folder)]
        assert shlex.split(move)[:6] == ["python3", "-m", "kpi", "--data", str(folder), "new"]
    assert main(shlex.split(begin)[3:]) == 0
    text = opened_well(open_page(folder, Page.CONTRACTS.address))
    assert f"Silkeborg {year}" in text
    assert "Der er ingen aftaler" not in text


def test_every_page_opens_on_a_contract_that_is_not_filled_in(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "vores"
    assert main(["new", "Fanø", "2027", str(folder)]) == 0
    for page in Page:
        opened_well(open_page(folder, page.address))
    assert "Udfyld: målets navn" in shown(open_page(folder, Page.CONTRACT.address))
