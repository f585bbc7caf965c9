"""What the program knows as DataFrames: exact, typed, with a reason where something is absent, hidden as on pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from kpi import frames
from kpi.followup import machine
from kpi.followup.comparison import comparison
from kpi.followup.template import template
from kpi.model.indicator import CompositePart, WeightedSum
from kpi.model.observation import Quality
from kpi.model.views.parts import Cell, Table
from kpi.report.csv import series_csv
from tests.followup.world import CONTRACT, DEFINITIONS, OWN, PEERS, RATE, SICK, TYPED, World, figure

JANUARY = date(2017, 1, 25)
THIRD = replace(
    SICK,
    id="tredjedel",
    title="En tredjedel",
    made_from=WeightedSum((CompositePart(SICK.id, "", Fraction(1, 3)),)),
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.deliver("2016-01-20", figure(SICK, "2015-12", "812.125"), figure(SICK, "2015-12", "70000", area="000"))
    world.deliver("2016-12-20", figure(SICK, "2016-11", "780"), figure(SICK, "2016-10", None, quality=Quality.MISSING))
    world.deliver("2017-01-20", figure(SICK, "2016-11", "779"), figure(SICK, "2016-12", "804"))
    rates = {OWN: (20, 1000), "630": (20, 1000), "657": (16, 1000), "751": (31, 1000), "791": (25, 1000)}
    world.deliver(
        "2017-01-10",
        *(
            figure(RATE, "2016-12", str(Decimal(parts[0]) / 10), area=code, parts=parts)
            for code, parts in rates.items()
        ),
        figure(RATE, "2016-12", None, area="615", quality=Quality.HIDDEN),
    )
    world.deliver("2017-01-05", figure(TYPED, "2016-11", "7"), figure(TYPED, "2016-12", "2"), source="indtastet")
    world.deliver("2016-06-01", figure(SICK, "2016-04", "790"), source="eksempeltal")
    world.build()
    return world


def types(frame: pd.DataFrame) -> dict[str, object]:
    return dict(frame.dtypes)


def declared(columns: frames.Columns) -> dict[str, object]:
    return {name: pd.api.types.pandas_dtype(kind) for name, kind in columns.items()}


def series(world: World, *indicators: str, areas: Collection[str] = (OWN,), as_of: date = JANUARY) -> pd.DataFrame:
    return frames.series(world.here(), indicators, areas, as_of)


def test_a_series_has_a_row_a_figure_in_order_with_its_unit_and_its_days(world: World) -> None:
    found = series(world, SICK.id, areas=(OWN, "000"))
    assert found[["area", "period"]].to_numpy().tolist() == [
        ["000", "2015-12"],
        [OWN, "2015-12"],
        [OWN, "2016-04"],
        [OWN, "2016-10"],
        [OWN, "2016-11"],
        [OWN, "2016-12"],
    ]
    assert set(found["unit"]) == {"fuldtidspersoner"}
    last = found.iloc[-1]
    assert (last["period_kind"], last["first_day"], last["last_day"], last["published_on"]) == (
        "month",
        pd.Timestamp(2016, 12, 1),
        pd.Timestamp(2016, 12, 31),
        pd.Timestamp(2017, 1, 20),
    )
    assert list(found["provisional"]) == [False, False, False, False, False, True]
    assert list(found["example"]) == [False, False, True, False, False, False]


def test_numbers_are_the_delivered_decimals_and_sums_are_exact(world: World) -> None:
    values = series(world, SICK.id)["value"]
    assert [None if pd.isna(one) else one for one in values] == [Decimal("812.125"), 790, None, 779, 804]
    assert values.sum() == Decimal("3185.125")
    world.deliver("2017-01-21", figure(SICK, "2016-01", "0.1"), figure(SICK, "2016-02", "0.2"))
    world.build()
    tenths = series(world, SICK.id).set_index("period").loc[["2016-01", "2016-02"], "value"]
    assert tenths.sum() == Decimal("0.3")
    assert tenths.astype("float64").sum() == pytest.approx(0.3)


def test_a_figure_that_is_absent_is_never_nought_and_the_column_beside_says_why(world: World) -> None:
    missing = series(world, SICK.id).set_index("period").loc["2016-10"]
    assert (pd.isna(missing["value"]), missing["absent"]) == (True, "mangler")
    hidden = series(world, RATE.id, areas=("615",)).iloc[0]
    assert (pd.isna(hidden["value"]), hidden["absent"], hidden["quality"]) == (True, "skjult", "skjult")
    there = series(world, RATE.id).iloc[0]
    assert pd.isna(there["absent"])
    assert pd.isna(there["quality"])
    assert (there["value"], there["numerator"], there["denominator"]) == (2, 20, 1000)


def test_only_what_was_published_by_the_day_is_known(world: World) -> None:
    assert list(series(world, SICK.id, as_of=date(2016, 12, 24))["value"].dropna()) == [Decimal("812.125"), 790, 780]
    assert len(series(world, SICK.id, as_of=date(2015, 1, 1))) == 0


def test_a_figure_that_is_worked_out_is_there_too_to_twelve_decimals(world: World) -> None:
    definitions = replace(DEFINITIONS, indicators={**DEFINITIONS.indicators, THIRD.id: THIRD})
    found = frames.series(world.here(definitions), [THIRD.id], [OWN], JANUARY)
    assert found.iloc[0]["value"] == Decimal("270.708333333333")
    assert machine.series_rows(world.here(definitions), THIRD.id, OWN, JANUARY)[-1]["value"] == "268"


def test_every_vintage_is_there_with_the_one_that_counts(world: World) -> None:
    found = frames.vintages(world.here(), SICK.id, OWN, JANUARY)
    november = found[found["period"] == "2016-11"]
    assert november[["value", "counts"]].to_numpy().tolist() == [[780, False], [779, True]]
    assert list(november["recorded_at"]) == [
        pd.Timestamp(2016, 12, 20, 9, tz="UTC"),
        pd.Timestamp(2017, 1, 20, 9, tz="UTC"),
    ]
    assert found["counts"].sum() == 5


def test_the_status_of_a_contract_is_what_other_programs_read(world: World) -> None:
    judged = world.judged(JANUARY)
    found = frames.status(judged)
    answers = [(answer, part) for answer in machine.status(judged) for part in answer["targets"]]  # type: ignore[union-attr]
    assert len(found) == len(answers) == 5
    for (_, row), (answer, part) in zip(found.iterrows(), answers, strict=True):
        assert (row["criterion"], row["title"], row["status"], row["sentence"]) == (
            answer["id"],
            answer["title"],
            answer["status"],
            answer["sentence"],
        )
        assert (row["requirement"], row["requirement_status"]) == (part["id"], part["status"])  # type: ignore[index,call-overload]
        for name in frames.STATUS.keys() & part.keys() - {"status", "title"}:  # type: ignore[union-attr]
            expected = part[name]  # type: ignore[index,call-overload]
            if pd.isna(row[name]):
                assert expected is None, name
            elif isinstance(row[name], Decimal):
                assert row[name] == Decimal(expected), name
            elif isinstance(row[name], pd.Timestamp):
                assert row[name].date().isoformat() == expected
            else:
                assert row[name] == expected, name
    assert not found["example"].any()
    sick = found.set_index("requirement").loc["færre"]
    assert (sick["value"], sick["baseline"], sick["gap"]) == (
        804,
        Decimal("812.125"),
        Decimal("804") - sick["required"],
    )
    assert pd.isna(found.set_index("requirement").loc["trin", "value"])


def test_an_answer_that_rests_on_a_made_up_figure_says_so(world: World) -> None:
    world.deliver("2017-01-21", figure(SICK, "2017-01", "801"), source="eksempeltal")
    world.build()
    found = frames.status(world.judged(date(2017, 2, 25))).set_index("requirement")["example"]
    assert (found["færre"], found["tredjedel"]) == (True, False)


def test_a_comparison_has_a_row_a_municipality_and_says_who_is_hidden(world: World) -> None:
    view = comparison(world.here(), RATE.id, "naboer", OWN, JANUARY)
    assert view is not None
    found = frames.comparison(view)
    assert list(found["area"]) == [bar.area for bar in view.bars]
    assert set(found["area"]) == {OWN, *PEERS}
    assert [None if pd.isna(one) else one for one in found["value"]] == [bar.value for bar in view.bars]
    assert found["absent"].isna().tolist() == [bar.value is not None for bar in view.bars]
    assert [None if pd.isna(one) else one for one in found["place"]] == [bar.place or None for bar in view.bars]
    assert found["expected"].isna().all()
    first = replace(view.bars[0], expected=Decimal("1.5"))
    assert frames.comparison(replace(view, bars=(first,))).loc[0, "expected"] == Decimal("1.5")
    hidden = found.set_index("area").loc["615"]
    assert (pd.isna(hidden["value"]), hidden["absent"], hidden["unit"]) == (True, "skjult", "pct")
    assert list(found.loc[found["own"], "name"]) == ["Silkeborg"]


def test_revisions_say_what_a_figure_was_and_is_and_what_is_new(world: World) -> None:
    found = frames.revisions(world.here(), date(2016, 12, 24), JANUARY, CONTRACT)
    assert found.iloc[0][["indicator", "period", "kind", "before", "after"]].tolist() == [
        SICK.id,
        "2016-11",
        "revised",
        780,
        779,
    ]
    new = found[found["kind"] == "new"]
    assert new["before"].isna().all()
    assert len(new) == len(found) - 1 == 9
    small = found[(found["indicator"] == TYPED.id) & (found["period"] == "2016-12")].iloc[0]
    assert (pd.isna(small["after"]), small["after_absent"]) == (True, "under 3")


def test_a_change_says_why_there_was_no_figure_before(world: World) -> None:
    world.deliver("2017-01-21", figure(SICK, "2016-10", "795"))
    world.build()
    found = frames.revisions(world.here(), date(2017, 1, 20), JANUARY)
    assert found[["before_absent", "after"]].to_numpy().tolist() == [["mangler", 795]]
    assert pd.isna(found.loc[0, "before"])


def test_a_small_number_is_hidden_in_every_frame_as_on_the_pages(world: World) -> None:
    """Two persons, delivered by the municipality itself."""
    for found in (series(world, TYPED.id), frames.vintages(world.here(), TYPED.id, OWN, JANUARY)):
        assert found["absent"].fillna("").tolist() == ["", "under 3"]
        assert found["value"].dropna().tolist() == [7]


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_missing_is_what_the_template_asks_for(world: World, whole: bool) -> None:
    judged = world.judged(date(2017, 4, 1))
    found = frames.missing(judged, whole=whole)
    asked = [(row[0].text, row[2].text, row[3].text) for row in template(judged, whole=whole).rows]
    assert list(found[["indicator", "area", "period"]].itertuples(index=False, name=None)) == asked
    assert (SICK.id, OWN, "2017-01") in asked
    assert found.iloc[0]["usual_by"] == found.iloc[0]["last_day"] + pd.Timedelta(days=21)


def test_types_are_the_declared_ones_also_where_there_is_nothing(world: World) -> None:
    here, judged = world.here(), world.judged(JANUARY)
    before = date(2000, 1, 1)
    empty = replace(judged, results=())
    view = comparison(here, RATE.id, "naboer", OWN, JANUARY)
    assert view is not None
    for columns, made in (
        (frames.SERIES, (series(world, SICK.id), series(world, SICK.id, as_of=before), series(world))),
        (
            frames.VINTAGES,
            (frames.vintages(here, SICK.id, OWN, JANUARY), frames.vintages(here, SICK.id, OWN, before)),
        ),
        (frames.STATUS, (frames.status(judged), frames.status(empty))),
        (frames.COMPARISON, (frames.comparison(view), frames.comparison(replace(view, bars=())))),
        (frames.REVISIONS, (frames.revisions(here, before, JANUARY), frames.revisions(here, JANUARY, JANUARY))),
        (frames.MISSING, (frames.missing(world.judged(date(2017, 4, 1))), frames.missing(world.judged(before)))),
    ):
        full, *rest = made
        assert len(full) > 0
        assert [len(one) for one in rest] == [0] * len(rest)
        for one in made:
            assert types(one) == declared(columns)


def test_a_table_that_is_shown_keeps_every_digit_and_the_word_where_there_is_no_number() -> None:
    third = Decimal(1) / 3
    rows = ((Cell("jan.", None), Cell("0,3", third)), (Cell("feb.", None), Cell("under 5", None)))
    found = frames.shown(Table("Tal", ("Periode", "Værdi"), rows, True, "Kilde: x"))
    assert found.to_numpy().tolist() == [["jan.", third], ["feb.", "under 5"]]
    assert list(found.columns) == ["Periode", "Værdi"]
    assert found.attrs == {"title": "Tal", "example": True, "source": "Kilde: x"}
    twice = frames.shown(Table("Tal", ("", ""), ((Cell("a", None), Cell("b", None)),), False, ""))
    assert list(twice.itertuples(index=False, name=None)) == [("a", "b")]


def test_a_series_as_csv_is_for_other_programs(world: World) -> None:
    lines = series_csv(world.here(), SICK.id, OWN, JANUARY).split("\n")
    assert lines[0] == "periode;værdi;kvalitet;offentliggjort;leverance"
    assert [line.rpartition(";")[0] for line in lines[1:4]] == [
        "2015-12;812.125;;2016-01-20",
        "2016-04;790;;2016-06-01",
        "2016-10;;mangler;2016-12-20",
    ]
    assert lines[-1] == ""


def test_a_row_that_does_not_fit_its_headings_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        frames.shown(Table("Tal", ("Periode", "Værdi"), ((Cell("jan.", None),),), False, ""))
