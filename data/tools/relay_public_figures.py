"""Lay the public figures of jobindsats.dk and Danmarks Statistik out as deliveries in the product's own layout.

    python -m data.tools.relay_public_figures FIGURES [--to DELIVERIES]

The deliveries folder (data/deliveries unless told) is made anew.

FIGURES is a folder of long tables (tabel;maaling;enhed;kode;omraade;periode;vaerdi), one row a figure; an empty
value is hidden by the source. Running it again gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from data.tools.keeping import DATA, keep, shipped
from kpi.definitions import read_definitions
from kpi.model.definitions import Definitions

JOBINDSATS_NOW = "jobindsats_98_kommuner_2021M08-2026M07.csv"
JOBINDSATS_JULY = "jobindsats_98_kommuner_set_19_august_2026_foer_opdatering.csv"
BENCHMARK = "jobindsats_y30r21_2020-2022.csv"
NET_UNEMPLOYED = "dst_auk01_2007Q1-2025Q4.csv"
POPULATION_MONTHLY = "dst_folk1am_2021M10-2026M02.csv"
POPULATION_QUARTERLY = "dst_folk1a_2008K1-2022K1.csv"

LONG_TERM = "Antal langtidsledige fuldtidspersoner"
SEEN_TWICE = {
    "ledige_fuldtidspersoner": ("y25i01", "Antal ledige fuldtidspersoner"),
    "ledige_kontanthjaelp": ("y25i01", "Antal ledige fuldtidspersoner: Kontanthjælp"),
    "langtidsledige_fuldtidspersoner": ("y25i09", LONG_TERM),
    "langtidsledige_kontanthjaelp": ("y25i09", f"{LONG_TERM}: Kontanthjælp"),
}
"""Known both before and after an update, so that a revision is a revision."""
SEEN_ONCE = {
    "ledighedsprocent": ("y25i01", "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år"),
    "ledighedsprocent_kontanthjaelp": (
        "y25i01",
        "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år: Kontanthjælp",
    ),
    "fuldtidspersoner_kontanthjaelp": ("y60a02", "Antal fuldtidspersoner"),
    "personer_kontanthjaelp": ("y60a02", "Antal personer"),
    "andel_kontanthjaelp": ("y60a02", "Fuldtidspersoner i pct. af befolkningen 16-66 år"),
    "aktiveringsgrad": ("y60c07", "Aktiveringsgrad"),
    "andel_ordinaere_timer": ("y60j01", "Andel personer med ordinære timer"),
    "personer_ordinaere_timer": ("y60j01", "Antal personer med ordinære timer"),
}
TABLE_NAMES = {"y25i01": "Y25i01", "y25i09": "Y25i09", "y60a02": "Y60A02", "y60c07": "Y60C07", "y60j01": "Y60J01"}
UPDATED_ON = {"y25i01": date(2026, 8, 19), "y25i09": date(2026, 8, 20)}
RATE = "langtidsledige_kontanthjaelp_pr_1000"
BENCHMARK_GROUPS = {
    "": "Ydelsesgrupper i alt",
    "_a_dagpenge": "A-dagpenge mv.",
    "_kontanthjaelp": "Kontanthjælp mv.",
    "_sygedagpenge": "Sygedagpenge mv.",
}
BENCHMARK_SHARE = "Forventet og faktisk andel fuldtidspersoner på offentlig forsørgelse"
BENCHMARK_COUNT = "Forventet og faktisk antal fuldtidspersoner på offentlig forsørgelse"

ASSUMED = "Den enkelte måneds offentliggørelsesdag er ikke kendt; kildens sædvanlige forsinkelse er brugt."
KNOWN_IN_AUGUST = f"Tallene er, som de var kendt 22. august 2026. {ASSUMED}"

Key = tuple[str, str]
"""Area code and period as the source writes it."""


@dataclass(frozen=True, slots=True)
class Cell:
    value: Decimal | None
    """None: hidden by the source."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comment: str = ""
    published_on: date | None = None
    """None: the day is not known for this figure alone."""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One delivery to keep: the file and what is known of it."""

    name: str
    source: str
    content: bytes
    published_on: date | None
    """None: each row is published with the source's usual delay."""
    state_of_knowledge: str


