"""Eksempeltal: made-up figures of believable size and season for the two contracts, from a fixed start.

Only for the contract's own municipality and the nation, so that no named municipality is ever ranked on them. What a
contract's story needs is pinned; the rest is drawn between the pins. The same program gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from random import Random

from kpi.model.period import Period, PeriodKind

SILKEBORG, VARDE, NATION = "740", "573", "000"
HIDDEN_UNDER = 3

HEADINGS = [
    "indikator", "kommune", "periode", "værdi", "enhed", "tæller", "nævner", "kvalitet", "offentliggjort", "kommentar",
]  # fmt: skip

WINTER_HIGH = (1.25, 1.3, 1.2, 1.0, 0.9, 0.85, 0.6, 0.8, 0.95, 1.05, 1.1, 1.0)
FEW_IN_JULY = (0.95, 1.0, 1.1, 1.05, 1.05, 0.95, 0.6, 1.1, 1.2, 1.1, 1.05, 0.85)
LEVEL = (1.0,) * 12
AWAY_IN_SUMMER = (1.0, 1.0, 1.005, 1.0, 0.998, 0.993, 0.985, 0.972, 0.98, 0.99, 0.997, 1.0)
ILL_IN_WINTER = (1.007, 1.011, 1.008, 1.003, 1.0, 0.997, 0.99, 0.993, 0.998, 1.001, 1.002, 1.0)

Pins = Mapping[str, float]
"""Period → value; between two pins the level runs straight."""


@dataclass(frozen=True, slots=True)
class Row:
    """One made-up row as it is published on a day."""

    indicator: str
    area: str
    period: Period
    unit: str
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    quality: str
    published_on: date
    comment: str = ""

    @property
    def cells(self) -> list[str]:
        return [
            self.indicator,
            self.area,
            written_period(self.period),
            written_number(self.value),
            self.unit,
            written_number(self.numerator),
            written_number(self.denominator),
            self.quality,
            self.published_on.isoformat(),
            self.comment,
        ]


@dataclass(slots=True)
class Examples:
    """The first publication of every figure, and what was corrected later."""

    first: list[Row] = field(default_factory=list)
    corrected: list[Row] = field(default_factory=list)

    def find(self, indicator: str, area: str, period: str) -> int:
        (place,) = (
            place
            for place, row in enumerate(self.first)
            if (row.indicator, row.area, str(row.period)) == (indicator, area, period)
        )
        return place

    def change(self, indicator: str, area: str, period: str, **fields: object) -> None:
        place = self.find(indicator, area, period)
        self.first[place] = replace(self.first[place], **fields)

    def without_figure(self, indicator: str, area: str, period: str, comment: str) -> None:
        self.change(
            indicator, area, period, value=None, numerator=None, denominator=None, quality="mangler", comment=comment
        )

    def not_delivered(self, indicator: str, area: str, period: str) -> None:
        del self.first[self.find(indicator, area, period)]

    def known_first_as(self, indicator: str, area: str, period: str, value: int) -> None:
        """The figure stands as drawn from the next period's publication on; until then another was known."""
        place = self.find(indicator, area, period)
        row = self.first[place]
        following = self.first[self.find(indicator, area, str(row.period + 1))]
        self.corrected.append(replace(row, published_on=following.published_on))
        self.first[place] = replace(row, value=Decimal(value))


def periods(first: str, last: str, kind: PeriodKind) -> list[Period]:
    start, end = Period.parse(first).to_kind(kind), Period.parse(last).to_kind(kind)
    return [start + step for step in range(end.steps_since(start) + 1)]


def level(pins: Pins, period: Period) -> float:
    """Straight between the pins around the period; the nearest pin outside them."""
    known = sorted((Period.parse(text).to_kind(period.kind), value) for text, value in pins.items())
    for (before, low), (after, high) in pairwise(known):
        if before <= period <= after:
            return low + (high - low) * period.steps_since(before) / after.steps_since(before)
    return known[0][1] if period < known[0][0] else known[-1][1]


