"""A contract's scorecard and every criterion as one HTML file that prints on A4 and loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi.charts.size import PRINT, Size
from kpi.markup import Pieces, style
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.parts import Fact, Table
from kpi.model.views.scorecard import Scorecard
from kpi.model.views.signal import SignalView
from kpi.report import parts
from kpi.report.scorecard import scorecard_table
from kpi.report.style import parts_style
from kpi.texts import periods
from kpi.texts.screens import criterion as criterion_words
from kpi.texts.screens import everywhere, overview
from kpi.texts.screens import report as words
from kpi.texts.screens import signal as signal_words

WAY = Size(470, 215, PRINT.font, PRINT.stroke)
NOISE = Size(PRINT.width, 165, PRINT.font, PRINT.stroke)
TOLD_BELOW = (signal_words.TAB, signal_words.CHANCE)
PAPER = """
:root{color-scheme:light;font-size:9.5pt}
@page{size:A4;margin:16mm 14mm 18mm}
body{font-family:"Source Sans 3","Source Sans Pro","Segoe UI",Arial,sans-serif;
font-size:10.5pt;margin:0 auto;max-width:190mm;
padding:0 4mm;background:#fff;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.kpi h1{font-size:20pt}.kpi h2{font-size:14pt;margin-top:2mm}.kpi h3{margin-top:3mm}
section.criterion{border-top:1px solid var(--kpi-ink);padding-top:3mm;margin-top:8mm}
section.figures{break-before:page}
figure,.kpi-opening,.kpi-signals,.kpi-comment,.kpi-facts,tr,blockquote{break-inside:avoid}
.kpi-opening,.kpi-signals,h2,h3,figcaption,caption{break-after:avoid}
thead{display:table-header-group}
.kpi-way{display:grid;grid-template-columns:120mm 1fr;gap:6mm;margin:2mm 0;break-inside:avoid}
.kpi-facts{gap:2mm}
.kpi-facts dd{font-size:12pt}
.kpi-scroll{overflow:visible}
.kpi-board tbody{break-inside:avoid}
.kpi .kpi-board th,.kpi .kpi-board td{padding:1.2mm 1.6mm}
.kpi .kpi-board,.kpi .kpi-table{font-size:9pt}
.kpi .kpi-table th,.kpi .kpi-table td{padding:.2mm 3mm .2mm 0;line-height:1.3}
.kpi .kpi-table td:first-child{white-space:nowrap}
.kpi-requirement{margin-top:4mm}
footer{break-before:avoid;margin-top:6mm;border-top:1px solid var(--kpi-grid);padding-top:2mm}
@media print{
body{max-width:none;padding:0}
.kpi-status{width:13%}.kpi-progress{width:15%}.kpi-chart{width:12%}.kpi-data{width:15%}.kpi-due{width:8%}
details{display:none}
}
""".replace("\n", "")


def report_html(scorecard: Scorecard, criteria: Sequence[CriterionView], *, version: str) -> bytes:
    """UTF-8; figures, sentences and marks exactly as on screen on the same day."""
    title = f"{scorecard.contract.short_title} · {scorecard.municipality}"
    seen = words.SEEN_FROM.format(day=periods.day(scorecard.as_of))
    lead = " · ".join(part for part in (seen, scorecard.newest, scorecard.phase) if part)
    board = scorecard_table(title, scorecard.goals, None)
    sheet = style(parts_style() + PAPER)
    made = _PIECES.report(title, lead, sheet, scorecard, board, criteria, _figures(criteria), version)
    return str(made).encode()


def _told_beside(view: RequirementView) -> list[Fact]:
    return [fact for fact in view.facts if fact.label not in TOLD_BELOW]


def _drawn(view: SignalView) -> SignalView:
    """Points without limits are the chart above once more."""
    limited = view.chart is not None and any(point.mean is not None for point in view.chart.points)
    return view if limited else replace(view, chart=None)


def _figures(criteria: Sequence[CriterionView]) -> list[tuple[str, list[Table]]]:
    """The figures behind the charts, last: who reads on paper reads the answers first."""
    found = []
    for view in criteria:
        tables = list(dict.fromkeys(part.table for part in view.requirements if part.table is not None))
        found += [(view.title, tables)] if tables else []
    return found


_PIECES = Pieces(
    "report/templates/report.html",
    parts=parts, words=words, overview=overview, everywhere=everywhere, criterion_words=criterion_words,
    signal_words=signal_words, told_beside=_told_beside, drawn=_drawn, PRINT=PRINT, WAY=WAY, NOISE=NOISE,
)  # fmt: skip
