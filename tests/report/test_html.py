"""The report stands alone: one file, nothing loaded, nothing run, every criterion in it, made-up figures marked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import pytest

from kpi.analysis.judged import judge
from kpi.analysis.since import looked_back_to
from kpi.definitions import read_definitions
from kpi.followup.criterion import criterion_view
from kpi.followup.scorecard import scorecard
from kpi.installation import read_installation
from kpi.kept.build import build_if_needed
from kpi.model.folder import DataFolder
from kpi.model.views.criterion import CommentLine, CriterionView
from kpi.model.views.scorecard import Scorecard
from kpi.report.html import report_html
from kpi.report.scorecard import scorecard_figures, scorecard_table
from kpi.texts.statuses import EXAMPLE

ROOT = Path(__file__).resolve().parents[2]
CONTRACT, DAY = "silkeborg-jobkompagniet-2017", date(2017, 1, 25)


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scorecard, tuple[CriterionView, ...]]:
    folder = DataFolder(tmp_path_factory.mktemp("installation"), ROOT / "data")
    definitions = read_definitions(folder)
    build_if_needed(folder, definitions)
    here = read_installation(folder, definitions)
    now = judge(here, CONTRACT, DAY)
    criteria = tuple(criterion_view(now, result.criterion.id) for result in now.results)
    found = scorecard(now, judge(here, CONTRACT, looked_back_to(now))), criteria
    here.store.close()
    return found


def test_holds_every_criterion_and_its_verdict(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    text = report_html(*views, version="1.0").decode()
    for view in views[1]:
        assert escape(view.verdict) in text
        assert escape(view.title) in text


def test_loads_and_runs_nothing(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    text = report_html(*views, version="1.0").decode()
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\burl\(|@import|\bsrc=|\son\w+=", text)
    assert set(re.findall(r"https?://[^\"'<> )]+", text)) <= {"http://www.w3.org/2000/svg"} | set(
        re.findall(r"https?://[^\"'<> )]+", views[0].contract.source)
    )


def test_prints_on_paper(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    text = report_html(*views, version="1.0").decode()
    assert "@page{size:A4" in text
    assert '<html lang="da">' in text


def test_the_figures_behind_the_charts_stand_last_and_once_a_criterion(
    views: tuple[Scorecard, tuple[CriterionView, ...]],
) -> None:
    criteria, figures = report_html(*views, version="1.0").decode().split('<section class="figures">')
    tables = [{part.table for part in view.requirements if part.table is not None} for view in views[1]]
    assert "kpi-table" not in criteria.split("</style>")[1]
    assert figures.count('class="kpi-table"') == sum(map(len, tables))


def test_made_up_figures_are_marked(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    card, criteria = views
    text = report_html(card, criteria, version="1.0").decode()
    assert EXAMPLE in text.split("</h1>")[0].split("<h1>")[1]
    for view in criteria:
        section = text.split(f"<h2>{escape(view.title)}")[1].split("</h2>")[0]
        assert (EXAMPLE in section) == view.example


def test_what_people_wrote_is_text(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    bad = "<script>alert(1)</script> **fed** [x](http://ond.dk)\n\n=1+1"
    view = replace(views[1][0], comments=(CommentLine("dec. 2016", bad, False),))
    text = report_html(views[0], (view,), version="1.0").decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **fed** [x](http://ond.dk)<br><br>=1+1" in text


def test_board_has_one_line_a_criterion_and_links_only_on_screen(
    views: tuple[Scorecard, tuple[CriterionView, ...]],
) -> None:
    card, criteria = views
    paper = scorecard_table("Alle", card.goals, None)
    screen = scorecard_table("Alle", card.goals, lambda line: f"x?kriterium={line.criterion}&a=b")
    assert paper.count('class="kpi-line"') == screen.count("<a ") == len(criteria)
    assert "<a " not in paper
    assert "&amp;a=b" in screen
    assert "\n" not in screen, "a blank line would end the HTML on the page"


def test_downloaded_lines_are_those_shown(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    card, criteria = views
    assert len(scorecard_figures(card).rows) == len(criteria)
    assert scorecard_figures(card).example is card.example


def test_the_same_day_gives_the_same_report(views: tuple[Scorecard, tuple[CriterionView, ...]]) -> None:
    assert report_html(*views, version="1.0") == report_html(*views, version="1.0")
