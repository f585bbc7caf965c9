"""`python -m benchmarks [SUBJECT …]`: measures, prints one table and writes the figures as JSON."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import browser, build, contracts, month_file, rerun, sessions, start, status
from benchmarks.dataset import SCALES, Dataset, dataset
from benchmarks.measurement import Measurement, load, machine, save, table

SUBJECTS: dict[str, Callable[[Dataset], Iterator[Measurement]]] = {
    "rerun": rerun.measure,
    "browser": browser.measure,
    "sessions": sessions.measure,
    "month_file": month_file.measure,
    "build": build.measure,
    "status": status.measure,
    "contracts": contracts.measure,
    "start": start.measure,
}
RESULTS = Path(__file__).parent / "results" / "latest.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subject", nargs="*", default=[], help=f"of {', '.join(SUBJECTS)}; none: all")
    parser.add_argument("--scale", type=int, choices=SCALES, action="append", help="1 or 40; not given: both")
    parser.add_argument("--json", type=Path, default=RESULTS, help="file to write")
    options = parser.parse_args()
    if unknown := set(options.subject) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers and folders in use are put away on the way out
    measured: list[Measurement] = []
    busy = [load()]
    for scale in options.scale or SCALES:
        with dataset(scale) as data:
            for name in options.subject or SUBJECTS:
                for one in SUBJECTS[name](data):
                    print(table([one]).splitlines()[1], flush=True)
                    measured.append(one)
                busy.append(load())
    facts = machine() | {"load_before_and_after_each_subject": busy}
    print(f"\n{table(measured)}\n\n{facts}")
    save(options.json, measured, facts)


if __name__ == "__main__":
    main()
