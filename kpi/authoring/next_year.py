"""Last year's contract one year on: its own text, with every period, day and year of the contract moved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from kpi.definitions import contracts, entered, references, targets, value
from kpi.definitions.lines import TextSpan, spans_of
from kpi.model.evaluation import Status
from kpi.model.period import Period
from kpi.model.rule import BaselinePolicy
from kpi.texts import authoring as words
from kpi.texts.alphabet import plain_name

_TABLES = (
    contracts.CONTRACT, contracts.KEY_DATE, targets.TARGET, targets.IN_PERIODS, entered.MILESTONE,
    entered.RECURRING, entered.ASSESSMENT, references.REFERENCE, references.STATED_BASELINE,
)  # fmt: skip
_PERIODS = frozenset(
    key.name for table in _TABLES for key in table if key.kind in (value.period, value.periods, value.period_or_table)
)
"""Keys whose value is a period, or a list of them."""
_IN_WORDS = re.compile(r"goal\[\d+\]\.action\[\d+\]\.due")
"""Named as one of them, but said in the contract's own words."""
_LEFT_OUT = re.compile(r".*\.(?:target|milestone|recurring|assessment)(?:\[\d+\])?\.(?:amended|accepted)\b")
_EXAMPLE = re.compile(r".*\.target(?:\[\d+\])?\.example\[\d+\]")
_FROZEN = re.compile(r".*\.target(?:\[\d+\])?\.baseline_policy")
_STATED = re.compile(r".*\.baseline\.value")
_ID = re.compile(r"(?:.*\.)?id")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20|21)\d\d)(?:(?P<mark>[/–-])(?P<next>\d\d))?(?!\d)")
_MADE_FROM = re.compile(f"# {re.escape(words.MADE_FROM)}\r?\n".replace(re.escape("{contract}"), "[^»]*"))
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class NextContract:
    id: str
    text: str
    """TOML; every comment of last year's stands where it stood."""
    to_look_at: tuple[str, ...]
    """In Danish: what a person must see to, with lines of `text`."""


class _Edit(NamedTuple):
    """What stands between two places of the old text is replaced."""

    start: int
    end: int
    text: str


def next_contract(contract_id: str, text: str) -> NextContract:
    """Ids are kept. The day it was agreed, amendments and accepted deviations are left out, and a comment says so.

    ValueError where the text is no TOML or has no year.
    """
    raw = tomllib.loads(text)
    if not isinstance(raw.get("year"), int):
        raise ValueError("the contract has no year")
    years = _own_years(raw)
    new_line = "\r\n" if "\r\n" in text else "\n"
    gone, comments = _left_out(text, raw, new_line)
    kept = [span for span in spans_of(text) if not any(one.start <= span.start < one.end for one in gone)]
    moved = [edit for span in kept for edit in _moved(span, text, years)]
    heading = _heading(text, words.MADE_FROM.format(contract=contract_id), new_line)
    written, places = _applied(text, [*gone, *comments, *moved, heading])
    see = _to_look_at(
        written,
        left_out=[places[comment] for comment in comments],
        settled=[places[edit] for edit in (*moved, *comments, heading)],
    )
    return NextContract(_next_id(_as_id(contract_id), raw["year"], years), written, see)


def _own_years(raw: Mapping[str, object]) -> range:
    """The years that the contract's name can stand for: from its first day's to its last day's."""
    days = [one for one in (raw.get("starts_on"), raw.get("ends_on")) if isinstance(one, date)]
    found = [year for year in (raw["year"], *(day.year for day in days)) if isinstance(year, int)]
    return range(min(found), max(found) + 1)


def _as_id(name: str) -> str:
    """A file's name as it can stand in addresses."""
    try:
        return value.identifier(name)
    except value.Wrong:
        return plain_name(name) or words.NAMELESS


def _next_id(contract_id: str, year: int, years: range) -> str:
    """The id with its year moved; with the year added where it has none."""
    found = _in_words(contract_id, years)
    return found if found != contract_id else f"{contract_id}-{year + 1}"


def commented_out(text: str, keys: Collection[str], because: str) -> str:
    """The text with as many lines, the tables of the key paths as comments; the first line says why."""
    lines, spans = text.split("\n"), spans_of(text)
    for key in keys:
        own = [one for one in spans if one.path == key or one.path.startswith(f"{key}.")]
        first, last = (text.count("\n", 0, place) for place in (own[0].start, max(one.end for one in own)))
        for at in range(first, last + 1):
            said, stands = f"{because} " if at == first else "", lines[at].lstrip()
            lines[at] = f"{lines[at][: len(lines[at]) - len(stands)]}# {said}{stands}"
    return "\n".join(lines)


