"""A share that comes without its count is shown: a source that publishes shares alone hides nothing by doing so.

Hiding it would leave «i den laveste tredjedel», read as a rate, without an answer wherever only rates are delivered.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from kpi.access import local_user
from kpi.cli import SHIPPED
from kpi.definitions import read_definitions
from kpi.followup import machine
from kpi.installation import read_installation
from kpi.model.folder import DataFolder
from kpi.receive import Consent, Submission, receive_file

RATE = "langtidsledige_kontanthjaelp_pr_1000"


def test_a_rate_delivered_without_its_count_is_shown(tmp_path: Path) -> None:
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    folder = DataFolder(tmp_path, SHIPPED)
    definitions = read_definitions(folder)
    lines = [
        "indikator;kommune;periode;værdi;enhed",
        *(f"{RATE};{code};2015-12;{code[0]},5;pr. 1.000" for code in ("573", "510")),
    ]
    handed_in = Submission(
        "\n".join(lines).encode(), "rater.csv", local_user("prøve"), datetime(2026, 11, 22, tzinfo=UTC),
        published_on=date(2016, 1, 20),
    )  # fmt: skip
    receive_file(folder, definitions, handed_in, Consent(all_warnings=True))
    here = read_installation(folder)
    rows = machine.series_rows(here, RATE, "573", date(2016, 2, 1))
    here.store.close()
    assert [Decimal(row["value"] or "-1") for row in rows] == [Decimal("5.5")]
