"""Indlæs tal: a file is shown before it is stored, stored once, taken back, and an unknown sheet is mapped once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.intake import read_file
from kpi.model.period import Period
from kpi.texts import periods
from kpi.texts.screens import controls
from kpi.texts.screens import import_figures as words
from kpi.ui.readers import library, today
from tests.pages.conftest import Open, emptied, shown

SILKEBORG = "silkeborg-jobkompagniet-2017"
HEAD = "indikator;kommune;periode;værdi;enhed\n"
SICK = "fuldtidspersoner_sygedagpenge"
MONTHS = "".join(f"{SICK};Silkeborg;2016-{month:02};{800 + month};fuldtidspersoner\n" for month in range(1, 13))


@pytest.fixture
def page(open_page: Open, tmp_path: Path) -> AppTest:
    app = open_page(emptied(tmp_path), "indlaes", aftale=SILKEBORG)
    app.text_input[0].input("controller")
    return app.button(key=f"FormSubmitter:who-{controls.CONTINUE}").click().run()


def drop(app: AppTest, text: str, name: str = "tal.csv") -> AppTest:
    return app.file_uploader[0].set_value((name, text.encode(), "text/csv")).run()


def save(app: AppTest) -> AppTest:
    for number in range(len(app.checkbox)):
        app.checkbox[number].check().run()
    return app.button(key="import.save").click().run()


def stored(month: str = "2016-12") -> object:
    series = library().store.series(SICK, "740", today())
    seen = series.at(Period.parse(month)) if series else None
    return None if seen is None else seen.value


def test_a_file_is_shown_before_anything_is_stored(page: AppTest) -> None:
    drop(page, HEAD + MONTHS)
    assert "Effekttavlens eget format" in shown(page)
    assert stored() is None
    save(page)
    assert "Gemt som jobindsats/" in shown(page)
    assert stored() == 812


def test_what_was_stored_is_taken_back(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    page.button(key="import.undo").click().run()
    assert words.UNDONE in shown(page)
    assert stored() is None


def test_the_same_file_again_changes_nothing(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    drop(page, HEAD + MONTHS, "kopi.csv")
    assert "allerede indlæst" in shown(page)
    assert not [button for button in page.button if button.key == "import.save"]
    assert len(library().store.deliveries()) == 1


def test_refused_rows_stand_with_line_and_reason_and_the_rest_is_stored(page: AppTest) -> None:
    drop(page, HEAD + MONTHS + f"{SICK};Silkebjerg;2016-12;5;fuldtidspersoner\n")
    assert "Mente du «Silkeborg»" in shown(page)
    assert "linje 14" in shown(page)
    save(page)
    assert stored() == 812


def test_each_warning_is_ticked_before_it_can_be_saved(page: AppTest) -> None:
    drop(page, HEAD + MONTHS.replace("812", "8120") + f"{SICK};Århus;2016-12;5;fuldtidspersoner\n")
    assert len(page.checkbox) == 2
    assert page.button(key="import.save").disabled
    page.checkbox[0].check().run()
    assert page.button(key="import.save").disabled
    page.checkbox[1].check().run()
    assert not page.button(key="import.save").disabled
    save(page)
    assert stored() == 8120


def test_many_warnings_stand_in_a_table_and_are_ticked_together(page: AppTest) -> None:
    years = range(1990, 2012)
    odd = [
        f"{SICK};Silkeborg;{year}-{month:02};{v};fuldtidspersoner" for year in years for month, v in ((1, 8), (7, 80))
    ]
    drop(page, HEAD + MONTHS + "\n".join(odd * 2))
    assert len(page.checkbox) == 1
    assert page.button(key="import.save").disabled
    page.checkbox[0].check().run()
    assert not page.button(key="import.save").disabled


def test_a_refused_file_does_not_count_what_it_would_change(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    drop(page, HEAD + f"{SICK};Silkeborg;2016-01;700;fuldtidspersoner\n{SICK};Silkebjerg;2016-01;7;fuldtidspersoner\n")
    assert words.REFUSED_FILE in shown(page)
    assert words.COUNT_TITLE not in shown(page)
    assert words.REFUSED_KEPT not in shown(page)


def test_a_large_revision_asks_why_and_the_history_says_so(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    drop(page, HEAD + f"{SICK};Silkeborg;2016-12;700;fuldtidspersoner\n", "rettet.csv")
    assert "812" in shown(page)
    assert "700" in shown(page)
    assert page.button(key="import.save").disabled
    page.radio(key="import.own").set_value(True).run()
    page.text_input(key="import.reason").input("forkert kolonne").run()
    save(page)
    assert stored() == 700
    newest = library().store.deliveries()[0]
    assert (newest.own_mistake, newest.reason) == (True, "forkert kolonne")


def test_a_cpr_number_in_the_reason_stops_it(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    drop(page, HEAD + f"{SICK};Silkeborg;2016-12;700;fuldtidspersoner\n", "rettet.csv")
    page.text_input(key="import.reason").input("010180-1234").run()
    save(page)
    assert "CPR" in shown(page)
    assert stored() == 812


def test_a_file_that_cannot_be_used_says_why(page: AppTest) -> None:
    drop(page, "")
    assert "Filen er tom" in shown(page)
    assert not [button for button in page.button if button.key == "import.save"]


def test_an_older_file_needs_its_day_of_publication(page: AppTest) -> None:
    save(drop(page, HEAD + MONTHS))
    older = HEAD + f"{SICK};Silkeborg;2016-06;790;fuldtidspersoner\n"
    drop(page, older, "gammel.csv")
    assert "ældre end det, der er gemt" in shown(page)
    page.date_input(key=f"import.published.{page.session_state['import.round']}").set_value(
        today().replace(year=2016, month=8, day=1)
    ).run()
    save(page)
    assert stored("2016-06") == 806


def test_an_unknown_sheet_is_mapped_once_and_known_next_month(page: AppTest) -> None:
    drop(page, "Udtræk pr. 1. januar\nAfdeling;Måned;Antal\nJobcenter;2016-11;801\nJobcenter;2016-12;812\n")
    assert words.UNKNOWN_SHEET in shown(page)
    for fact, option in (("period", "column:Måned"), ("value", "column:Antal")):
        page.selectbox(key=f"mapping.{fact}").select(option).run()
    for fact, value in (("indicator", SICK), ("area", "740"), ("unit", "fuldtidspersoner")):
        page.selectbox(key=f"mapping.{fact}").select("fixed").run()
        page.selectbox(key=f"mapping.fixed.{fact}").select(value).run()
    page.text_input(key="mapping.title").input("Sygedagpenge, ugeudtræk").run()
    page.button(key="mapping.save").click().run()
    assert "tilknytningen «Sygedagpenge, ugeudtræk»" in shown(page)
    save(page)
    assert stored() == 812
    drop(page, "Afdeling;Måned;Antal\nJobcenter;2017-01;820\n", "næste.csv")
    assert "tilknytningen «Sygedagpenge, ugeudtræk»" in shown(page)
    save(page)
    assert stored("2017-01") == 820
    page.button(key="mapping.delete.sygedagpenge-ugeudtraek").click().run()
    drop(page, "Afdeling;Måned;Antal\nJobcenter;2017-02;821\n", "senere.csv")
    assert words.UNKNOWN_SHEET in shown(page)


def test_a_mapping_without_what_is_needed_is_not_kept(page: AppTest) -> None:
    drop(page, "Afdeling;Måned;Antal\nJobcenter;2016-12;812\n")
    page.text_input(key="mapping.title").input("Halv").run()
    page.button(key="mapping.save").click().run()
    assert "siger ikke, hvad der er value" in shown(page)
    assert not list(library().folder.mappings.glob("*"))


def test_the_template_is_what_is_missing_and_loads_as_it_is(page: AppTest) -> None:
    from kpi.report.template import template_csv, template_workbook
    from kpi.ui import readers
    from kpi.ui.choices import Shared

    view = readers.template(Shared(SILKEBORG, today()), whole=False)
    assert {row[2].text for row in view.rows} == {"740"}
    definitions = library().definitions()
    for content in (template_csv(view), template_workbook(view)):
        read = read_file(content, "skabelon", definitions, received_on=today())
        assert len(read.refused) == len(view.rows)
        assert all("Værdien mangler" in issue.text for issue in read.refused)
    filled = io.BytesIO(template_csv(view)).getvalue().decode("utf-8-sig").splitlines()
    one = filled[1].split(";")
    one[4] = "7"
    read = read_file("\n".join([filled[0], ";".join(one)]).encode(), "s", definitions, received_on=today())
    assert len(read.figures) == 1


def test_datagrundlag_tells_what_changed_and_every_value(open_page: Open, page: AppTest, tmp_path: Path) -> None:
    save(drop(page, HEAD + MONTHS))
    drop(page, HEAD + f"{SICK};Silkeborg;2016-12;700;fuldtidspersoner\n", "rettet.csv")
    page.text_input(key="import.reason").input("ny optælling").run()
    save(page)
    app = open_page(tmp_path, "datagrundlag", aftale=SILKEBORG)
    app.selectbox(key="history.indicator").select(SICK).run()
    text = shown(app)
    assert "Alle værdier" in text or "alle værdier" in text
    assert "rettet af kilden: ny optælling" in text
    assert "rettet.csv" in text


def test_the_page_says_from_which_day_figures_without_a_day_of_their_own_count(page: AppTest) -> None:
    drop(page, HEAD + MONTHS)
    assert f"den er modtaget, {periods.day(today())}" in shown(page)
    assert words.GIVE_DAY in shown(page)
    save(page)
    assert f"den er modtaget, {periods.day(today())}" in shown(page)


def test_places_without_figures_of_ours_are_told_and_not_ticked(page: AppTest) -> None:
    drop(
        page,
        "OMRÅDE;YDELSESTYPE;TID;INDHOLD\nSilkeborg;Nettoledige kontanthjælpsmodtagere;2017K4;120\n"
        "Landsdel Østjylland;Nettoledige kontanthjælpsmodtagere;2017K4;900\n",
    )
    assert "Landsdel Østjylland (linje 3)" in shown(page)
    assert words.REFUSED_ROWS not in shown(page)
    assert len(page.checkbox) == 0
