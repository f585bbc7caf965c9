"""Reads a contract file: goals, actions, criteria and their requirements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, TypeVar

from kpi.definitions import timing, value
from kpi.definitions.examples import Measured, read_example
from kpi.definitions.misplaced import Levels, in_place
from kpi.definitions.place import Place
from kpi.definitions.references import Judged
from kpi.definitions.rules import PATH_FROM, RULES, read_rule
from kpi.definitions.table import Key, Table, Tables, is_known, known, note_repeated, read_table
from kpi.model.area import Area, AreaKind
from kpi.model.contract import (
    AcceptedDeviation,
    Action,
    Amendment,
    Assessment,
    AtLeast,
    Combine,
    Contract,
    Criterion,
    Goal,
    KeyDate,
    Milestone,
    Origin,
    Owners,
    Part,
    Recurring,
    Requirement,
    Tally,
    Target,
    Term,
)
from kpi.model.example import Example
from kpi.model.indicator import Indicator, IndicatorKind, PeerGroup
from kpi.model.period import Period, PeriodKind
from kpi.model.reference import Own
from kpi.model.rule import (
    BaselinePolicy,
    BestFraction,
    Margin,
    OfRequired,
    Rule,
    Significant,
    Strength,
    Threshold,
    Window,
)

T = TypeVar("T")

FORMAT = 1

# fmt: off
_ID = Key[str]("id", value.identifier, about=
    "Det navn, som andre filer og adresser kender det ved: små bogstaver a-z, tal, bindestreg og understreg. Står "
    "én gang i filen.", example="sygedagpenge")
_TITLE = Key[str]("title", value.text, about="Det, det hedder på tavlen.", example="Færre på sygedagpenge")
_UNIT = Key[str]("unit", value.any_text, "", about=
    "Den enhed i organisationen, der svarer for det. Uden gælder målets, ellers aftalens, ellers kommunen.",
    example="Jobcentret")
_OWNER = Key[str]("owner", value.any_text, "", about=
    "Den ansvarlige: en stilling, ikke et navn. Gælder alt herunder, der ikke selv nævner en anden.",
    example="afdelingslederen")
_DEPUTY = Key[str]("deputy", value.any_text, "", about=
    "Stedfortræderen for den ansvarlige: en stilling, ikke et navn.", example="faglig koordinator")
_OWNER_NOTE = Key[str]("owner_note", value.any_text, "", about=
    "Hvorfor der ingen ansvarlig er, når aftalen ingen nævner.", example="aftalen nævner ingen")
_SHOWN = Key[tuple[str, ...]]("shown", value.identifiers, (), about=
    "Indikatorer, der vises ved siden af uden at blive bedømt.", example=("matchrate", "jobordrer"))
_DUE = Key[Period]("due", value.period, about=
    "Fristen som en periode: en måned, et kvartal, et halvår eller et år.", example="2017-12")
_REASON = Key[str]("reason", value.text, about=
    "Hvorfor; det vises på tavlen.", example="Vedtaget af udvalget 14. marts 2017")

_FORMAT = Key[int]("format", value.whole, about="Filens format; det er altid 1.", example=1)
_SHORT_TITLE = Key[str]("short_title", value.any_text, "", about=
    "Et kortere navn til menuer og sidehoveder. Uden er det titlen.", example="Jobcentret 2017")
_MUNICIPALITY = Key[str]("municipality", value.text, about=
    "Kommunens kode på tre cifre, som i areas.csv.", example="740")
_YEAR = Key[int]("year", value.year, about="Aftalens år med fire cifre.", example=2017)
_STARTS_ON = Key[date | None]("starts_on", value.day, None, about=
    "Aftalens første dag. Uden er det 1. januar i året.", example=date(2017, 1, 1))
_ENDS_ON = Key[date | None]("ends_on", value.day, None, about=
    "Aftalens sidste dag. Uden er det 31. december i året.", example=date(2017, 12, 31))
_AGREED_ON = Key[date | None]("agreed_on", value.day, None, about=
    "Den dag, aftalen blev indgået; et fastfrosset udgangspunkt er tallet, som det var kendt da.",
    example=date(2016, 12, 15))
_SOURCE = Key[str]("source", value.text, about=
    "Hvor aftalen kan læses.", example="Kommunens hjemmeside, aftaler for 2017")
_MADE_UP = Key[bool]("made_up", value.flag, False, about=
    "true: aftalen er fundet på og ikke vedtaget af nogen; det vises overalt.", example=True)
_MISSION = Key[str]("mission", value.any_text, "", about=
    "Opgaven, kort og med egne ord.", example="At flere kommer i arbejde")
_VISION = Key[str]("vision", value.any_text, "", about=
    "Det, der stræbes efter, kort og med egne ord.", example="Arbejde til alle")
_BACKGROUND = Key[tuple[str, ...]]("background", value.texts, (), about=
    "Aftalens øvrige dele, ét punkt hver, kort og med egne ord.", example=("Økonomi: rammen er uændret.",))
_FOLLOW_UP = Key[tuple[str, ...]]("follow_up", value.texts, (), about=
    "Hvordan og hvornår der følges op, ét punkt hver.", example=("Der følges op hvert kvartal.",))
_KEY_DATES = Key[Tables]("key_date", value.tables, (), about=
    "Dage og perioder, som aftalen nævner; de vises i årshjulet.",
    example=({"day": date(2017, 8, 15), "title": "Midtvejsmøde"},))
_GOALS = Key[Tables]("goal", value.tables, about=
    "Aftalens mål, i dens rækkefølge.", example=({"id": "service", "title": "God service", "origin": "egen"},))
CONTRACT: tuple[Key[Any], ...] = (
    _FORMAT, _TITLE, _SHORT_TITLE, _MUNICIPALITY, _UNIT, _OWNER, _DEPUTY, _OWNER_NOTE, _YEAR, _STARTS_ON, _ENDS_ON,
    _AGREED_ON, _SOURCE, _MADE_UP, _MISSION, _VISION, _BACKGROUND, _FOLLOW_UP, _KEY_DATES, _GOALS,
)  # fmt: skip

_PERIOD = Key[Period | None]("period", value.period, None, about=
    "Perioden, når aftalen ikke nævner en bestemt dag.", example="2017-H1")
_DAY = Key[date | None]("day", value.day, None, about="Dagen, når aftalen nævner en.", example=date(2017, 1, 31))
KEY_DATE: tuple[Key[Any], ...] = (_PERIOD, _TITLE, _DAY)

_NUMBER = Key[str]("number", value.any_text, "", about="Målets nummer i aftalen.", example="5")
_SECTION = Key[str]("section", value.any_text, "", about=
    "Den overskrift, målet står under i aftalen.", example="Bevillingsmål for bevilling 69")
_ORIGIN = Key[Origin]("origin", value.OneOf(Origin), about=
    "Hvor målet kommer fra: eget, fælles med andre eller fra en bevilling.", example="egen")
_RESPONSIBLE = Key[bool]("responsible", value.flag, True, about=
    "false: aftalen siger, at enheden ikke har opgaver under målet.", example=False)
_AIMS = Key[tuple[str, ...]]("aims", value.texts, (), about=
    "Det, målet sigter mod, ét punkt hvert.", example=("Flere unge i uddannelse.",))
_EVALUATED_IN = Key[str]("evaluated_in", value.any_text, "", about=
    "Hvor eller hvordan målet evalueres efter aftalen.", example="MED-udvalget")
_ACTIONS = Key[Tables]("action", value.tables, (), about=
    "Det, aftalen siger, der skal gøres.", example=({"title": "Tidligere kontakt til arbejdsgiveren"},))
_CRITERIA = Key[Tables]("criterion", value.tables, (), about=
    "Målets succeskriterier.", example=({"id": "k1", "title": "63 færre", "quote": ["Antallet er reduceret med 63."]},))
GOAL: tuple[Key[Any], ...] = (
    _ID, _NUMBER, _TITLE, _SECTION, _ORIGIN, _RESPONSIBLE, _UNIT, _OWNER, _DEPUTY, _AIMS, _EVALUATED_IN,
    _SHOWN, _ACTIONS, _CRITERIA,
)  # fmt: skip

_OWN = Key[bool]("own", value.flag, False, about="true: aftalens egen enhed udfører handlingen.", example=True)
_ACTION_DUE = Key[str]("due", value.any_text, "", about="Hvornår, med aftalens ord.", example="januar og februar 2017")
_SHORT = Key[str]("short", value.any_text, "", about=
    "Et kort navn til mødeskærmen og breve. Uden er det titlen.", example="Tidlig kontakt")
ACTION: tuple[Key[Any], ...] = (_TITLE, _SHORT, _OWN, _ACTION_DUE)

_QUOTE = Key[tuple[str, ...]]("quote", value.texts, about=
    "Aftalens egne ord, bogstav for bogstav; flere stykker, hvor en tabel bryder sætningen.",
    example=("Antallet er reduceret med 63 i december 2017.",))
_NOTE = Key[str]("note", value.any_text, "", about=
    "Det, aftalen lader stå åbent, og hvordan det læses her. Det vises på tavlen og besvarer spørgsmål fra check.",
    example="Et fald på præcis 63 er nok.")
_MEASURED_BY = Key[str]("measured_by", value.any_text, "", about=
    "Den kilde, aftalen selv nævner.", example="jobindsats.dk")
_COMBINE = Key[Combine | AtLeast]("combine", value.combination, Combine.ALL, about=
    "Hvordan flere krav tæller sammen: alle, ét af dem, i rækkefølge eller mindst så mange.", example="any")
_TARGETS = Key[Tables]("target", value.tables, (), about=
    "Krav til et tal.", example=({"indicator": "fuldtidspersoner_sygedagpenge", "due": "2017-12", "at_most": 749},))
_MILESTONES = Key[Tables]("milestone", value.tables, (), about=
    "Noget, der er gjort eller ej ved fristen.", example=({"due": "2017-06"},))
_TALLIES = Key[Tables]("tally", value.tables, (), about=
    "Så mange af aftalens andre succeskriterier skal være opfyldt.",
    example=({"criteria": ["k1", "k2"], "at_least": 1, "due": "2017"},))
_PARTS = Key[Tables]("part", value.tables, (), about=
    "Krav, der hører nærmere sammen indbyrdes, og hvordan de tæller sammen.",
    example=({"id": "tal", "combine": "any"},))
_RECURRING = Key[Tables]("recurring", value.tables, (), about=
    "Noget, der holdes hver gang eller ej.", example=({"each": "MED-møde", "due": "2017"},))
_ASSESSMENTS = Key[Tables]("assessment", value.tables, (), about=
    "Noget, mennesker vurderer.", example=({"basis": "interview", "due": "2017"},))
CRITERION: tuple[Key[Any], ...] = (
    _ID, _TITLE, _QUOTE, _NOTE, _MEASURED_BY, _UNIT, _OWNER, _DEPUTY, _COMBINE, _SHOWN, _TARGETS, _MILESTONES,
    _RECURRING, _ASSESSMENTS, _TALLIES, _PARTS,
)  # fmt: skip

_REQUIREMENT_ID = Key[str | None]("id", value.identifier, None, about=
    "Kravets id; begynder med succeskriteriets. Uden får det succeskriteriets, med et nummer efter, når der er "
    "flere.", example="k1-marts")
_PART = Key[str]("part", value.any_text, "", about="Id på den del (part), kravet hører til.", example="tal")
_REQUIREMENT_TITLE = Key[str | None]("title", value.text, None, about=
    "Kravets egen titel, når succeskriteriet har flere krav.", example="Mindst 10 pct. i juni")

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
_POPULATION = Key[str]("population", value.any_text, "", about=
    "Hvem kravet tæller, med aftalens ord.", example="sager over 5 uger")
_CHANGEABLE: tuple[Key[Any], ...] = (
    _REQUIREMENT_TITLE, _INDICATOR, _AREA, _DUE, _WINDOW, _YEAR_STARTS, _EVERY_PERIOD, _SOME_PERIOD, _IN_PERIODS,
    *RULES, PATH_FROM, _STRENGTH, _NEAR, _TOLERANCE, _MATERIAL, _POPULATION, _BASELINE_POLICY, _ALSO_READ_AS, _ACCEPTED,
)  # fmt: skip
_AMENDED = Key[Tables]("amended", value.tables, (), about=
    "Senere ændringer af kravet, i tidens rækkefølge.",
    example=({"on": date(2017, 6, 1), "reason": "Nyt budget", "at_most": 700},))
_EXAMPLES = Key[Tables]("example", value.tables, (), about=
    "Eksempler: hvad kravet skal svare, hvis tallene var disse. «python3 -m kpi check» prøver dem, og "
    "«python3 -m kpi examples» foreslår dem.",
    example=({"figures": {"2015-12": 812, "2017-12": 749}, "as_of": date(2018, 2, 1), "status": "MET"},))
TARGET: tuple[Key[Any], ...] = (_REQUIREMENT_ID, _PART, *_CHANGEABLE, _AMENDED, _EXAMPLES)

_WITH_TABLES = {key.name for key in (*RULES, PATH_FROM, _ACCEPTED, _IN_PERIODS)}
PLAIN_OF_TARGET = tuple(key for key in _CHANGEABLE if key.name not in _WITH_TABLES)
"""Keys of a target that hold one word or number each."""

_ON = Key[date]("on", value.day, about="Den dag, ændringen gælder fra.", example=date(2017, 6, 1))
_WITHDRAWN = Key[bool]("withdrawn", value.flag, False, about="true: kravet udgår.", example=True)
AMENDED: tuple[Key[Any], ...] = (
    _ON, _REASON, _WITHDRAWN, *(replace(key, kind=value.anything, default=None) for key in _CHANGEABLE),
)  # fmt: skip

_SINCE = Key[date]("since", value.day, about="Afvigelsens første dag.", example=date(2017, 2, 1))
_UNTIL = Key[date]("until", value.day, about="Afvigelsens sidste dag.", example=date(2017, 5, 31))
ACCEPTED: tuple[Key[Any], ...] = (_SINCE, _UNTIL, _REASON)

MILESTONE: tuple[Key[Any], ...] = (_REQUIREMENT_ID, _REQUIREMENT_TITLE, _PART, _DUE)

_EACH = Key[str]("each", value.text, about="Det, der holdes, i ental.", example="MED-møde")
_OCCASIONS = Key[tuple[Period, ...]]("occasions", value.periods, (), about=
    "De gange, der er planlagt. Uden tæller hver gang, efterhånden som den skrives ind.",
    example=("2017-02", "2017-05", "2017-09", "2017-11"))
RECURRING: tuple[Key[Any], ...] = (_REQUIREMENT_ID, _REQUIREMENT_TITLE, _PART, _EACH, _OCCASIONS, _DUE)

_BASIS = Key[str]("basis", value.text, about="Hvad vurderingen bygger på.", example="interview")
ASSESSMENT: tuple[Key[Any], ...] = (_REQUIREMENT_ID, _REQUIREMENT_TITLE, _PART, _BASIS, _DUE)

_COUNTED = Key[tuple[str, ...]]("criteria", value.identifiers, about=
    "De succeskriterier, der tælles, ved deres id.", example=("k1", "k2", "k3"))
_AT_LEAST = Key[int | Fraction]("at_least", value.count_or_fraction, about=
    "Hvor mange der skal være opfyldt: et antal eller en brøk af dem.", example="1/2")
TALLY: tuple[Key[Any], ...] = (_REQUIREMENT_ID, _REQUIREMENT_TITLE, _PART, _COUNTED, _AT_LEAST, _DUE)
# fmt: on

PART: tuple[Key[Any], ...] = (_ID, _COMBINE)


@dataclass(frozen=True, slots=True)
class Declared:
    """What contracts may name. None for one of them: declared, but faulty; None for all: the file cannot be read."""

    indicators: Mapping[str, Indicator | None] | None
    areas: Mapping[str, Area | None] | None
    peer_groups: Mapping[str, PeerGroup | None] | None


@dataclass(frozen=True, slots=True)
class _Scope:
    """The contract around a criterion. None: unknown because it is itself faulty."""

    declared: Declared
    municipality: str | None
    agreed_on: date | None
    term: Term | None
    year_starts: int
    """The month that the contract's own year begins with."""
    goals: dict[str, str]
    criteria: dict[str, str]
    requirements: dict[str, str]

    def in_own_year(self, period: Period) -> Period:
        """A year written 2016/17 begins with the contract's own month, where that is not January."""
        return period.beginning(self.year_starts) if period.begins_after and self.year_starts != 1 else period


