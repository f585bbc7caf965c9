"""What a good colleague would ask about a contract that can be used as it stands; saying it in `note` settles it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi.definitions.place import line_of
from kpi.definitions.spots import Spot, Spots, spots_of
from kpi.model.contract import Combine, Contract, Criterion, Target
from kpi.model.definitions import Caution, Definitions
from kpi.model.reference import (
    AtBaseline,
    Baseline,
    MeasurementBefore,
    OfArea,
    OfPeers,
    PeriodBefore,
    Reference,
    YearsEarlier,
)
from kpi.model.rule import BestFraction, Comparison, Threshold

_STRICT = re.compile(
    r"(?<!ikke )\b(?:over(?= \d)|under(?= \d)|(?:mere|mindre|flere|færre|højere|lavere|større|bedre) end)\b"
)
_LOOSE = re.compile(
    r"\b(?:mindst|højst|maksimalt|minimum|op til|ned til|"
    r"ikke (?:over|under|(?:mere|mindre|flere|færre|højere|lavere) end))\b"
)
_POPULATION = re.compile(r"\b(?:over|under|efter) (\d+) (uger|måneder|år)\b")
_EARLIER = re.compile(r"år for år|hvert år|året før|måneden før|perioden før|\d{4}")
UNFILLED = "Udfyld:"
"""How what a new contract's author must write begins, until it is written."""
_COUNT = re.compile(r"\bantal(?:let)?\b")


def cautions_of(definitions: Definitions) -> tuple[Caution, ...]:
    """Contract by contract, in the order of the files."""
    if not any(file.startswith("contracts/") for file in definitions.lines):
        return (Caution("contracts", "", "Der er ingen aftaler.", "Lav en med: python3 -m kpi new KOMMUNE ÅR MAPPE."),)
    return tuple(
        found for contract in definitions.contracts.values() for found in contract_cautions(definitions, contract)
    )


def contract_cautions(definitions: Definitions, contract: Contract) -> tuple[Caution, ...]:
    """What the text alone shows; what takes figures is asked in `kpi.followup.cautions`."""
    found: list[Caution] = []
    spots = spots_of(definitions, contract)
    for _, criterion in contract.criteria():
        found += _of_criterion(criterion, spots)
    return (*_unfilled(definitions, contract), *found, *_twice(contract, spots))


def _unfilled(definitions: Definitions, contract: Contract) -> Iterator[Caution]:
    """In the order of the file."""
    file = f"contracts/{contract.id}.toml"
    lines = definitions.lines.get(file, {})
    texts = [("title", "", "", contract.title), ("source", "", "", contract.source)]
    for number, goal in enumerate(contract.goals, start=1):
        at = f"goal[{number}]"
        texts.append((f"{at}.title", goal.id, "", goal.title))
        for place, criterion in enumerate(goal.criteria, start=1):
            under = f"{at}.criterion[{place}]"
            texts.append((f"{under}.title", goal.id, criterion.id, criterion.title))
            texts += [(f"{under}.quote", goal.id, criterion.id, quoted) for quoted in criterion.quote]
    for key, goal_id, criterion_id, text in texts:
        if text.startswith(UNFILLED):
            told = "Her står endnu kun, hvad der skal skrives."
            yield Caution(file, key, told, f"{text}.", line_of(key, lines), goal_id, criterion_id)


def _targets(criterion: Criterion) -> tuple[Target, ...]:
    return tuple(one for one in criterion.requirements if isinstance(one, Target))


def _of_criterion(criterion: Criterion, spots: Spots) -> Iterator[Caution]:
    targets = _targets(criterion)
    if not targets:
        return
    first = spots.requirements[targets[0].id]
    words = " ".join((*criterion.quote, criterion.title)).lower()
    note = criterion.note.lower()
    yield from _strictness(words, note, targets, first)
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


def _strictness(words: str, note: str, targets: tuple[Target, ...], spot: Spot) -> Iterator[Caution]:
    compared = [one.rule.comparison for one in targets if isinstance(one.rule, Threshold)]
    if not compared:
        return
    strict, loose = (list(dict.fromkeys(pattern.findall(words))) for pattern in (_STRICT, _LOOSE))
    if bool(strict) == bool(loose) or any(word in note for word in strict or loose):
        return
    is_strict = any(comparison in (Comparison.ABOVE, Comparison.BELOW) for comparison in compared)
    if strict and not is_strict:
        yield spot.ask(
            f"Citatet siger «{strict[0]}», men kravet er også opfyldt ved præcis det samme ({compared[0]}).",
            f"Skriv above eller below, eller skriv i note, hvordan «{strict[0]}» læses.",
        )
    if loose and is_strict:
        yield spot.ask(
            f"Citatet siger «{loose[0]}», men præcis det samme er ikke nok ({compared[0]}).",
            f"Skriv at_least eller at_most, eller skriv i note, hvordan «{loose[0]}» læses.",
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


def _twice(contract: Contract, spots: Spots) -> Iterator[Caution]:
    """Two requirements of one figure at one due: in two criteria, or in one where both must hold."""
    seen: dict[tuple[object, ...], tuple[Criterion, Target]] = {}
    for _, criterion in contract.criteria():
        for target in _targets(criterion):
            key = target.indicator, target.area, target.window, target.due
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
