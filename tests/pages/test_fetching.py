"""Indlæs tal: fetching by a button, where there is no key, and where nobody may be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.receive.fetch import EGRESS_VARIABLE
from kpi.texts.screens import controls, fetching
from tests.pages.conftest import Open, emptied, shown


def opened(open_page: Open, folder: Path) -> AppTest:
    app = open_page(folder, "indlaes", aftale="silkeborg-jobkompagniet-2017")
    app.text_input[0].input("controller")
    return app.button(key=f"FormSubmitter:who-{controls.CONTINUE}").click().run()


def test_without_a_key_the_page_says_how_to_get_one_and_asks_nobody(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBINDSATS_TOKEN", raising=False)
    monkeypatch.delenv(EGRESS_VARIABLE, raising=False)
    app = opened(open_page, emptied(tmp_path))
    assert app.button(key="fetch.jobindsats").disabled
    assert "jobindsats@star.dk" in shown(app)
    assert not app.button(key="fetch.dst").disabled


def test_where_fetching_is_switched_off_every_source_says_so(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(EGRESS_VARIABLE, "1")
    app = opened(open_page, emptied(tmp_path))
    assert app.button(key="fetch.dst").disabled
    assert EGRESS_VARIABLE in shown(app)


def test_every_table_that_is_declared_is_listed_as_never_fetched(open_page: Open, tmp_path: Path) -> None:
    text = shown(opened(open_page, emptied(tmp_path)))
    assert "Y25i01" in text
    assert "AUK01" in text
    assert fetching.NEVER in text


def test_a_failed_try_is_told_with_when_it_was(open_page: Open, tmp_path: Path) -> None:
    noted = emptied(tmp_path) / "local" / "cache" / "dst" / "folk1am_.state.json"
    noted.parent.mkdir(parents=True)
    state = '{"tried_at": "2026-11-20T09:30:00+00:00", "fault": "Kilden svarede ikke."}'
    noted.write_text(state)
    assert "20. nov. 2026 kl. 10.30: Kilden svarede ikke." in shown(opened(open_page, tmp_path))