_LEVELS = Levels(
    CONTRACT,
    GOAL,
    CRITERION,
    {
        _TARGETS.name: TARGET,
        _MILESTONES.name: MILESTONE,
        _RECURRING.name: RECURRING,
        _ASSESSMENTS.name: ASSESSMENT,
        _TALLIES.name: TALLY,
    },
)


def read_contract(contract_id: str, raw: Mapping[str, object], declared: Declared, place: Place) -> Contract | None:
    """None where anything in the file is wrong; every problem is noted at its place."""
    before = len(place.problems)
    raw = in_place(raw, _LEVELS, place)
    table = read_table(raw, CONTRACT, place)
    written_format = table.get(_FORMAT)
    if written_format is not None and written_format != FORMAT:
        table.at(_FORMAT).note(f"Formatet {written_format} kendes ikke.", f"Skriv format = {FORMAT}.")
    municipality = table.get(_MUNICIPALITY)
    known(table, _MUNICIPALITY, declared.areas, "Kommunen")
    area = (declared.areas or {}).get(municipality or "")
    if area is not None and area.kind is not AreaKind.MUNICIPALITY:
        table.at(_MUNICIPALITY).note(
            f"«{municipality}» ({area.name}) er ikke en kommune.", "Skriv kommunens kode på tre cifre fra areas.csv."
        )
    year, starts_on, ends_on = table.get(_YEAR), table.get(_STARTS_ON), table.get(_ENDS_ON)
    if year is not None:  # a contract that names no days is for the calendar year
        starts_on, ends_on = starts_on or date(year, 1, 1), ends_on or date(year, 12, 31)
    if starts_on is not None and ends_on is not None and ends_on <= starts_on:
        table.at(_ENDS_ON).note("Aftalen slutter, før den begynder.", "Ret starts_on eller ends_on.")
    scope = _Scope(
        declared,
        municipality,
        table.get(_AGREED_ON),
        _term(table, starts_on, ends_on),
        _first_month(starts_on, ends_on),
        {},
        {},
        {},
    )
    if table.get(_OWNER) and table.get(_OWNER_NOTE):
        table.at(_OWNER_NOTE).note("Der står både en ansvarlig og hvorfor der ingen er.", "Fjern den ene af dem.")
    key_dates = _each(table, _KEY_DATES, _read_key_date)
    goals = _each(table, _GOALS, lambda goal, at: _read_goal(goal, scope, at))
    if len(place.problems) == before:
        _check_tallies(goals, place)
    if len(place.problems) > before or area is None or year is None or starts_on is None or ends_on is None:
        return None
    return Contract(
        id=contract_id,
        title=table[_TITLE],
        short_title=table[_SHORT_TITLE] or table[_TITLE],
        municipality=table[_MUNICIPALITY],
        unit=table[_UNIT] or area.name,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        agreed_on=table[_AGREED_ON],
        source=table[_SOURCE],
        made_up=table[_MADE_UP],
        mission=table[_MISSION],
        vision=table[_VISION],
        background=table[_BACKGROUND],
        follow_up=table[_FOLLOW_UP],
        key_dates=key_dates,
        goals=goals,
        owners=_owners(table),
        owner_note=table[_OWNER_NOTE],
    )


