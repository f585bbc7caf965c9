"""Indtast tal: saved by «Gem» alone, read strictly, counted at once, taken back by «Fortryd»; no CPR number is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from kpi.journal import read_entries
from kpi.model.journal import ActionUpdate, Assessed, Comment, Estimated, Verdict
from kpi.texts.screens import controls, enter
from kpi.ui import typed
from tests.pages.conftest import Open, emptied, folder, shown

SILKEBORG = "silkeborg-jobkompagniet-2017"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An installation of its own, written to."""
    return emptied(tmp_path)


@pytest.fixture
def page(open_page: Open, own: Path) -> AppTest:
    app = open_page(own, "indtast", aftale=SILKEBORG)
    app.text_input[0].input("teamleder")
    app.button(key="FormSubmitter:who-Fortsæt").click().run()
    return app


def save(app: AppTest, form: str) -> AppTest:
    return app.button(key=f"FormSubmitter:{form}-{enter.SAVE}").click().run()


def values(app: AppTest) -> list[TextInput]:
    """The fields for a value, a field for each missing period."""
    return [field for field in app.text_input if str(field.key).endswith(f".{typed.VALUE}")]


def entries(own: Path) -> tuple[object, ...]:
    return tuple(entry.statement for entry in read_entries(folder(own).journals))


def test_nothing_is_asked_before_one_has_said_who_one_is(open_page: Open, own: Path) -> None:
    app = open_page(own, "indtast", aftale=SILKEBORG)
    assert not app.text_area
    app.button(key="FormSubmitter:who-Fortsæt").click().run()
    assert enter.WHO_MISSING in shown(app)


def test_a_name_is_asked_for_once(page: AppTest) -> None:
    assert "Du skriver som teamleder." in shown(page)
    page.run()
    assert page.text_area


def test_figure_is_counted_and_can_be_taken_back(page: AppTest) -> None:
    rows = len(values(page))
    values(page)[0].input("18,5")
    form = next(button.key for button in page.button if button.key and button.key.startswith("FormSubmitter:figures."))
    page.button(key=form).click().run()
    assert enter.SAVED in shown(page), shown(page)
    assert len(values(page)) == rows - 1
    next(button for button in page.button if button.label == enter.UNDO).click().run()
    assert enter.UNDONE in shown(page)
    assert len(values(page)) == rows


def test_what_is_no_number_is_refused_with_its_period(page: AppTest, own: Path) -> None:
    values(page)[0].input("ca. 60")
    form = next(button.key for button in page.button if button.key and button.key.startswith("FormSubmitter:figures."))
    page.button(key=form).click().run()
    assert "2017: «ca. 60» er ikke et tal" in shown(page)
    assert not list(folder(own).deliveries[-1].glob("*/*/"))


def test_months_of_several_years_are_asked_for_a_year_at_a_time_the_newest_first(page: AppTest) -> None:
    indicator = next(box for box in page.selectbox if box.label == enter.COLUMN_INDICATOR)
    monthly = next(title for title in indicator.options if "24 mangler" in title)
    indicator.select(monthly).run()
    assert [str(field.key).split(".")[3] for field in values(page)] == [f"2017-{month:02}" for month in range(1, 13)]
    next(box for box in page.selectbox if box.label == enter.YEAR).select(2016).run()
    assert [str(field.key).split(".")[3] for field in values(page)] == [f"2016-{month:02}" for month in range(1, 13)]


def test_comment_is_saved_with_who_and_shown_as_written(page: AppTest, own: Path, open_page: Open) -> None:
    comment = next(area for area in page.text_area if area.label == enter.COMMENT_TEXT)
    comment.input("**fed** <b>x</b> =1+1")
    save(page, "comment")
    assert controls.ENTRY_SAVED in shown(page)
    (said,) = entries(own)
    assert isinstance(said, Comment)
    assert said.text == "**fed** <b>x</b> =1+1"
    app = open_page(own, "succeskriterium", aftale=SILKEBORG, kriterium=said.criterion, faneblad="handlinger")
    assert "**fed** &lt;b&gt;x&lt;/b&gt; =1+1" in shown(app)


