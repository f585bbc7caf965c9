"""The forecast in words: a chance out of ten, a band, how often such bands have held, and why there is none."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from kpi.model.beside import LIKELY_MET, LIKELY_MISSED
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.texts.numbers import closed, decimals_of
from kpi.texts.periods import long, short
from kpi.texts.together import Together, together

FAN = "fremskrivning"
_RARE, _SURE = Decimal("0.05"), Decimal("0.95")
_ENOUGH_STARTS, _EXPECTED = 5, Decimal("0.65")
"""Under this share of at least so many starts the bands have been too narrow to be trusted."""
SETTLED = "Der fremskrives ikke: tallet for fristen er kommet."
PASSED = "Der fremskrives ikke: fristen er passeret, og der gættes ikke på det tal, der ventes på."
NO_FIGURES = "Der fremskrives ikke: der er ingen tal endnu."
UNDECIDED = "Der fremskrives ikke: det kan heller ikke afgøres, når fristen er kommet."
WITHDRAWN = "Der fremskrives ikke: målet er taget ud af aftalen."
ALREADY_FAILED = "Der fremskrives ikke: kravet gælder hver periode, og det er allerede brudt."
SEASON = "Sæsonen er taget ud før fremskrivningen og lagt til igen."
TOGETHER = (
    "Tallene, der sammenlignes med, er fremskrevet sammen med kommunens egne, så de følges ad, som de har gjort hidtil."
)
TOO_NARROW = "Det er færre, end de skulle, så chancen er mere usikker, end tallet siger."
NO_BACK_TEST = "Serien er for kort til at prøve, om sådanne bånd har holdt før."


def chance(probability: Decimal) -> str:
    """«under 1 ud af 20», «omkring 7 ud af 10», «over 19 ud af 20»."""
    said = tenths(probability)
    return said if said.startswith(("under", "over")) else f"omkring {said}"


def tenths(probability: Decimal) -> str:
    """As `chance`, where it stands alone: «7 ud af 10». Never a number of another band than the words beside it."""
    if probability < _RARE:
        return "under 1 ud af 20"
    if probability > _SURE:
        return "over 19 ud af 20"
    found = min(max(int((probability * 10).quantize(Decimal(1), ROUND_HALF_UP)), 1), 9)
    rounded_up = any(probability < edge <= Decimal(found) / 10 for edge in (LIKELY_MISSED, LIKELY_MET))
    return f"{'under ' if rounded_up else ''}{found} ud af 10"


def sentence(chance_words: str, due: Period) -> str:
    return (
        f"Går det, som det har gjort hidtil, bliver målet opfyldt i {chance_words} mulige forløb til og med "
        f"{long(due)}. Det er ikke en status."
    )


def band(due: Period, low: Decimal, high: Decimal, middle: Decimal, indicator: Indicator) -> str:
    """«I december 2017 ventes mellem 790 og 812 fuldtidspersoner i otte af ti forløb, midt i 801.»"""
    numbers = together(indicator, low, high)
    text = (
        f"I {long(due)} ventes mellem {numbers.number(low)} og {numbers.amount(high)} i otte af ti forløb; "
        f"midten er {numbers.number(middle)}"
    )
    return closed(text)


def estimate(value: Decimal, low: Decimal, high: Decimal, indicator: Indicator) -> str:
    """«Skønnet for fristen, 760 fuldtidspersoner, ligger inden for fremskrivningens 742-798.» The ends are inside."""
    decimals = max(together(indicator, value, low, high).decimals, decimals_of(value))
    numbers = Together(indicator, decimals)
    where = "under" if value < low else "over" if value > high else "inden for"
    between = " til " if low < 0 else "-"
    ends = f"{numbers.number(low)}{between}{numbers.number(high)}"
    return f"Skønnet for fristen, {numbers.amount(value)}, ligger {where} fremskrivningens {ends}."


def back_test(held: int, starts: int, steps: int, indicator: Indicator) -> str:
    if not starts:
        return NO_BACK_TEST
    ahead = _ahead(steps, indicator)
    text = (
        f"Bånd, der skal rumme otte af ti, har holdt {held} af {starts} gange på denne serie, når de blev regnet "
        f"tidligere og {ahead} frem."
    )
    too_narrow = starts >= _ENOUGH_STARTS and held < starts * _EXPECTED
    return f"{text} {TOO_NARROW}" if too_narrow else text


def _ahead(steps: int, indicator: Indicator) -> str:
    months = steps * indicator.frequency.step_months
    if indicator.frequency.step_months == 12:
        return "ét år" if steps == 1 else f"{steps} år"
    return "én måned" if months == 1 else f"{months} måneder"


def step_label(period: Period, low: Decimal, high: Decimal, middle: Decimal, indicator: Indicator) -> str:
    numbers = together(indicator, low, high)
    return (
        f"{short(period)}: fremskrevet til {numbers.number(middle)}; otte af ti mellem "
        f"{numbers.number(low)} og {numbers.number(high)}"
    )


def simulated(paths: int, points: int, first: Period) -> str:
    return f"Regnet af {paths} mulige forløb, trukket af {points} tal fra og med {long(first)}."


def too_few(points: int, needed: int, why_short: str, who: str) -> str:
    """`who` is empty for the own figures, «landet» or a municipality otherwise."""
    whose = f" for {who}" if who else ""
    why = f" {why_short}" if why_short else ""
    return f"Der fremskrives ikke: der er {points} tal i træk{whose}, og der skal være {needed}.{why}"


def since_break(title: str, first: Period) -> str:
    return f"Kun tallene fra og med {long(first)} kan bruges ({title})."


def since_gap(period: Period, gap: str) -> str:
    return f"Tallet for {long(period)} er {gap}, og kun tallene efter det kan bruges."


def season_too_short(points: int, needed: int, why_short: str, who: str) -> str:
    whose = f" for {who}" if who else ""
    why = f" {why_short}" if why_short else ""
    return (
        f"Der fremskrives ikke: tallet svinger med årstiden, og sæsonen kan først tages ud af {needed} måneder i træk; "
        f"der er {points}{whose}.{why}"
    )


def newest_gap(period: Period, gap: str, who: str) -> str:
    whose = f" for {who}" if who else ""
    return f"Der fremskrives ikke: det seneste tal{whose} ({long(period)}) er {gap}."


def break_ahead(title: str, first: Period) -> str:
    return f"Der fremskrives ikke: fra {long(first)} opgøres tallet på en anden måde ({title})."


def not_together(who: str) -> str:
    return f"Der fremskrives ikke: tallene for {who}, som der sammenlignes med, er ikke kommet så langt som kommunens."


def undecided(reason: str) -> str:
    return f"Der fremskrives ikke: {closed(reason)}"
