"""Requirements without a figure of their own: milestones, recurring events, assessments, and counts of criteria."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Any

from kpi.definitions import value
from kpi.definitions.amendments import AMENDED, Changeable, keys_of_amendment, read_amendments
from kpi.definitions.place import Place
from kpi.definitions.scope import DUE, PART, REQUIREMENT_ID, REQUIREMENT_TITLE, Named, Scope
from kpi.definitions.table import Key, read_table
from kpi.model.contract import Amendable, Assessment, Goal, Milestone, Recurring, Tally
from kpi.model.period import Period

# fmt: off
_MILESTONE = (REQUIREMENT_TITLE, DUE)
MILESTONE: tuple[Key[Any], ...] = (REQUIREMENT_ID, PART, *_MILESTONE, AMENDED)
AMENDED_MILESTONE = keys_of_amendment(_MILESTONE)
_EACH = Key[str]("each", value.text, about="Det, der holdes, i ental.", example="MED-møde")
_OCCASIONS = Key[tuple[Period, ...]]("occasions", value.periods, (), about=
    "De gange, der er planlagt. Uden tæller hver gang, efterhånden som den skrives ind.",
    example=("2017-02", "2017-05", "2017-09", "2017-11"))
_RECURRING = (REQUIREMENT_TITLE, _EACH, _OCCASIONS, DUE)
RECURRING: tuple[Key[Any], ...] = (REQUIREMENT_ID, PART, *_RECURRING, AMENDED)
AMENDED_RECURRING = keys_of_amendment(_RECURRING)
_BASIS = Key[str]("basis", value.text, about="Hvad vurderingen bygger på.", example="interview")
_ASSESSMENT = (REQUIREMENT_TITLE, _BASIS, DUE)
ASSESSMENT: tuple[Key[Any], ...] = (REQUIREMENT_ID, PART, *_ASSESSMENT, AMENDED)
AMENDED_ASSESSMENT = keys_of_amendment(_ASSESSMENT)
_COUNTED = Key[tuple[str, ...]]("criteria", value.identifiers, about=
    "De succeskriterier, der tælles, ved deres id.", example=("k1", "k2", "k3"))
_AT_LEAST = Key[int | Fraction]("at_least", value.count_or_fraction, about=
    "Hvor mange der skal være opfyldt: et antal eller en brøk af dem.", example="1/2")
TALLY: tuple[Key[Any], ...] = (REQUIREMENT_ID, REQUIREMENT_TITLE, PART, _COUNTED, _AT_LEAST, DUE)
# fmt: on


def read_milestone(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Milestone | None:
    return _with_amendments(
        MILESTONE, AMENDED_MILESTONE, lambda written, at: _milestone(written, named, scope, at), raw, place
    )


def _milestone(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Milestone | None:
    before = len(place.problems)
    table = read_table(raw, MILESTONE, place)
    requirement_id = named.identify(table)
    if len(place.problems) > before:
        return None
    return Milestone(requirement_id, named.call(table), scope.in_own_year(table[DUE]))


def read_recurring(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Recurring | None:
    return _with_amendments(
        RECURRING, AMENDED_RECURRING, lambda written, at: _recurring(written, named, scope, at), raw, place
    )


def _recurring(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Recurring | None:
    before = len(place.problems)
    table = read_table(raw, RECURRING, place)
    requirement_id = named.identify(table)
    due, occasions = table.get(DUE), table.get(_OCCASIONS)
    if due is not None and occasions and occasions[-1].last_day > due.last_day:
        table.at(_OCCASIONS).note(
            f"Gangen {occasions[-1]} ligger efter fristen {due}.", "Ret fristen, eller fjern gangen."
        )
    if len(place.problems) > before:
        return None
    planned = tuple(scope.in_own_year(occasion) for occasion in table[_OCCASIONS])
    return Recurring(requirement_id, named.call(table), table[_EACH], planned, scope.in_own_year(table[DUE]))


def read_assessment(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Assessment | None:
    return _with_amendments(
        ASSESSMENT, AMENDED_ASSESSMENT, lambda written, at: _assessment(written, named, scope, at), raw, place
    )


def _assessment(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Assessment | None:
    before = len(place.problems)
    table = read_table(raw, ASSESSMENT, place)
    requirement_id = named.identify(table)
    if len(place.problems) > before:
        return None
    return Assessment(requirement_id, named.call(table), table[_BASIS], scope.in_own_year(table[DUE]))


def _with_amendments(
    keys: Sequence[Key[Any]],
    amended: Sequence[Key[Any]],
    read: Callable[[Mapping[str, object], Place], Amendable | None],
    raw: Mapping[str, object],
    place: Place,
) -> Amendable | None:
    """`read`: the requirement as agreed, and anew as a later change has it, whatever the change's day is."""
    agreed = read(raw, place)
    if agreed is None:
        return None
    held = {key: part for key, part in raw.items() if key != AMENDED.name}
    kind = Changeable(amended, lambda written, _, at: read(written, at))
    amendments = read_amendments(read_table(raw, keys, place), held, agreed, kind)
    return None if amendments is None else replace(agreed, amendments=amendments)


def read_tally(raw: Mapping[str, object], named: Named, scope: Scope, place: Place) -> Tally | None:
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
    return Tally(requirement_id, named.call(table), criteria, needed, scope.in_own_year(table[DUE]))


def check_tallies(goals: Sequence[Goal], place: Place) -> None:
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
