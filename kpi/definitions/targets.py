"""Reads a measured requirement: its figure, its time, its rule, its margins, and what was changed later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kpi.definitions import timing, value
from kpi.definitions.amendments import AMENDED, Changeable, keys_of_amendment, read_amendments
from kpi.definitions.examples import ExampleSubject, read_example
from kpi.definitions.place import Place
from kpi.definitions.references import RuleSubject
from kpi.definitions.rules import PATH_FROM, RULES, read_rule
from kpi.definitions.scope import DUE, PART, REASON, REQUIREMENT_ID, REQUIREMENT_TITLE, Declared, Named, Scope
from kpi.definitions.table import Key, ReadTable, Tables, is_known, known, read_table
from kpi.model.contract import AcceptedDeviation, Alarm, Degrees, Target
from kpi.model.example import Example
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.period import Period, PeriodKind
from kpi.model.reference import Own
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

# fmt: off
_INDICATOR = Key[str]("indicator", value.identifier, about=
    "Den indikator, kravet måles på; find den med «python3 -m kpi indicators ORD».",
    example="fuldtidspersoner_sygedagpenge")
_AREA = Key[str | None]("area", value.text, None, about=
    "Koden for et andet område end aftalens kommune.", example="000")
_WINDOW = Key[Window | None]("window", value.OneOf(Window), None, about=
    "Hvad tallet dækker, når det er andet end fristens egen længde: året til dato, det rullende år, seneste "
    "måling …", example="rolling_year")
_STRENGTH = Key[Strength]("strength", value.OneOf(Strength), Strength.TARGET, about=
    "aspiration: et ønske («gerne»), der aldrig vises som rødt.", example="aspiration")
_NEAR = Key[Margin | None]("near", value.margin, None, about=
    "Hvor langt fra kravet der vises som «tæt på», i indikatorens enhed eller i procent af kravet.", example=3)
_BASELINE_POLICY = Key[BaselinePolicy]("baseline_policy", value.OneOf(BaselinePolicy), BaselinePolicy.RESTATED, about=
    "restated: udgangspunktet, som kilden siger nu; frozen: som det var kendt, da aftalen blev indgået.",
    example="frozen")
_ALSO_READ_AS = Key[Window | None]("also_read_as", value.OneOf(Window), None, about=
    "En anden mulig læsning af de samme ord; siden siger det, hvor svaret bliver et andet.", example="rolling_year")
_ACCEPTED = Key[Mapping[str, object] | None]("accepted", value.table, None, about=
    "En aftalt afvigelse; den slutter af sig selv.",
    example={"since": date(2017, 2, 1), "until": date(2017, 5, 31), "reason": "Ombygning"})
_YEAR_STARTS = Key[int | None]("year_starts", value.month, None, about=
    "Den måned (1-12), kravets år begynder i. Uden er det aftalens egen; 8 er et skoleår.", example=8)
_EVERY_PERIOD = Key[Period | None]("every_period", value.period, None, about=
    "Kravet gælder i hver eneste periode fra denne til fristen.", example="2017-01")
_SOME_PERIOD = Key[Period | None]("some_period", value.period, None, about=
    "Det er nok, at kravet er opfyldt i én periode fra denne til fristen.", example="2017-01")
_IN_PERIODS = Key[Mapping[str, object] | None]("in_periods", value.table, None, about=
    "Kravet skal være opfyldt i så mange af perioderne.", example={"from": "2017-01", "at_least": 10})
_FROM = Key[Period]("from", value.period, about="Den første periode, der tæller.", example="2017-01")
_NEEDED = Key[int]("at_least", value.whole, about="I hvor mange af perioderne kravet skal være opfyldt.", example=10)
IN_PERIODS: tuple[Key[Any], ...] = (_FROM, _NEEDED)
_TOLERANCE = Key[Margin | None]("tolerance", value.margin, None, about=
    "Hvor langt fra kravet der stadig er opfyldt («næsten»), i indikatorens enhed eller i procent af kravet.",
    example=1)
_MATERIAL = Key[Margin | Significant | None]("material", value.material, None, about=
    "En ændring fra udgangspunktet, der er mindre end dette, regnes som uændret; significant: mindre end det "
    "tilfældige.", example=5)
_ALARM = Key[Mapping[str, object] | None]("alarm", value.table, None, about=
    "Alarmgrænse ved siden af kravet: tal, som nogen straks skal se på. Den ændrer ikke status.",
    example={"below": 60})
ALARM = tuple(Key[Decimal | None](one.value, value.number, None, about=
    "Der er alarm, når tallet er sådan.", example=60) for one in Comparison)
_DEGREES = Key[Degrees | None]("degrees", value.degrees, None, about=
    "Hvor langt kravet er opfyldt, når der betales eller gives point efter det: procent og det tal, der giver dem, "
    "eller { from = 40, to = 50 } for en ret linje fra 0 til 100 procent.", example={"100": 50, "50": 45, "25": 40})
_POPULATION = Key[str]("population", value.any_text, "", about=
    "Hvem kravet tæller, med aftalens ord.", example="sager over 5 uger")
_CHANGEABLE: tuple[Key[Any], ...] = (
    REQUIREMENT_TITLE, _INDICATOR, _AREA, DUE, _WINDOW, _YEAR_STARTS, _EVERY_PERIOD, _SOME_PERIOD, _IN_PERIODS,
    *RULES, PATH_FROM, _STRENGTH, _NEAR, _TOLERANCE, _MATERIAL, _ALARM, _DEGREES, _POPULATION, _BASELINE_POLICY,
    _ALSO_READ_AS, _ACCEPTED,
)  # fmt: skip
_EXAMPLES = Key[Tables]("example", value.tables, (), about=
    "Eksempler: hvad kravet skal svare, hvis tallene var disse. «python3 -m kpi check» prøver dem, og "
    "«python3 -m kpi examples» foreslår dem.",
    example=({"figures": {"2015-12": 812, "2017-12": 749}, "as_of": date(2018, 2, 1), "status": "MET"},))
TARGET: tuple[Key[Any], ...] = (REQUIREMENT_ID, PART, *_CHANGEABLE, AMENDED, _EXAMPLES)
AMENDED_TARGET = keys_of_amendment(_CHANGEABLE)
_SINCE = Key[date]("since", value.day, about="Afvigelsens første dag.", example=date(2017, 2, 1))
_UNTIL = Key[date]("until", value.day, about="Afvigelsens sidste dag.", example=date(2017, 5, 31))
ACCEPTED: tuple[Key[Any], ...] = (_SINCE, _UNTIL, REASON)
# fmt: on


def read_target(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Target | None:
    """The target as agreed, with what later amendments make of it."""
    before = len(place.problems)
    for name in ("milestone", "recurring", "assessment", "tally"):
        if name in raw:
            place.at(name).note(
                "Et krav i [[goal.criterion.target]] gælder et tal.",
                f"Skriv det som [[goal.criterion.{name}]] i stedet.",
            )
            return None
    agreed = _read_version(raw, named, scope, place)
    if agreed is None:
        return None
    table = read_table(raw, TARGET, place)
    held = {key: part for key, part in raw.items() if key not in (AMENDED.name, _EXAMPLES.name)}
    amendments = read_amendments(table, held, agreed, _changeable(named, scope))
    if amendments is None:
        return None
    examples = _read_examples(table, agreed, scope.declared)
    if len(place.problems) > before:
        return None
    return replace(agreed, amendments=amendments, examples=examples)


def _changeable(named: Named, scope: Scope) -> Changeable[Target]:
    """A new rule takes the place of the old; what is compared afterwards was agreed on the amendment's day."""

    def read(raw: Mapping[str, object], on: date, place: Place) -> Target | None:
        term = None if scope.term is None else replace(scope.term, agreed_on=on)
        return _read_version(raw, named, replace(scope, term=term), place)

    return Changeable(AMENDED_TARGET, read, frozenset(key.name for key in RULES), frozenset({PATH_FROM.name}))