def published(period: Period, after_days: int) -> date:
    """The usual delay after the period's end, moved to Monday from a weekend."""
    day = period.last_day + timedelta(days=after_days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def counts(
    indicator: str,
    area: str,
    unit: str,
    pins: Pins,
    *,
    noise: float,
    after_days: int,
    season: tuple[float, ...] = LEVEL,
    kind: PeriodKind = PeriodKind.MONTH,
) -> list[Row]:
    """From the first pin to the last; a pinned figure stands exactly as pinned."""
    draw = Random(f"{indicator} {area}")
    exact = {Period.parse(text).to_kind(kind): value for text, value in pins.items()}
    rows = []
    for period in periods(min(pins), max(pins), kind):
        drawn = level(pins, period) * season[period.end_month - 1] + draw.gauss(0, noise)
        value = Decimal(max(0, round(exact.get(period, drawn))))
        rows.append(Row(indicator, area, period, unit, value, None, None, "", published(period, after_days)))
    return rows


def shares(
    indicator: str,
    area: str,
    percent: Pins,
    of: Pins,
    *,
    noise: float,
    after_days: int,
    season: tuple[float, ...] = LEVEL,
    kind: PeriodKind = PeriodKind.MONTH,
    exact: Mapping[str, tuple[int, int]] | None = None,
) -> list[Row]:
    """Numerator and denominator are drawn first and the percentage is worked out of them. `exact` pins both."""
    draw = Random(f"{indicator} {area}")
    rows = []
    for period in periods(min(percent), max(percent), kind):
        spread = level(of, period)
        denominator = max(1, round(spread + draw.gauss(0, spread * 0.02)))
        share = level(percent, period) * season[period.end_month - 1] + draw.gauss(0, noise)
        numerator = min(denominator, max(0, round(share * denominator / 100)))
        numerator, denominator = (exact or {}).get(str(period), (numerator, denominator))
        rows.append(share_row(indicator, area, period, numerator, denominator, published(period, after_days)))
    return rows


def share_row(indicator: str, area: str, period: Period, numerator: int, denominator: int, day: date) -> Row:
    """A percentage of under three persons is hidden, as a source hides it."""
    if 0 < numerator < HIDDEN_UNDER:
        return Row(indicator, area, period, "pct", None, None, denominator, "skjult", day)
    return Row(indicator, area, period, "pct", percentage(numerator, denominator), numerator, denominator, "", day)


def percentage(numerator: int, denominator: int) -> Decimal:
    return (Decimal(numerator) * 100 / denominator).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def silkeborg() -> Examples:
    """Jobkompagniet 2017: some on course in January 2017, some behind; in February 2018 only courses await."""
    made = Examples()
    rows = made.first
    young, ill = "fuldtidspersoner_uddannelseshjaelp", "fuldtidspersoner_sygedagpenge"
    clarified = "fuldtidspersoner_jobafklaring"
    full_time: tuple[tuple[str, str, float, tuple[float, ...], Pins], ...] = (
        (young, SILKEBORG, 2.0, AWAY_IN_SUMMER,
         {"2014-01": 431, "2015-01": 414, "2015-12": 402, "2016-12": 364, "2017-12": 341, "2018-12": 329}),
        (young, NATION, 150, AWAY_IN_SUMMER, {"2014-01": 50900, "2015-12": 48800, "2017-12": 43900, "2018-12": 41200}),
        (ill, SILKEBORG, 4.5, ILL_IN_WINTER,
         {"2013-01": 902, "2014-06": 884, "2014-07": 851, "2015-12": 812, "2016-12": 804, "2017-12": 771,
          "2018-12": 768}),
        (ill, NATION, 250, ILL_IN_WINTER,
         {"2013-01": 70300, "2014-06": 69100, "2014-07": 64200, "2015-12": 58700, "2017-12": 57200, "2018-12": 57900}),
        (clarified, SILKEBORG, 2.0, LEVEL,
         {"2014-07": 41, "2014-12": 196, "2015-02": 219, "2015-06": 221, "2015-12": 214, "2016-09": 211, "2016-10": 210,
          "2016-11": 211, "2016-12": 205, "2017-12": 198, "2018-12": 196}),
        (clarified, NATION, 60, LEVEL,
         {"2014-07": 3100, "2014-12": 12600, "2015-12": 15400, "2017-12": 16300, "2018-12": 16100}),
    )  # fmt: skip
    for indicator, area, noise, season, pins in full_time:
        rows += counts(indicator, area, "fuldtidspersoner", pins, noise=noise, after_days=20, season=season)

    newcomers = "andel_flygtninge_i_job_1_aar"
    rows += shares(
        newcomers, SILKEBORG, {"2013-01": 15.5, "2015-01": 19.6, "2016-01": 22.0, "2016-12": 25.4, "2018-12": 28.0},
        {"2013-01": 120, "2016-01": 232, "2018-12": 262}, noise=0.6, after_days=20,
        exact={"2016-12": (61, 240), "2017-12": (67, 250)},
    )  # fmt: skip
    rows += shares(
        newcomers, NATION, {"2013-01": 17.0, "2015-01": 19.4, "2016-12": 24.1, "2018-12": 27.6},
        {"2013-01": 5200, "2016-12": 10400, "2018-12": 9100}, noise=0.15, after_days=20,
        exact={"2016-12": (2506, 10400), "2017-12": (2535, 9750)},
    )  # fmt: skip

    matched = counts(
        "matchede_ledige", SILKEBORG, "antal",
        {"2013-01": 38, "2015-01": 46, "2016-01": 50, "2016-12": 53, "2017-01": 57, "2018-12": 61},
        noise=2.2, after_days=10, season=FEW_IN_JULY,
    )  # fmt: skip
    orders = counts(
        "jobordrer", SILKEBORG, "antal", {"2013-01": 66, "2016-12": 84, "2018-12": 92},
        noise=4, after_days=10, season=FEW_IN_JULY,
    )  # fmt: skip
    rows += matched + orders + match_rates(matched, orders)

    quarterly = PeriodKind.ROLLING_YEAR_QUARTERLY
    courses: tuple[tuple[str, Pins], ...] = (
        (
            "virksomhedspraktik_til_job",
            {"2013-Q4": 118, "2015-Q4": 139, "2016-Q4": 148, "2017-Q4": 163, "2018-Q4": 171},
        ),
        ("loentilskud_til_job", {"2013-Q4": 84, "2015-Q4": 68, "2016-Q4": 61, "2017-Q4": 58, "2018-Q4": 51}),
    )
    for indicator, pins in courses:
        rows += counts(indicator, SILKEBORG, "antal", pins, noise=2, after_days=240, kind=quarterly)
    rows += shares(
        "andel_direkte_til_eud", SILKEBORG, {"2013": 18.0, "2016": 18.3, "2018": 19.6}, {"2013": 1130, "2018": 1170},
        noise=0.3, after_days=120, kind=PeriodKind.YEAR,
    )  # fmt: skip
    rows += shares(
        "andel_direkte_til_eud", NATION, {"2013": 18.8, "2016": 18.4, "2018": 19.4}, {"2013": 67200, "2018": 68900},
        noise=0.1, after_days=120, kind=PeriodKind.YEAR,
    )  # fmt: skip

    made.known_first_as(clarified, SILKEBORG, "2016-11", 209)
    corrections = Random("rettelser")
    for indicator in (young, ill, clarified):
        for row in [row for row in rows if (row.indicator, row.area) == (indicator, SILKEBORG)]:
            settled = str(row.period) in ("2016-10", "2016-11", "2016-12", "2018-12")
            if not settled and row.value is not None and corrections.random() < 0.3:
                made.known_first_as(indicator, SILKEBORG, str(row.period), int(row.value) - corrections.randint(1, 4))
    late = date(2017, 10, 20)
    made.change("matchede_ledige", SILKEBORG, "2017-08", published_on=late, comment="Optællingen kom sent.")
    made.without_figure("matchrate", SILKEBORG, "2014-07", "Jobordrerne blev ikke talt i juli 2014.")
    made.not_delivered("jobordrer", SILKEBORG, "2014-07")
    return made


def match_rates(matched: list[Row], orders: list[Row]) -> list[Row]:
    rates = []
    for match, order in zip(matched, orders, strict=True):
        if match.value is None or order.value is None or match.period != order.period:
            raise ValueError(f"matches and orders of {match.period} do not belong together")
        answer = int(match.value), int(order.value)
        rates.append(share_row("matchrate", match.area, match.period, *answer, match.published_on))
    return rates


def varde() -> Examples:
    """Borger & Arbejdsmarked 2015: judged in spring 2016, when all but the retention in education is in."""
    made, population = Examples(), {"2013-01": 41150, "2016-12": 41300}
    rows = made.first
    signed_up, exempt = "andel_digital_postkasse", "andel_fritaget_digital_post"
    post: tuple[tuple[str, str, Pins], ...] = (
        (signed_up, VARDE, {"2013-01": 31.0, "2014-01": 57.5, "2014-09": 63.0, "2014-10": 72.0, "2014-11": 86.6,
                            "2015-12": 89.2, "2016-12": 90.0}),
        (signed_up, NATION, {"2013-01": 33.0, "2014-01": 54.0, "2014-09": 59.3, "2014-10": 71.0, "2014-11": 89.2,
                             "2015-12": 89.0, "2016-12": 89.9}),
        (exempt, VARDE, {"2014-01": 6.9, "2014-09": 8.4, "2014-11": 11.2, "2015-12": 10.5, "2016-12": 9.8}),
        (exempt, NATION, {"2014-01": 6.0, "2014-09": 8.1, "2014-11": 10.7, "2015-12": 10.9, "2016-12": 10.0}),
    )  # fmt: skip
    for indicator, area, percent in post:
        group: Pins = population if area == VARDE else {"2013-01": 4700000, "2016-12": 4790000}
        rows += digital_post(indicator, area, percent, group)
    rows += shares(
        "andel_digitale_borgere", VARDE, {"2013": 71, "2015": 82, "2016": 84}, {"2013": 46000, "2016": 44000},
        noise=0.4, after_days=75, kind=PeriodKind.YEAR,
    )  # fmt: skip

    rows += shares(
        "sygefravaer", VARDE, {"2013-01": 4.1, "2014-01": 3.95, "2014-12": 3.9, "2015-01": 3.75, "2016-12": 3.8},
        {"2013-01": 3650, "2016-12": 3800}, noise=0.12, after_days=18, season=WINTER_HIGH,
    )  # fmt: skip
    for indicator, answers in (
        ("svarprocent_trivsel", {"2013": (160, 184), "2014": (0, 188), "2015": (176, 188)}),
        ("glade_for_at_gaa_paa_arbejde", {"2013": (155, 160), "2014": (0, 188), "2015": (172, 176)}),
        ("tilfredshed_borgerservice", {"2013": (371, 402), "2014": (0, 400), "2015": (376, 412)}),
    ):
        rows += pinned(indicator, answers, after_days=31)
        made.without_figure(indicator, VARDE, "2014", "Der var ingen undersøgelse i 2014.")
    rows += pinned(
        "andel_teams_i_ledelsesinformation",
        {"2013-H2": (8, 14), "2014-H1": (9, 14), "2014-H2": (11, 14), "2015-H1": (12, 14), "2015-H2": (14, 14)},
        after_days=18,
    )
    spending(made)
    rows += counts(
        "betalingsaftaler", VARDE, "antal", {"2013-01": 38, "2014-12": 44, "2015-12": 52, "2016-12": 55},
        noise=4, after_days=10, season=FEW_IN_JULY,
    )  # fmt: skip

    cases: tuple[tuple[str, Pins, Pins, float, dict[str, tuple[int, int]]], ...] = (
        ("andel_sager_over_52_uger", {"2013-01": 23, "2014-12": 19, "2015-12": 15, "2016-12": 14},
         {"2013-01": 131, "2016-12": 118}, 0.5, {"2014-12": (23, 121), "2015-12": (18, 120)}),
        ("andel_sygemeldte_over_12_mdr", {"2013-01": 24, "2014-12": 21.6, "2015-12": 19.8, "2016-12": 19},
         {"2013-01": 540, "2016-12": 510}, 0.4, {"2014-12": (112, 518), "2015-12": (102, 515)}),
        ("andel_med_jobformidler_5_mdr", {"2014-06": 6, "2014-12": 12, "2015-12": 27, "2016-12": 30},
         {"2014-06": 36, "2016-12": 32}, 1.5, {"2014-07": (2, 35), "2015-12": (9, 33)}),
        ("andel_med_jobformidler_15_mdr", {"2014-06": 30, "2014-12": 62, "2015-12": 91, "2016-12": 96},
         {"2014-06": 13, "2016-12": 12}, 3, {"2014-07": (2, 11), "2015-12": (11, 12)}),
        ("andel_delvise_raskmeldinger", {"2013-01": 11, "2014-12": 14, "2015-12": 17, "2016-12": 18},
         {"2013-01": 310, "2016-12": 295}, 0.6, {"2014-12": (42, 300), "2015-12": (51, 297)}),
        ("andel_virksomhedspraktik_sygemeldte", {"2013-01": 5, "2014-12": 6, "2015-12": 6, "2016-12": 6.5},
         {"2013-01": 310, "2016-12": 295}, 0.4, {"2014-12": (18, 300), "2015-12": (18, 300)}),
        ("andel_integrationsloven_i_virksomhedsindsats", {"2013-01": 26, "2014-12": 31, "2015-12": 38, "2016-12": 41},
         {"2013-01": 84, "2014-12": 113, "2016-12": 196}, 1.2, {"2014-12": (35, 113), "2015-12": (58, 152)}),
    )  # fmt: skip
    for indicator, percent, of, noise, exact in cases:
        rows += shares(indicator, VARDE, percent, of, noise=noise, after_days=14, exact=exact)
    rows += pinned(
        "andel_fastholdt_i_uddannelse",
        {
            "2014-Q1": (31, 50), "2014-Q2": (32, 51), "2014-Q3": (33, 54), "2014-Q4": (34, 54),
            "2015-Q1": (35, 55), "2015-Q2": (36, 56), "2015-Q3": (37, 57), "2015-Q4": (39, 59),
        },
        after_days=40,
    )  # fmt: skip
    matched = counts(
        "matchede_ledige", VARDE, "antal", {"2013-01": 9, "2014-12": 12, "2015-01": 15, "2016-12": 17},
        noise=1, after_days=10, season=FEW_IN_JULY,
    )  # fmt: skip
    orders = counts(
        "jobordrer", VARDE, "antal", {"2013-01": 21, "2014-12": 25, "2016-12": 27},
        noise=1.5, after_days=10, season=FEW_IN_JULY,
    )  # fmt: skip
    rows += matched + orders + match_rates(matched, orders)
    rows += long_term_unemployed()

    late = date(2016, 4, 20)
    made.change("andel_fastholdt_i_uddannelse", VARDE, "2015-Q4", published_on=late, comment="Opgørelsen kom sent.")
    absence = made.first[made.find("sygefravaer", VARDE, "2015-12")]
    made.corrected.append(replace(absence, quality="endelig", published_on=date(2016, 3, 10)))
    made.change("sygefravaer", VARDE, "2015-12", quality="foreløbig")
    made.without_figure("betalingsaftaler", VARDE, "2015-07", "Ikke talt i sommerferien.")
    made.without_figure("andel_delvise_raskmeldinger", VARDE, "2015-08", "Udtrækket mislykkedes.")
    made.not_delivered("andel_sager_over_52_uger", VARDE, "2015-07")
    return made


def digital_post(indicator: str, area: str, percent: Pins, of: Pins) -> list[Row]:
    """Large groups, so the figure moves smoothly; a share of the same group for signed up and exempt."""
    draw = Random(f"{indicator} {area}")
    rows = []
    for period in periods(min(percent), max(percent), PeriodKind.MONTH):
        denominator = round(level(of, period))
        numerator = round((level(percent, period) + draw.gauss(0, 0.08)) * denominator / 100)
        rows.append(share_row(indicator, area, period, numerator, denominator, published(period, 14)))
    return rows


def pinned(indicator: str, answers: Mapping[str, tuple[int, int]], *, after_days: int) -> list[Row]:
    return [
        share_row(indicator, VARDE, period, *answer, published(period, after_days))
        for period, answer in ((Period.parse(text), answer) for text, answer in answers.items())
    ]


def spending(made: Examples) -> None:
    """Each year ends at a chosen share of its budget; December 2015 is provisional until the accounts are closed."""
    indicator, draw = "forbrug_i_pct_af_budget", Random("forbrug")
    years = ((2013, 91_200_000, 100.4), (2014, 93_600_000, 99.3), (2015, 96_000_000, 99.4), (2016, 97_200_000, 99.8))
    for year, budget, percent in years:
        share, left = budget // 12, round(budget * percent / 100)
        for month in range(1, 13):
            spent = left if month == 12 else round(share * (1.012 - 0.002 * month + draw.gauss(0, 0.02)) / 1000) * 1000
            left -= spent
            period = Period.month(year, month)
            made.first.append(share_row(indicator, VARDE, period, spent, share, published(period, 15)))
    place = made.find(indicator, VARDE, "2015-12")
    final = made.first[place]
    if final.numerator is None or final.denominator is None:
        raise ValueError("December has no spending to correct")
    closed = date(2016, 3, 15)
    made.corrected.append(replace(final, quality="endelig", published_on=closed, comment="Regnskabet er afsluttet."))
    spent = final.numerator + 190_000
    before = share_row(indicator, VARDE, final.period, spent, final.denominator, final.published_on)
    made.first[place] = replace(before, quality="foreløbig")


def long_term_unemployed() -> list[Row]:
    """Per 1.000 inhabitants; the other municipalities of the cluster are never made up."""
    pins = {"2013-01": 68, "2014-12": 57, "2015-12": 49, "2016-12": 43}
    population = {"2013-01": 50300, "2016-12": 50400}
    rows = []
    for row in counts("langtidsledige_kontanthjaelp_pr_1000", VARDE, "pr. 1.000", pins, noise=1.5, after_days=20):
        if row.value is None:
            raise ValueError("a drawn count has a value")
        inhabitants = round(level(population, row.period))
        rate = (row.value * 1000 / inhabitants).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
        rows.append(replace(row, value=rate, numerator=int(row.value), denominator=inhabitants))
    return rows


def written(rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(row.cells for row in rows)
    return text.getvalue().encode()


def written_period(period: Period) -> str:
    if period.kind is PeriodKind.ROLLING_YEAR_QUARTERLY:
        return f"{period.year}QMAT{period.end_month // 3:02d}"
    return str(period)


def written_number(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
