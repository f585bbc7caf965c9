"""The table of what was done to the figures and what was found afterwards, printed when the tests have run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

ROWS = pytest.StashKey[list[tuple[str, ...]]]()
HEADINGS = ("fault", "times", "found", "invariant")
Told = Callable[[str, int, str, str], None]


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Iterator[Told]:
    """Adds a line to the table when the test has passed."""
    lines: list[tuple[str, ...]] = []
    yield lambda fault, times, found, invariant: lines.append((fault, str(times), found, invariant))
    request.config.stash.setdefault(ROWS, []).extend(lines)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = terminalreporter.config.stash.get(ROWS, [])
    if not rows:
        return
    widths = [max(len(row[column]) for row in (HEADINGS, *rows)) for column in range(len(HEADINGS))]
    terminalreporter.section("faults")
    for row in (HEADINGS, *rows):
        terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
