"""«Er det mere end støj?»: what a control chart shows and what it does not, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.model.beside import Variation
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.signal import Outlook
from kpi.statistics.control_chart import FEWEST_POINTS, RUN
from kpi.statistics.control_chart import Signal as Rule
from kpi.texts.amounts import unit_words
from kpi.texts.numbers import closed, signed
from kpi.texts.periods import long, month_name, short
from kpi.texts.statuses import PROVISIONAL
from kpi.texts.together import Together, together

WORDS = {
    Variation.IMPROVEMENT: "forbedring",
    Variation.CONCERN: "forværring",
    Variation.CHANGE: "ændring",
    Variation.NONE: "ingen sikker ændring",
    Variation.TOO_FEW: "for få målinger",
    Variation.NO_SPREAD: "kan ikke vurderes",
}
OUTLOOKS = {
    Outlook.USUALLY_MET: "vil normalt nå målet",
    Outlook.USUALLY_MISSED: "vil normalt ikke nå målet",
    Outlook.EITHER: "kan gå begge veje",
    Outlook.TOO_EARLY: "for tidligt at sige",
    Outlook.NONE: "",
}
RULES = {
    Rule.OUTSIDE: "uden for grænserne",
    Rule.TREND: "samme vej seks gange i træk",
    Rule.TWO_IN_THREE: "to af tre tæt på grænsen",
    Rule.SHIFT: "syv i træk på samme side af gennemsnittet",
    Rule.NONE: "",
}
COLUMN_CHANGE = "Ændring fra året før"
COLUMN_ADJUSTED = "Uden sæson"
COLUMN_MEAN = "Gennemsnit"
COLUMN_LOW = "Nedre grænse"
COLUMN_HIGH = "Øvre grænse"
COLUMN_SIGNAL = "Signal"
LIMITS = "Sådan er grænserne regnet"
SEASON = "Sæson"
GROUPS = "Nye grænser"
PROVISIONAL_NOTE = "Foreløbigt"
OVERLAP = "Rullende år"
GAP = "Huller"
MEAN = "gennemsnit"
TARGET = "mål"
NOTHING_BEFORE = "intet tal året før"
LIMIT = "grænse"
RAW = "som leveret"


def point_value(value: Decimal, numbers: Together, *, differences: bool) -> str:
    """With its unit; a difference from the year before with its sign."""
    return numbers.change_signed(value) if differences else numbers.amount(value)


def point_label(
    period: Period, value: Decimal, numbers: Together, rule: Rule, *, differences: bool, provisional: bool
) -> str:
    marks = [PROVISIONAL] if provisional else []
    marks += [RULES[rule]] if RULES[rule] else []
    mark = f" ({', '.join(marks)})" if marks else ""
    return f"{short(period)}: {point_value(value, numbers, differences=differences)}{mark}"


def sentence(
    variation: Variation,
    rule: Rule,
    direction: int,
    newest: tuple[Period, Decimal] | None,
    band: tuple[Decimal, Decimal] | None,
    run: int,
    points: int,
    numbers: Together,
    *,
    differences: bool,
) -> str:
    """`band` is the limits at the newest point, `run` how many points have been on its side of the mean.

    `newest` None: there is no figure.
    """
    if newest is None or variation is Variation.TOO_FEW:
        lacking = FEWEST_POINTS - points
        more = "én måling mere" if lacking == 1 else f"{lacking} målinger mere"
        return (
            f"For få målinger: der er {points} at sammenligne, og der skal være {FEWEST_POINTS}, før man kan se "
            f"forskel på støj og forandring; der mangler {more}."
        )
    if band is None:
        return (
            "Tallene svinger så lidt, at der ikke kan regnes grænser for støj; om det seneste tal er en forandring, må "
            "man selv vurdere."
        )
    what = "ændringen fra året før" if differences else "tallet"
    between = f"mellem {_ends(band, numbers, differences=differences)}"
    when = long(newest[0])
    way = "op" if direction > 0 else "ned"
    match rule:
        case Rule.NONE:
            return (
                f"Ingen sikker ændring: i {when} ligger {what} inden for det, der plejer at være støj ({between}); "
                "det siger ikke, at intet er sket, og ikke om målet nås."
            )
        case Rule.OUTSIDE:
            side = "over" if direction > 0 else "under"
            value = point_value(newest[1], numbers, differences=differences)
            found = f"i {when} er {what} {value}, {side} grænserne for det, der plejer at være støj ({between})"
        case Rule.TREND:
            found = f"{what} er gået {way} seks gange i træk til og med {when}"
        case Rule.TWO_IN_THREE:
            side = "øvre" if direction > 0 else "nedre"
            found = f"to af tre tal i træk til og med {when} ligger helt ude ved den {side} grænse ({between})"
        case Rule.SHIFT:
            side = "over" if direction > 0 else "under"
            found = f"de seneste {max(run, RUN)} tal til og med {when} ligger alle {side} gennemsnittet"
        case _:
            assert_never(rule)
    return f"{capital(WORDS[variation])}: {found}; det er mere end støj, men diagrammet siger ikke hvorfor."


def capital(word: str) -> str:
    """As the first word of a line."""
    return f"{word[:1].upper()}{word[1:]}"


def _ends(band: tuple[Decimal, Decimal], numbers: Together, *, differences: bool) -> str:
    low, high = band
    if differences:
        return f"{signed(low, numbers.decimals)} og {numbers.change_signed(high)}"
    return f"{numbers.number(low)} og {numbers.amount(high)}"


def outlook_sentence(outlook: Outlook, why_none: str, *, ahead: bool, better: bool) -> str:
    """`ahead`: the newest figure fulfils the target while the limits do not; `better`: it is an improvement."""
    match outlook:
        case Outlook.USUALLY_MET:
            return "Svinger tallene videre, som de har gjort hidtil, vil de normalt opfylde målet."
        case Outlook.USUALLY_MISSED if better:
            return (
                "Svinger tallene videre, som de har gjort hidtil, vil de normalt ikke opfylde målet; men det seneste "
                "er en forbedring, så det hidtidige siger mindre om fremtiden."
            )
        case Outlook.USUALLY_MISSED:
            return "Svinger tallene videre, som de har gjort hidtil, vil de normalt ikke opfylde målet."
        case Outlook.EITHER:
            return "Målet ligger inden for det, tallene plejer at svinge, så det kan gå begge veje."
        case Outlook.TOO_EARLY if ahead:
            return (
                "Det seneste tal er forbi målet, mens grænserne er regnet af en tid, hvor det ikke var nået; fortiden "
                "tæller ikke imod, og det er for tidligt at sige, om det holder."
            )
        case Outlook.TOO_EARLY:
            return (
                "Det seneste tal opfylder ikke længere målet, selv om tallene plejede at gøre det; det er for tidligt "
                "at sige, om det bliver ved."
            )
        case Outlook.NONE:
            return why_none
        case _:
            assert_never(outlook)


NO_LEVEL = "Målet gælder et længere stræk end det enkelte tal, så grænserne siger ikke, om det nås."
NO_PLACE = "Målet er en plads blandt andre, så kommunens egne grænser siger ikke, om det nås."
NO_REQUIRED = "Det er ikke kendt, hvad der kræves, så grænserne kan ikke holdes op mod målet."
SETTLED = "Målet er afgjort, så grænserne siger ikke mere om det."
MOVES = "Det, der kræves, flytter sig frem mod fristen, så grænserne siger ikke, om målet nås."
LEVEL_MOVES = "Tallet er ved at flytte sig, så det hidtidige siger ikke, om målet nås."
NO_LIMITS = "Uden grænser kan der ikke siges noget om målet."


def limits_note(points: int, base: int | None, *, by_share: bool, first: Period) -> str:
    of = f"de første {base} tal" if base is not None and base < points else f"{points} tal"
    since = f"{of} fra og med {long(first)}"
    if by_share:
        return (
            f"Af {since}, med hvor mange hvert tal bygger på (p-grænser, gjort bredere, når andelene svinger mere, end "
            "det forklarer)."
        )
    return f"Gennemsnit af {since}; grænserne er 2,66 gange det gennemsnitlige spring mellem naboer (XmR)."


def decomposed_note(
    period: Period, delivered: Decimal, adjusted: Decimal, indicator: Indicator, highest: int, lowest: int
) -> str:
    numbers = together(indicator, adjusted, delivered)
    return (
        f"Sæsonen er taget ud, så {month_name(period.end_month)} {period.year} tæller som "
        f"{numbers.number(adjusted)} i stedet for {numbers.number(delivered)}; "
        f"tallet er normalt højest i {month_name(highest)} og lavest i {month_name(lowest)}."
    )


SAME_PERIOD_NOTE = (
    "Tallet svinger med årstiden, og der er endnu ikke tre hele år at regne sæsonen af; derfor viser diagrammet, hvor "
    "meget tallet har ændret sig siden samme måned året før."
)


def effect_note(without: Variation, with_: Variation) -> str:
    """What the chart would have said of the raw figures."""
    if without is with_:
        return f"Uden det ville diagrammet også have sagt «{WORDS[with_]}»."
    return f"Uden det ville diagrammet have sagt «{WORDS[without]}» i stedet for «{WORDS[with_]}»."


def overlap_note(stride: int) -> str:
    return (
        f"Rullende år deler måneder med deres naboer og ligner dem derfor. Kun hvert {stride}. tal er med, så intet "
        "tæller to gange."
    )


def break_note(period: Period, title: str) -> str:
    return f"Fra {long(period)}: {title} (databrud)."


def rebase_note(period: Period, cause: str, by: str) -> str:
    return f"Fra {long(period)}: {cause} (godkendt af {by})."


def provisional_note(periods: tuple[Period, ...]) -> str:
    named = ", ".join(short(period) for period in periods)
    return f"{named} er med, men kan stadig blive rettet af kilden."


def gap_note(periods: tuple[Period, ...], newest_missing: bool) -> str:
    shown = ", ".join(short(period) for period in periods[-4:])
    more = f" og {len(periods) - 4} før" if len(periods) > 4 else ""
    text = f"Uden tal: {shown}{more}. Et hul afbryder rækken; der tegnes ikke hen over det."
    return f"{text} Det seneste tal mangler, så signalet gælder tallet før." if newest_missing else text


def proposal(first: Period, points: int, direction: int, mean: Decimal, numbers: Together, *, differences: bool) -> str:
    side = "over" if direction > 0 else "under"
    text = (
        f"Siden {long(first)} har {points} tal i træk ligget {side} gennemsnittet på "
        f"{closed(point_value(mean, numbers, differences=differences))} Kender I årsagen, kan "
        f"der regnes nye grænser fra {long(first)}; så måles "
        "tallene ikke længere mod en tid, der er forbi."
    )
    lacking = FEWEST_POINTS - points
    if lacking <= 0:
        return text
    return f"{text} De nye grænser vises, når der er {FEWEST_POINTS} tal; nu er der {points}."


def chart_title(indicator: Indicator, variation: Variation) -> str:
    return f"{indicator.title}: {WORDS[variation]}"


def unit(indicator: Indicator, *, differences: bool) -> str:
    return f"{unit_words(indicator)}, ændring fra året før" if differences else unit_words(indicator)


def target_label(value: str) -> str:
    return f"mål {value}"