def _read_examples(table: ReadTable, target: Target, declared: Declared) -> tuple[Example, ...]:
    indicator = (declared.indicators or {}).get(target.indicator)
    if indicator is None:
        return ()
    measured = ExampleSubject(
        indicator, target.area, target.year_starts, declared.indicators, declared.areas, declared.peer_groups
    )
    return table.each(_EXAMPLES, lambda raw, at: read_example(raw, measured, at))


def _read_version(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Target | None:
    before = len(place.problems)
    table = read_table(raw, TARGET, place)
    requirement_id = named.identify(table)
    declared = scope.declared
    known(table, _INDICATOR, declared.indicators, "Indikatoren")
    indicator = (declared.indicators or {}).get(table.get(_INDICATOR) or "")
    area = table.get(_AREA)
    if area is not None:
        is_known(area, declared.areas, "Området", table.at(_AREA))
    else:
        area = scope.municipality
    year_starts = _read_year_start(table, indicator, scope)
    window, due = _read_time(table, indicator, year_starts)
    judged = RuleSubject(
        indicator, area, due, window, declared.areas, declared.peer_groups, declared.indicators, year_starts
    )
    rule = read_rule(table, judged)
    every_from, needed = _read_periods(table, judged)
    _check_margins(table, rule)
    _check_degrees(table, rule)
    alarm = _read_alarm(table, rule)
    _check_reading(table, indicator, window)
    _check_policy(table, rule, scope.agreed_on)
    accepted = _read_accepted(table)
    if len(place.problems) > before or rule is None or due is None or window is None or area is None:
        return None
    if scope.term is None:
        return None
    return Target(
        id=requirement_id,
        title=named.call(table),
        indicator=table[_INDICATOR],
        area=area,
        due=due,
        term=scope.term,
        window=window,
        rule=rule,
        strength=table[_STRENGTH],
        near=table[_NEAR],
        baseline_policy=table[_BASELINE_POLICY],
        also_read_as=table[_ALSO_READ_AS],
        accepted=accepted,
        every_from=every_from,
        year_starts=year_starts,
        periods_needed=needed,
        tolerance=table[_TOLERANCE],
        material=table[_MATERIAL],
        alarm=alarm,
        degrees=table[_DEGREES],
        population=table[_POPULATION],
    )


def _read_year_start(table: ReadTable, indicator: Indicator | None, scope: Scope) -> int:
    """The month that a year of the target begins with: its own, else the indicator's, else the contract's."""
    named = table.get(_YEAR_STARTS)
    if indicator is None:
        return named or 1
    yearly = indicator.frequency is PeriodKind.YEAR
    declared = indicator.year_starts or (1 if yearly else None)
    if named is not None and yearly and named != declared:
        table.at(_YEAR_STARTS).note(
            f"«{indicator.id}» leveres for år, der begynder i måned {declared}, og kan ikke deles på en anden måde.",
            "Fjern year_starts, eller ret year_starts i indicators.toml.",
        )
    found = named or declared or scope.year_starts
    if (found - 1) % indicator.frequency.step_months and not yearly:
        table.at(_YEAR_STARTS).note(
            f"Et år, der begynder i måned {found}, består ikke af hele perioder af «{indicator.id}», "
            f"der måles {timing.MEASURED[indicator.frequency]}.",
            "Skriv year_starts = 1, eller vælg en indikator, der måles hver måned.",
        )
    return found


def _read_periods(table: ReadTable, judged: RuleSubject) -> tuple[Period | None, int | None]:
    """The first of the periods that the requirement is held to, in due's kind, and in how many it must hold."""
    window, due, indicator = judged.window, judged.due, judged.indicator
    given = [key for key in (_EVERY_PERIOD, _SOME_PERIOD, _IN_PERIODS) if key.name in table.given]
    if len(given) > 1:
        table.place.note(
            f"Der står flere slags perioder på én gang: {', '.join(key.name for key in given)}.", "Behold den ene."
        )
    if len(given) != 1 or window is None or due is None or indicator is None:
        return None, None
    place, written, needed = table.at(given[0]), table.get(_EVERY_PERIOD), None
    if given[0] is _SOME_PERIOD:
        written, needed = table.get(_SOME_PERIOD), 1
    elif given[0] is _IN_PERIODS:
        raw = table.get(_IN_PERIODS)
        inner = read_table(raw if raw is not None else {}, IN_PERIODS, place)
        written, needed = inner.get(_FROM), inner.get(_NEEDED)
    first = None if written is None else timing.fitted(written, window, indicator.frequency, judged.year_starts)
    if written is not None and (first is None or first.last_day >= due.last_day):
        place.note(
            f"Den første periode {written} passer ikke til fristen {due}.",
            "Skriv den første periode, kravet gælder i, på samme måde som fristen og før den.",
        )
    elif first is not None and needed is not None and not 1 <= needed < due.steps_since(first) + 1:
        place.note(
            f"Kravet kan ikke holde i {needed} af {due.steps_since(first) + 1} perioder.",
            'Skriv færre end alle; er det alle, så skriv every_period = "…".',
        )
    return first, needed


def _check_margins(table: ReadTable, rule: Rule | None) -> None:
    near, tolerance = table.get(_NEAR), table.get(_TOLERANCE)
    alike = type(near) is type(tolerance)
    if near is not None and tolerance is not None and alike and _size(near) <= _size(tolerance):
        table.at(_NEAR).note("«tæt på» ligger inden for tolerancen og kan aldrig vises.", "Ret near eller tolerance.")
    if tolerance is not None and isinstance(rule, BestFraction):
        table.at(_TOLERANCE).note("En plads har ingen tolerance.", "Fjern tolerance, eller skriv en større del.")
    counted = isinstance(rule, Threshold) and isinstance(rule.reference.whose, Own)
    if table.get(_MATERIAL) is not None and rule is not None and not counted:
        table.at(_MATERIAL).note(
            "Kun en ændring fra et udgangspunkt kan være for lille til at tælle.", "Fjern material."
        )


def _read_alarm(table: ReadTable, rule: Rule | None) -> Alarm | None:
    """One comparison, and never of figures that fulfil the requirement the better they are."""
    raw = table.get(_ALARM)
    if raw is None:
        return None
    inner = read_table(raw, ALARM, table.at(_ALARM))
    given = [(one, level) for one, key in zip(Comparison, ALARM, strict=True) if (level := inner.get(key)) is not None]
    if len(inner.given) != 1:
        table.at(_ALARM).note("En alarmgrænse er ét tal.", "Skriv fx alarm = { below = 60 } eller { above = 900 }.")
    if len(given) != 1:
        return None
    (comparison, level), wanted = given[0], rule.comparison.wants_high if isinstance(rule, Threshold) else None
    if wanted is comparison.wants_high:
        table.at(_ALARM).note(
            "Alarmgrænsen går samme vej som kravet, så gode tal giver alarm.",
            "Byt below og above om, eller ret tallet.",
        )
    return Alarm(comparison, level)


def _check_degrees(table: ReadTable, rule: Rule | None) -> None:
    """A degree is of the figure at due: more of it the better the figure."""
    degrees = table.get(_DEGREES)
    if degrees is None or rule is None:
        return
    if not isinstance(rule, Threshold) or table.given & {
        key.name for key in (_EVERY_PERIOD, _SOME_PERIOD, _IN_PERIODS)
    }:
        table.at(_DEGREES).note(
            "Grader gives efter tallet ved fristen, og kravet her er en plads, et interval eller flere perioder.",
            "Fjern degrees, eller skriv kravet med at_least, above, at_most eller below og én frist.",
        )
    elif degrees.wants_high is not None and degrees.wants_high is not rule.comparison.wants_high:
        best = "højt" if rule.comparison.wants_high else "lavt"
        table.at(_DEGREES).note(
            f"Graderne går den forkerte vej: kravet er bedst, når tallet er {best}.", "Byt om på tallene."
        )


def _size(margin: Margin) -> Decimal:
    return margin.percent if isinstance(margin, OfRequired) else margin


def _read_time(table: ReadTable, indicator: Indicator | None, year_starts: int) -> tuple[Window | None, Period | None]:
    """The window and the due period in its kind; None for what is faulty or cannot be told."""
    written, named = table.get(DUE), table.get(_WINDOW)
    if written is None or indicator is None or (named is None and _WINDOW.name in table.given):
        return named, None
    window = named or timing.usual_window(written, indicator.frequency)
    measured = timing.MEASURED[indicator.frequency]
    if timing.length(window, indicator.frequency) is None:
        table.at(_WINDOW if named else DUE).note(
            f"«{indicator.id}» måles {measured} og kan ikke læses over «{window}».",
            "Fjern window." if named else timing.spelling(indicator.frequency, Window.PERIOD),
        )
        return window, None
    due = timing.fitted(written, window, indicator.frequency, year_starts)
    if due is None:
        table.at(DUE).note(
            f"Fristen {written} passer ikke til «{indicator.id}», der måles {measured}"
            + (f", læst over window = «{named}»." if named else "."),
            timing.spelling(indicator.frequency, named if year_starts == 1 else window, year_starts),
        )
    return window, due


def _check_reading(table: ReadTable, indicator: Indicator | None, window: Window | None) -> None:
    """A second reading is another than the first, and a share over a longer time has numerator and denominator."""
    second = table.get(_ALSO_READ_AS)
    if second is not None and window is not None:
        sensible = window is Window.PERIOD and second in (Window.ROLLING_YEAR, Window.YEAR_TO_DATE)
        monthly = indicator is None or indicator.frequency in (PeriodKind.MONTH, PeriodKind.QUARTER)
        if not sensible or not monthly:
            table.at(_ALSO_READ_AS).note(
                f"«{second}» kan ikke være en anden læsning af «{window}» her.",
                'Brug also_read_as = "rolling_year" ved en frist i en måned eller et kvartal, eller fjern nøglen.',
            )
    over_time = [
        key
        for key, read in ((_WINDOW, window), (_ALSO_READ_AS, second))
        if read not in (None, Window.PERIOD, Window.LATEST)
    ]
    if indicator is not None and indicator.kind is IndicatorKind.SHARE and over_time and not indicator.denominator:
        at = table.at(over_time[0] if over_time[0].name in table.given else DUE)
        at.note(
            f"En andel over længere tid kræver tæller og nævner, og «{indicator.id}» har ingen nævner.",
            "Sæt fristen til én periode, eller giv indikatoren «numerator» og «denominator» i indicators.toml.",
        )


def _check_policy(table: ReadTable, rule: Rule | None, agreed_on: date | None) -> None:
    if table.get(_BASELINE_POLICY) is not BaselinePolicy.FROZEN:
        return
    place = table.at(_BASELINE_POLICY)
    if agreed_on is None:
        place.note(
            "Et udgangspunkt kan ikke fastfryses, når aftalens dag ikke er angivet.",
            "Skriv agreed_on = ÅÅÅÅ-MM-DD øverst i filen, eller fjern baseline_policy.",
        )
    if rule is not None and not _from_known_figure(rule):
        place.note("Kravet har intet udgangspunkt at fastfryse.", "Fjern baseline_policy.")


def _from_known_figure(rule: Rule) -> bool:
    """Whether the rule counts from the indicator's own figure of a baseline period."""
    baseline = rule.reference.baseline if isinstance(rule, Threshold) else None
    return baseline is not None and baseline.stated is None


def _read_accepted(table: ReadTable) -> AcceptedDeviation | None:
    raw = table.get(_ACCEPTED)
    if raw is None:
        return None
    before = len(table.place.problems)
    accepted = read_table(raw, ACCEPTED, table.at(_ACCEPTED))
    since, until = accepted.get(_SINCE), accepted.get(_UNTIL)
    if since is not None and until is not None and until < since:
        accepted.at(_UNTIL).note("Afvigelsen slutter, før den begynder.", "Ret since eller until.")
    if len(table.place.problems) > before:
        return None
    return AcceptedDeviation(accepted[_SINCE], accepted[_UNTIL], accepted[REASON])
