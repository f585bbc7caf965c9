"""Keep files as deliveries through the product's own intake, always under the same day, so the bytes stay the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from kpi.access import local_user
from kpi.intake import read_file
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Sidecar
from kpi.model.folder import DataFolder

DATA = Path(__file__).resolve().parents[1]
RECEIVED_AT = datetime(2026, 11, 22, tzinfo=UTC)
BY = local_user("Effekttavlen")


class NotAllRead(Exception):
    """A row of a file that we made ourselves was refused or warned about: the file, or a definition, is wrong."""


def shipped() -> DataFolder:
    return DataFolder(DATA, DATA)


def keep(
    root: Path,
    definitions: Definitions,
    content: bytes,
    file_name: str,
    *,
    source: str,
    published_on: date | None = None,
    assume_usual_delay: bool = False,
    state_of_knowledge: str,
) -> Sidecar:
    handed_in = Submission(
        content,
        file_name,
        BY,
        RECEIVED_AT,
        source=source,
        published_on=published_on,
        assume_usual_delay=assume_usual_delay,
        state_of_knowledge=state_of_knowledge,
        note=definitions.sources[source].terms,
    )
    read = read_file(content, file_name, definitions, received_on=handed_in.received_on)
    for issue in (*read.refused, *read.warnings):
        raise NotAllRead(f"{file_name}, line {issue.line}: {issue.text}")
    return keep_delivery(root, handed_in, read, definitions)
