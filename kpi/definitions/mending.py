"""A TOML file with slips in it, read past them: each is told on its line, and all the rest stands as it is written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kpi.definitions.danish import meant_heading
from kpi.definitions.slips import NOT_A_LINE, UNREADABLE, UNSEEN, covered, mended, parses

_NAME = r"(?:[^\W\d][\w-]*|\"[^\"\n]*\"|'[^'\n]*')"
_UNDER = rf"(?:\.(?:[\w-]+|{_NAME}))"
_KEY = re.compile(rf"[ \t\u00a0]*(?P<key>{_NAME}(?:{_UNDER}| {_NAME}){{0,3}})\s*=(?!=)")
_KEY_WITHOUT_EQUALS = re.compile(
    rf"\s*(?P<key>[^\W\d][\w-]*{_UNDER}{{0,3}})(?:\s*(?::=?|==)\s*|[ \t]+)(?=[\"'“”„«\[{{\d])"
)
_HEADING = re.compile(
    rf"[ \t\u00a0]*(?:\[{{1,2}}[ \t]*(?!(?:true|false|inf|nan)\b){_NAME}(?:[ \t]*[.,:/>][ \t]*{_NAME})*[ \t]*\]{{0,2}}"
    rf"[ \t]*(?:#.*)?$|\[\[[ \t]*{_NAME}(?:\.{_NAME})*\]\](?!\s*[\],])|{_NAME}(?:\.{_NAME})+[ \t]*$)"
)
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """A slip, on its line (from 1)."""

    line: int
    fault: str
    remedy: str
    key: str = ""
    """As it is written; empty: of a heading, or of none."""
    gathered: bool = False
    """True: told once for all the lines of a file."""


@dataclass(frozen=True, slots=True)
class Mended:
    """Valid TOML with as many lines as the file."""

    text: str
    told: tuple[Told, ...]
    spoilt: frozenset[int]
    """Lines whose value is not known: nothing more is to be told of the keys on them."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, a key with its value, or lines that say nothing."""

    line: int
    text: str

    @property
    def first(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def rest(self) -> str:
        return self.text[len(self.first) :]

    @property
    def is_heading(self) -> bool:
        return bool(_HEADING.match(self.first))

    @property
    def key(self) -> str:
        """Empty where the first line has none."""
        found = _KEY.match(self.first) or _KEY_WITHOUT_EQUALS.match(self.first)
        return found["key"] if found else ""

    @property
    def lines(self) -> range:
        return range(self.line, self.line + self.text.count("\n") + 1)

    @property
    def taken_out(self) -> _Piece:
        return replace(self, text="\n" * self.text.count("\n"))


def mend(text: str) -> Mended:
    """A file without a slip comes back as it is."""
    told: list[Told] = []
    spoilt: set[int] = set()
    text = _with_english_headings(text, told)
    if not parses(text):
        pieces = _under_headings([_mended(piece, told, spoilt) for piece in _pieces(text.split("\n"))])
        text = _without_repeated(pieces, told)
    return Mended(text, _gathered(sorted(told, key=lambda one: one.line)), frozenset(spoilt))


def _with_english_headings(text: str, told: list[Told]) -> str:
    """«[[mål.succeskriterium]]» as «[[goal.criterion]]»; a line inside a text stands as it is."""
    lines, covers = text.split("\n"), covered(text).split("\n")
    for number, cover in enumerate(covers if len(covers) == len(lines) else []):
        if _HEADING.match(cover):
            meant = _BARE_WORD.sub(lambda found: meant_heading(found.group()) or found.group(), lines[number])
            if meant != lines[number]:
                fault = f"Overskriften {lines[number].strip()} kendes ikke."
                told.append(Told(number + 1, fault, f"Skriv {meant.strip()}.", gathered=True))
                lines[number] = meant
    return "\n".join(lines)


_BARE_WORD = re.compile(r"(?<![\w\"#-])[^\W\d][\w-]*(?![^\[]*#)")


def _gathered(told: Sequence[Told]) -> tuple[Told, ...]:
    """What comes again and again in one file (a page pasted in, a Danish heading) is told once, with its lines."""
    lines: dict[tuple[str, str], list[int]] = {}
    for one in told:
        lines.setdefault((one.fault, one.remedy), []).append(one.line)
    found = []
    for one in told:
        first, *others = lines[one.fault, one.remedy]
        if not one.gathered or not others:
            found.append(one)
        elif one.line == first:
            again = ", ".join(map(str, others))
            found.append(replace(one, fault=f"{one.fault} Det samme gælder linje {again}."))
    return tuple(found)


# --- pieces --------------------------------------------------------------------------------------------------------


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        yield _Piece(at + 1, "\n".join(lines[at:end]))
        at = end


def _end(lines: Sequence[str], start: int) -> int:
    """Where the piece that begins on the line is whole, or where the next begins, if it never is."""
    end = start + 1
    while end < len(lines):
        text = "\n".join(lines[start:end])
        if parses(text) or _HEADING.match(lines[start]):
            return end
        if (closed := _closed(lines, start, end, covered(text))) is not None:
            end = closed
        elif _begins(lines[end]):
            return end
        else:
            end += 1
    return end


def _begins(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_HEADING, _KEY, _KEY_WITHOUT_EQUALS))


