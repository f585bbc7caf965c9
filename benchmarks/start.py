"""From `python -m kpi` to the first page served, with the environment and the store present."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.dataset import ROOT, Dataset
from benchmarks.measurement import Measurement, seconds_of, taking
from benchmarks.served import Server, Visitor, free_port, query, wait_until_it_answers

GOALS = {1: 2.5, 40: 3.0}
RUNS = 5


def measure(data: Dataset) -> Iterator[Measurement]:
    servers: list[Server] = []

    def start() -> None:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "kpi", "--no-browser"],
            cwd=ROOT,
            env={**os.environ, "KPI_DATA": str(data.folder.root), "STREAMLIT_SERVER_PORT": str(port)},
            stdout=subprocess.DEVNULL,
        )
        servers.append(Server(port, process))
        wait_until_it_answers(port, process)
        with Visitor(servers[-1]) as reader:
            reader.visit("overblik", query())

    runs = []
    for _ in range(RUNS):
        runs.append(seconds_of(start))
        servers[-1].process.terminate()
        servers[-1].process.wait(20)
    yield taking("start to first page served", data.scale, "s", GOALS[data.scale], runs, "Overblik, websocket client")
