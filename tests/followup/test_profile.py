"""One municipality against its group over every indicator: middle half, colour by declared side only, counts apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi.followup.profile import profile
from kpi.model.indicator import Better
from kpi.model.observation import Quality
from kpi.model.views.comparison import Against
from kpi.model.views.profile import Profile, ProfileLine
from tests.followup.world import DEFINITIONS, OWN, RATE, World, figure

JANUARY = date(2017, 1, 25)


def seen(world: World, group: str = "naboer", own: str = OWN, better: Better = Better.LOWER) -> Profile:
    indicators = {**DEFINITIONS.indicators, RATE.id: replace(RATE, better=better)}
    return profile(world.here(replace(DEFINITIONS, indicators=indicators)), group, own, JANUARY)


def line(view: Profile) -> ProfileLine:
    return next(one for one in view.lines if one.indicator.id == RATE.id)


def test_place_spread_and_middle_half_leave_own_out(world: World) -> None:
    view = seen(world)
    found = line(view)
    assert found.spine is not None
    assert (found.spine.low, found.spine.middle, found.spine.high) == (Decimal("1.6"), Decimal("2.25"), Decimal("3.1"))
    assert (found.text, found.group_text, found.nation_text) == ("2,0", "2,3 (1 uden tal)", "2,1")
    assert found.place == "nr. 2 til 3 af 6"
    assert (found.against, found.word) == (Against.SIMILAR, "i den midterste halvdel")
    assert view.headline == "Silkeborg er bedre end gruppens midterste halvdel på 0 af 1 tal og dårligere på 0."


def test_outside_the_middle_half_is_better_or_worse_by_the_declared_side(world: World) -> None:
    assert line(seen(world, own="657")).against is Against.BETTER
    assert line(seen(world, own="751")).against is Against.WORSE
    assert line(seen(world, own="751", better=Better.HIGHER)).against is Against.BETTER


def test_without_a_better_side_there_is_no_place_and_no_colour(world: World) -> None:
    found = line(seen(world, own="751", better=Better.NEITHER))
    assert (found.against, found.place) == (Against.HIGHER, "")


def test_a_municipality_whose_figure_is_hidden_has_the_word_and_no_place(world: World) -> None:
    found = line(seen(world, own="615"))
    assert (found.text, found.place, found.against) == ("skjult", "", Against.UNKNOWN)


def test_own_newest_period_is_the_one_compared_in(world: World) -> None:
    newer = [figure(RATE, "2017-01", "1.5", area=code, parts=(15, 1000)) for code in ("630", "657", "751", "791")]
    world.deliver("2017-01-16", *newer)
    world.build()
    assert line(seen(world)).period_text == "dec. 2016"
    assert line(seen(world, own="657")).period_text == "jan. 2017"


def test_a_period_that_own_has_alone_is_no_comparison_yet(world: World) -> None:
    world.deliver("2017-01-16", figure(RATE, "2017-01", "1.5", area="657", parts=(15, 1000)))
    world.build()
    assert line(seen(world, own="657")).period_text == "dec. 2016"


def test_too_few_others_make_no_spread(world: World) -> None:
    hidden = Quality.HIDDEN
    world.deliver("2017-01-16", *(figure(RATE, "2016-12", None, area=a, quality=hidden) for a in ("630", "657")))
    world.build()
    assert line(seen(world)).spine is None


def test_an_unknown_group_offers_the_known_ones(world: World) -> None:
    view = seen(world, "ukendt")
    assert (view.lines, view.unknown_group) == ((), "Kommunerne i klyngen.")
    assert [one.id for one in view.instead] == ["naboer"]
