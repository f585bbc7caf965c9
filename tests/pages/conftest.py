"""A dashboard to test pages in: the shipped contracts and figures, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import local_user
from kpi.definitions import read_definitions
from kpi.kept.build import build_if_needed
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.receive import Consent, Submission, receive_file
from kpi.ui.pages import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.address: page.script for page in Page}
Open = Callable[..., AppTest]


def folder(root: Path) -> DataFolder:
    return DataFolder(root, ROOT / "data")


def emptied(root: Path) -> Path:
    """An installation with every contract and no figure, shipped or made up."""
    for name in ("deliveries", "examples"):
        (root / name).mkdir()
    return root


@pytest.fixture(autouse=True)
def _what_is_run_stays() -> Iterator[None]:
    """A page that is tried takes the place of what is run, and a process begun later would begin with it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once; nothing is written to it."""
    root = tmp_path_factory.mktemp("installation")
    build_if_needed(folder(root), read_definitions(folder(root)))
    return root


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return emptied(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def baselines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract's starting points are known, and nothing after them."""
    root = emptied(tmp_path_factory.mktemp("baselines"))
    lines = [
        "indikator;kommune;periode;værdi;enhed",
        "fuldtidspersoner_uddannelseshjaelp;Silkeborg;2015-12;402;fuldtidspersoner",
        "fuldtidspersoner_sygedagpenge;Silkeborg;2015-12;812;fuldtidspersoner",
    ]
    here = folder(root)
    handed_in = Submission(
        "\n".join(lines).encode(), "start.csv", local_user("prøve"), datetime(2026, 11, 22, tzinfo=UTC),
        source="jobindsats", published_on=date(2016, 1, 20),
    )  # fmt: skip
    report = receive_file(here, read_definitions(here), handed_in, Consent(all_warnings=True))
    assert report.outcome is Outcome.STORED, report
    return root


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of an installation as its address would: the pages are known after the first run only."""

    def open_it(root: Path, page: str, **address: str) -> AppTest:
        monkeypatch.setenv("KPI_DATA", str(root))
        app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60).run()
        app.query_params.clear()
        for name, value in address.items():
            app.query_params[name.replace("_", "-")] = value
        return app.switch_page(PAGES[page]).run()

    return open_it


def shown(app: AppTest) -> str:
    """Every word of ours on the page, as HTML."""
    parts = [*app.markdown, *app.info, *app.warning, *app.error, *app.success, *app.header, *app.text]
    return "\n".join(str(part.value) for part in parts)
