"""What a good colleague would ask about a contract that can be used as it stands; saying it in `note` settles it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import assert_never

from kpi.definitions.danish import MONTHS
from kpi.definitions.free_text import UNFILLED, text_questions
from kpi.definitions.spots import Spot, Spots, spots_of
from kpi.definitions.wording import targets_of, wording_questions
from kpi.model.contract import Combine, Contract, Criterion, Target
from kpi.model.definitions import Caution, Definitions
from kpi.model.period import PeriodKind
from kpi.model.reference import (
    AtBaseline,
    Baseline,
    MeasurementBefore,
    OfArea,
    OfPeers,
    PeriodBefore,
    Reference,
    Steps,
    YearsEarlier,
)
from kpi.model.rule import BestFraction, Between, Threshold, Window

_POPULATION = re.compile(r"\b(?:over|under|efter) (\d+) (uger|måneder|år)\b")
_EARLIER = re.compile(
    r"år for år|hvert år"
    r"|(?:år|året|måneden?|perioden?|kvartalet|halvåret|målingen|undersøgelsen) (?:før|tidligere|forinden)"
    r"|(?:sidste|seneste|forrige|foregående|tidligere) (?:år|måned|periode|kvartal|halvår|måling|undersøgelse|skoleår)"
    r"|sidst\b|\d{4}"
)
_MADE_UP = re.compile(r"prøve|eksempel|opdigtet|fundet på|fiktiv|øvelse|test")
_NAMED_YEAR = re.compile(r"kalenderår|skoleår|regnskabsår|finansår|studieår|aftaleår|\d{4}/\d{2}")
_COUNT = re.compile(r"\bantal(?:let)?\b")


def cautions_of(definitions: Definitions, texts: Mapping[str, str] | None = None) -> tuple[Caution, ...]:
    """Contract by contract, in the order of the files.

    `texts` are the contracts' own, by id; None, or none of a contract: its quotes are held against nothing.
    """
    if not any(file.startswith("contracts/") for file in definitions.lines):
        return (Caution("contracts", "", "Der er ingen aftaler.", "Lav en med: python3 -m kpi new KOMMUNE ÅR MAPPE."),)
    contracts, texts = definitions.contracts.values(), texts or {}
    return tuple(found for one in contracts for found in _of_contract(definitions, one, texts.get(one.id)))


def _of_contract(definitions: Definitions, contract: Contract, text: str | None) -> tuple[Caution, ...]:
    """What the text alone shows, criterion by criterion; what takes figures is asked in `kpi.followup.cautions`."""
    spots = spots_of(definitions, contract)
    twice = tuple(_twice(contract, spots))
    found = [
        *text_questions(definitions, contract, text),
        *_said_to_be_made_up(contract, spots.contract),
        *_without_owner(contract, spots.contract),
    ]
    for _, criterion in contract.criteria():
        if not any(part.startswith(UNFILLED) for part in criterion.quote):
            found += wording_questions(criterion, definitions.indicators, spots)
        found += _of_criterion(criterion, spots)
        found += _of_time(contract, criterion, spots)
        found += [one for one in twice if one.criterion == criterion.id]
    return tuple(found)


def _said_to_be_made_up(contract: Contract, spot: Spot) -> Iterator[Caution]:
    if contract.made_up and not _MADE_UP.search(f"{contract.title} {contract.source}".lower()):
        yield spot.ask(
            "Aftalen er markeret som opdigtet (made_up), men hverken titel eller kilde siger det.",
            "Skriv det i title eller source, så ingen tager den for vedtaget, eller fjern made_up.",
        )


def _without_owner(contract: Contract, spot: Spot) -> Iterator[Caution]:
    """Once a contract."""
    criteria = tuple(contract.criteria())
    without = [one.id for goal, one in criteria if not contract.owners_of(goal, one).owner]
    if not without or contract.owner_note:
        return
    which = "noget succeskriterium" if len(without) == len(criteria) else f"{', '.join(without)}"
    yield spot.ask(
        f"Aftalen siger ikke, hvem der er ansvarlig for {which}.",
        'Skriv stillingen, fx owner = "afdelingslederen" og deputy = "faglig koordinator", for hele aftalen, et mål '
        'eller et succeskriterium. Nævner aftalen ingen, så skriv øverst owner_note = "aftalen nævner ingen".',
    )


def _of_criterion(criterion: Criterion, spots: Spots) -> Iterator[Caution]:
    targets = targets_of(criterion)
    if not targets:
        return
    first = spots.requirements[targets[0].id]
    words = " ".join((*criterion.quote, criterion.title)).lower()
    note = criterion.note.lower()
    for target in targets:
        baseline = _baseline(target)
        if baseline is not None and baseline.population and target.population not in ("", baseline.population):
            yield spots.requirements[target.id].ask(
                f"Kravet tæller «{target.population}», men udgangspunktet «{baseline.population}».",
                "Aftal, hvem der tælles, og ret population og udgangspunktets tal, så de to kan sammenlignes.",
            )
        yield from _reference_year(target, words, note, spots.requirements[target.id])
    declared = any(target.population for target in targets)
    lengths = sorted({found.group() for found in _POPULATION.finditer(words)})
    if len(lengths) > 1 and not declared and not all(length in note for length in lengths):
        listed = " og ".join(f"«{length}»" for length in lengths)
        yield first.ask(f"Citatet siger både {listed}.", "Skriv i note, hvilken der gælder krav og udgangspunkt.")
    if _COUNT.search(words) and not note and any(_compares_areas(target) for target in targets):
        yield first.ask(
            "Citatet siger antal, men kommuner sammenlignes med en rate.",
            "Skriv i note, hvilken rate antallet læses som.",
        )


def _of_time(contract: Contract, criterion: Criterion, spots: Spots) -> Iterator[Caution]:
    """Dues outside the contract, dues with no way there, and years that begin in another month than the contract."""
    said = " ".join((*criterion.quote, criterion.note)).lower()
    for requirement in criterion.requirements:
        spot, due = spots.requirements[requirement.id], requirement.due
        outside = due.last_day > contract.ends_on or due.last_day < contract.starts_on
        if outside and str(due.last_day.year) not in said:
            yield spot.ask(
                f"Fristen {due} ligger uden for aftalens tid, {contract.starts_on} til {contract.ends_on}.",
                "Ret fristen, eller skriv i note, hvorfor den ligger der.",
            )
        elif isinstance(requirement, Target):
            yield from _without_a_way(contract, requirement, said, spot)
        if isinstance(requirement, Target):
            yield from _other_year(contract, requirement, said, spot)


def _without_a_way(contract: Contract, target: Target, said: str, spot: Spot) -> Iterator[Caution]:
    """Until it is fulfilled nobody can say more than «undervejs»."""
    if target.due.last_day <= contract.ends_on or target.every_from is not None or "undervejs" in said:
        return
    reference = target.rule.reference if isinstance(target.rule, Threshold) else None
    if reference is not None and (reference.baseline is not None or isinstance(reference.whose, Steps)):
        return
    yield spot.ask(
        f"Fristen {target.due} ligger efter aftalens slutning, og kravet siger ikke, hvor I skal være undervejs.",
        'Skriv et udgangspunkt, fx baseline = { period = "2016", value = 19 }, eller trin, fx '
        '{ steps = { "2018" = 22, "2020" = 25 } }; siger aftalen det ikke, så skriv det i note («… undervejs …»).',
    )


def _other_year(contract: Contract, target: Target, said: str, spot: Spot) -> Iterator[Caution]:
    """A year of twelve months is taken to be the contract's own."""
    if target.due.kind is PeriodKind.YEAR:
        begins = target.due.first_day.month
    elif target.window is Window.YEAR_TO_DATE:
        begins = target.year_starts
    else:
        return
    month = contract.starts_on.month
    if begins != month and not _NAMED_YEAR.search(said):
        yield spot.ask(
            f"Årets tal regnes fra {MONTHS[begins - 1]}, men aftalen begynder i {MONTHS[month - 1]}.",
            "Ret year_starts eller fristen, eller skriv i note, hvilket år der er ment (kalenderåret, skoleåret …).",
        )