def _owners(table: Table) -> Owners:
    return Owners(table[_OWNER], table[_DEPUTY])


def _term(table: Table, starts_on: date | None, ends_on: date | None) -> Term | None:
    if starts_on is None or ends_on is None:
        return None
    agreed_on = table.get(_AGREED_ON)
    return Term(agreed_on or starts_on, starts_on, ends_on)


def _first_month(starts_on: date | None, ends_on: date | None) -> int:
    """Of a contract of twelve months; any other has calendar years."""
    if starts_on is None or ends_on is None or starts_on.day != 1:
        return 1
    a_year_on = date(starts_on.year + 1, starts_on.month, 1)
    return starts_on.month if ends_on + timedelta(days=1) == a_year_on else 1


def _each(table: Table, key: Key[Tables], read: Callable[[Mapping[str, object], Place], T | None]) -> tuple[T, ...]:
    return tuple(part for raw, at in table.rows(key) if (part := read(raw, at)) is not None)


def _read_key_date(raw: Mapping[str, object], place: Place) -> KeyDate | None:
    before = len(place.problems)
    table = read_table(raw, KEY_DATE, place)
    period, day = table.get(_PERIOD), table.get(_DAY)
    if not table.given & {_PERIOD.name, _DAY.name}:
        place.note("Hverken dag eller periode er angivet.", 'Skriv fx day = 2017-01-31 eller period = "2017-11".')
    if period is not None and day is not None and not period.first_day <= day <= period.last_day:
        table.at(_DAY).note(f"Dagen {day} ligger uden for perioden {period}.", "Ret en af dem, eller fjern perioden.")
    if len(place.problems) > before:
        return None
    if period is None:
        assert day is not None  # one of the two is given, and neither was refused
        period = Period.containing(PeriodKind.MONTH, day)
    return KeyDate(period, table[_TITLE], day)


