"""Where in a TOML file each key, table and list entry stands; Python's own reader keeps no places."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+')
_TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|\'[^\']*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\n]*")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A key with its value, the heading of a table, or an entry of a list; places are counted in characters."""

    path: str
    """As messages write it: «goal[2].criterion[1].due»."""
    start: int
    name: tuple[int, int]
    """The last part of the key or heading, with its quotation marks; nothing for an entry of a list."""
    value: tuple[int, int]
    """Nothing for a heading."""
    inline: bool
    """It stands inside the brackets of another value."""

    @property
    def end(self) -> int:
        return self.value[1]


def lines_of(text: str) -> dict[str, int]:
    """By key path, lines from 1. The text must be valid TOML."""
    walk = _Walk(text)
    walk.whole()
    return walk.lines


def spans_of(text: str) -> list[TextSpan]:
    """In the order they end: what stands inside a value comes before it. The text must be valid TOML."""
    walk = _Walk(text)
    walk.whole()
    return walk.spans


class _Walk:
    """From the first character to the last; a table and a list are told as they begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted_to = 1, 0
        self._inside = 0
        """How many brackets one stands in."""
        self._name = 0, 0
        self.lines: dict[str, int] = {}
        self.spans: list[TextSpan] = []
        self._tables: dict[str, int] = {}
        """How many tables each array of tables has so far."""

    def whole(self) -> None:
        under = ""
        self._skip(_BETWEEN)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                under = self._heading()
            else:
                self._pair(under)
            self._skip(_BETWEEN)

    def _skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self._text, self._at)
        assert found is not None, "the text is no valid TOML"
        self._at = found.end()
        return found.group()

    def _note(self, path: str) -> None:
        """The first time a path is seen is where it stands."""
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        self.lines.setdefault(path, self._line)

    def _heading(self) -> str:
        start = self._at
        several = self._text.startswith("[[", self._at)
        self._at += 2 if several else 1
        *above, name = self._dotted()
        named = self._name
        path = ""
        for part in above:
            path = self._newest(_under(path, part))
            self._note(path)
        path = _under(path, name)
        self._note(path)
        if several:
            self._tables[path] = self._tables.get(path, 0) + 1
            path = self._newest(path)
            self._note(path)
        self._at += 2 if several else 1
        self.spans.append(TextSpan(path, start, named, (self._at, self._at), inline=False))
        return path

    def _newest(self, path: str) -> str:
        return f"{path}[{self._tables[path]}]" if path in self._tables else path

    def _dotted(self) -> list[str]:
        parts = []
        while True:
            self._skip(_BLANKS)
            begins = self._at
            written = self._skip(_PART)
            self._name = begins, self._at
            parts.append(written[1:-1] if written[0] in "\"'" else written)
            self._skip(_BLANKS)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _pair(self, under: str) -> None:
        path, start = under, self._at
        for part in self._dotted():
            path = _under(path, part)
            end, self._at = self._at, start
            self._note(path)
            self._at = end
        named = self._name
        self._at += 1  # the equals sign
        self._skip(_BLANKS)
        self.spans.append(TextSpan(path, start, named, self._value(path), inline=self._inside > 0))

    def _value(self, path: str) -> tuple[int, int]:
        """Where it begins and ends."""
        begins = self._at
        match self._text[self._at]:
            case '"' | "'":
                self._skip(_TEXT)
            case "[":
                self._list(path)
            case "{":
                self._inline(path)
            case _:
                return begins, begins + len(self._skip(_PLAIN).rstrip())
        return begins, self._at

    def _list(self, path: str) -> None:
        number = 0
        self._inside += 1
        while self._next("]"):
            number += 1
            entry, start = f"{path}[{number}]", self._at
            self._note(entry)
            self.spans.append(TextSpan(entry, start, (start, start), self._value(entry), inline=True))
        self._inside -= 1

    def _inline(self, path: str) -> None:
        self._inside += 1
        while self._next("}"):
            self._pair(path)
        self._inside -= 1

    def _next(self, end: str) -> bool:
        """Past the bracket or comma that stands before an entry; False past the end of them all."""
        self._skip(_BETWEEN)
        if self._text[self._at] != end:
            self._at += self._text[self._at] in ",[{"
            self._skip(_BETWEEN)
        if self._text[self._at] != end:
            return True
        self._at += 1
        return False


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