# --- what is moved


def _moved(span: TextSpan, text: str, years: range) -> Iterator[_Edit]:
    name = text[slice(*span.name)].strip("\"'")
    if _is_period(name):
        yield _edit(span.name, text, _YEAR.sub(_a_year_on, text[slice(*span.name)], count=1))
    written = text[slice(*span.value)]
    if span.path == "year":
        yield _edit(span.value, text, str(int(written) + 1))
    elif span.path in ("title", "short_title"):
        yield _edit(span.value, text, _in_words(written, years))
    elif _DAY.fullmatch(written):
        last = span.path == "ends_on"
        yield _edit(span.value, text, _next_day(date.fromisoformat(written), last=last).isoformat())
    elif _names_a_period(span) and written[:1] in ("'", '"') and _is_period(written.strip("\"'")):
        yield _edit(span.value, text, _YEAR.sub(_a_year_on, written, count=1))


def _edit(where: tuple[int, int], text: str, new: str) -> _Edit:
    return _Edit(*where, new)


def _names_a_period(span: TextSpan) -> bool:
    """Also of an entry of a list of periods."""
    name = re.sub(r"\[\d+\]$", "", span.path).rpartition(".")[2]
    return name in _PERIODS and not _IN_WORDS.fullmatch(span.path)


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True


def _a_year_on(found: re.Match[str]) -> str:
    """Of a period: «2017-12» → «2018-12», «2016/17» → «2017/18»."""
    year = int(found["year"]) + 1
    return f"{year}/{(year + 1) % 100:02d}" if found["mark"] == "/" else f"{year}{found[0][4:]}"


def _in_words(text: str, years: range) -> str:
    """The contract's own years, also where two are written as «2016/17»."""

    def a_year_on(found: re.Match[str]) -> str:
        year = int(found["year"])
        if year not in years:
            return found[0]
        if found["next"] is None:
            return str(year + 1)
        follows = int(found["next"]) == (year + 1) % 100
        return f"{year + 1}{found['mark']}{(year + 2) % 100:02d}" if follows else f"{year + 1}{found[0][4:]}"

    return _YEAR.sub(a_year_on, text)


def _next_day(day: date, *, last: bool) -> date:
    """The same day a year on. A last day is followed by the same day as before: 28 February can become the 29th."""
    if last:
        return _next_day(day + timedelta(days=1), last=False) - timedelta(days=1)
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


# --- what is left out


def _left_out(text: str, raw: Mapping[str, object], new_line: str) -> tuple[list[_Edit], list[_Edit]]:
    """What is removed, and the comments that stand in its place: one for all that is left out for the same reason."""
    spans = spans_of(text)
    unwanted = {span: about for span in spans if (about := _unwanted(span, text) or _of_deviation(span, raw))}
    gone: list[_Edit] = []
    comments: dict[str, _Edit] = {}
    for span, about in unwanted.items():
        if any(one != span and one.start <= span.start < one.end for one in unwanted):
            continue  # what it stands in goes whole
        gone.append(_without(span, text, gone))
        statement = next(one for one in spans if not one.inline and one.start <= span.start and span.end <= one.end)
        comments.setdefault(about, _comment(text, statement.start, _reasons(about, raw), new_line))
    return gone, list(comments.values())


def _unwanted(span: TextSpan, text: str) -> str:
    """The key path of what is left out; empty where it is kept."""
    if found := _LEFT_OUT.match(span.path):
        return found[0]
    frozen = _FROZEN.fullmatch(span.path) and text[slice(*span.value)].strip("\"'") == BaselinePolicy.FROZEN
    return span.path if frozen or span.path == "agreed_on" else ""


def _of_deviation(span: TextSpan, raw: Mapping[str, object]) -> str:
    """The key path of an example of the agreed deviation, which is left out; empty where it is none."""
    found = _EXAMPLE.match(span.path)
    example = _at(raw, found[0]) if found else None
    return found[0] if found and isinstance(example, Mapping) and example.get("status") == Status.ACCEPTED else ""