def public_files(figures: Path) -> Iterator[PublicFile]:
    """Every delivery in the order it is to be kept: an earlier vintage before a later one."""
    now, july = read_tables(figures / JOBINDSATS_NOW), read_tables(figures / JOBINDSATS_JULY)
    units = {"pct.": "pct"}
    population = _only(read_tables(figures / POPULATION_MONTHLY))

    earlier: dict[str, Mapping[Key, Cell]] = {}
    later: dict[str, Mapping[Key, Cell]] = {}
    for indicator, (table, measure) in SEEN_TWICE.items():
        earlier[indicator] = _with_absent(july[table, measure][1])
        later[indicator] = _with_absent(now[table, measure][1])
    earlier[RATE] = _per_1000(earlier["langtidsledige_kontanthjaelp"], population)
    later[RATE] = _per_1000(later["langtidsledige_kontanthjaelp"], population)
    for indicator in (*SEEN_TWICE, RATE):
        table = SEEN_TWICE.get(indicator, ("y25i09", ""))[0]
        source, unit = ("beregnet", "pr. 1.000") if indicator == RATE else ("jobindsats", "fuldtidspersoner")
        updated = UPDATED_ON[table]
        yield PublicFile(
            f"{indicator}_kendt_i_juli_2026.csv",
            source,
            _written({indicator: (unit, earlier[indicator])}),
            None,
            f"{TABLE_NAMES[table]}, som tabellen var kendt før opdateringen {_danish(updated)}. {ASSUMED}",
        )
        yield PublicFile(
            f"{indicator}_opdateret_{updated:%Y-%m-%d}.csv",
            source,
            _written({indicator: (unit, _differing(earlier[indicator], later[indicator]))}),
            updated,
            f"{TABLE_NAMES[table]} efter opdateringen {_danish(updated)}. Kun de rækker, der er nye eller ændrede.",
        )
    for indicator, (table, measure) in SEEN_ONCE.items():
        unit, cells = now[table, measure]
        if table in UPDATED_ON:
            newest = max(period for _, period in cells)
            new = {
                key: replace(cell, published_on=UPDATED_ON[table]) for key, cell in cells.items() if key[1] == newest
            }
            cells = cells | new
        content = _written({indicator: (units.get(unit, unit), cells)})
        yield PublicFile(f"{indicator}.csv", "jobindsats", content, None, f"{TABLE_NAMES[table]}. {KNOWN_IN_AUGUST}")

    benchmark = read_tables(figures / BENCHMARK)
    for suffix, group in BENCHMARK_GROUPS.items():
        laid = {}
        for kind in ("forventet", "faktisk"):
            share = f"{BENCHMARK_SHARE}: {kind.capitalize()} andel (pct.): {group}"
            count = f"{BENCHMARK_COUNT}: {kind.capitalize()} antal: {group}"
            laid[f"{kind}_andel_offentlig_forsoergelse{suffix}"] = "pct", benchmark["Y30R21", share][1]
            laid[f"{kind}_antal_offentlig_forsoergelse{suffix}"] = "fuldtidspersoner", benchmark["Y30R21", count][1]
        yield PublicFile(
            f"offentlig_forsoergelse{suffix}.csv",
            "jobindsats",
            _written(laid),
            None,
            f"Y30R21. Tallene er, som de var kendt 15. august 2023. {ASSUMED}",
        )

    for name, indicator, file, unit, known in (
        ("nettoledige_kontanthjaelp.csv", "nettoledige_kontanthjaelp", NET_UNEMPLOYED, "fuldtidspersoner", "AUK01"),
        ("folketal.csv", "folketal", POPULATION_MONTHLY, "personer", "FOLK1AM"),
        ("folketal_kvartal.csv", "folketal_kvartal", POPULATION_QUARTERLY, "personer", "FOLK1A"),
    ):
        cells = _only(read_tables(figures / file))
        state = f"{known}. Tallene er, som de var kendt 25. marts 2026. {ASSUMED}"
        yield PublicFile(name, "dst", _written({indicator: (unit, cells)}), None, state)