def _read_goal(raw: Mapping[str, object], scope: _Scope, place: Place) -> Goal | None:
    before = len(place.problems)
    place = place.in_goal(raw.get(_ID.name))
    table = read_table(raw, GOAL, place)
    goal_id = table.get(_ID)
    if goal_id is not None:
        note_repeated(scope.goals, goal_id, "Målets id", table.at(_ID))
    _check_shown(table, scope.declared)
    actions = _each(table, _ACTIONS, _read_action)
    criteria = _each(table, _CRITERIA, lambda criterion, at: _read_criterion(criterion, scope, at))
    titles: dict[str, str] = {}
    for number, action in enumerate(actions, start=1):
        note_repeated(titles, action.title, "Handlingen", table.at(_ACTIONS).number(number))
    if len(place.problems) > before:
        return None
    return Goal(
        id=table[_ID],
        number=table[_NUMBER],
        title=table[_TITLE],
        section=table[_SECTION],
        origin=table[_ORIGIN],
        responsible=table[_RESPONSIBLE],
        unit=table[_UNIT],
        aims=table[_AIMS],
        evaluated_in=table[_EVALUATED_IN],
        shown=table[_SHOWN],
        actions=actions,
        criteria=criteria,
        owners=_owners(table),
    )


def _check_shown(table: Table, declared: Declared) -> None:
    for indicator in table.get(_SHOWN) or ():
        is_known(indicator, declared.indicators, "Indikatoren", table.at(_SHOWN))


