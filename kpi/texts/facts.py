"""Words of the facts beside a chart, and of the short «how far» on Overblik."""

from __future__ import annotations

from kpi.model.period import PeriodKind
from kpi.model.rule import BaselinePolicy
from kpi.model.views.comparison import Against

LATEST = "Seneste tal"
PLACE = "Plads"
EXPECTED = "Burde være nu"
REMAINING = "Mangler til målet"
NEEDED = "Hvad skal der til"
HELD = "Holdt indtil nu"
REFERENCE = "Sammenlignes med"
CERTAIN = "Er forskellen sikker?"
CERTAINTY = {
    Against.BETTER: "ja, bedre",
    Against.WORSE: "ja, dårligere",
    Against.HIGHER: "ja, højere",
    Against.LOWER: "ja, lavere",
    Against.SIMILAR: "nej, den kan være tilfældig",
    Against.UNKNOWN: "kan ikke siges",
}
BASELINE = "Udgangspunkt"
FORUM = "Forum"
ESTIMATE = "Skøn for fristen"
NOTHING = "intet"
A_LITTLE = "en smule: det samme er ikke nok"
ON_PATH = "præcis på målstien"
_EACH = {
    PeriodKind.MONTH: "hver måned",
    PeriodKind.QUARTER: "hvert kvartal",
    PeriodKind.HALF_YEAR: "hvert halvår",
    PeriodKind.YEAR: "hvert år",
    PeriodKind.ROLLING_YEAR: "hver måned",
    PeriodKind.ROLLING_YEAR_QUARTERLY: "hvert kvartal",
}


def evidence(text: str, sample: int | None) -> str:
    """«belæg: interview med otte medarbejdere; 8 svar»; `sample` None: not a sample."""
    count = "" if sample is None else f"; {sample} svar"
    return f"belæg: {text.rstrip('.')}{count}"


def estimate_note(role: str, day: str, note: str, *, example: bool) -> str:
    """«afdelingslederen, 12. september 2017: to forløb slutter i oktober»."""
    return f"{role}, {day}{' (eksempel)' if example else ''}: {note}"


def place_note(counting: str) -> str:
    return f"målet er {counting}"


def off_path(change: str) -> str:
    """«23,5 flere end målstien»."""
    return f"{change} end målstien"


def goal_note(goal: str) -> str:
    return f"målet er {goal}"


def pace(change: str, kind: PeriodKind | None, *, strict: bool) -> str:
    """«4,6 færre hver måned»; `kind` None: one period is left. `strict`: exactly so much is not enough."""
    return f"{'mere end ' if strict else ''}{change}{_each(kind)}"


def pace_of_flow(size: str, kind: PeriodKind | None, *, most: bool, strict: bool) -> str:
    """A sum over a year: «110 hver måned», «højst 110 hver måned»."""
    bound = ("under " if most else "over ") if strict else "højst " if most else ""
    return f"{bound}{size}{_each(kind)}"


def mean_of_rest(level: str, kind: PeriodKind | None, *, least: bool, strict: bool) -> str:
    """A mean over a year: «højst 780 i gennemsnit hver måned»."""
    bound = ("over" if least else "under") if strict else "mindst" if least else "højst"
    return f"{bound} {level}{' i gennemsnit' if kind else ''}{_each(kind)}"


def _each(kind: PeriodKind | None) -> str:
    return f" {_EACH[kind]}" if kind else ""


def until(due: str) -> str:
    return f"til og med {due}"


def failed(periods: str) -> str:
    return f"ikke i {periods}"


def at_due(due: str) -> str:
    return f"i {due}"


def baseline_note(period: str, other: str, policy: BaselinePolicy) -> str:
    """Both baselines where they differ: the one that counts stands beside this."""
    match policy:
        case BaselinePolicy.RESTATED:
            return f"{period}; det var {other}, da aftalen blev indgået"
        case BaselinePolicy.FROZEN:
            return f"{period}, som det var, da aftalen blev indgået; i dag er det {other}"


def certain_note(interval: str) -> str:
    """How sure the figure itself is: the contract's strict reading stands, whatever chance may have done."""
    return f"95 pct.-interval {interval}; aftalen ser kun på tallet selv"


def progress(done: str, wanted: str) -> str:
    """«−38 af −60»."""
    return f"{done} af {wanted}"


def should_be(expected: str) -> str:
    return f"burde være {expected}"


def missing(size: str) -> str:
    return f"mangler {size}"


def required(limit: str) -> str:
    return f"mål: {limit}"


def subtitle_change(unit: str, period: str, baseline: str, required: str) -> str:
    """«fuldtidspersoner · dec. 2015: 402 → mål 342»."""
    return f"{unit} · {period}: {baseline} → mål {required}"


def subtitle(unit: str, limit: str) -> str:
    return f"{unit} · mål: {limit}"
