"""Why something is missing or cannot be decided, and what would settle it: one clause a cause."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from kpi.model.definitions import Definitions
from kpi.model.evaluation import Cause, Reason, TargetResult
from kpi.model.indicator import Indicator
from kpi.texts.periods import day, listed
from kpi.texts.places import area_names, group_title
from kpi.texts.sources import credited


def not_yet_known(result: TargetResult) -> Reason | None:
    """Why nothing is measured yet where the usual day of publication has not come; None: another reason."""
    ahead = (Cause.BASELINE_AHEAD, Cause.FIRST_AHEAD)
    return next((reason for reason in result.reasons if reason.cause in ahead), None)


def why(reason: Reason, indicator: Indicator, definitions: Definitions, beside: str = "") -> str:
    """The cause as a clause: «tallet for december 2017 er skjult».

    `beside` is what else the sentence says: a group or an indicator that it names is not named again.
    """
    when = listed(reason.periods) if reason.periods else ""
    figures = f"{'tallet' if len(reason.periods) == 1 else 'tallene'} for {when}" if when else "tallet"
    who = area_names(reason.areas, definitions) if reason.areas else ""
    group = f"gruppen {group_title(reason.name, definitions)}" if reason.name else "gruppen"
    group = "gruppen" if group in beside else group
    if reason.name in definitions.indicators:
        who = f"«{definitions.indicators[reason.name].title}»"
        who = "" if who in beside else who
    match reason.cause:
        case Cause.OWN_NEVER_DELIVERED:
            return f"der er ikke leveret tal for «{indicator.title}»"
        case Cause.BASELINE_MISSING:
            return f"udgangspunktet{f' for {when}' if when else ''} er ikke leveret, så ændringen kan ikke regnes ud"
        case Cause.OWN_HIDDEN:
            return f"{figures} er skjult, fordi der er så få"
        case Cause.OWN_MISSING:
            return f"kilden har ikke {figures}"
        case Cause.YEAR_INCOMPLETE:
            return f"året er ikke helt, for {when} mangler" if when else "året er ikke helt"
        case Cause.DENOMINATOR_MISSING:
            return "en andel over et helt år kræver tæller og nævner, og de er ikke leveret"
        case Cause.SERIES_BREAK:
            return (
                f"de to tal er opgjort på hver sin måde ({reason.name})"
                if reason.name
                else ("de to tal er opgjort på hver sin måde")
            )
        case Cause.TOLD_BREAK:
            words = reason.name.rstrip(".")
            return f"kilden melder databrud («{words}»), og ingen har svaret på, om tallene kan sammenlignes"
        case Cause.GROUP_UNKNOWN:
            return f"medlemmerne af {group} er ikke kendt"
        case Cause.GROUP_TOO_SMALL:
            return f"{group} har for få medlemmer til at blive delt"
        case Cause.REFERENCE_MISSING:
            return (
                f"der er ikke leveret tal for {who}, som der sammenlignes med"
                if who
                else ("der er ikke leveret tal at sammenligne med")
            )
        case Cause.REFERENCE_HIDDEN:
            return (
                f"tallet for {who}, som der sammenlignes med, er skjult"
                if who
                else ("tallet, der sammenlignes med, er skjult")
            )
        case Cause.PEER_DECIDES:
            return f"{who or 'et medlem'} har skjulte eller sene tal, som kan ændre svaret"
        case Cause.BASELINE_ZERO:
            counted = f"tallet for {who}" if who else "udgangspunktet"
            return f"{counted} er 0 eller mindre, så en ændring i procent ikke har nogen mening"
        case Cause.SOURCE_ENDED:
            return f"kilden er ophørt efter {when}"
        case Cause.NEVER_CAME:
            return f"{figures} er ikke kommet"
        case Cause.NOT_BEGUN:
            return "aftalen er ikke begyndt"
        case Cause.BASELINE_AHEAD:
            return f"udgangspunktet kendes omkring {_usual_day(reason, indicator)}"
        case Cause.FIRST_AHEAD:
            return f"det første tal kendes omkring {_usual_day(reason, indicator)}"
        case Cause.NOT_PUBLISHED:
            whose = f" for {who}" if who and not reason.areas else ""
            return f"{figures}{whose} er ikke offentliggjort endnu"
        case Cause.ONLY_BASELINE:
            return "kun udgangspunktet er kendt"
        case Cause.NOT_REGISTERED:
            return f"{reason.name or 'det'} er ikke registreret"
        case _:
            assert_never(reason.cause)


def _usual_day(reason: Reason, indicator: Indicator) -> str:
    """When the source usually has published the figure that is waited for."""
    return day(reason.periods[-1].last_day + timedelta(days=indicator.published_after_days))


def remedy(reason: Reason, indicator: Indicator, definitions: Definitions) -> str:
    """What would settle it, as a sentence of its own; always something that somebody can do or wait for."""
    source = credited(indicator, definitions)
    match reason.cause:
        case Cause.OWN_NEVER_DELIVERED | Cause.BASELINE_MISSING | Cause.OWN_MISSING | Cause.YEAR_INCOMPLETE:
            if indicator.typed:
                return "Tallene kan indtastes under «Indtast tal»."
            return f"Svaret kommer, når tallene er leveret (kilde: {source})."
        case Cause.DENOMINATOR_MISSING:
            return f"Svaret kommer, når tæller og nævner er leveret (kilde: {source})."
        case Cause.OWN_HIDDEN | Cause.REFERENCE_HIDDEN:
            return "Et skjult tal regnes aldrig ud ad omveje."
        case Cause.SERIES_BREAK:
            return "Svaret kræver tal, der er opgjort på samme måde."
        case Cause.TOLD_BREAK:
            return "Svar på siden Datagrundlag: er det et databrud, eller kan tallene sammenlignes?"
        case Cause.GROUP_UNKNOWN:
            group = definitions.peer_groups.get(reason.name)
            return (
                f"Det kræver følgende: {group.needed.rstrip('.')}."
                if group and group.needed
                else "Gruppens medlemmer skal angives."
            )
        case Cause.GROUP_TOO_SMALL:
            return "Der skal mindst tre medlemmer til."
        case Cause.REFERENCE_MISSING | Cause.PEER_DECIDES:
            return "Svaret kommer, når de manglende tal er offentliggjort."
        case Cause.BASELINE_ZERO:
            return "Målet må siges som et tal og ikke i procent."
        case Cause.SOURCE_ENDED:
            return "Svaret kræver en anden kilde, eller at kravet ændres."
        case Cause.NEVER_CAME:
            if indicator.typed:
                return "Tallet kan indtastes under «Indtast tal»."
            return f"Spørg kilden ({source}), eller aftal et andet tal."
        case Cause.NOT_BEGUN | Cause.BASELINE_AHEAD | Cause.FIRST_AHEAD:
            return "Der er ikke noget at gøre endnu."
        case Cause.NOT_PUBLISHED:
            return f"Svaret kommer, når tallet er offentliggjort (kilde: {source})."
        case Cause.ONLY_BASELINE:
            return "Det første tal efter udgangspunktet viser, om det går den rigtige vej."
        case Cause.NOT_REGISTERED:
            return "Det kan skrives ind under «Indtast tal»."
        case _:
            assert_never(reason.cause)
