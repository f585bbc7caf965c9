"""One indicator, one group, one period: places, thirds, who is missing, and counts that are not ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.analysis.peers import usual_group
from kpi.followup.comparison import comparison
from kpi.followup.comparison_choices import comparison_choices
from kpi.kept.build import build_store
from kpi.model.indicator import Better, Membership, PeerGroup
from kpi.model.period import Period
from kpi.model.views.comparison import AgainstMiddle, ComparisonView, ShownThird
from kpi.texts.comparison import development_title
from tests import units
from tests.followup.world import DEFINITIONS, OWN, PEERS, RATE, SICK, World, figure

JANUARY = date(2017, 1, 25)


def seen(world: World, indicator: str = "andel", group: str = "naboer", period: Period | None = None) -> ComparisonView:
    found = comparison(world.here(), indicator, group, OWN, JANUARY, period)
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
    assert [bar.third for bar in view.bars] == [ShownThird.BEST] * 2 + [ShownThird.MIDDLE] * 2 + [ShownThird.WORST] * 2
    assert view.best_places == 2
    assert view.to_best_third == "1 færre sygemeldte ville række til bedste tredjedel."
    assert view.detail == "Gruppen samlet: 2,2 pct. · hele landet: 2,1 pct."
    assert view.title == (
        "Andel på sygedagpenge, december 2016: Silkeborg ligger på 2,0 pct., gruppen samlet på 2,2 pct. og "
        "hele landet på 2,1 pct."
    )
    assert view.development_title == "Silkeborg lå i gruppens midterste halvdel i december 2016."
    assert view.group_value == Decimal("2.22")
    assert [cell.text for cell in view.table.rows[0]] == [
        "1", "Herning", "1,6", "bedste tredjedel", "", "16", "1.000",
    ]  # fmt: skip


def test_the_way_up_in_persons_is_counted_in_persons_and_not_in_rounded_shares(world: World) -> None:
    """From 5 to 1 of 30 is four persons, though 16,7 and 3,3 pct. lie 13,4 points apart: 4,02 of 30."""
    counts = {OWN: ("16.7", 5), "615": ("3.3", 1), "630": ("20.0", 6), "657": ("3.3", 1), "751": ("20.0", 6)}
    world.deliver(
        "2017-01-15",
        *(figure(RATE, "2016-12", value, area=area, parts=(top, 30)) for area, (value, top) in counts.items()),
        figure(RATE, "2016-12", "20.0", area="791", parts=(6, 30)),
    )
    world.build()
    assert seen(world).to_best_third == "4 færre sygemeldte ville række til bedste tredjedel."


def test_counts_are_not_ranked_and_point_to_the_rate(world: World) -> None:
    world.deliver("2017-01-15", *(figure(SICK, "2016-12", "500", area=code) for code in PEERS))
    world.build()
    view = seen(world, "sygedagpenge")
    assert view.headline == (
        "«Fuldtidspersoner på sygedagpenge» er et antal, som følger kommunens størrelse, og kommunerne rangordnes "
        "derfor ikke. Vælg i stedet «Andel på sygedagpenge»."
    )
    assert {bar.third for bar in view.bars} == {ShownThird.NONE}
    assert view.bars[0].name == "Silkeborg"


def test_an_unknown_group_says_what_is_needed_and_nothing_else(world: World) -> None:
    view = seen(world, group="ukendt")
    assert view.unknown_group == "Kommunerne i klyngen."
    assert view.headline == "Gruppen «Klyngen» er ikke kendt endnu, så der er ingen at sammenligne med."
    assert (view.bars, view.nation, view.development) == ((), None, ())


@pytest.mark.parametrize(
    ("place", "times", "said"),
    [
        (
            AgainstMiddle.BELOW,
            30,
            "Silkeborg lå under gruppens midterste halvdel i juli 2026, som i 30 af de 37 måneder,",
        ),
        (AgainstMiddle.ABOVE, 37, "Silkeborg lå over gruppens midterste halvdel i juli 2026, som i alle 37 måneder,"),
    ],
)
def test_the_development_says_where_own_lies_and_how_often(place: AgainstMiddle, times: int, said: str) -> None:
    assert development_title("Silkeborg", Period.month(2026, 7), place, times, 37) == f"{said} der kan sammenlignes."


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
    assert comparison(world.here(), "andel", "naboer", OWN, date(2017, 1, 9)) is None


def test_choices_offer_what_several_have_and_own_groups_first(world: World) -> None:
    choices = comparison_choices(world.here(), OWN, "andel", JANUARY)
    assert [choice.id for choice in choices.indicators] == ["andel"]
    assert [choice.id for choice in choices.groups] == ["naboer", "ukendt"]
    assert [choice.title for choice in choices.periods] == ["december 2016"]
    assert [choice.title for choice in choices.areas][-1] == "Aarhus"


def test_better_than_the_nation_and_inside_the_noise_are_said_together(world: World) -> None:
    group, nation = seen(world).certainty
    assert nation == (
        "Mod landet: 2,0 pct. er bedre end 2,1 pct., men forskellen kan være tilfældig (95 pct.-interval 1,3-3,1)."
    )
    assert group.startswith("Mod gruppen: 2,0 pct. er bedre end 2,3 pct.")


def test_more_than_chance_is_said_as_such(world: World) -> None:
    world.deliver("2017-01-15", figure(RATE, "2016-12", "2.0", parts=(2000, 100000)))
    world.build()
    assert "det er mere, end et tilfælde som regel forklarer" in seen(world).certainty[0]


def measured(world: World, indicator: str, measure: str) -> ComparisonView:
    found = comparison(world.here(), indicator, "naboer", OWN, JANUARY, None, measure)
    assert found is not None
    return found


def test_a_count_can_be_shown_as_its_rate_and_a_rate_as_its_count(world: World) -> None:
    assert measured(world, "sygedagpenge", "andel").indicator.id == "andel"
    assert measured(world, "andel", "antal").indicator.id == "sygedagpenge"
    choices = comparison_choices(world.here(), OWN, "andel", JANUARY)
    assert [(one.id, one.title) for one in choices.measures] == [
        ("tal", "Andel"), ("antal", "Antal"), ("indeks", "Indeks"),
    ]  # fmt: skip


def test_an_index_is_100_in_the_first_period_shown_and_ranks_counts(world: World) -> None:
    world.deliver("2016-01-20", *(figure(SICK, "2015-12", "400", area=code) for code in PEERS))
    world.deliver("2017-01-20", *(figure(SICK, "2016-12", str(380 + 10 * n), area=c) for n, c in enumerate(PEERS)))
    world.build()
    view = measured(world, "sygedagpenge", "indeks")
    own = next(bar for bar in view.bars if bar.own)
    assert (own.text, own.place) == ("99,0", "3")
    assert view.indicator.unit.heading == "indeks, dec. 2015 = 100"
    assert [bar.text for bar in view.bars] == ["95,0", "97,5", "99,0", "100,0", "102,5", "105,0"]
    assert view.certainty == ()


def test_an_index_has_no_figure_where_the_first_period_has_none(world: World) -> None:
    world.deliver("2017-01-20", *(figure(SICK, "2016-12", "380", area=code) for code in PEERS))
    world.build()
    assert [bar.text for bar in measured(world, "sygedagpenge", "indeks").bars if not bar.own] == ["mangler"] * 5


FORESEEN = replace(RATE, id="ventet", title="Ventet andel", better=Better.NEITHER, as_count="ventet_antal")
FORESEEN_COUNT = replace(SICK, id="ventet_antal", title="Ventet antal")
EXPECTING = replace(
    DEFINITIONS,
    indicators={
        **DEFINITIONS.indicators,
        RATE.id: replace(RATE, expected=FORESEEN.id),
        SICK.id: replace(SICK, expected=FORESEEN_COUNT.id),
        FORESEEN.id: FORESEEN,
        FORESEEN_COUNT.id: FORESEEN_COUNT,
    },
)


def expecting(world: World, measure: str) -> ComparisonView:
    given = {OWN: "2.2", "630": "2.0", "657": "1.5", "751": "3.3", "791": "2.4"}
    world.deliver("2017-01-10", *(figure(FORESEEN, "2016-12", value, area=area) for area, value in given.items()))
    world.deliver("2017-01-20", figure(FORESEEN_COUNT, "2016-12", "884"))
    build_store(world.folder, EXPECTING)
    found = comparison(world.here(EXPECTING), "andel", "naboer", OWN, JANUARY, None, measure)
    assert found is not None
    return found


def test_what_was_expected_is_said_in_points_and_persons_and_marked_on_the_bars(world: World) -> None:
    view = expecting(world, "")
    assert view.expected == (
        "Ud fra rammevilkårene var der ventet 2,2 pct. i Silkeborg. 2,0 pct. er 0,2 procentpoint lavere end ventet, "
        "svarende til 80 fuldtidspersoner færre."
    )
    assert {bar.name: bar.expected for bar in view.bars}["Herning"] == Decimal("1.5")


def test_the_distance_to_what_was_expected_can_be_ranked(world: World) -> None:
    view = expecting(world, "forventet")
    assert [(bar.name, bar.text) for bar in view.bars] == [
        ("Silkeborg", "−0,2"), ("Aarhus", "−0,2"), ("Vejle", "0,0"), ("Herning", "0,1"), ("Viborg", "0,1"),
        ("Horsens", "skjult"),
    ]  # fmt: skip
    assert (view.indicator.unit, view.expected) == (units.PERCENTAGE_POINT, "")


def test_without_denominators_the_group_is_weighted_by_the_bases_that_count_and_share_imply(world: World) -> None:
    implied = (
        ("630", "2.0", "200"), ("657", "1.0", "10"), ("751", "4.0", "40"), ("791", "1.0", "10"), ("615", "1.0", "10"),
    )  # fmt: skip
    world.deliver(
        "2017-01-15",
        *(figure(RATE, "2016-12", value, area=area) for area, value, _ in implied),
        *(figure(SICK, "2016-12", count, area=area) for area, _, count in implied),
    )
    world.build()
    view = seen(world)
    assert view.group_value == Decimal(27000) / Decimal(14000)
    assert "andelene er afrundet af kilden" in view.notes[0].value


def test_the_funnel_is_shown_when_counts_are_small_and_names_those_beyond_the_outer_limits(world: World) -> None:
    world.deliver("2017-01-15", figure(RATE, "2016-12", "9.0", area="615", parts=(90, 1000)))
    world.build()
    found = seen(world).funnel
    assert found is not None
    assert [point.name for point in found.points if point.outside] == ["Horsens", "Herning"]
    assert [point.name for point in found.points if point.own] == ["Silkeborg"]
    assert round(found.pooled, 2) == Decimal("3.64")
    assert found.title == "Silkeborg ligger længere fra gruppens samlede tal, end et tilfælde som regel forklarer"


def test_large_counts_need_no_funnel(world: World) -> None:
    areas = (OWN, *PEERS)
    world.deliver("2017-01-15", *(figure(RATE, "2016-12", "2.0", area=a, parts=(2000, 100000)) for a in areas))
    world.build()
    assert seen(world).funnel is None


def test_a_municipality_without_a_cluster_is_told_so_and_one_with_is_not(world: World) -> None:
    note = comparison_choices(world.here(), OWN, "andel", JANUARY).cluster_note
    assert note == (
        "Ingen klynge er kendt for Silkeborg. Indtil en er skrevet ind, kan Danmarks Statistiks grupper bruges."
    )
    neighbours = replace(DEFINITIONS.peer_groups["naboer"], benefit="sygedagpenge")
    known = replace(DEFINITIONS, peer_groups={**DEFINITIONS.peer_groups, "naboer": neighbours})
    choices = comparison_choices(world.here(known), OWN, "andel", JANUARY)
    assert choices.cluster_note == ""
    assert choices.groups[0].title == "Naboer · klynge for sygedagpenge"


def test_an_unknown_group_offers_the_known_ones_that_own_is_in(world: World) -> None:
    assert [one.id for one in seen(world, group="ukendt").instead] == ["naboer"]


def group_of(id_: str, size: int, *, until: date | None = None, own: bool = True) -> PeerGroup:
    areas = [OWN] * own + [str(code) for code in range(101, 101 + size - own)]
    return PeerGroup(id_, id_, "prøve", tuple(Membership(area, None, until) for area in areas), "")


def test_the_usual_group_is_the_smallest_of_ten_or_more_that_own_is_in() -> None:
    others = group_of("others", 10, own=False), PeerGroup("unknown", "unknown", "prøve", None, "spørg")

    def usual(*groups: PeerGroup) -> str:
        known = replace(DEFINITIONS, peer_groups={group.id: group for group in (*groups, *others)})
        return usual_group(known, OWN, JANUARY)

    assert usual(group_of("all", 98), group_of("eleven", 11), group_of("nine", 9)) == "eleven"
    assert usual(group_of("eleven", 11), group_of("ten", 10)) == "ten"
    assert usual(group_of("b", 10), group_of("a", 10)) == "a"
    assert usual(group_of("ended", 10, until=date(2017, 1, 24)), group_of("last-day", 12, until=JANUARY)) == "last-day"
    assert usual(group_of("nine", 9)) == ""
