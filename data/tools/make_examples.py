"""Make the eksempeltal and the example entries of the journal anew; the same program gives the same bytes.

    python -m data.tools.make_examples [--to EXAMPLES]

The folder's deliveries and journal (data/examples unless told) are removed first.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from data.tools import example_figures, example_journal
from data.tools.keeping import DATA, keep, shipped
from kpi.definitions import read_definitions
from kpi.journal import add_entry
from kpi.model.definitions import Definitions

BY = "Eksempel"
MADE_UP = "Opdigtede tal til at prøve tavlen med. De siger intet om virkelige forhold."
FILES = (
    ("silkeborg", "Jobkompagniet 2017", example_figures.silkeborg),
    ("varde", "Borger & Arbejdsmarked 2015", example_figures.varde),
)


def make_figures(root: Path, definitions: Definitions) -> None:
    for name, contract, made in FILES:
        examples = made()
        for file_name, rows, what in (
            (f"eksempeltal_{name}.csv", examples.first, "første offentliggørelse"),
            (f"eksempeltal_{name}_rettelser.csv", examples.corrected, "senere rettelser"),
        ):
            state = f"Eksempeltal til {contract}, {what}. {MADE_UP}"
            content = example_figures.written(rows)
            keep(root, definitions, content, file_name, source="eksempeltal", state_of_knowledge=state)


def make_journal(root: Path, definitions: Definitions) -> None:
    """In order of recording, so that the chain of entries runs forward in time."""
    entries = [
        entry
        for contract_id, entries_of in example_journal.ENTRIES.items()
        for entry in entries_of(definitions.contracts[contract_id])
    ]
    for entry in sorted(entries, key=lambda entry: entry.recorded_at):
        add_entry(root, entry.statement, applies_on=entry.applies_on, by=BY, now=entry.recorded_at, example=True)
    (root / ".lock").unlink()  # nobody else writes here


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=DATA / "examples", help="another folder of examples")
    given = parser.parse_args()
    definitions = read_definitions(shipped())
    deliveries, journal = given.to / "deliveries", given.to / "journal"
    shutil.rmtree(deliveries, ignore_errors=True)
    shutil.rmtree(journal, ignore_errors=True)
    make_figures(deliveries, definitions)
    make_journal(journal, definitions)


if __name__ == "__main__":
    main()
