"""Reads a contract file: goals, actions, criteria and their requirements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from kpi.definitions import value
from kpi.definitions.entered import (
    ASSESSMENT,
    MILESTONE,
    RECURRING,
    TALLY,
    check_tallies,
    read_assessment,
    read_milestone,
    read_recurring,
    read_tally,
)
from kpi.definitions.misplaced import Levels, in_place
from kpi.definitions.place import Place
from kpi.definitions.scope import PART, Declared, Named, Scope
from kpi.definitions.table import Key, ReadTable, Tables, is_known, known, note_repeated, read_table
from kpi.definitions.targets import TARGET, read_target
from kpi.model.area import AreaKind
from kpi.model.contract import (
    Action,
    AtLeast,
    Combine,
    Contract,
    Criterion,
    Followed,
    Goal,
    KeyDate,
    Origin,
    Owners,
    Part,
    Requirement,
    Term,
)
from kpi.model.period import Period, PeriodKind

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
_WEIGHT = Key[Decimal | None]("weight", value.positive, None, about=
    "Hvor meget det vejer i aftalens samlede målopfyldelse, når der betales eller gives point efter den.", example=25)
_SHOWN = Key[tuple[str, ...]]("shown", value.identifiers, (), about=
    "Indikatorer, der vises ved siden af uden at blive bedømt.", example=("matchrate", "jobordrer"))

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
    _ID, _NUMBER, _TITLE, _SECTION, _ORIGIN, _RESPONSIBLE, _UNIT, _OWNER, _DEPUTY, _WEIGHT, _AIMS,
    _EVALUATED_IN, _SHOWN, _ACTIONS, _CRITERIA,
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
_FOLLOW = Key[bool]("follow", value.flag, False, about=
    "true: aftalen stiller intet krav; tallene under shown vises og følges.", example=True)
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
    _ID, _TITLE, _QUOTE, _NOTE, _MEASURED_BY, _UNIT, _OWNER, _DEPUTY, _WEIGHT, _COMBINE, _SHOWN, _FOLLOW, _TARGETS,
    _MILESTONES,    _RECURRING, _ASSESSMENTS, _TALLIES, _PARTS,
)  # fmt: skip









# fmt: on

PART_OF_CRITERION: tuple[Key[Any], ...] = (_ID, _COMBINE)


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
    scope = Scope(
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
    key_dates = table.each(_KEY_DATES, _read_key_date)
    goals = table.each(_GOALS, lambda goal, at: _read_goal(goal, scope, at))
    if len(place.problems) == before:
        check_tallies(goals, place)
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


def _owners(table: ReadTable) -> Owners:
    return Owners(table[_OWNER], table[_DEPUTY])


def _term(table: ReadTable, starts_on: date | None, ends_on: date | None) -> Term | None:
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


def _read_goal(raw: Mapping[str, object], scope: Scope, place: Place) -> Goal | None:
    before = len(place.problems)
    place = place.in_goal(raw.get(_ID.name))
    table = read_table(raw, GOAL, place)
    goal_id = table.get(_ID)
    if goal_id is not None:
        note_repeated(scope.goals, goal_id, "Målets id", table.at(_ID))
    _check_shown(table, scope.declared)
    actions = table.each(_ACTIONS, _read_action)
    criteria = table.each(_CRITERIA, lambda criterion, at: _read_criterion(criterion, scope, at))
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
        weight=table[_WEIGHT],
    )


def _check_shown(table: ReadTable, declared: Declared) -> None:
    for indicator in table.get(_SHOWN) or ():
        is_known(indicator, declared.indicators, "Indikatoren", table.at(_SHOWN))


def _read_action(raw: Mapping[str, object], place: Place) -> Action | None:
    before = len(place.problems)
    table = read_table(raw, ACTION, place)
    if len(place.problems) > before:
        return None
    return Action(table[_TITLE], table[_OWN], table[_ACTION_DUE], table[_SHORT])


def _read_criterion(raw: Mapping[str, object], scope: Scope, place: Place) -> Criterion | None:
    before = len(place.problems)
    place = place.in_criterion(raw.get(_ID.name))
    table = read_table(raw, CRITERION, place)
    criterion_id = table.get(_ID)
    if criterion_id is not None:
        note_repeated(scope.criteria, criterion_id, "Succeskriteriets id", table.at(_ID))
    _check_shown(table, scope.declared)
    kinds: Sequence[tuple[Key[Tables], Callable[[Mapping[str, object], Named, Scope, Place], Requirement | None]]] = (
        (_TARGETS, read_target),
        (_MILESTONES, read_milestone),
        (_RECURRING, read_recurring),
        (_ASSESSMENTS, read_assessment),
        (_TALLIES, read_tally),
    )
    asked = [(raw, at, read) for key, read in kinds for raw, at in table.rows(key)]
    if table.get(_FOLLOW):
        _check_followed(table, asked=bool(asked))
    elif not asked and not table.given & {key.name for key, _ in kinds}:
        place.note(
            "Succeskriteriet har intet krav.",
            "Skriv [[goal.criterion.target]], milestone, recurring eller assessment under det, eller skriv "
            "follow = true, hvis tallene under shown kun følges.",
        )
    named = Named(criterion_id, table.get(_TITLE) or "", several=len(asked) > 1)
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
    if table[_FOLLOW]:
        if scope.term is None or scope.municipality is None:
            return None
        until = Period.containing(PeriodKind.MONTH, scope.term.ends_on)
        requirements = [Followed(table[_ID], table[_TITLE], table[_SHOWN][0], scope.municipality, until)]
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
        weight=table[_WEIGHT],
        parts=parts,
        owners=_owners(table),
    )


def _check_followed(table: ReadTable, *, asked: bool) -> None:
    """What is only followed has figures and nothing that they are held to."""
    if asked:
        table.at(_FOLLOW).note("Succeskriteriet følges kun, men har et krav.", "Fjern follow, eller fjern kravet.")
    if table.get(_WEIGHT) is not None:
        table.at(_WEIGHT).note("Det, der kun følges, vejer ikke med i målopfyldelsen.", "Fjern weight.")
    if not table.get(_SHOWN):
        table.at(_FOLLOW).note("Der står ikke, hvilke tal der følges.", 'Skriv shown = ["…"] med indikatorernes id.')


def _read_parts(
    table: ReadTable, asked: Sequence[tuple[Mapping[str, object], Place, object]], requirements: Sequence[Requirement]
) -> tuple[Part, ...]:
    """Which requirements are put together among themselves first: those that name the part."""
    if len(asked) != len(requirements):
        return ()
    named: dict[str, list[str]] = {}
    for (raw, at, _), requirement in zip(asked, requirements, strict=True):
        part = raw.get(PART.name)
        if isinstance(part, str) and part:
            named.setdefault(part, []).append(requirement.id)
            if not {part, None} & {one.get(_ID.name) for one, _ in table.rows(_PARTS)}:
                at.at(PART.name).note(
                    f"Delen «{part}» står ikke i succeskriteriet.",
                    f'Skriv [[goal.criterion.part]] med id = "{part}" og combine.',
                )
    found = []
    for raw, at in table.rows(_PARTS):
        part_table = read_table(raw, PART_OF_CRITERION, at)
        part_id, how = part_table.get(_ID), part_table.get(_COMBINE)
        inside = named.get(part_id or "", [])
        if part_id is not None and len(inside) < 2:
            at.note("Delen har færre end to krav.", f'Skriv part = "{part_id}" i de krav, der hører til den.')
        elif part_id is not None and how is not None:
            found.append(Part(part_id, how, tuple(inside)))
    return tuple(found)


def _check_count(table: ReadTable, requirements: Sequence[Requirement]) -> None:
    """«Mindst to af tre» counts among requirements that are due together."""
    how = table.get(_COMBINE)
    if not isinstance(how, AtLeast) or not requirements:
        return
    if how.count > len(requirements):
        table.at(_COMBINE).note(
            f"Mindst {how.count} krav skal være opfyldt, men der er kun {len(requirements)}.", "Ret tallet."
        )
