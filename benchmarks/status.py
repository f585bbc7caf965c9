"""Status of every criterion of all contracts, asked of an open store that has been asked once before.

No answer is remembered from then, but the store has the series at hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.dataset import AS_OF, Dataset
from benchmarks.measurement import Measurement, seconds_of, taking
from kpi.analysis.judged import judge
from kpi.followup import machine
from kpi.installation import read_installation

GOALS = {1: 100.0, 40: 200.0}
RUNS = 15


def measure(data: Dataset) -> Iterator[Measurement]:
    here = read_installation(data.folder, data.definitions)

    def judge_all() -> int:
        return sum(len(machine.status(judge(here, contract, AS_OF))) for contract in data.definitions.contracts)

    criteria = judge_all()
    runs = [seconds_of(judge_all) for _ in range(RUNS)]
    here.store.close()
    note = f"{criteria} criteria of {len(data.definitions.contracts)} contracts"
    yield taking("status of every criterion, all contracts", data.scale, "ms", GOALS[data.scale], runs, note)
