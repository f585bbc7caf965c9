"""Twenty readers at once on mixed pages, each thinking ten seconds between two clicks; nothing is drawn."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from benchmarks.dataset import Dataset
from benchmarks.measurement import Measurement, percentile
from benchmarks.served import DASHBOARD, PAGES, Server, Visitor, query, serving

READERS = 20
THINKING = 10.0
"""Seconds in the mean, evenly from half of it to one and a half."""
SECONDS = 60.0
SLOWEST_OF_20 = {1: 250.0, 40: 400.0}
"""ms at the 95th percentile."""
MEMORY = {1: 400.0, 40: 400.0}
"""MB."""


def measure(data: Dataset) -> Iterator[Measurement]:
    contracts = sorted(data.definitions.contracts)
    with serving(DASHBOARD, data) as server:
        with Visitor(server) as first:
            first.visit("overblik", query())
        with ThreadPoolExecutor(READERS) as readers:
            found = list(readers.map(lambda number: read(server, number, contracts), range(READERS)))
        megabytes = server.megabytes()
    runs = tuple(run for one, _ in found for run in one)
    errors = [error for _, several in found for error in several]
    p95 = 1000 * percentile(runs, 0.95)
    name = f"{READERS} sessions, {THINKING:.0f} s think time, mixed pages"
    note = f"median {1000 * percentile(runs, 0.5):.0f} ms"
    yield Measurement(f"{name}: p95", data.scale, p95, "ms", SLOWEST_OF_20[data.scale], runs, (), note)
    yield Measurement(f"{name}: errors", data.scale, len(errors), "errors", 0, (), (), "; ".join(sorted(set(errors))))
    yield Measurement(
        f"{name}: server's memory", data.scale, megabytes, "MB", MEMORY[data.scale], (), (), "at its highest"
    )


def read(server: Server, number: int, contracts: list[str]) -> tuple[list[float], list[str]]:
    """The runs of one reader, and what went wrong. Which page comes next is seeded; the first visit counts too."""
    choose = random.Random(number)
    runs: list[float] = []
    errors: list[str] = []
    ends = time.monotonic() + SECONDS
    time.sleep(choose.uniform(0, THINKING))
    with Visitor(server) as reader:
        while time.monotonic() < ends:
            page = choose.choice(list(PAGES))
            try:
                runs.append(reader.visit(page, query(choose.choice(contracts), **PAGES[page])))
            except RuntimeError as error:
                errors.append(f"{page}: {error}")
            time.sleep(choose.uniform(0.5, 1.5) * THINKING)
    return runs, errors
