"""The SQL of the store: one query a file, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_sql(name: str) -> str:
    return (files("kpi.store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