def _read_action(raw: Mapping[str, object], place: Place) -> Action | None:
    before = len(place.problems)
    table = read_table(raw, ACTION, place)
    if len(place.problems) > before:
        return None
    return Action(table[_TITLE], table[_OWN], table[_ACTION_DUE], table[_SHORT])


def _read_criterion(raw: Mapping[str, object], scope: _Scope, place: Place) -> Criterion | None:
    before = len(place.problems)
    place = place.in_criterion(raw.get(_ID.name))
    table = read_table(raw, CRITERION, place)
    criterion_id = table.get(_ID)
    if criterion_id is not None:
        note_repeated(scope.criteria, criterion_id, "Succeskriteriets id", table.at(_ID))
    _check_shown(table, scope.declared)
    kinds: Sequence[tuple[Key[Tables], Callable[[Mapping[str, object], _Named, _Scope, Place], Requirement | None]]] = (
        (_TARGETS, _read_target),
        (_MILESTONES, _read_milestone),
        (_RECURRING, _read_recurring),
        (_ASSESSMENTS, _read_assessment),
        (_TALLIES, _read_tally),
    )
    asked = [(raw, at, read) for key, read in kinds for raw, at in table.rows(key)]
    if not asked and not table.given & {key.name for key, _ in kinds}:
        place.note(
            "Succeskriteriet har intet krav.",
            "Skriv [[goal.criterion.target]], milestone, recurring eller assessment under det.",
        )
    named = _Named(criterion_id, table.get(_TITLE) or "", several=len(asked) > 1)
    requirements: list[Requirement] = []
    for number, (requirement, at, read) in enumerate(asked, start=1):
        found = read(requirement, named.numbered(number), scope, at)
        if found is not None:
            note_repeated(scope.requirements, found.id, "Kravets id", at)
            requirements.append(found)
    _check_count(table, requirements)
    parts = _read_parts(table, asked, requirements)
    if len(place.problems) > before:
        return None
    return Criterion(
        id=table[_ID],
        title=table[_TITLE],
        quote=table[_QUOTE],
        note=table[_NOTE],
        measured_by=table[_MEASURED_BY],
        unit=table[_UNIT],
        combine=table[_COMBINE],
        requirements=tuple(requirements),
        shown=table[_SHOWN],
        parts=parts,
        owners=_owners(table),
    )


