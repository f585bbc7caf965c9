"""Short words for the specification: an indicator, its figures as known on a day, a target, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from kpi.evaluate import evaluate_contract
from kpi.model.contract import (
    AcceptedDeviation,
    Amendment,
    Assessment,
    AtLeast,
    Combine,
    Contract,
    Criterion,
    Goal,
    Milestone,
    Origin,
    Recurring,
    Requirement,
    Target,
    Term,
)
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.indicator import (
    Better,
    Indicator,
    IndicatorKind,
    Membership,
    PeerGroup,
    SeriesBreak,
)
from kpi.model.journal import JournalEntry, Statement
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period, PeriodKind
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Constant,
    Growth,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    Reference,
    RelativeChange,
    Statistic,
    Step,
    Steps,
    When,
    Yearly,
    YearsEarlier,
)
from kpi.model.rule import (
    BaselinePolicy,
    BestFraction,
    Comparison,
    Margin,
    OfRequired,
    Rule,
    Significant,
    Strength,
    Threshold,
    Window,
)
from kpi.model.unit import Unit
from tests import units
from tests.plain import PLAIN

OWN, NATION = "740", "000"
CONTRACT = "aftale"
STOCK, FLOW, SHARE = IndicatorKind.STOCK, IndicatorKind.FLOW, IndicatorKind.SHARE
MONTH, QUARTER, YEAR, QMAT = (
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.YEAR,
    PeriodKind.ROLLING_YEAR_QUARTERLY,
)
HIGHER, LOWER = Better.HIGHER, Better.LOWER
YEAR_BEFORE = YearsEarlier(1)
ANY_TIME = Term(date(2049, 12, 31), date(2000, 1, 1), date(2049, 12, 31))
"""Days of an agreement that bear on nothing."""


@dataclass(frozen=True)
class Row:
    """A row that says more than its value."""

    value: str | int | None = None
    quality: Quality = Quality.UNSTATED
    counted: tuple[int, int] | None = None
    """Numerator and denominator; the value is then worked out in pct."""
    assumed: bool = False
    example: bool = False


HIDDEN, MISSING = Row(quality=Quality.HIDDEN), Row(quality=Quality.MISSING)
Value = Row | str | int


def hidden_of(denominator: int) -> Row:
    """A hidden share whose base is known."""
    return Row(quality=Quality.HIDDEN, counted=(0, denominator))


def counted(numerator: int, denominator: int) -> Row:
    return Row(counted=(numerator, denominator))


def months(first: str, *values: Value) -> dict[str, Value]:
    """Values of consecutive months from `first`."""
    start = Period.parse(first)
    return {str(start + step): value for step, value in enumerate(values)}


def indicator(
    kind: IndicatorKind = STOCK,
    *,
    better: Better = LOWER,
    unit: Unit = units.FULL_TIME_PERSONS,
    frequency: PeriodKind = MONTH,
    id: str = "tal",  # noqa: A002
    provisional: int = 0,
    delay: int = 21,
    seasonal: bool = False,
    hidden_under: int = 3,
    per: str = "",
    minimum: int | None = 0,
    maximum: int | None = None,
    breaks: Sequence[str] = (),
    ended: str | None = None,
) -> Indicator:
    return replace(
        PLAIN, id=id, title=id, unit=unit, kind=kind, better=better, frequency=frequency, source="kilde",
        provisional_periods=provisional, published_after_days=delay, seasonal=seasonal, hidden_under=hidden_under,
        per=per,
        minimum=None if minimum is None else Decimal(minimum),
        maximum=None if maximum is None else Decimal(maximum),
        breaks=tuple(SeriesBreak(Period.parse(b), "brud") for b in breaks),
        ended=Period.parse(ended) if ended else None,
    )  # fmt: skip


def percent(**more: object) -> Indicator:
    """A share in pct, better when higher."""
    settings: dict[str, object] = {"better": HIGHER, "unit": units.PERCENT, "maximum": 100} | more
    return indicator(SHARE, **settings)


def fit(text: str, kind: PeriodKind) -> Period:
    period = Period.parse(text)
    return period if period.kind is kind or (period.kind is YEAR and kind is MONTH) else period.to_kind(kind)


def series(of: Indicator, area: str, rows: Mapping[str, Value], earlier: Mapping[str, Value] | None = None) -> Series:
    observations = tuple(sorted((_observation(of, area, p, v) for p, v in rows.items()), key=lambda o: o.period))
    revised = {fit(p, of.frequency): (_observation(of, area, p, v),) for p, v in (earlier or {}).items()}
    return Series(of.id, area, observations, revised)


def _observation(of: Indicator, area: str, written: str, given: Value) -> Observation:
    row = given if isinstance(given, Row) else Row(given)
    value = None if row.value is None else Decimal(row.value)
    hidden = row.quality in (Quality.HIDDEN, Quality.MISSING)
    top, bottom = (Decimal(n) for n in row.counted) if row.counted else (None, None)
    if row.counted and not hidden and top is not None and bottom:
        value = top / bottom * 100
    period = fit(written, of.frequency)
    return Observation(
        indicator=of.id, area=area, period=period, value=value, numerator=None if hidden else top, denominator=bottom,
        quality=row.quality, published_on=period.last_day, published_assumed=row.assumed,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC), delivery="kilde/x", example=row.example, comment="",
    )  # fmt: skip


def known(as_of: str, *all_series: Series, agreed: Sequence[Series] = ()) -> Figures:
    newest: dict[str, Period] = {}
    for one in all_series:
        if one.latest is not None:
            newest[one.indicator] = max(newest.get(one.indicator, one.latest.period), one.latest.period)
    return Figures(
        as_of=date.fromisoformat(as_of),
        series={(s.indicator, s.area): s for s in all_series},
        agreed={(s.indicator, s.area): s for s in agreed},
        newest=newest,
    )


def group(*members: str | Membership, id: str = "klynge", unknown: bool = False) -> PeerGroup:  # noqa: A002
    given = tuple(m if isinstance(m, Membership) else Membership(m, None, None) for m in members)
    return PeerGroup(id, id, "kilde", None if unknown else given, "medlemmerne" if unknown else "")


def definitions(*indicators: Indicator, groups: Sequence[PeerGroup] = ()) -> Definitions:
    return Definitions({i.id: i for i in indicators}, {}, {}, {g.id: g for g in groups}, {})


def baseline(period: str, stated_value: str | None = None) -> Baseline:
    return Baseline(Period.parse(period), None if stated_value is None else Decimal(stated_value))


def level(comparison: Comparison, value: str | int, path_from: Baseline | None = None) -> Threshold:
    return Threshold(comparison, Reference(Constant(Decimal(value), path_from)))


def change(comparison: Comparison, since: str | Baseline, amount: int = 0, *, per_cent: int | None = None) -> Threshold:
    start = since if isinstance(since, Baseline) else baseline(since)
    moved = Amount(Decimal(amount)) if per_cent is None else RelativeChange(Decimal(per_cent))
    return Threshold(comparison, Reference(Own(), AtBaseline(start), moved))


def than_area(comparison: Comparison, area: str = NATION) -> Threshold:
    return Threshold(comparison, Reference(OfArea(area)))


def than_peers(comparison: Comparison, statistic: Statistic = Statistic.MEAN) -> Threshold:
    return Threshold(comparison, Reference(OfPeers("klynge", statistic)))


def than_earlier(comparison: Comparison, when: When = YEAR_BEFORE, *, per_cent: int | None = None) -> Threshold:
    moved = Amount(Decimal(0)) if per_cent is None else RelativeChange(Decimal(per_cent))
    return Threshold(comparison, Reference(Own(), when, moved))


def than_indicator(comparison: Comparison, other: str) -> Threshold:
    return Threshold(comparison, Reference(OfIndicator(other)))


def stepwise(comparison: Comparison, **levels: int) -> Threshold:
    """`stepwise(AT_MOST, m2017_03=800)`: the period with underscore for hyphen."""
    steps = tuple(Step(Period.parse(name[1:].replace("_", "-")), Decimal(v)) for name, v in levels.items())
    return Threshold(comparison, Reference(Steps(steps)))


def yearly(
    comparison: Comparison, since: str, *, each: int = 0, per_cent: int | None = None, growth: Growth = Growth.LINEAR
) -> Threshold:
    step = Amount(Decimal(each)) if per_cent is None else RelativeChange(Decimal(per_cent))
    return Threshold(comparison, Reference(Own(), AtBaseline(baseline(since)), Yearly(step, growth)))


BEST_THIRD = BestFraction("klynge", Fraction(1, 3))


def _margin(width: str | OfRequired | None) -> Margin | None:
    return Decimal(width) if isinstance(width, str) else width


def target(
    rule: Rule,
    due: str,
    *,
    window: Window | None = None,
    of: str = "tal",
    id: str = "t",  # noqa: A002
    strength: Strength = Strength.TARGET,
    near: str | OfRequired | None = None,
    policy: BaselinePolicy = BaselinePolicy.RESTATED,
    also: Window | None = None,
    accepted: tuple[str, str] | None = None,
    every: str | None = None,
    tolerance: str | OfRequired | None = None,
    material: str | OfRequired | Significant | None = None,
    amendments: Sequence[Amendment] = (),
    needed: int | None = None,
    term: Term = ANY_TIME,
) -> Target:
    period = Period.parse(due)
    usual = Window.YEAR if period.kind is YEAR else Window.PERIOD
    deviation = AcceptedDeviation(*(date.fromisoformat(day) for day in accepted), "aftalt") if accepted else None
    return Target(
        id=id, title=id, indicator=of, area=OWN, due=period, term=term, window=window or usual, rule=rule,
        strength=strength,
        near=_margin(near), baseline_policy=policy, also_read_as=also, accepted=deviation,
        every_from=None if every is None else Period.parse(every), periods_needed=needed,
        tolerance=_margin(tolerance),
        material=material if isinstance(material, Significant) else _margin(material), amendments=tuple(amendments),
    )  # fmt: skip


def amended(on: str, revised: Target | None) -> Amendment:
    """A change of the contract; None: withdrawn."""
    return Amendment(date.fromisoformat(on), "nyt budget", revised)


def contract(*requirements: Requirement, combine: Combine | AtLeast = Combine.ALL) -> Contract:
    criterion = Criterion("k", "k", (), "", "", "", combine, requirements, ())
    goal = Goal("m", "1", "m", "", Origin.OWN, True, "", (), "", (), (), (criterion,))
    return Contract(
        id=CONTRACT, title="", short_title="", municipality=OWN, unit="", year=2017, starts_on=date(2017, 1, 1),
        ends_on=date(2017, 12, 31), agreed_on=None, source="", made_up=True, mission="", vision="", background=(),
        follow_up=(), key_dates=(), goals=(goal,),
    )  # fmt: skip


def criterion(
    *requirements: Requirement,
    facts: Definitions,
    figures: Figures,
    entries: Sequence[JournalEntry] = (),
    combine: Combine | AtLeast = Combine.ALL,
) -> CriterionResult:
    (result,) = evaluate_contract(contract(*requirements, combine=combine), facts, figures, entries)
    return result


def judge(
    what: Target,
    of: Indicator,
    own: Mapping[str, Value],
    as_of: str,
    *,
    others: Mapping[str, Mapping[str, Value]] | None = None,
    groups: Sequence[PeerGroup] = (),
    agreed: Mapping[str, Value] | None = None,
    earlier: Mapping[str, Value] | None = None,
    bases: Sequence[Series] = (),
    base: Indicator | None = None,
) -> TargetResult:
    """The result of one target as seen on `as_of`, when exactly these figures are known."""
    all_series = [series(of, area, rows) for area, rows in (others or {}).items()]
    if own:
        all_series.append(series(of, OWN, own, earlier))
    frozen = [series(of, OWN, agreed)] if agreed else []
    figures = known(as_of, *all_series, *bases, agreed=frozen)
    facts = definitions(of, *([base] if base else []), groups=groups)
    return criterion(what, facts=facts, figures=figures).decisive


def entry(applies_on: str, statement: Statement, recorded: str | None = None) -> JournalEntry:
    at = datetime.fromisoformat(f"{recorded or applies_on}T10:00:00+00:00")
    return JournalEntry("id", at, date.fromisoformat(applies_on), "en leder", True, statement)


def judge_entered(
    what: Milestone | Recurring | Assessment, as_of: str, entries: Sequence[JournalEntry] = ()
) -> TargetResult:
    return criterion(what, facts=definitions(), figures=known(as_of), entries=entries).decisive
