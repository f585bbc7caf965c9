"""A contract's scorecard and every criterion as one HTML file that prints on A4 and loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from kpi.charts.figure import PRINT, Size, example_mark
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.scorecard import Scorecard
from kpi.model.views.signal import SignalView
from kpi.report import parts
from kpi.report.scorecard import scorecard_table
from kpi.report.style import parts_style
from kpi.texts import periods
from kpi.texts.screens import criterion as criterion_words
from kpi.texts.screens import everywhere, overview, report
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
    contract = scorecard.contract
    title = f"{contract.short_title} · {scorecard.municipality}"
    made_up = f'<p class="kpi-attention">{escape(everywhere.MADE_UP_HELP)}</p>' if contract.made_up else ""
    seen = report.SEEN_FROM.format(day=periods.day(scorecard.as_of))
    lead = " · ".join(part for part in (seen, scorecard.newest, scorecard.phase) if part)
    body = [
        f"<h1>{escape(title)}{example_mark(scorecard.example)}</h1>",
        f'<p class="kpi-lead">{escape(contract.title)}<br>{escape(lead)}</p>{made_up}',
        parts.counts(scorecard.counts),
        parts.changes(scorecard.changes, overview.CHANGES_NONE, report.MORE_CHANGES),
        parts.attention(scorecard.attention, overview.ATTENTION),
        scorecard_table(title, scorecard.goals, None),
        *(_criterion(view) for view in criteria),
        _figures(criteria),
        f'<footer class="kpi-small">{escape(report.FOOT.format(version=version, source=contract.source))}</footer>',
    ]
    return (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<style>{parts_style()}{PAPER}</style></head><body class="kpi">{"".join(body)}</body></html>'
    ).encode()


def _criterion(view: CriterionView) -> str:
    goal = " · ".join(part for part in (view.goal_number, view.goal_title) if part)
    note = _titled(criterion_words.OUR_READING, parts.paragraphs([view.note])) if view.note else ""
    return (
        f'<section class="criterion"><div class="kpi-opening"><p class="kpi-lead">{escape(goal)}</p>'
        f"<h2>{escape(view.title)}{example_mark(view.example)}</h2>{parts.quotation(view.quote)}{note}"
        f'<div class="kpi-verdict">{parts.badge(view.badge)}<span>{escape(view.verdict)}</span></div></div>'
        f"{''.join(_requirement(part, alone=len(view.requirements) == 1) for part in view.requirements)}"
        f"{''.join(parts.trajectory(shown, PRINT, narrow=False) for shown in view.shown)}"
        f"{_titled(criterion_words.ACTIONS, parts.actions(view.actions, report.OWN_ACTION))}"
        f"{_titled(criterion_words.COMMENTS, parts.comments(view.comments))}</section>"
    )


def _requirement(view: RequirementView, *, alone: bool) -> str:
    heading = (
        ""
        if alone
        else f'<div class="kpi-opening"><h3>{escape(view.title)}</h3><p>{parts.badge(view.badge)} '
        f"{escape(view.verdict)}</p></div>"
    )
    chart = parts.trajectory(view.trajectory, WAY, narrow=False) if view.trajectory else ""
    facts = parts.facts([fact for fact in view.facts if fact.label not in TOLD_BELOW])
    second = parts.paragraphs([view.second_reading])
    ahead = parts.forecast(view.forecast) if view.forecast else ""
    noise = _titled(signal_words.TAB, parts.signal(_drawn(view.signal), NOISE, narrow=False)) if view.signal else ""
    way = f'<div class="kpi-way">{chart}{facts}</div>' if chart else facts
    return f'<div class="kpi-requirement">{heading}{second}{way}{ahead}{noise}</div>'


def _drawn(view: SignalView) -> SignalView:
    """Points without limits are the chart above once more."""
    limited = view.chart is not None and any(point.mean is not None for point in view.chart.points)
    return view if limited else replace(view, chart=None)


def _figures(criteria: Sequence[CriterionView]) -> str:
    """The figures behind the charts, last: who reads on paper reads the answers first."""
    found = ""
    for view in criteria:
        tables = dict.fromkeys(part.table for part in view.requirements if part.table is not None)
        found += _titled(view.title, "".join(parts.table(table) for table in tables)) if tables else ""
    return f'<section class="figures"><h2>{escape(report.FIGURES)}</h2>{found}</section>' if found else ""


def _titled(heading: str, content: str) -> str:
    return f"<h3>{escape(heading)}</h3>{content}" if content else ""
