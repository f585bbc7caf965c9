"""A small municipality with a contract, five peers and a store built from its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from kpi.access import local_user
from kpi.analysis.judged import Judged, judge
from kpi.analysis.since import looked_back_to
from kpi.followup.scorecard import scorecard
from kpi.installation import Installation
from kpi.kept.build import build_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.area import AreaKind
from kpi.model.contract import (
    Action,
    Assessment,
    Combine,
    Contract,
    Criterion,
    Goal,
    Milestone,
    Origin,
    Requirement,
    Target,
    Term,
)
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator, IndicatorKind, Membership, PeerGroup, Source
from kpi.model.journal import JournalEntry, Statement
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.reference import Amount, AtBaseline, Baseline, Constant, Own, Reference
from kpi.model.rule import BaselinePolicy, BestFraction, Comparison, Rule, Strength, Threshold, Window
from kpi.model.views.scorecard import Scorecard
from kpi.store import Store
from tests import units
from tests.plain import SICK, area

OWN = "740"
PEERS = {"630": "Vejle", "657": "Herning", "751": "Aarhus", "791": "Viborg", "615": "Horsens"}
CONTRACT = "aftale-2017"

RATE = replace(
    SICK,
    id="andel",
    title="Andel på sygedagpenge",
    unit=units.PERCENT,
    kind=IndicatorKind.SHARE,
    decimals=1,
    persons=False,
    maximum=Decimal(100),
    numerator="sygemeldte",
    denominator="borgere",
    as_count="sygedagpenge",
    provisional_periods=0,
)
TYPED = replace(
    SICK,
    id="klager",
    title="Personer med klager",
    unit=units.PERSONS,
    kind=IndicatorKind.FLOW,
    typed=True,
    source="indtastet",
    table="",
    provisional_periods=0,
)


TERM = Term(date(2017, 1, 1), date(2017, 1, 1), date(2017, 12, 31))


def target(id: str, indicator: Indicator, rule: Rule, due: str) -> Target:  # noqa: A002
    return Target(
        id=id,
        title=id.capitalize(),
        indicator=indicator.id,
        area=OWN,
        due=Period.parse(due),
        term=TERM,
        window=Window.PERIOD,
        rule=rule,
        strength=Strength.TARGET,
        near=None,
        baseline_policy=BaselinePolicy.RESTATED,
        also_read_as=None,
        accepted=None,
    )


def criterion(id: str, *requirements: Requirement, shown: tuple[str, ...] = ()) -> Criterion:  # noqa: A002
    return Criterion(id, f"Kriterium {id}", ("Ord fra aftalen.",), "", "", "", Combine.ALL, requirements, shown)


FEWER = Threshold(
    Comparison.AT_MOST, Reference(Own(), AtBaseline(Baseline(Period.month(2015, 12), None)), Amount(Decimal(-63)))
)
GOAL = Goal(
    id="sygemeldte",
    number="5",
    title="Flere sygemeldte i arbejde",
    section="",
    origin=Origin.SHARED,
    responsible=True,
    unit="",
    aims=(),
    evaluated_in="",
    shown=(),
    actions=(Action("Tidligere kontakt", True, "senest 1. marts 2017"),),
    criteria=(
        criterion("c1", target("færre", SICK, FEWER, "2017-12"), shown=(TYPED.id,)),
        criterion("c2", target("tredjedel", RATE, BestFraction("naboer", Fraction(1, 3)), "2017-12")),
        criterion(
            "c3", target("klager", TYPED, Threshold(Comparison.AT_MOST, Reference(Constant(Decimal(5)))), "2017-12")
        ),
        criterion("c4", Milestone("trin", "Metoden er i brug", Period.month(2017, 1))),
        criterion("c5", Assessment("indsigt", "Indsigt", "interview", Period.of_year(2017))),
    ),
)
EMPTY_GOAL = replace(GOAL, id="andet", number="6", title="Samskabelse", responsible=False, criteria=(), actions=())
AGREEMENT = Contract(
    id=CONTRACT,
    title="Aftale 2017",
    short_title="Aftale 2017",
    municipality=OWN,
    unit="Jobkompagniet",
    year=2017,
    starts_on=date(2017, 1, 1),
    ends_on=date(2017, 12, 31),
    agreed_on=None,
    source="",
    made_up=False,
    mission="",
    vision="",
    background=(),
    follow_up=(),
    key_dates=(),
    goals=(GOAL, EMPTY_GOAL),
)


DEFINITIONS = Definitions(
    indicators={one.id: one for one in (SICK, RATE, TYPED)},
    sources={
        "jobindsats": Source("jobindsats", "jobindsats.dk", "", "", "", "", example=False, own=False),
        "indtastet": Source("indtastet", "Indtastet", "", "", "", "", example=False),
        "eksempeltal": Source("eksempeltal", "Eksempeltal", "", "", "", "", example=True, own=False),
    },
    areas={
        "000": area("000", "Hele landet", AreaKind.NATION),
        **{code: area(code, name) for code, name in {OWN: "Silkeborg", **PEERS}.items()},
    },
    peer_groups={
        "naboer": PeerGroup(
            "naboer", "Naboer", "Egen liste", tuple(Membership(code, None, None) for code in (OWN, *PEERS)), ""
        ),
        "ukendt": PeerGroup("ukendt", "Klyngen", "", None, "Kommunerne i klyngen."),
    },
    contracts={CONTRACT: AGREEMENT},
    units=units.UNITS,
)


class World:
    """Deliveries as they come, and the store built from them."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path / "data", path / "shipped")
        self.store = Store(self.folder.store)
        self.entries: tuple[JournalEntry, ...] = ()

    def deliver(self, published: str, *figures: Figure, source: str = "jobindsats") -> None:
        day = date.fromisoformat(published)
        handed_in = Submission(
            repr((published, source, figures)).encode(),
            "tal.csv",
            local_user("Prøve"),
            datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            source=source,
            published_on=day,
        )
        read = ReadFile("Effekttavlens eget format", figures, (), ())
        keep_delivery(self.folder.deliveries[-1], handed_in, read, DEFINITIONS)

    def build(self) -> Store:
        build_store(self.folder, DEFINITIONS)
        return self.store

    def here(self, definitions: Definitions = DEFINITIONS) -> Installation:
        return Installation(self.folder, definitions, self.store, self.entries)

    def judged(self, day: date, definitions: Definitions = DEFINITIONS) -> Judged:
        return judge(self.here(definitions), CONTRACT, day)

    def scorecard(self, day: date, definitions: Definitions = DEFINITIONS) -> Scorecard:
        now = self.judged(day, definitions)
        return scorecard(now, self.judged(looked_back_to(now), definitions))

    def say(self, day: str, statement: Statement, *, example: bool = False) -> None:
        on = date.fromisoformat(day)
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        self.entries += (JournalEntry(f"e{len(self.entries)}", at, on, "teamleder", example, statement),)


def figure(
    indicator: Indicator,
    period: str,
    value: str | None,
    *,
    area: str = OWN,
    parts: tuple[int, int] | None = None,
    quality: Quality = Quality.UNSTATED,
) -> Figure:
    return Figure(
        line=1,
        indicator=indicator.id,
        area=area,
        period=Period.parse(period),
        value=None if value is None else Decimal(value),
        numerator=None if parts is None else Decimal(parts[0]),
        denominator=None if parts is None else Decimal(parts[1]),
        quality=quality,
        published_on=None,
        comment="",
    )
