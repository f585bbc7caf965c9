"""Reads a text as a careful clerk would: what no sentence may hold, and whether its numbers agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_NUMBER = r"−?\d{1,3}(?:\.\d{3})*(?:,\d+)?"


def _amount(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER}|alle|ingen)(?: \(\d+ pct\.\))?"


_MORE = r"(?:flere|højere|mere|længere|længere nede)"
_LESS = r"(?:færre|lavere|mindre|kortere|længere oppe)"
_BEGINS = r"(?:: (?!\d+ ud af)|Der er |eneste er |Tallet er )"
_PLAIN_FAULTS = {
    "a machine's word": re.compile(r"\b(?:None|nan|NaN|Decimal|True|False)\b"),
    "a double space": re.compile(r"  "),
    "two full stops": re.compile(r"\.\.(?!\.)(?<!…)"),
    "a space before a sign": re.compile(r"[\w.)»] [,.;:](?:\s|$)"),
    "two pairs of brackets side by side": re.compile(r"\) ?\("),
    "empty brackets or quotation marks": re.compile(r"\(\s*\)|«\s*»"),
    "a run of noughts": re.compile(r",\d*00(?!\d)"),
    "a word twice in a row": re.compile(r"\b([^\W\d]{2,}):?\s+\1\b", re.IGNORECASE),
    "two signs in a row": re.compile(r"[,;:]\s*[,;:.]"),
}
_OFF_PATH = re.compile(
    rf"{_BEGINS}{_amount('value')}[^;:]*?, (?P<off>{_NUMBER})[^;,]*? (?P<way>{_MORE}|{_LESS}) end målstiens "
    rf"(?P<path>{_NUMBER})"
)
_REQUIRED = r"(?:mindst|højst|over|under|flere end|færre end)(?: landets| gennemsnittet på| medianen på)? "
_BEYOND = re.compile(
    rf"{_BEGINS}{_amount('value')}[^;:]*?"
    rf"(?: mod et (?:krav|ønske) om |; (?:kravet|ønsket) er |; ønsket var )(?:{_REQUIRED})?{_amount('required')}"
    rf"[^;:]*?, altså (?P<off>{_NUMBER})[^;,]*? (?P<way>{_MORE}|{_LESS})"
)
_TURN = re.compile(
    rf"{_BEGINS}{_amount('value')}.*?(?:målet|ønsket) er (?:{_REQUIRED})?{_amount('required')}"
    rf"[^;:]*?, så (?P<turn>tallet skal stige med|tallet skal falde med|der mangler|der må højst komme)"
    rf" (?:mere end )?(?P<size>{_NUMBER})"
)


def faults(text: str) -> Iterator[str]:
    """What is wrong with the text, whatever it is about."""
    for name, pattern in _PLAIN_FAULTS.items():
        if found := pattern.search(text):
            yield f"{name}: «{text[max(0, found.start() - 15) : found.end() + 15]}»"
    yield from _named_twice(text)
    yield from (f"it does not add up: «{said}»" for made, needed, said in sums(text) if made != needed)


def fractions(text: str) -> Iterator[str]:
    """Numbers that are not whole, in a text about whole things; per cent may be."""
    for found in re.finditer(rf"{_NUMBER}(?! ?(?:pct|procentpoint))", text):
        if "," in found[0]:
            yield f"a fraction of a whole thing: «{found[0]}»"


def _named_twice(text: str) -> Iterator[str]:
    names = re.findall(r"«[^»]+»", text)
    yield from (f"{name} is named twice" for name in dict.fromkeys(names) if names.count(name) > 1)


def sums(text: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    """Where a figure, a limit and the difference of them are told: what they make, what it should be, and the words."""
    if found := _OFF_PATH.search(text):
        yield _read(found["value"]) - _signed(found), _read(found["path"]), found[0]
    if found := _BEYOND.search(text):
        yield _read(found["value"]) - _signed(found), _read(found["required"]), found[0]
    if found := _TURN.search(text):
        falls = found["turn"] == "tallet skal falde med"
        size = -_read(found["size"]) if falls else _read(found["size"])
        yield _read(found["value"]) + size, _read(found["required"]), found[0]


def _signed(found: re.Match[str]) -> Decimal:
    """The distance that is told, with its direction; nought would be a number beyond itself."""
    off = _read(found["off"])
    if not off:
        return Decimal("NaN")
    return off if re.fullmatch(_MORE, found["way"]) else -off


def _read(text: str) -> Decimal:
    if text in ("alle", "ingen"):
        return Decimal(100 if text == "alle" else 0)
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
