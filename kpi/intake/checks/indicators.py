"""Which declared indicator a text names."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from kpi.intake.refusal import Unreadable
from kpi.intake.text import fold, has_look_alikes, quoted
from kpi.model.indicator import Indicator

_MOST_SUGGESTIONS = 50


class Suggestions:
    """The nearest known name, for the first texts only: a file of nothing but unknown names must not be slow."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._left = _MOST_SUGGESTIONS

    def for_text(self, text: str) -> str:
        """A sentence to add to a refusal; empty where nothing is near."""
        if has_look_alikes(text):
            return " Teksten har usynlige tegn eller bogstaver fra et andet alfabet; skriv navnet igen."
        if self._left <= 0 or len(text) > 200:
            return ""
        self._left -= 1
        near = get_close_matches(fold(text), self._names, n=1, cutoff=0.7)
        return f" Mente du «{self._names[near[0]]}»?" if near else ""


class IndicatorNames:
    """By id and by title."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self._by_name: dict[str, Indicator | None] = {}
        for indicator in indicators.values():
            title = fold(indicator.title)
            # Two indicators of one title: the title names neither.
            self._by_name[title] = None if title in self._by_name else indicator
        for indicator in indicators.values():
            self._by_name[fold(indicator.id)] = indicator
        self._suggestions = Suggestions({name: found.id for name, found in self._by_name.items() if found})

    def read(self, text: str) -> Indicator:
        """Unreadable for a text that is neither an id nor the title of one indicator alone."""
        if not text.strip():
            raise Unreadable("Indikatoren mangler. Skriv indikatorens navn fra listen over indikatorer.")
        found = self._by_name.get(fold(text))
        if found is None:
            raise Unreadable(f"Indikatoren {quoted(text)} kendes ikke.{self._suggestions.for_text(text)}")
        return found
