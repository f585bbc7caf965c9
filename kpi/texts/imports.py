"""What loading a file did, told to the person who loaded it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport, Outcome, Revision, RowIssue
from kpi.model.indicator import Indicator
from kpi.texts import numbers, periods, told_breaks

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
TOLD = "oplyst, "
_COUNTS_FROM = (
    "Filen siger ikke, hvornår tallene blev offentliggjort. Det nye i den tæller fra den dag, den er modtaget, {day}: "
    "set fra en tidligere dag er det ikke kendt."
)
_SOME_COUNT_FROM = (
    "{count} tal i filen har ingen dag for offentliggørelsen. De tæller fra den dag, filen er modtaget, {day}: set fra "
    "en tidligere dag er de ikke kendt."
)
GIVE_DAY = "Kendes dagen, så skriv den med --published."
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
    lines += [REFUSED_ROW + issue(one, report.row_word) for one in report.refused_rows]
    lines += [TOLD + issue(one, report.row_word) for one in report.told]
    lines += [WARNING + issue(one, report.row_word) for one in report.warnings]
    lines += told_breaks.at_import(report.breaks, report.settled, definitions)
    if said := counts_from(report):
        lines.append(f"{said} {GIVE_DAY}" if report.delivery == "" else said)
    if report.needs_ticking:
        lines.append(TICK)
    if report.needs_reason:
        lines += [f"stor ændring: {revision(one, definitions)}" for one in report.large]
        lines.append(GIVE_REASON)
    if report.delivery and report.outcome is Outcome.STORED:
        lines.append(DELIVERY.format(delivery=report.delivery))
    return "\n  ".join(lines)


def issue(one: RowIssue, row_word: str) -> str:
    """«linje 14: …», «række 14: …» of a workbook; without a line where it concerns the whole file."""
    return f"{row_word} {one.line}: {one.text}" if one.line else one.text


def counts_from(report: ImportReport) -> str:
    """From which day figures count that came without a day of publication; empty where every day is known."""
    if report.counts_from is None:
        return ""
    said = _COUNTS_FROM if report.undated == report.figures else _SOME_COUNT_FROM
    return said.format(day=periods.day(report.counts_from), count=numbers.number(Decimal(report.undated), 0))


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