def _read_parts(
    table: Table, asked: Sequence[tuple[Mapping[str, object], Place, object]], requirements: Sequence[Requirement]
) -> tuple[Part, ...]:
    """Which requirements are put together among themselves first: those that name the part."""
    if len(asked) != len(requirements):
        return ()
    named: dict[str, list[str]] = {}
    for (raw, at, _), requirement in zip(asked, requirements, strict=True):
        part = raw.get(_PART.name)
        if isinstance(part, str) and part:
            named.setdefault(part, []).append(requirement.id)
            if not {part, None} & {one.get(_ID.name) for one, _ in table.rows(_PARTS)}:
                at.at(_PART.name).note(
                    f"Delen «{part}» står ikke i succeskriteriet.",
                    f'Skriv [[goal.criterion.part]] med id = "{part}" og combine.',
                )
    found = []
    for raw, at in table.rows(_PARTS):
        part_table = read_table(raw, PART, at)
        part_id, how = part_table.get(_ID), part_table.get(_COMBINE)
        inside = named.get(part_id or "", [])
        if part_id is not None and len(inside) < 2:
            at.note("Delen har færre end to krav.", f'Skriv part = "{part_id}" i de krav, der hører til den.')
        elif part_id is not None and how is not None:
            found.append(Part(part_id, how, tuple(inside)))
    return tuple(found)


