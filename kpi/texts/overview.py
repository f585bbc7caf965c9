"""Sentences of Overblik and of the meeting: phase, what changed, what needs a human."""

from __future__ import annotations

from datetime import date

from kpi.model.definitions import Definitions
from kpi.model.evaluation import AnyAmendment, CriterionResult
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.views.parts import Badge
from kpi.texts.amounts import amount, under_title
from kpi.texts.headline import headline
from kpi.texts.numbers import closed
from kpi.texts.periods import day, listed, long, short
from kpi.texts.statuses import GAPS
from kpi.texts.together import together

NO_NEWEST = "ingen tal endnu"
NO_CRITERIA = "ingen succeskriterier i aftalen"
MILESTONE = "milepæl"
COMMITTEE = "MED-udvalget"
CLOSED = "Det var alle aftalens succeskriterier."
NO_ACTION_STATE = "ingen status endnu"


def not_begun(starts_on: date) -> str:
    return f"Aftalen er ikke begyndt: den gælder fra {day(starts_on)}."


def over() -> str:
    return "Aftalen er slut; her er resultatet."


def over_with_later_dues(last: date) -> str:
    return f"Aftalens periode er slut; den sidste frist er {day(last)}."


def newest(period: Period) -> str:
    return f"tal til og med {short(period)}"


def not_responsible(unit: str) -> str:
    return f"her har {unit} ikke opgaver"


def tally(needed: int, total: int) -> str:
    return f"mindst {needed} af {total} succeskriterier"


def recurring(each: str) -> str:
    return f"hver gang: {each}"


def since_meeting(held: date) -> str:
    return f"Ændret siden MED-mødet {day(held)}"


def since_day(since: date) -> str:
    return f"Ændret siden {day(since)}"


def moved(result: CriterionResult, before: Badge, after: Badge, definitions: Definitions) -> str:
    """««63 færre på sygedagpenge» gik fra ▼ bagud til ▲ på sporet: 804 fuldtidspersoner …», the status said once."""
    was, now = f"{before.shape} {before.word.lower()}", f"{after.shape} {after.word.lower()}"
    why = headline(result.decisive, definitions).removeprefix(f"{after.word}. ")
    named = f"«{result.criterion.title}» gik fra {was} til {now}"
    if why.startswith(after.word):
        return f"{named}{why.removeprefix(after.word)}"
    return f"{named}: {_lower(why)}"


def redefined(title: str, amendment: AnyAmendment) -> str:
    """«Kravet «63 færre» er ændret 1. juni 2017: nyt budgetforlig.»."""
    what = "udgået" if amendment.revised is None else "ændret"
    return closed(f"Kravet «{title}» er {what} {day(amendment.on)}: {amendment.reason}")


def alarm_passed(title: str, level: str) -> str:
    return closed(f"«{title}»: alarmgrænsen er passeret, {level}")


def new_figure(indicator: Indicator, newest: Observation, periods: tuple[Period, ...]) -> str:
    if newest.value is None:
        return f"{indicator.title}: tallet for {short(newest.period)} er kommet, men skjult."
    if len(periods) == 1:
        return closed(under_title(indicator, f"nyt tal for {short(newest.period)}, {amount(newest.value, indicator)}"))
    latest = f"{amount(newest.value, indicator)} i {long(newest.period)}"
    return under_title(indicator, f"{len(periods)} nye tal, senest {latest}.")


def revised_figure(indicator: Indicator, before: Observation, after: Observation) -> str:
    """«Fuldtidspersoner på sygedagpenge: oktober 2017 er rettet fra 783 til 784 fuldtidspersoner.»."""
    return closed(under_title(indicator, f"{long(after.period)} er rettet {_from_to(indicator, before, after)}"))


def revised_figures(indicator: Indicator, count: int, before: Observation, after: Observation) -> str:
    """Several at once, with the newest as an example."""
    newest = f"{long(after.period)} {_from_to(indicator, before, after)}"
    return closed(under_title(indicator, f"{count} tal er rettet, blandt andet {newest}"))


def _from_to(indicator: Indicator, before: Observation, after: Observation) -> str:
    numbers = together(indicator, before.value, after.value)
    was = GAPS[before.quality] if before.value is None else numbers.number(before.value)
    now = GAPS[after.quality] if after.value is None else numbers.amount(after.value)
    return f"fra {was} til {now}"


def late_figure(indicator: Indicator, period: Period, expected: date) -> str:
    return f"{indicator.title}: tallet for {long(period)} er forsinket; det skulle være kommet {day(expected)}."


def figures_to_enter(indicator: Indicator, periods: tuple[Period, ...]) -> str:
    figures = "tallet" if len(periods) == 1 else "tallene"
    return f"«{indicator.title}»: {figures} for {listed(periods)} mangler at blive indtastet."


def to_assess(title: str, basis: str, due: date, *, passed: bool) -> str:
    when = f"fristen var {day(due)}" if passed else f"senest {day(due)}"
    return f"«{title}» skal vurderes ud fra {basis}: {when}."


def milestone_due(title: str, due: date, *, passed: bool) -> str:
    when = f"Fristen var {day(due)}" if passed else f"Fristen er {day(due)}"
    return f"«{title}»: er milepælen nået? {when}."


def occasion_missing(title: str, periods: tuple[Period, ...]) -> str:
    return f"«{title}»: {listed(periods)} er ikke registreret."


def deviation_ends(title: str, until: date) -> str:
    return f"Den aftalte afvigelse for «{title}» udløber {day(until)}."


def action_state(state: str, role: str, due: str) -> str:
    """«i gang · teamleder · senest 1. marts 2017»."""
    return " · ".join(part for part in (state, role, due) if part)


def comment_heading(period: str, written: date, by: str) -> str:
    """«dec. 2016 · skrevet 12. januar 2017 af teamleder»."""
    return f"{period} · skrevet {day(written)} af {by}"


def _lower(text: str) -> str:
    return text if text[:1].isdigit() else text[:1].lower() + text[1:]
