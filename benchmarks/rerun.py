"""A run of Overblik again on the server, with every criterion of the contract, beside the empty page's."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.dataset import Dataset
from benchmarks.measurement import Measurement, held_against
from benchmarks.served import DASHBOARD, EMPTY, Visitor, query, serving

GOALS = {1: 4.0, 40: 5.0}
RUNS = 30
PAUSE = 0.2
"""Between two runs: without one, a delayed acknowledgement of 40 ms is what would be measured."""


def measure(data: Dataset) -> Iterator[Measurement]:
    with (
        serving(DASHBOARD, data) as dashboard,
        serving(EMPTY, data) as empty,
        Visitor(dashboard) as reader,
        Visitor(empty) as nobody,
    ):
        reader.visit("overblik", query())
        nobody.visit()
        pairs = []
        for _ in range(RUNS):
            time.sleep(PAUSE)
            ours = reader.visit("overblik", query())
            time.sleep(PAUSE)
            pairs.append((ours, nobody.visit()))
    yield held_against("rerun of Overblik on the server", data.scale, GOALS[data.scale], pairs)