def _check_count(table: Table, requirements: Sequence[Requirement]) -> None:
    """«Mindst to af tre» counts among requirements that are due together."""
    how = table.get(_COMBINE)
    if not isinstance(how, AtLeast) or not requirements:
        return
    if how.count > len(requirements):
        table.at(_COMBINE).note(
            f"Mindst {how.count} krav skal være opfyldt, men der er kun {len(requirements)}.", "Ret tallet."
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """What a requirement is called when it does not say it itself: as its criterion, with a number among several."""

    criterion: str | None
    """None: the criterion has no usable id, which is told already."""
    title: str
    several: bool
    number: int = 1

    def numbered(self, number: int) -> _Named:
        return _Named(self.criterion, self.title, self.several, number)

    def identify(self, table: Table) -> str:
        """The id; notes one that does not begin with the criterion's. Empty where the criterion's own is faulty."""
        own = table.get(_REQUIREMENT_ID)
        if self.criterion is None:
            return own or ""
        if own is None:
            return f"{self.criterion}-{self.number}" if self.several else self.criterion
        if own != self.criterion and not own.startswith(f"{self.criterion}-"):
            table.at(_REQUIREMENT_ID).note(
                f"Kravets id «{own}» begynder ikke med succeskriteriets «{self.criterion}».",
                f"Skriv fx «{self.criterion}-{self.number}», eller fjern id'et.",
            )
        return own

    def call(self, table: Table) -> str:
        return table.get(_REQUIREMENT_TITLE) or self.title


def _read_milestone(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Milestone | None:
    before = len(place.problems)
    table = read_table(raw, MILESTONE, place)
    requirement_id = named.identify(table)
    if len(place.problems) > before:
        return None
    return Milestone(requirement_id, named.call(table), scope.in_own_year(table[_DUE]))


def _read_recurring(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Recurring | None:
    before = len(place.problems)
    table = read_table(raw, RECURRING, place)
    requirement_id = named.identify(table)
    due, occasions = table.get(_DUE), table.get(_OCCASIONS)
    if due is not None and occasions and occasions[-1].last_day > due.last_day:
        table.at(_OCCASIONS).note(
            f"Gangen {occasions[-1]} ligger efter fristen {due}.", "Ret fristen, eller fjern gangen."
        )
    if len(place.problems) > before:
        return None
    planned = tuple(scope.in_own_year(occasion) for occasion in table[_OCCASIONS])
    return Recurring(requirement_id, named.call(table), table[_EACH], planned, scope.in_own_year(table[_DUE]))


def _read_assessment(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Assessment | None:
    before = len(place.problems)
    table = read_table(raw, ASSESSMENT, place)
    requirement_id = named.identify(table)
    if len(place.problems) > before:
        return None
    return Assessment(requirement_id, named.call(table), table[_BASIS], scope.in_own_year(table[_DUE]))


def _read_tally(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Tally | None:
    """Whether the criteria it counts are there is asked when the whole contract has been read."""
    before = len(place.problems)
    table = read_table(raw, TALLY, place)
    requirement_id = named.identify(table)
    criteria, least = table.get(_COUNTED) or (), table.get(_AT_LEAST)
    needed = 0 if least is None else least if isinstance(least, int) else ceil(least * len(criteria))
    if least is not None and criteria and not 1 <= needed <= len(criteria):
        table.at(_AT_LEAST).note(f"Der er kun {len(criteria)} succeskriterier at tælle.", "Ret tallet.")
    if len(place.problems) > before:
        return None
    return Tally(requirement_id, named.call(table), criteria, needed, scope.in_own_year(table[_DUE]))


def _check_tallies(goals: Sequence[Goal], place: Place) -> None:
    """They count criteria of the contract that are no tallies themselves."""
    criteria = {one.id: one for goal in goals for one in goal.criteria}
    for one in criteria.values():
        for tally in (part for part in one.requirements if isinstance(part, Tally)):
            for counted in tally.criteria:
                other = criteria.get(counted)
                if other is None:
                    place.note(
                        f"Succeskriteriet «{counted}», som «{tally.id}» tæller, findes ikke.",
                        value.suggestion(counted, criteria) or "Ret id'et.",
                    )
                elif any(isinstance(part, Tally) for part in other.requirements):
                    place.note(
                        f"«{tally.id}» tæller «{counted}», som selv er en optælling.", "Tæl kriterierne hver for sig."
                    )


def _read_target(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Target | None:
    """The target as agreed, with what later amendments make of it."""
    before = len(place.problems)
    for key in (_MILESTONES, _RECURRING, _ASSESSMENTS):
        if key.name in raw:
            place.at(key.name).note(
                "Et krav i [[goal.criterion.target]] gælder et tal.",
                f"Skriv det som [[goal.criterion.{key.name}]] i stedet.",
            )
            return None
    agreed = _read_version(raw, named, scope, place)
    if agreed is None:
        return None
    amendments: list[Amendment] = []
    apart = (_AMENDED.name, _EXAMPLES.name)
    held: Mapping[str, object] = {key: part for key, part in raw.items() if key not in apart}
    table = read_table(raw, TARGET, place)
    for change, at in table.rows(_AMENDED):
        last = amendments[-1] if amendments else None
        found = _read_amendment(change, held, last, agreed, named, scope, at)
        if found is None:
            return None
        amendment, held = found
        amendments.append(amendment)
    examples = _read_examples(table, agreed, scope.declared)
    if len(place.problems) > before:
        return None
    return replace(agreed, amendments=tuple(amendments), examples=examples)


def _read_examples(table: Table, target: Target, declared: Declared) -> tuple[Example, ...]:
    indicator = (declared.indicators or {}).get(target.indicator)
    if indicator is None:
        return ()
    measured = Measured(
        indicator, target.area, target.year_starts, declared.indicators, declared.areas, declared.peer_groups
    )
    return _each(table, _EXAMPLES, lambda raw, at: read_example(raw, measured, at))


def _read_amendment(
    raw: Mapping[str, object],
    held: Mapping[str, object],
    last: Amendment | None,
    agreed: Target,
    named: _Named,
    scope: _Scope,
    place: Place,
) -> tuple[Amendment, Mapping[str, object]] | None:
    """The amendment, and the target's keys after it. What it does not name stands; a new rule replaces the old."""
    before = len(place.problems)
    table = read_table(raw, AMENDED, place)
    on, withdrawn = table.get(_ON), table.get(_WITHDRAWN)
    if on is not None:
        _check_day(on, last, agreed, table.at(_ON))
    changed = {key: part for key, part in raw.items() if key not in (_ON.name, _REASON.name, _WITHDRAWN.name)}
    if last is not None and last.revised is None:
        place.note("Kravet er allerede udgået.", "Fjern ændringen, eller skriv kravet som et nyt.")
    elif bool(changed) == bool(withdrawn) and not raw.keys() - {key.name for key in AMENDED}:
        place.note(
            "En ændring siger enten, hvad der nu gælder, eller at kravet er udgået.",
            "Skriv de nøgler, der er nye, fx at_most = 27, eller skriv withdrawn = true.",
        )
    if len(place.problems) > before or on is None:
        return None
    if withdrawn:
        return Amendment(on, table[_REASON], None), held
    rules = {key.name for key in (*RULES, PATH_FROM)}
    new_rule = any(key.name in changed for key in RULES)
    kept = {key: part for key, part in held.items() if not (new_rule and key in rules)}
    merged = kept | changed
    term = None if scope.term is None else replace(scope.term, agreed_on=on)
    revised = _read_version(merged, named, replace(scope, term=term), place)
    return (Amendment(on, table[_REASON], revised), merged) if revised is not None else None


def _check_day(on: date, last: Amendment | None, agreed: Target, place: Place) -> None:
    """What is decided is not changed afterwards, and the amendments stand in order of time."""
    if last is not None and on <= last.on:
        place.note("Ændringerne står ikke i tidens rækkefølge.", "Skriv dem i rækkefølge.")
    held = (last.revised if last is not None else None) or agreed
    if on > held.due.last_day:
        place.note(
            f"Ændringen {on} kommer efter fristen {held.due}, og det, der er afgjort, ændres ikke.",
            "Ret dagen, eller skriv et nyt krav med en ny frist.",
        )


def _read_version(raw: Mapping[str, object], named: _Named, scope: _Scope, place: Place) -> Target | None:
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
    judged = Judged(
        indicator, area, due, window, declared.areas, declared.peer_groups, declared.indicators, year_starts
    )
    rule = read_rule(table, judged)
    every_from, needed = _read_periods(table, judged)
    _check_margins(table, rule)
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
        population=table[_POPULATION],
    )


def _read_year_start(table: Table, indicator: Indicator | None, scope: _Scope) -> int:
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


def _read_periods(table: Table, judged: Judged) -> tuple[Period | None, int | None]:
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


def _check_margins(table: Table, rule: Rule | None) -> None:
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


def _size(margin: Margin) -> Decimal:
    return margin.percent if isinstance(margin, OfRequired) else margin


def _read_time(table: Table, indicator: Indicator | None, year_starts: int) -> tuple[Window | None, Period | None]:
    """The window and the due period in its kind; None for what is faulty or cannot be told."""
    written, named = table.get(_DUE), table.get(_WINDOW)
    if written is None or indicator is None or (named is None and _WINDOW.name in table.given):
        return named, None
    window = named or timing.usual_window(written, indicator.frequency)
    measured = timing.MEASURED[indicator.frequency]
    if timing.length(window, indicator.frequency) is None:
        table.at(_WINDOW if named else _DUE).note(
            f"«{indicator.id}» måles {measured} og kan ikke læses over «{window}».",
            "Fjern window." if named else timing.spelling(indicator.frequency, Window.PERIOD),
        )
        return window, None
    due = timing.fitted(written, window, indicator.frequency, year_starts)
    if due is None:
        table.at(_DUE).note(
            f"Fristen {written} passer ikke til «{indicator.id}», der måles {measured}"
            + (f", læst over window = «{named}»." if named else "."),
            timing.spelling(indicator.frequency, named if year_starts == 1 else window, year_starts),
        )
    return window, due


def _check_reading(table: Table, indicator: Indicator | None, window: Window | None) -> None:
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
        at = table.at(over_time[0] if over_time[0].name in table.given else _DUE)
        at.note(
            f"En andel over længere tid kræver tæller og nævner, og «{indicator.id}» har ingen nævner.",
            "Sæt fristen til én periode, eller giv indikatoren «numerator» og «denominator» i indicators.toml.",
        )


def _check_policy(table: Table, rule: Rule | None, agreed_on: date | None) -> None:
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


def _read_accepted(table: Table) -> AcceptedDeviation | None:
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
    return AcceptedDeviation(accepted[_SINCE], accepted[_UNTIL], accepted[_REASON])
