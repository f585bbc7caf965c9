"""What a value is compared with, read from its table: whose figure, of when, and how much better.

`{ area = "000" }`, `{ baseline = "2015-12", minus = 63 }`, `{ peer_group = "region-midtjylland", statistic = "median",
earlier = "year", plus = 2 }`: each part has its own keys, and any of them may stand together that have a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpi.definitions import timing, value
from kpi.definitions.place import Place
from kpi.definitions.table import Key, ReadTable, known, read_table
from kpi.model.area import Area
from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.period import Period
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Change,
    Growth,
    MeasurementBefore,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    Reference,
    RelativeChange,
    SamePeriod,
    Senseless,
    Statistic,
    Step,
    Steps,
    When,
    Whose,
    Yearly,
    senseless,
)
from kpi.model.rule import Window

# whose
# fmt: off
_AREA = Key[str]("area", value.text, "", about=
    "Koden for det område, der sammenlignes med; 000 er hele landet.", example="000")
_INDICATOR = Key[str]("indicator", value.identifier, "", about=
    "Den anden indikator, der sammenlignes med, i samme enhed.", example="forventet_andel_offentlig_forsoergelse")
_PEER_GROUP = Key[str]("peer_group", value.identifier, "", about=
    "Den gruppe, der sammenlignes med: dens id i peer_groups.toml, eller en region eller landsdel.",
    example="region-midtjylland")
_STATISTIC = Key[Statistic | None]("statistic", value.OneOf(Statistic), None, about=
    "Gruppens gennemsnit (mean), median, vægtede gennemsnit (weighted) eller hver enkelt (each).", example="median")
WHOSE: tuple[Key[Any], ...] = (_AREA, _INDICATOR, _PEER_GROUP, _STATISTIC)
OF_PEERS = (_PEER_GROUP, _STATISTIC)

# of when
BASELINE = Key[Period | Mapping[str, object] | None]("baseline", value.period_or_table, None, about=
    "Den periode, ændringen regnes fra, eller perioden med aftalens eget tal.", example="2015-12")
_EARLIER = Key[When | None]("earlier", value.earlier, None, about=
    "Så langt tilbage sammenlignes der: året før (year), perioden før (period) eller så mange år.", example="year")
_PREVIOUS = Key[bool]("previous", value.flag, False, about=
    "true: der sammenlignes med den seneste måling før, uanset hvornår den var.", example=True)
WHEN: tuple[Key[Any], ...] = (BASELINE, _EARLIER, _PREVIOUS)

# how much better
_PLUS = Key[Decimal | None]("plus", value.positive, None, about=
    "Så meget mere, i indikatorens enhed og uden fortegn.", example=10)
_MINUS = Key[Decimal | None]("minus", value.positive, None, about=
    "Så meget mindre, i indikatorens enhed og uden fortegn.", example=63)
_PLUS_PERCENT = Key[Decimal | None]("plus_percent", value.positive, None, about=
    "Så mange procent mere, uden fortegn.", example=10)
_MINUS_PERCENT = Key[Decimal | None]("minus_percent", value.positive, None, about=
    "Så mange procent mindre, uden fortegn.", example=10)
_CHANGES = (_PLUS, _MINUS, _PLUS_PERCENT, _MINUS_PERCENT)
_YEARLY = Key[bool]("yearly", value.flag, False, about="true: ændringen sker hvert år.", example=True)
_GROWTH = Key[Growth | None]("growth", value.OneOf(Growth), None, about=
    "Hvad en årlig procent regnes af: udgangspunktet (linear) eller året før (compound).", example="linear")
CHANGE: tuple[Key[Any], ...] = (*_CHANGES, _YEARLY, _GROWTH)

REFERENCE: tuple[Key[Any], ...] = (*WHOSE, *WHEN, *CHANGE)
_STEPS = Key[tuple[tuple[Period, Decimal], ...]]("steps", value.steps, about=
    "Hvad der kræves hvornår, i tidens rækkefølge; det sidste ved fristen.", example={"2017-06": 780, "2017-12": 749})
STEPS = (_STEPS,)
_PERIOD = Key[Period]("period", value.period, about="Udgangspunktets periode.", example="2014-12")
_VALUE = Key[Decimal]("value", value.number, about="Aftalens eget tal i den periode.", example=19)
_POPULATION = Key[str]("population", value.any_text, "", about=
    "Hvem udgangspunktet tæller, når det er andre end kravets.", example="sager over 52 uger")
STATED_BASELINE = (_PERIOD, _VALUE, _POPULATION)
# fmt: on

_SENSELESS: Mapping[Senseless, tuple[str, str]] = {
    Senseless.ITSELF: (
        "Tallet sammenlignes med sig selv.",
        "Skriv, hvis tal det skal sammenlignes med (area, peer_group eller indicator), eller af hvornår "
        '(baseline = "2015-12" eller earlier = "year").',
    ),
    Senseless.RATE_WITHOUT_BASELINE: (
        "En ændring om året regnes fra et udgangspunkt, og her er intet.",
        'Skriv baseline = "2015-12", eller fjern yearly.',
    ),
    Senseless.STATED_OF_OTHERS: (
        "Aftalens eget tal som udgangspunkt hører til kommunens egen indikator.",
        "Skriv perioden alene, så hentes den andens tal, eller skriv kravet som et fast tal.",
    ),
    Senseless.FIXED_IN_TIME: ("Et fast tal hører ikke til en anden periode.", "Skriv tallet alene."),
    Senseless.FIXED_CHANGED: ("Et fast tal kan ikke også have en ændring.", "Skriv det tal, der kræves."),
}


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """What the rule is about. None: unknown because it is itself faulty, so checks that need it are left out."""

    indicator: Indicator | None
    own_area: str | None
    due: Period | None
    window: Window | None
    areas: Mapping[str, Area | None] | None
    peer_groups: Mapping[str, PeerGroup | None] | None
    indicators: Mapping[str, Indicator | None] | None = None
    year_starts: int = 1


def read_reference(raw: Mapping[str, object], judged: RuleSubject, place: Place) -> Reference | None:
    """None where a part is faulty, or the parts have no meaning together; every problem is noted."""
    if _STEPS.name in raw:
        steps = _read_steps(raw, judged, place)
        return Reference(steps) if steps is not None else None
    before = len(place.problems)
    table = read_table(raw, REFERENCE, place)
    whose, when = _read_whose(table, judged), _read_when(table, judged)
    step = _read_step(table)
    baseline = when.baseline if isinstance(when, AtBaseline) else None
    change = _read_rate(table, step, baseline, judged.due) if step is not None else None
    if whose is None or when is None or change is None or len(place.problems) > before:
        return None
    reason = senseless(whose, when, change)
    if reason is not None:
        place.note(*_SENSELESS[reason])
        return None
    return Reference(whose, when, change)


def _read_whose(table: ReadTable, judged: RuleSubject) -> Whose | None:
    given = [key.name for key in (_AREA, _INDICATOR, _PEER_GROUP) if key.name in table.given]
    if len(given) > 1:
        table.place.note(
            f"Der står flere at sammenligne med på én gang: {', '.join(given)}.",
            "Behold den ene; flere krav skrives som flere [[goal.criterion.target]].",
        )
        return None
    if _AREA.name in table.given:
        return _read_area(table, judged)
    if _INDICATOR.name in table.given:
        return _read_indicator(table, judged)
    if table.given & {_PEER_GROUP.name, _STATISTIC.name}:
        return _read_peers(table, judged)
    return Own()


def _read_when(table: ReadTable, judged: RuleSubject) -> When | None:
    given = [key.name for key in WHEN if key.name in table.given]
    if len(given) > 1:
        table.place.note(
            f"Der står flere tidspunkter at sammenligne med på én gang: {', '.join(given)}.", "Behold det ene."
        )
        return None
    if BASELINE.name in table.given:
        written = table.get(BASELINE)
        baseline = read_baseline(written, judged, table.at(BASELINE)) if written is not None else None
        return AtBaseline(baseline) if baseline is not None else None
    if _EARLIER.name in table.given:
        return table.get(_EARLIER)
    return MeasurementBefore() if table.get(_PREVIOUS) else SamePeriod()


def _read_step(table: ReadTable) -> Amount | RelativeChange | None:
    """The change with its sign; nothing given is no change. None: it is given several times."""
    given = [(key, amount) for key in _CHANGES if (amount := table.get(key)) is not None]
    if len(given) > 1:
        names = ", ".join(key.name for key, _ in given)
        table.place.note(f"Ændringen er givet flere gange: {names}.", "Behold den ene.")
        return None
    for key, amount in given:
        signed = -amount if key in (_MINUS, _MINUS_PERCENT) else amount
        return Amount(signed) if key in (_PLUS, _MINUS) else RelativeChange(signed)
    return Amount(Decimal(0))


def _read_rate(
    table: ReadTable, step: Amount | RelativeChange, baseline: Baseline | None, due: Period | None
) -> Change | None:
    """A rate per year says how it adds up, because 2 pct. om året i tre år can be two things."""
    growth = table.get(_GROWTH)
    if not table.get(_YEARLY):
        if growth is not None:
            table.at(_GROWTH).note("growth hører kun til en ændring om året.", "Skriv yearly = true, eller fjern den.")
            return None
        return step
    if isinstance(step, Amount):
        if not step.value or growth is Growth.COMPOUND:
            table.at(_YEARLY).note(
                "En ændring om året er et antal eller en procent, og kun en procent kan løbe op.",
                "Skriv fx minus_percent = 2 sammen med yearly, eller fjern growth.",
            )
            return None
        return Yearly(step, Growth.LINEAR)
    if growth is None:
        table.at(_YEARLY).note(
            "Det er ikke sagt, om procenten regnes af udgangspunktet eller af året før.",
            'Skriv growth = "linear" (af udgangspunktet) eller growth = "compound" (af året før).',
        )
        return None
    months = 0 if baseline is None or due is None else _months(baseline.period, due)
    if growth is Growth.COMPOUND and months % 12:
        table.at(_GROWTH).note(
            f"Fra udgangspunktet til fristen er der {months} måneder, og det er ikke hele år.",
            'Ret fristen, så den ligger hele år efter udgangspunktet, eller skriv growth = "linear".',
        )
        return None
    return Yearly(step, growth)


def _months(earlier: Period, later: Period) -> int:
    return (later.year - earlier.year) * 12 + later.end_month - earlier.end_month


def _read_steps(raw: Mapping[str, object], judged: RuleSubject, place: Place) -> Steps | None:
    table = read_table(raw, STEPS, place)
    written = table.get(_STEPS)
    if written is None or judged.due is None:
        return None
    last = written[-1][0]
    if last.last_day != judged.due.last_day:
        table.at(_STEPS).note(
            f"Det sidste trin {last} slutter ikke sammen med fristen {judged.due}.", "Ret trinnet eller fristen."
        )
        return None
    return Steps(tuple(Step(period, level) for period, level in written))


def _read_indicator(table: ReadTable, judged: RuleSubject) -> OfIndicator | None:
    if not known(table, _INDICATOR, judged.indicators, "Indikatoren"):
        return None
    other_id = table[_INDICATOR]
    other, own = (judged.indicators or {}).get(other_id), judged.indicator
    if other is not None and own is not None:
        if other.id == own.id:
            table.at(_INDICATOR).note("Indikatoren sammenlignes med sig selv.", "Vælg en anden indikator.")
            return None
        if (other.unit, other.frequency) != (own.unit, own.frequency):
            table.at(_INDICATOR).note(
                f"«{other.id}» og «{own.id}» har ikke samme enhed og hyppighed og kan ikke sammenlignes.",
                "Vælg to indikatorer i samme enhed, der måles lige tit.",
            )
            return None
    return OfIndicator(other_id)


def read_baseline(written: Period | Mapping[str, object], judged: RuleSubject, place: Place) -> Baseline | None:
    period: Period | None
    stated: Decimal | None
    population = ""
    if isinstance(written, Period):
        period, stated = written, None
    else:
        table = read_table(written, STATED_BASELINE, place)
        period, stated = table.get(_PERIOD), table.get(_VALUE)
        population = table.get(_POPULATION) or ""
        place = table.at(_PERIOD)
        if period is None or stated is None:
            return None
    if judged.indicator is None or judged.window is None or judged.due is None:
        return None
    fits = timing.fitted(period, judged.window, judged.indicator.frequency, judged.year_starts)
    if fits is None:
        place.note(
            f"Udgangspunktet {period} passer ikke til fristen {judged.due} og til «{judged.indicator.id}», "
            f"der måles {timing.MEASURED[judged.indicator.frequency]}.",
            timing.spelling(judged.indicator.frequency, judged.window, judged.year_starts),
        )
        return None
    if fits.last_day >= judged.due.last_day:
        place.note(
            f"Udgangspunktet {period} ligger ikke før fristen {judged.due}.", "Ret udgangspunktet eller fristen."
        )
        return None
    return Baseline(fits, stated, population)


def _read_area(table: ReadTable, judged: RuleSubject) -> OfArea | None:
    found = known(table, _AREA, judged.areas, "Området")
    check_rate(judged.indicator, "En sammenligning med et andet område", table.place)
    area = table.get(_AREA)
    if found and area == judged.own_area:
        table.at(_AREA).note("Kommunen sammenlignes med sig selv.", 'Skriv et andet område, fx "000" for hele landet.')
        return None
    return OfArea(area) if found and area is not None else None


def _read_peers(table: ReadTable, judged: RuleSubject) -> OfPeers | None:
    for key in OF_PEERS:
        if key.name not in table.given:
            table.at(key).note(
                f"Nøglen «{key.name}» mangler.",
                f'Skriv {key.name} = …, fx {{ peer_group = "klyngen", statistic = "mean" }}.',
            )
            return None
    found = known(table, _PEER_GROUP, judged.peer_groups, "Sammenligningsgruppen")
    check_rate(judged.indicator, "En sammenligning med en gruppe", table.place)
    group, statistic = table.get(_PEER_GROUP), table.get(_STATISTIC)
    if statistic is Statistic.WEIGHTED and judged.indicator is not None and not judged.indicator.denominator:
        table.at(_STATISTIC).note(
            f"Et vægtet gennemsnit kræver tæller og nævner, og «{judged.indicator.id}» har ingen nævner.",
            'Brug statistic = "mean", eller giv indikatoren «numerator» og «denominator» i indicators.toml.',
        )
        return None
    return OfPeers(group, statistic) if found and group is not None and statistic is not None else None


def check_rate(indicator: Indicator | None, what: str, place: Place) -> None:
    if indicator is not None and indicator.is_amount:
        place.note(
            f"{what} bruger en rate, og «{indicator.id}» er et antal.",
            "Vælg en indikator i pct. eller pr. 1.000, og skriv i «note», at antallet læses som en rate; "
            'tælles det allerede pr. noget, så skriv rate_base = "elev" i indicators.toml.',
        )