def _reasons(about: str, raw: Mapping[str, object]) -> list[str]:
    """What is said of it, a sentence for each amendment."""
    if _EXAMPLE.fullmatch(about):
        return [words.EXAMPLE]
    if not _LEFT_OUT.match(about):
        return [words.AGREED if about == "agreed_on" else words.FROZEN]
    found = _at(raw, about)
    entries = found if isinstance(found, list) else [found]
    return [_reason(entry) for entry in entries if isinstance(entry, Mapping)]


def _reason(entry: Mapping[str, object]) -> str:
    because = " ".join(str(entry.get("reason", "")).split())
    if "since" in entry:
        return words.ACCEPTED.format(since=entry["since"], until=entry.get("until"), reason=because)
    told = words.WITHDRAWN if entry.get("withdrawn") is True else words.AMENDED
    return told.format(on=entry.get("on"), reason=because)


def _at(raw: Mapping[str, object], path: str) -> object:
    """What stands under a key path of ours."""
    found: object = raw
    for step in _STEP.finditer(path):
        if isinstance(found, Mapping) and step[1] is not None:
            found = found.get(step[1])
        elif isinstance(found, list) and step[2] is not None:
            found = found[int(step[2]) - 1]
    return found


def _without(span: TextSpan, text: str, gone: list[_Edit]) -> _Edit:
    """The whole line where nothing else stands on it.

    Inside brackets with a comma: the one before it, unless that is gone with what stood first.
    """
    if span.inline:
        before, after = re.search(r",\s*\Z", text[: span.start]), re.compile(r"\s*,\s*").match(text, span.end)
        if before and not any(one.start <= before.start() < one.end for one in gone):
            return _Edit(before.start(), span.end, "")
        return _Edit(span.start, after.end() if after else span.end, "")
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    alone = not (text[start : span.start] + text[span.end : end]).strip()
    if alone:
        return _Edit(start, end, "")
    comment = re.compile(r"[ \t]*").match(text, span.end)
    return _Edit(span.start, comment.end() if comment else span.end, "")


def _comment(text: str, place: int, sentences: list[str], new_line: str) -> _Edit:
    """On lines of their own above the place, as far in as what stands there."""
    start = text.rfind("\n", 0, place) + 1
    indent = re.match(r"[ \t]*", text[start:])
    margin = indent[0] if indent else ""
    lines = "".join(f"{margin}# {_printable(sentence)}{new_line}" for sentence in sentences)
    return _Edit(start, start, lines)


def _heading(text: str, sentence: str, new_line: str) -> _Edit:
    """Under the line that names the schema, where there is one: an editor looks for it first. Last year's gives way."""
    place = text.find("\n") + 1 if text.startswith("#:") else 0
    earlier = _MADE_FROM.match(text, place)
    return _Edit(place, earlier.end() if earlier else place, f"# {_printable(sentence)}{new_line}")


def _printable(text: str) -> str:
    """TOML lets no control character into a comment."""
    return "".join(sign for sign in text if sign.isprintable())


# --- the new text


def _applied(text: str, edits: list[_Edit]) -> tuple[str, dict[_Edit, tuple[int, int]]]:
    """The text after all edits, which do not overlap, and where in it each one's own text stands."""
    parts: list[str] = []
    places: dict[_Edit, tuple[int, int]] = {}
    at = length = 0
    for edit in sorted(edits):
        between = text[at : edit.start]
        parts += [between, edit.text]
        length += len(between) + len(edit.text)
        places[edit] = length - len(edit.text), length
        at = edit.end
    return "".join([*parts, text[at:]]), places


def _to_look_at(text: str, left_out: list[tuple[int, int]], settled: list[tuple[int, int]]) -> tuple[str, ...]:
    """Sentences with the lines of the new text that they speak of; what is settled names no year to look at."""
    spans = spans_of(text)
    stated = [span.start for span in spans if _STATED.fullmatch(span.path)]
    settled = settled + [span.value for span in spans if _ID.fullmatch(span.path)]
    named = [found.start() for found in _YEAR.finditer(text)]
    unsettled = [place for place in named if not any(start <= place < end for start, end in settled)]
    told = [
        (words.SEE_LEFT_OUT, [start for start, _ in left_out]),
        (words.SEE_STATED, stated),
        (words.SEE_YEARS, unsettled),
    ]
    lines = {sentence: sorted({text.count("\n", 0, place) + 1 for place in places}) for sentence, places in told}
    return words.SEE_WORDS, *(sentence.format(lines=words.listed(found)) for sentence, found in lines.items() if found)