def read_tables(path: Path) -> dict[tuple[str, str], tuple[str, dict[Key, Cell]]]:
    """(table, measure) → unit and cells. ValueError for a repeated cell."""
    tables: dict[tuple[str, str], tuple[str, dict[Key, Cell]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";", strict=True):
            _, cells = tables.setdefault((row["tabel"], row["maaling"]), (row["enhed"], {}))
            key = row["kode"], row["periode"]
            if key in cells:
                raise ValueError(f"{path.name}: {row['maaling']} is there twice for {key}")
            cells[key] = Cell(Decimal(row["vaerdi"]) if row["vaerdi"] else None)
    return tables


def _only(tables: Mapping[tuple[str, str], tuple[str, dict[Key, Cell]]]) -> dict[Key, Cell]:
    ((_, cells),) = tables.values()
    return cells


def _with_absent(cells: Mapping[Key, Cell]) -> dict[Key, Cell]:
    """A place that the source left out of its answer is hidden for the same reason as an empty one: under three."""
    areas, periods = sorted({area for area, _ in cells}), sorted({period for _, period in cells})
    absent = Cell(None, comment="Udeladt i kildens svar, fordi tallet er under 3.")
    return {(area, period): cells.get((area, period), absent) for area in areas for period in periods}


def _per_1000(counts: Mapping[Key, Cell], population: Mapping[Key, Cell]) -> dict[Key, Cell]:
    """A hidden count gives a hidden rate. Months without a population yet use the newest one, and say so."""
    newest = max(period for _, period in population)
    rates = {}
    for (area, period), count in counts.items():
        used = min(period, newest)
        inhabitants = population[area, used].value
        if inhabitants is None:
            raise ValueError(f"no population for {area} in {used}")
        comment = "" if used == period else f"Folketal for {_own_period(used)}."
        rate = None
        if count.value is not None:
            rate = (count.value * 1000 / inhabitants).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
        rates[area, period] = Cell(rate, count.value, inhabitants, comment or count.comment)
    return rates


def _differing(earlier: Mapping[Key, Cell], later: Mapping[Key, Cell]) -> dict[Key, Cell]:
    return {key: cell for key, cell in later.items() if key not in earlier or earlier[key].value != cell.value}


def _written(laid: Mapping[str, tuple[str, Mapping[Key, Cell]]]) -> bytes:
    """In our own layout; columns that would be empty throughout are left out."""
    cells = [cell for _, table in laid.values() for cell in table.values()]
    optional: dict[str, Callable[[Cell], str]] = {
        "tæller": lambda cell: _danish_number(cell.numerator),
        "nævner": lambda cell: _danish_number(cell.denominator),
        "kvalitet": lambda cell: "skjult" if cell.value is None else "",
        "offentliggjort": lambda cell: cell.published_on.isoformat() if cell.published_on else "",
        "kommentar": lambda cell: cell.comment,
    }
    used = {heading: read for heading, read in optional.items() if any(read(cell) for cell in cells)}
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["indikator", "kommune", "periode", "værdi", "enhed", *used])
    for indicator, (unit, table) in laid.items():
        for (area, period), cell in sorted(table.items()):
            value = _danish_number(cell.value)
            if value and unit == "pct":
                value += " %"  # says that 0,1 is a tenth of a per cent and no fraction
            needed = [indicator, area, _own_period(period), value, unit]
            writer.writerow(needed + [read(cell) for read in used.values()])
    return text.getvalue().encode()


def _own_period(period: str) -> str:
    """2026M07 → 2026-07 and 2025Q4 → 2025-Q4; 2022QMAT04 is read as it stands."""
    if "QMAT" in period:
        return period
    return period.replace("M", "-").replace("Q", "-Q")


def _danish_number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def _danish(day: date) -> str:
    return f"{day.day}. august {day.year}"


def keep_public_figures(figures: Path, root: Path, definitions: Definitions) -> None:
    for public in public_files(figures):
        keep(
            root,
            definitions,
            public.content,
            public.name,
            source=public.source,
            published_on=public.published_on,
            assume_usual_delay=public.published_on is None,
            state_of_knowledge=public.state_of_knowledge,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("--to", type=Path, default=DATA / "deliveries", help="another folder of deliveries")
    given = parser.parse_args()
    shutil.rmtree(given.to, ignore_errors=True)
    keep_public_figures(given.figures, given.to, read_definitions(shipped()))


if __name__ == "__main__":
    main()
