"""What a read file would change of what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi.intake.checks.plausibility import doubts
from kpi.intake.checks.publication import Publication
from kpi.intake.refusal import FileRefused
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile, Revision, RowIssue
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.stored import Past

Key = tuple[str, str, Period]
"""Indicator, area, period."""

LARGE = Decimal("0.1")
"""A revision of more than this part of the value before asks for a reason: sources revise a few per cent."""
SMALLEST_LARGE_AMOUNT, SMALLEST_LARGE_OTHER = 10, 1


@dataclass(frozen=True, slots=True)
class StoredComparison:
    """Every figure of the file is counted in one of the five."""

    new: int
    revised: tuple[Revision, ...]
    restated: int
    """The same value with another quality, numerator, denominator or comment."""
    earlier: int
    """Published before what is stored of the same key: an earlier vintage, the present figure stays."""
    unchanged: int
    warnings: tuple[RowIssue, ...]
    large: tuple[Revision, ...]
    """Those of `revised` that are larger than sources' revisions are, or that take a figure away."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.revised or self.restated or self.earlier)


def compare(
    read: ReadFile,
    known: Mapping[Key, Observation],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
    publication: Publication,
) -> StoredComparison:
    """The file against the newest known vintage of each key; those of its own keys that are stored are in `known`.

    `past`: every stored series of the file's indicators, by indicator and area; of its own areas with their values.
    FileRefused for a file that is older than what is stored unless somebody, or its rows, say when it was published.
    """
    new = restated = earlier = unchanged = 0
    revised: list[Revision] = []
    harmful: list[Figure] = []
    newest_in_file: dict[str, Period] = {}
    for figure in read.figures:
        newest_in_file[figure.indicator] = max(figure.period, newest_in_file.get(figure.indicator, figure.period))
    newest = _newest(past)
    for figure in read.figures:
        before = known.get(figure.key)
        if before is None:
            new += 1
            continue
        published, assumed = publication.of(figure, definitions)
        if published < before.published_on:
            earlier += 1
        elif figure.value == before.value and _absence(figure) == _absence(before):
            same = _other_facts(figure) == _other_facts(before)
            unchanged += same
            restated += not same
        else:
            revised.append(Revision(*figure.key, before.value, figure.value))
            stated = assumed or figure.published_on or publication.published_on
            newest_stored = newest.get(figure.indicator, newest_in_file[figure.indicator].ordinal)
            if not (stated or before.example) and newest_in_file[figure.indicator].ordinal < newest_stored:
                harmful.append(figure)
    if harmful:
        indicator, last = harmful[0].indicator, newest_in_file[harmful[0].indicator]
        title = definitions.indicators[indicator].title
        raise FileRefused(
            f"Filen er ældre end det, der er gemt: den går til {last}, men «{title}» er gemt til "
            f"{Period(last.kind, newest[indicator])}, og {len(harmful)} tal er anderledes. Angiv dagen, da tallene "
            "blev offentliggjort, så gemmes de som tidligere udgave."
        )
    return StoredComparison(
        new,
        tuple(revised),
        restated,
        earlier,
        unchanged,
        doubts(read.figures, newest_in_file, past, definitions, official=read.official, row_word=read.row_word),
        tuple(one for one in revised if _is_large(one, definitions)),
    )


def _is_large(revision: Revision, definitions: Definitions) -> bool:
    """Exactly a tenth is not; nor is a figure that the source no longer hides."""
    if revision.before is None:
        return False
    if revision.after is None:
        return True
    difference = abs(revision.after - revision.before)
    amount = definitions.indicators[revision.indicator].unit.amount
    smallest = SMALLEST_LARGE_AMOUNT if amount else SMALLEST_LARGE_OTHER
    return difference >= smallest and difference > LARGE * abs(revision.before)


def _absence(stated: Figure | Observation) -> str:
    """Hidden and missing are two different answers; other qualities are no part of the value."""
    return stated.quality.value if stated.value is None else ""


def _other_facts(stated: Figure | Observation) -> tuple[object, ...]:
    return stated.quality, stated.numerator, stated.denominator, stated.comment


def _newest(past: Mapping[tuple[str, str], Past]) -> dict[str, int]:
    """The last ordinal of each indicator."""
    newest: dict[str, int] = {}
    for (indicator, _), series in past.items():
        last = series.ordinals[-1]
        if newest.get(indicator, last) <= last:
            newest[indicator] = last
    return newest