def _closed(lines: Sequence[str], start: int, end: int, cover: str) -> int | None:
    """Past the line that closes an open text of many lines, or an open table; None where none does before a heading."""
    mark = next((mark for mark in ('"""', "'''") if mark in cover), "")
    if not mark and cover.count("{") <= cover.count("}"):
        return None
    for number in range(end, len(lines)):
        if _HEADING.match(lines[number]):
            return None
        if mark in lines[number] if mark else re.match(r"\s*}|[^{]*}\s*,?\s*$", covered(lines[number])):
            return number + 1
    return None


# --- one piece -----------------------------------------------------------------------------------------------------


def _mended(piece: _Piece, told: list[Told], spoilt: set[int]) -> _Piece:
    """As it was meant; a key whose value cannot be told keeps its place, so that it is not missed too."""
    if parses(piece.text):
        return piece
    if not piece.is_heading and not piece.key:
        told.append(Told(piece.line, *NOT_A_LINE))
        return piece.taken_out
    for written in _readings(piece):
        text, slips = mended(written)
        if text is not None:
            break
    else:
        _, slips = mended(piece.first)
        spoilt.update(piece.lines)
        text, written = piece.taken_out.text, piece.text
        if not piece.is_heading:
            text = f'{_as_key(piece.key)} = ""{text}'
    if not all(slip.certain for slip in slips):
        spoilt.update(piece.lines)
    told += [
        Told(piece.line + slip.after, slip.fault, slip.remedy, piece.key, gathered=slip.fault == UNSEEN)
        for slip in slips
        if slip.fault
    ]
    return replace(piece, text=text + _without_stray_lines(piece, len(written), told))


def _readings(piece: _Piece) -> tuple[str, ...]:
    """What may be the piece itself: all its lines, or the first alone where the others are no part of it."""
    if not covered(piece.rest).strip():
        return (piece.text,)
    cover = covered(piece.first)
    is_open = (
        cover.rstrip().endswith("=")
        or re.search(r"[\"']", cover)
        or cover.count("[") > cover.count("]")
        or cover.count("{") > cover.count("}")
    )
    return (piece.text, piece.first) if is_open else (piece.first, piece.text)


def _without_stray_lines(piece: _Piece, start: int, told: list[Told]) -> str:
    """What stands after the value: blank lines and comments as they are, the first line of anything else told."""
    rest = piece.text[start:]
    said = [number for number, line in enumerate(rest.split("\n")) if covered(line).strip()]
    if not said:
        return rest
    told.append(Told(piece.line + piece.text[:start].count("\n") + said[0], *NOT_A_LINE))
    return "\n" * rest.count("\n")


def _as_key(written: str) -> str:
    return written if parses(f"{written} = 1") else json.dumps(written, ensure_ascii=False)


# --- the whole -----------------------------------------------------------------------------------------------------


def _under_headings(pieces: Sequence[_Piece]) -> list[_Piece]:
    """What stands under a heading that cannot be read is left out with it."""
    found, lost = [], False
    for piece in pieces:
        heading = piece.text.lstrip().startswith("[")
        lost = not heading and (lost or piece.is_heading)
        found.append(piece.taken_out if lost else piece)
    return found


def _without_repeated(pieces: list[_Piece], told: list[Told]) -> str:
    """The whole file; a key or table that stands twice is told and left out."""
    for _ in pieces:
        whole = "\n".join(piece.text for piece in pieces)
        try:
            tomllib.loads(whole)
        except tomllib.TOMLDecodeError as error:
            found = _LINE.search(str(error))
            at = next((number for number, one in enumerate(pieces) if found and int(found[1]) in one.lines), None)
            if at is None or not pieces[at].text.strip():
                break
            told.append(_repeated(pieces, at))
            pieces[at] = pieces[at].taken_out
        else:
            return whole
    told.append(Told(1, *UNREADABLE))
    return ""


def _repeated(pieces: Sequence[_Piece], at: int) -> Told:
    piece = pieces[at]
    if piece.is_heading:
        heading = piece.first.partition("#")[0].strip()
        fault = f"Overskriften {heading} kan ikke stå her, for der står allerede noget af samme navn."
        return Told(piece.line, fault, "Skriv dobbelte kantede parenteser [[…]] om det, der kan være flere af.")
    first = next((one.line for one in reversed(pieces[:at]) if one.key == piece.key), 0)
    fault = f"Nøglen «{piece.key}» står to gange under samme overskrift; første gang på linje {first}."
    return Told(piece.line, fault, "Behold den ene, eller begynd en ny tabel med [[…]].", piece.key)
