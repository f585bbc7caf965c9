"""One indicator, one group, one period: places, thirds, who is missing, and counts that are not ranked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.followup.comparison import comparison, comparison_choices
from kpi.model.period import Period
from kpi.model.views import Comparison, Third
from tests.followup.world import DEFINITIONS, OWN, PEERS, RATE, SICK, World, figure

JANUARY = date(2017, 1, 25)


def seen(world: World, indicator: str = "andel", group: str = "naboer", period: Period | None = None) -> Comparison:
    found = comparison(DEFINITIONS, world.store, indicator, group, OWN, JANUARY, period)
    assert found is not None
    return found


def test_a_hidden_peer_leaves_places_open_and_is_named(world: World) -> None:
    view = seen(world)
    assert view.headline == "Silkeborg er mellem nr. 2 og nr. 3 af 6."
    assert [(bar.name, bar.place, bar.text) for bar in view.bars] == [
        ("Herning", "", "1,6"),
        ("Silkeborg", "", "2,0"),
        ("Vejle", "", "2,0"),
        ("Viborg", "", "2,5"),
        ("Aarhus", "", "3,1"),
        ("Horsens", "", "skjult"),
    ]
    assert [note.value for note in view.notes if note.label == "Mangler"] == ["Skjult, fordi der er så få: Horsens."]
    assert view.to_best_third == ""


def test_places_with_ties_thirds_and_the_way_up(world: World) -> None:
    world.deliver("2017-01-15", figure(RATE, "2016-12", "1.9", area="615", parts=(19, 1000)))
    world.build()
    view = seen(world)
    assert view.headline == "Silkeborg er nr. 3-4 af 6: midterste tredjedel."
    assert [bar.third for bar in view.bars] == [Third.BEST] * 2 + [Third.MIDDLE] * 2 + [Third.WORST] * 2
    assert (view.best_places, view.worst_from) == (2, 5)
    assert view.to_best_third == "1 færre sygemeldte ville række til bedste tredjedel."
    assert view.detail == "Gruppen samlet: 2,2 pct. · hele landet: 2,1 pct."
    assert view.group_value == Decimal("2.22")
    assert [cell.text for cell in view.table.rows[0]] == [
        "1", "Herning", "1,6", "bedste tredjedel", "", "16", "1.000",
    ]  # fmt: skip


def test_counts_are_not_ranked_and_point_to_the_rate(world: World) -> None:
    world.deliver("2017-01-15", *(figure(SICK, "2016-12", "500", area=code) for code in PEERS))
    world.build()
    view = seen(world, "sygedagpenge")
    assert view.headline == (
        "«Fuldtidspersoner på sygedagpenge» er et antal, som følger kommunens størrelse, og kommunerne rangordnes "
        "derfor ikke. Vælg i stedet «Andel på sygedagpenge»."
    )
    assert {bar.third for bar in view.bars} == {Third.NONE}
    assert view.bars[0].name == "Silkeborg"


def test_an_unknown_group_says_what_is_needed_and_nothing_else(world: World) -> None:
    view = seen(world, group="ukendt")
    assert view.unknown_group == "Kommunerne i klyngen."
    assert view.headline == "Gruppen «Klyngen» er ikke kendt endnu, så der er ingen at sammenligne med."
    assert (view.bars, view.nation, view.development) == ((), None, ())


def test_a_late_peer_is_missing_rather_than_dropped(world: World) -> None:
    world.deliver("2017-01-16", figure(RATE, "2017-01", "1.5", area="657", parts=(15, 1000)))
    world.build()
    view = seen(world)
    assert str(view.period) == "2017-01"
    assert view.headline == "Silkeborg har intet tal for januar 2017 (mangler), så pladsen kan ikke siges."
    assert [note.value for note in view.notes if note.label == "Mangler"] == [
        "Ikke kommet: Horsens, Silkeborg, Vejle, Viborg og Aarhus."
    ]
    assert seen(world, period=Period.month(2016, 12)).period == Period.month(2016, 12)


def test_nothing_is_known_before_it_was_published(world: World) -> None:
    assert comparison(DEFINITIONS, world.store, "andel", "naboer", OWN, date(2017, 1, 9)) is None


def test_choices_offer_what_several_have_and_own_groups_first(world: World) -> None:
    choices = comparison_choices(DEFINITIONS, world.store, OWN, "andel", JANUARY)
    assert [choice.id for choice in choices.indicators] == ["andel"]
    assert [choice.id for choice in choices.groups] == ["naboer", "ukendt"]
    assert [choice.title for choice in choices.periods] == ["december 2016"]
    assert [choice.title for choice in choices.areas][-1] == "Aarhus"
