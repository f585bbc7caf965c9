"""Every question takes the day one looks from: the newest vintage published by that day counts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.journal import add_entry
from kpi.kept.build import build_store
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn, EntryWithdrawn
from kpi.model.observation import Quality, Series
from kpi.model.period import Period
from kpi.store import Store
from tests.store.given import (
    AARHUS,
    DEFINITIONS,
    FOREVER,
    SILKEBORG,
    VARDE,
    day,
    figure,
    folder_in,
    keep,
)

KEY = ("sygedagpenge", SILKEBORG)
DECEMBER = Period.parse("2015-12")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return folder_in(tmp_path)


@pytest.fixture
def built(folder: DataFolder) -> Callable[[], Store]:
    def build() -> Store:
        build_store(folder, DEFINITIONS)
        return Store(folder.store)

    return build


def known(store: Store, as_of: str, key: tuple[str, str] = KEY) -> Series:
    series = store.figures({key}, day(as_of)).of(*key)
    assert series is not None
    return series


def values(series: Series) -> dict[str, Decimal | None]:
    return {str(observation.period): observation.value for observation in series.observations}


@pytest.mark.parametrize("at_once", [True, False], ids=["built at once", "added to a store that holds the made-up one"])
def test_a_real_figure_counts_before_a_made_up_one_whenever_each_was_published(
    folder: DataFolder, built: Callable[[], Store], at_once: bool
) -> None:
    made_up = folder.shipped / "examples" / "deliveries"
    keep(folder, "2016-01-10", figure("2015-12", "390"), published="2016-01-10", root=made_up)
    keep(folder, "2016-03-20", figure("2015-12", "404"), published="2016-03-20", root=made_up)
    if not at_once:
        built()
    keep(folder, "2016-04-01", figure("2015-12", "377"), published="2016-02-02")
    store = built()
    for as_of, value in (("2016-02-01", 390), ("2016-02-02", 377), ("2016-05-01", 377)):
        assert values(known(store, as_of)) == {"2015-12": value}
        assert {code: o.value for code, o in store.areas("sygedagpenge", DECEMBER, day(as_of)).items()} == {
            "740": value
        }
    assert known(store, "2016-05-01").revised == {}
    assert store.indicator_states(day("2016-05-01"))["sygedagpenge"].revised == 0
    (change,) = store.changes(day("2016-02-01"), day("2016-05-01"))
    assert (change.before, change.after.value) == (None, 377)


def test_a_figure_is_not_known_before_the_day_it_was_published(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-02-01", figure("2015-12", "402"), published="2016-01-21")
    store = built()
    assert store.figures({KEY}, day("2016-01-20")).series == {}
    assert values(known(store, "2016-01-21")) == {"2015-12": Decimal(402)}


def test_the_newest_vintage_published_by_the_day_counts_and_the_earlier_is_named(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2015-12", "405"), published="2016-02-20")
    store = built()
    before, after = known(store, "2016-02-19"), known(store, "2016-02-20")
    assert (values(before), before.revised) == ({"2015-12": Decimal(402)}, {})
    assert values(after) == {"2015-12": Decimal(405)}
    assert [(o.value, o.published_on) for o in after.revised[DECEMBER]] == [(Decimal(402), day("2016-01-21"))]


def test_the_order_of_receipt_does_not_matter_for_vintages_of_different_days(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-03-01", figure("2015-12", "405"), published="2016-02-20")
    keep(folder, "2016-03-02", figure("2015-12", "402"), published="2016-01-21")
    store = built()
    assert values(known(store, "2016-03-05")) == {"2015-12": Decimal(405)}
    assert values(known(store, "2016-02-01")) == {"2015-12": Decimal(402)}


def test_of_two_vintages_published_on_one_day_the_last_received_counts(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-23", figure("2015-12", "404"), published="2016-01-21")
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    series = known(built(), "2016-01-21")
    assert values(series) == {"2015-12": Decimal(404)}
    assert [o.value for o in series.revised[DECEMBER]] == [Decimal(402)]


def test_of_two_received_at_the_same_instant_the_delivery_id_decides(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    first = keep(folder, "2016-01-22", figure("2015-12", "1"), published="2016-01-21")
    second = keep(folder, "2016-01-22", figure("2015-12", "2"), published="2016-01-21")
    winner = Decimal(1) if first.id > second.id else Decimal(2)
    assert values(known(built(), "2016-01-21")) == {"2015-12": winner}


def test_one_delivery_may_hold_several_vintages_with_their_days(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(
        folder,
        "2016-06-01",
        figure("2015-12", "402", published="2016-01-21"),
        figure("2015-12", "405", published="2016-02-20"),
    )
    store = built()
    assert store.problems() == ()
    assert values(known(store, "2016-01-30")) == {"2015-12": Decimal(402)}
    assert values(known(store, "2016-02-20")) == {"2015-12": Decimal(405)}


def test_a_later_vintage_with_the_same_value_is_no_revision(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402", quality=Quality.PROVISIONAL), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2015-12", "402.0", quality=Quality.FINAL), published="2016-02-20")
    store = built()
    series = known(store, "2016-03-01")
    assert series.revised == {}
    assert series.observations[0].quality is Quality.FINAL
    assert len(store.vintages(*KEY, FOREVER)) == 2


def test_a_value_that_went_back_lists_each_value_where_it_first_stood(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    for month, value in ((1, "402"), (2, "402"), (3, "405"), (4, "405"), (5, "402")):
        keep(folder, f"2016-0{month}-21", figure("2015-12", value), published=f"2016-0{month}-20")
    earlier = known(built(), "2016-06-01").revised[DECEMBER]
    assert [(o.value, o.published_on) for o in earlier] == [
        (Decimal(402), day("2016-01-20")),
        (Decimal(405), day("2016-03-20")),
    ]


def test_a_figure_that_the_source_later_hides_is_revised_to_nothing(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-11", "5"), figure("2015-12", "2"), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2015-12", None), published="2016-02-20")
    store = built()
    series = known(store, "2016-03-01")
    assert values(series)["2015-12"] is None
    assert [o.value for o in series.revised[DECEMBER]] == [Decimal(2)]
    assert store.figures({KEY}, day("2016-01-31")).newest == {"sygedagpenge": DECEMBER}
    assert store.figures({KEY}, day("2016-03-01")).newest == {"sygedagpenge": Period.parse("2015-11")}


def test_a_figure_with_an_assumed_publication_is_never_revised(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-01-05", figure("2015-12", "402"), published="2016-01-04")
    keep(folder, "2016-06-01", figure("2015-12", "405"), assume=True)
    store = built()
    series = known(store, "2016-06-01")
    assert series.observations[0].published_assumed
    assert series.observations[0].published_on == day("2016-01-21")
    assert series.revised == {}
    assert store.changes(day("2016-01-10"), day("2016-06-01")) == ()


def test_a_stated_vintage_revises_a_figure_with_an_assumed_publication(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-25", figure("2015-12", "402"), assume=True)
    keep(folder, "2016-02-21", figure("2015-12", "405"), published="2016-02-20")
    assert [o.value for o in known(built(), "2016-03-01").revised[DECEMBER]] == [Decimal(402)]


def test_what_was_known_when_the_contract_was_agreed_is_given_beside(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2015-12", "405"), published="2016-02-20")
    store = built()
    figures = store.figures({KEY}, day("2016-06-01"), agreed_on=day("2016-02-01"))
    assert values(figures.series[KEY]) == {"2015-12": Decimal(405)}
    assert values(figures.agreed[KEY]) == {"2015-12": Decimal(402)}
    looked_back = store.figures({KEY}, day("2016-01-01"), agreed_on=day("2016-02-01"))
    assert (looked_back.series, looked_back.agreed) == ({}, {})
    assert store.figures({KEY}, day("2016-06-01")).agreed == {}


def test_a_figure_that_came_after_the_contract_was_agreed_is_frozen_as_it_was_first_published(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2015-12", "405"), published="2016-02-20")
    figures = built().figures({KEY}, day("2016-06-01"), agreed_on=day("2015-12-10"))
    assert values(figures.agreed[KEY]) == {"2015-12": Decimal(402)}


def test_newest_counts_every_area_also_those_not_asked_for(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    keep(folder, "2016-02-21", figure("2016-01", "90", area=VARDE), published="2016-02-20")
    store = built()
    assert store.figures({KEY}, day("2016-02-19")).newest == {"sygedagpenge": DECEMBER}
    assert store.figures({KEY}, day("2016-02-20")).newest == {"sygedagpenge": Period.parse("2016-01")}


def test_only_the_pairs_asked_for_are_given(folder: DataFolder, built: Callable[[], Store]) -> None:
    pairs = [(name, area) for name in ("sygedagpenge", "ledige") for area in (SILKEBORG, VARDE)]
    keep(folder, "2016-01-22", *[figure("2015-12", "4", name=name, area=area) for name, area in pairs])
    asked = {("sygedagpenge", SILKEBORG), ("ledige", VARDE)}
    assert set(built().figures(asked, FOREVER).series) == asked


@pytest.mark.parametrize("text", ["402", "0", "1000000", "0.5", "-0.1", "80.04", "0.000000000001", "9999999999999999"])
def test_a_value_comes_back_exact_and_plainly_written(
    folder: DataFolder, built: Callable[[], Store], text: str
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", text))
    (observation,) = known(built(), "2016-02-01").observations
    assert f"{observation.value:f}" == str(Decimal(text)) or observation.value == Decimal(text)
    assert "E+" not in str(observation.value)
    assert not f"{observation.value:f}".endswith(".0")


def test_a_withdrawn_delivery_is_gone_for_every_day_and_named_in_the_history(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), published="2016-01-21")
    wrong = keep(folder, "2016-02-21", figure("2015-12", "504"), published="2016-02-20")
    entry = add_entry(
        folder.journals[-1],
        DeliveryWithdrawn(wrong.id, "Byttede cifre"),
        applies_on=date(2016, 3, 1),
        by="Prøve",
        now=datetime(2016, 3, 1, 8, tzinfo=UTC),
    )
    store = built()
    for as_of in ("2016-02-20", "2016-02-29", "2016-04-01"):
        series = known(store, as_of)
        assert (values(series), series.revised) == ({"2015-12": Decimal(402)}, {})
    withdrawn = next(delivery for delivery in store.deliveries() if delivery.id == wrong.id)
    assert (withdrawn.withdrawn, withdrawn.current, withdrawn.figures) == ("Byttede cifre", 0, 1)

    add_entry(
        folder.journals[-1],
        EntryWithdrawn(entry.id, "Tallet var rigtigt"),
        applies_on=date(2016, 3, 2),
        by="Prøve",
        now=datetime(2016, 3, 2, 8, tzinfo=UTC),
    )
    assert values(known(built(), "2016-04-01")) == {"2015-12": Decimal(504)}


def test_one_indicator_of_every_area_as_known_on_the_day(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), figure("2015-12", "90", area=VARDE), published="2016-01-21")
    keep(
        folder,
        "2016-02-21",
        figure("2015-12", "91", area=VARDE),
        figure("2016-01", None, area=AARHUS),
        published="2016-02-20",
    )
    store = built()
    early = store.areas("sygedagpenge", DECEMBER, day("2016-01-31"))
    assert {code: o.value for code, o in early.items()} == {SILKEBORG: Decimal(402), VARDE: Decimal(90)}
    both = store.areas_between("sygedagpenge", DECEMBER, Period.parse("2016-01"), FOREVER)
    assert {str(p): {code: o.value for code, o in areas.items()} for p, areas in both.items()} == {
        "2015-12": {SILKEBORG: Decimal(402), VARDE: Decimal(91)},
        "2016-01": {AARHUS: None},
    }
    assert store.periods("sygedagpenge", day("2016-01-31")) == (DECEMBER,)
    assert store.areas("ukendt", DECEMBER, FOREVER) == {}


def test_what_changed_between_two_days_is_what_is_new_and_what_was_revised(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-11", "400"), figure("2015-12", "402"), published="2016-01-21")
    keep(
        folder,
        "2016-02-21",
        figure("2015-11", "400"),
        figure("2015-12", "405"),
        figure("2016-01", "410"),
        figure("2016-01", "9", area=VARDE),
        published="2016-02-20",
    )
    store = built()

    def told(since: str, until: str, keys: set[tuple[str, str]] | None) -> list[tuple[str, str, str | None, str]]:
        return [
            (c.after.area, str(c.after.period), None if c.before is None else str(c.before.value), str(c.after.value))
            for c in store.changes(day(since), day(until), keys)
        ]

    own = [(SILKEBORG, "2015-12", "402", "405"), (SILKEBORG, "2016-01", None, "410")]
    assert told("2016-01-21", "2016-02-20", {KEY}) == own
    assert told("2016-01-21", "2016-02-20", None) == [(VARDE, "2016-01", None, "9"), *own]
    assert told("2016-01-21", "2016-02-19", None) == []
    assert told("2016-02-20", "2016-12-31", None) == []
    assert told("2016-01-21", "2016-02-20", set()) == []


def test_how_far_each_indicator_has_come(folder: DataFolder, built: Callable[[], Store]) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "402"), figure("2015-12", "2", area=VARDE), published="2016-01-21")
    keep(
        folder,
        "2016-02-21",
        figure("2015-12", "405"),
        figure("2015-12", None, area=VARDE),
        figure("2016-01", None, quality=Quality.MISSING),
        published="2016-02-20",
    )
    keep(folder, "2016-02-22", figure("2015-10", "7", name="ledige"), source="opdigtet", assume=True)
    store = built()
    sick, idle = (store.indicator_states(FOREVER)[name] for name in ("sygedagpenge", "ledige"))
    assert (sick.newest, sick.last_published, sick.areas, sick.figures) == (DECEMBER, day("2016-02-20"), 2, 3)
    assert (sick.hidden, sick.missing, sick.revised, sick.assumed, sick.examples) == (1, 1, 2, 0, 0)
    assert (idle.figures, idle.assumed, idle.examples, idle.revised) == (1, 1, 1, 0)
    early = store.indicator_states(day("2016-01-31"))["sygedagpenge"]
    assert (early.figures, early.hidden, early.revised) == (2, 0, 0)
    days = [store.last_published(day(text)) for text in ("2016-12-31", "2016-02-19", "2015-01-01")]
    assert days == [day("2016-02-20"), day("2016-01-21"), None]


def test_made_up_figures_are_marked_by_their_source_and_by_where_they_lie(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "1"))
    keep(folder, "2016-01-22", figure("2015-12", "2", area=VARDE), source="opdigtet")
    keep(folder, "2016-01-22", figure("2015-12", "3", area=AARHUS), root=folder.shipped / "examples" / "deliveries")
    found = built().areas("sygedagpenge", DECEMBER, FOREVER)
    assert {code: o.example for code, o in found.items()} == {SILKEBORG: False, VARDE: True, AARHUS: True}


def test_what_a_file_is_held_against_is_its_own_keys_and_one_line_a_series(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-21", figure("2015-10", "398"), figure("2015-12", "402"), figure("2015-12", "7", area=VARDE))
    keep(folder, "2016-02-20", figure("2015-12", "405"), figure("2015-11", None, quality=Quality.HIDDEN))
    store = built()
    own = store.known_in({("sygedagpenge", DECEMBER)}, {SILKEBORG})
    assert {key: stated.value for key, stated in own.items()} == {(*KEY, DECEMBER): Decimal(405)}
    december = DECEMBER.ordinal
    past = store.past({"sygedagpenge": DECEMBER.kind}, {SILKEBORG}, date(2015, 10, 1))
    assert {key: (series.ordinals, tuple(series.values)) for key, series in past.items()} == {
        KEY: ((december - 2, december - 1, december), (398.0, None, 405.0)),
        ("sygedagpenge", VARDE): ((december,), ()),
    }
    assert KEY not in store.past({"sygedagpenge": DECEMBER.kind}, {SILKEBORG}, date(2016, 1, 1))


def test_made_up_figures_are_no_past_that_a_file_is_held_against(
    folder: DataFolder, built: Callable[[], Store]
) -> None:
    keep(folder, "2016-01-22", figure("2015-12", "1"), source="opdigtet")
    assert built().past({"sygedagpenge": DECEMBER.kind}, {SILKEBORG}, date(2015, 1, 1)) == {}
