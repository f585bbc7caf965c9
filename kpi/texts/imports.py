"""What loading a file did, told to the person who loaded it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport, Outcome, Revision, RowIssue
from kpi.model.indicator import Indicator
from kpi.texts import numbers, periods

_OUTCOMES: Mapping[tuple[Outcome, bool], str] = {
    (Outcome.STORED, False): "{file}: gemt.",
    (Outcome.STORED, True): "{file}: prøvet af; intet er gemt.",
    (Outcome.REFUSED, False): "{file}: afvist. Intet er gemt.",
    (Outcome.REFUSED, True): "{file}: ville blive afvist.",
    (Outcome.UNCHANGED, False): "{file}: intet nyt. Intet er ændret.",
    (Outcome.UNCHANGED, True): "{file}: intet nyt.",
}
COUNTS = "Nye tal: {new}. Reviderede: {revised}. Uændrede: {unchanged}. Afviste rækker: {refused}."
RECOGNISED = "Læst som: {layout}."
GIVE_REASON = "Skriv begrundelsen med --reason, og tilføj --own-mistake, hvis det er vores egen fejl, der rettes."
TICK = "Der er advarsler. Læs dem, og godkend dem, hvis tallene er rigtige; på kommandolinjen med --accept-warnings."
DELIVERY = "Leverance: {delivery}. Fortryd med: python3 -m kpi withdraw {delivery}"
REFUSED_ROW = "afvist, "
WARNING = "advarsel, "
NOTHING = "intet tal"


def told(report: ImportReport, definitions: Definitions) -> str:
    """The whole report as lines of text."""
    lines = [_OUTCOMES[report.outcome, report.dry_run].format(file=report.file)]
    if report.reason:
        lines.append(report.reason)
    if report.recognised_as:
        lines.append(RECOGNISED.format(layout=report.recognised_as))
        lines.append(
            COUNTS.format(
                new=report.new,
                revised=len(report.revised),
                unchanged=report.unchanged,
                refused=len(report.refused_rows),
            )
        )
    lines += [revision(one, definitions) for one in report.revised]
    lines += [REFUSED_ROW + issue(one) for one in report.refused_rows]
    lines += [WARNING + issue(one) for one in report.warnings]
    if report.needs_ticking:
        lines.append(TICK)
    if report.needs_reason:
        lines += [f"stor ændring: {revision(one, definitions)}" for one in report.large]
        lines.append(GIVE_REASON)
    if report.delivery and report.outcome is Outcome.STORED:
        lines.append(DELIVERY.format(delivery=report.delivery))
    return "\n  ".join(lines)


def issue(one: RowIssue) -> str:
    """«linje 14: …»; without a line where it concerns the whole file."""
    return f"{line(str(one.line))}: {one.text}" if one.line else one.text


def revision(one: Revision, definitions: Definitions) -> str:
    """«Ledige fuldtidspersoner, Silkeborg, jun. 2026: 1.175 → 1.194»."""
    indicator = definitions.indicators[one.indicator]
    area = definitions.areas[one.area].name
    before, after = values(one, indicator)
    return f"{indicator.title}, {area}, {periods.short(one.period)}: {before} → {after}"


def values(one: Revision, indicator: Indicator) -> tuple[str, str]:
    """From and to: «1.175», «intet tal», «under 3»."""
    return _value(one.before, one.before_under, indicator), _value(one.after, one.after_under, indicator)


def _value(number: Decimal | None, under: int, indicator: Indicator) -> str:
    if under:
        return f"under {under}"
    return NOTHING if number is None else numbers.number(number, indicator.decimals)


def size(one: Revision, indicator: Indicator) -> str:
    """«+19 (1,6 pct.)»; empty where either is no figure, or is not told."""
    if one.before is None or one.after is None:
        return ""
    difference = numbers.signed(one.after - one.before, indicator.decimals)
    if indicator.unit.percent or not one.before:
        return difference
    return f"{difference} ({numbers.number(abs(100 * (one.after - one.before) / one.before), 1)} pct.)"


def line(lines: str) -> str:
    return f"linje {lines}"
