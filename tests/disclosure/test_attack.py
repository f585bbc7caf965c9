"""Somebody who knows everything shown on every day, and the rule, finds no count under the limit."""

from __future__ import annotations

import os
from random import Random

from tests.disclosure.attack import found_out, random_tables

SEED = 20261122
ATTACKS = int(os.environ.get("KPI_ATTACKS", "200"))


def test_nothing_under_the_limit_is_found() -> None:
    found, attacked, hidden = [], 0, 0
    number = 0
    while attacked < ATTACKS:
        number += 1
        for table in random_tables(Random(SEED + number)):
            if not any(table.hidden_small()):
                continue
            attacked += 1
            hidden += sum(1 for _ in table.hidden_small())
            found += [f"tabel {number}, {table.month}: {what}" for what in found_out(table)]
    print(f"{attacked} angreb på {hidden} skjulte antal, startværdi {SEED}: {len(found)} fundet")
    assert found == []
