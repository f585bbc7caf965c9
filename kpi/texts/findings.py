"""Where something stands in a definition file, as a reader looks it up."""

from __future__ import annotations

from kpi.model.definitions import Caution, Problem


def where(found: Problem | Caution) -> str:
    """«contracts/a.toml, linje 47, mål «sygemeldte», succeskriterium «s5a»: goal[5].criterion[1].target[1].due»."""
    parts = [found.file]
    parts += [f"linje {found.line}"] if found.line else []
    parts += [f"mål «{found.goal}»"] if found.goal else []
    parts += [f"succeskriterium «{found.criterion}»"] if found.criterion else []
    return f"{', '.join(parts)}: {found.key}" if found.key and not found.key.startswith("linje ") else ", ".join(parts)


def told(found: Problem | Caution) -> str:
    """In three lines: where, what, and what to do."""
    return f"{where(found)}\n  {found.text}\n  {found.remedy}"