def test_comment_is_taken_back(page: AppTest, own: Path) -> None:
    next(area for area in page.text_area if area.label == enter.COMMENT_TEXT).input("en bemærkning")
    save(page, "comment")
    next(button for button in page.button if button.label == enter.UNDO).click().run()
    assert not any(isinstance(said, Comment) for said in entries(own))


def test_cpr_number_is_refused_and_repeated_nowhere(page: AppTest, own: Path) -> None:
    next(area for area in page.text_area if area.label == enter.COMMENT_TEXT).input("borger 010190-1234 ringede")
    save(page, "comment")
    assert controls.CPR_REFUSED in shown(page)
    assert "010190" not in shown(page)
    assert entries(own) == ()


def test_assessment_needs_an_answer_forum_and_evidence(page: AppTest, own: Path) -> None:
    form = next(b.key for b in page.button if b.key and b.key.startswith("FormSubmitter:entry."))
    page.button(key=form).click().run()
    assert controls.ANSWER_NEEDED in shown(page)
    next(radio for radio in page.radio if radio.label == enter.VERDICT).set_value(Verdict.PARTLY)
    page.button(key=form).click().run()
    assert controls.FORUM_AND_EVIDENCE in shown(page)
    next(radio for radio in page.radio if radio.label == enter.VERDICT).set_value(Verdict.PARTLY)
    next(field for field in page.text_input if field.label == enter.FORUM).input("MED-udvalget")
    next(area for area in page.text_area if area.label == enter.EVIDENCE).input("tolv interview")
    page.button(key=form).click().run()
    (said,) = entries(own)
    assert isinstance(said, Assessed)
    assert (said.verdict, said.forum, said.evidence) == (Verdict.PARTLY, "MED-udvalget", "tolv interview")


def estimate(page: AppTest, value: str, note: str = "to forløb slutter i oktober") -> AppTest:
    next(field for field in page.text_input if field.label.startswith("Skøn (")).input(value)
    next(field for field in page.text_input if field.label == enter.ESTIMATE_ROLE).input("afdelingslederen")
    next(area for area in page.text_area if area.label == enter.ESTIMATE_NOTE).input(note)
    form = next(b.key for b in page.button if b.key and b.key.startswith("FormSubmitter:estimate."))
    return page.button(key=form).click().run()


def test_an_estimate_is_saved_and_can_be_taken_back(page: AppTest, own: Path) -> None:
    estimate(page, "30")
    assert enter.ESTIMATE_SAVED in shown(page)
    (said,) = entries(own)
    assert isinstance(said, Estimated)
    assert (said.value, said.role, said.note) == (30, "afdelingslederen", "to forløb slutter i oktober")
    assert "Det nyeste skøn er 30" in shown(page)
    next(button for button in page.button if button.label == enter.UNDO).click().run()
    assert not any(isinstance(said, Estimated) for said in entries(own))
    assert "Det nyeste skøn er" not in shown(page)


def test_an_estimate_that_is_no_number_or_holds_a_cpr_number_is_refused(page: AppTest, own: Path) -> None:
    estimate(page, "ca. 60")
    assert "«ca. 60» er ikke et tal" in shown(page)
    estimate(page, "30", "borger 010190-1234")
    assert "CPR-nummer" in shown(page)
    assert entries(own) == ()


def test_status_of_an_action_is_saved(page: AppTest, own: Path) -> None:
    next(field for field in page.text_input if field.label == enter.ROLE).input("teamleder, sygedagpenge")
    save(page, "action")
    (said,) = entries(own)
    assert isinstance(said, ActionUpdate)
    assert said.role == "teamleder, sygedagpenge"
