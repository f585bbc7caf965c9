"""Series breaks that a file tells of in its own words: in a note under the table, or beside a figure.

What is told is kept as it stands. From which period it is a break is read where the words say so in a known way; a
person decides whether it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kpi.intake.checks.periods import MONTH_NAMES
from kpi.intake.text import fold, plain
from kpi.model.delivery import Figure, ToldBreak
from kpi.model.period import Period, PeriodKind

LONGEST = 400
"""Signs of a sentence that are kept."""
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{2}[.!?]) (?=[A-ZÆØÅ])|(?<=\d{4}[.!?]) (?=[A-ZÆØÅ])")
_SERIES = r"(?:tids|data)?(?:serie|række|statistik|opgørelse)\w*"
_TELLS = re.compile(
    rf"\bdatabrud|\bbrud (?:i|på) (?:\w+ )?{_SERIES}|\bopgørelse\w* (?:er|blev) (?:blevet )?(?:lagt om|omlagt)\b"
    r"|\b(?:series|data) breaks?\b|\bbreaks? in (?:the )?(?:time )?(?:series|data|statistics)\b"
)
_PARTED = re.compile(r"\b(?:ikke|not) (?:\w+ ){0,2}(?:sammenlignelige?\b|sammenlignes\b|comparable\b)")
_EARLIER = re.compile(r"\b(?:tidligere|foregående|ældre|earlier|previous|before|før)\b")
_DENIES = re.compile(
    rf"\b(?:ingen|ikke|uden|no|without|not)\b (?:\w+ ){{0,2}}?"
    rf"(?:databrud|brud (?:i|på) {_SERIES}|(?:series |data )?breaks?\b)"
)

_YEAR = r"(?:19|20)\d\d"
_NAME = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_TIME = re.compile(
    rf"(?P<quarter>[1-4])\. ?(?:kvartal|kvt\.?|quarter) (?P<y1>{_YEAR})|(?P<y2>{_YEAR}) ?-?[kq]0?(?P<q2>[1-4])(?!\d)"
    rf"|(?:\b\d{{1,2}}\. ?)?\b(?P<name>{_NAME})\.? (?P<y3>{_YEAR})"
    rf"|\b\d{{1,2}}[-./](?P<m4>1[0-2]|0?[1-9])[-./](?P<y4>{_YEAR})|(?P<y5>{_YEAR})(?:m|-)(?P<m5>0[1-9]|1[0-2])(?![\d-])"
    rf"|(?<!\d)(?P<y6>{_YEAR})(?!\d)"
)
_BETWEEN = re.compile(r"(?:mellem|between) $")
_AND, _BESIDE = re.compile(r" ?(?:og|and|/|-|–|til|to) ?"), re.compile(r" ?(?:og|and|/) ?")
_UNTIL = re.compile(r"(?:til og med|til|up to|until|through|to and including) $")


class _Time(NamedTuple):
    """A time that a sentence names: its first and last day, and where it stands."""

    first: date
    after: date
    """The day after its last."""
    start: int
    end: int


def sentences(text: str) -> Iterator[str]:
    """Those that tell of a break, in the text's own letters, at most so long; none where the text denies one."""
    for line in text.splitlines():
        for sentence in _SENTENCE_ENDS.split(plain(line)):
            folded = fold(sentence)
            tells = _TELLS.search(folded) or (_PARTED.search(folded) and _speaks_of_time(folded))
            if tells and not _DENIES.search(folded):
                yield sentence[:LONGEST]


def _speaks_of_time(folded: str) -> bool:
    """«Ikke sammenlignelig med andre lande» is no break."""
    return _EARLIER.search(folded) is not None or _TIME.search(folded) is not None


def first_period(sentence: str, kind: PeriodKind) -> Period | None:
    """The first period that is made in the new way, where the words say it; None: they do not, or not surely.

    «mellem 2015 og 2016», «2015/2016», «fra 2016», «før 2016», «til og med 2015» all say 2016; so does a single time
    that nothing else is said of. A time inside a longer period makes that period the first.
    """
    folded = fold(sentence)
    times = list(_times(folded))
    for one, other in pairwise(times):
        between = folded[one.end : other.start]
        is_said = _BETWEEN.search(folded[: one.start]) and _AND.fullmatch(between)
        is_beside = one.after == other.first and _BESIDE.fullmatch(between)
        if one.first < other.first and (is_said or is_beside):
            return Period.containing(kind, other.first)
    firsts = {one.after if _UNTIL.search(folded[: one.start]) else one.first for one in times}
    return Period.containing(kind, firsts.pop()) if len(firsts) == 1 else None


def _times(folded: str) -> Iterator[_Time]:
    for found in _TIME.finditer(folded):
        said = found.groupdict()
        year = int(next(said[f"y{number}"] for number in range(1, 7) if said[f"y{number}"]))
        if quarter := said["quarter"] or said["q2"]:
            month, months = int(quarter) * 3 - 2, 3
        elif said["y6"]:
            month, months = 1, 12
        else:
            month, months = MONTH_NAMES[said["name"]] if said["name"] else int(said["m4"] or said["m5"]), 1
        yield _Time(date(year, month, 1), _months_later(year, month, months), found.start(), found.end())


def _months_later(year: int, month: int, months: int) -> date:
    ordinal = year * 12 + month - 1 + months
    return date(ordinal // 12, ordinal % 12 + 1, 1)


def told_breaks(beside: Iterable[str], figures: Sequence[Figure]) -> tuple[ToldBreak, ...]:
    """For each indicator of the file what its words tell, each once; a figure's own comment tells of its own period."""
    spans: dict[str, tuple[Period, Period]] = {}
    for figure in figures:
        since, until = spans.get(figure.indicator, (figure.period, figure.period))
        spans[figure.indicator] = min(since, figure.period), max(until, figure.period)
    said = [sentence for text in dict.fromkeys(beside) for sentence in sentences(text)]
    found = [
        ToldBreak(indicator, sentence, first_period(sentence, since.kind), since, until)
        for indicator, (since, until) in spans.items()
        for sentence in said
    ]
    for figure in figures:
        for sentence in sentences(figure.comment) if figure.comment else ():
            first = first_period(sentence, figure.period.kind) or figure.period
            found.append(ToldBreak(figure.indicator, sentence, first, *spans[figure.indicator]))
    return tuple(dict.fromkeys(found))