def _baseline(target: Target) -> Baseline | None:
    return target.rule.reference.baseline if isinstance(target.rule, Threshold) else None


def _reference_year(target: Target, words: str, note: str, spot: Spot) -> Iterator[Caution]:
    match target.rule:
        case Threshold(_, Reference(when=AtBaseline(baseline=counted_from))):
            year = str(counted_from.period.year)
            if year not in words and year not in note:
                yield spot.ask(
                    f"Der sammenlignes med {counted_from.period}, men hverken citat eller note nævner {year}.",
                    f"Skriv i note, hvorfor der sammenlignes med {year}.",
                )
        case Threshold(_, Reference(when=YearsEarlier() | PeriodBefore() | MeasurementBefore())) if not _EARLIER.search(
            words + note
        ):
            yield spot.ask(
                "Der sammenlignes med perioden før, men hverken citat eller note siger det.",
                "Skriv i note, hvad der sammenlignes med.",
            )
        case _:
            return


def _compares_areas(target: Target) -> bool:
    match target.rule:
        case BestFraction() | Threshold(_, Reference(OfArea() | OfPeers())):
            return True
        case _:
            return False


def _held_to(target: Target) -> tuple[object, ...]:
    """What the figure is compared with, not how much it takes: a number, the nation, a group."""
    match target.rule:
        case Threshold(_, reference) if reference.series and reference.baseline is None:
            return reference.whose, reference.when
        case Threshold() | Between():
            return target.every_from, target.periods_needed
        case BestFraction(peer_group=group):
            return ("place", group)
        case _:
            assert_never(target.rule)


def _twice(contract: Contract, spots: Spots) -> Iterator[Caution]:
    """Two requirements of one figure at one due, held to the same: in two criteria, or in one where both must hold."""
    seen: dict[tuple[object, ...], tuple[Criterion, Target]] = {}
    for _, criterion in contract.criteria():
        for target in targets_of(criterion):
            key = target.indicator, target.area, target.window, target.due, target.strength, *_held_to(target)
            if key not in seen:
                seen[key] = criterion, target
                continue
            first, other = seen[key]
            same = first.id == criterion.id
            if (same and criterion.combine is not Combine.ALL) or other.id in criterion.note:
                continue
            yield spots.requirements[target.id].ask(
                f"«{target.id}» og «{other.id}» stiller hver sit krav til «{target.indicator}» ved samme frist.",
                f"Er det meningen, så nævn «{other.id}» i note; ellers behold det ene.",
            )
