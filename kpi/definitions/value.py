"""The kinds of value a definition file may hold, read strictly: 2017 is not "2017", and "ja" is not true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar

from kpi.definitions.danish import meant_day, meant_number, meant_period, plain_dashes, visible
from kpi.definitions.search import folded
from kpi.model.contract import AtLeast, Combine, DegreeLine, Degrees, DegreeSteps
from kpi.model.period import Period
from kpi.model.reference import PeriodBefore, When, YearsEarlier
from kpi.model.rule import Margin, OfRequired, Significant

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_FRACTION = re.compile(r"([1-9]\d?)/([1-9]\d?)", re.ASCII)
_WEIGHT = re.compile(r"(-?[1-9]\d{0,2})/([1-9]\d{0,2})", re.ASCII)
_LARGEST_WHOLE = 25
_YES_NO = {"true", "false", "ja", "nej", "yes", "no", "sand", "falsk"}

PERIOD_EXAMPLES = '"2017-12", "2017-Q4", "2017-H2", "2017", "2016/17" (skoleår) eller "2017-R" (rullende år)'


class Wrong(Exception):
    """A value that is not what its key asks for."""

    def __init__(self, text: str, remedy: str, entry: int = 0) -> None:
        """`entry` is that of a list, from 1; 0: the value as a whole."""
        super().__init__(text)
        self.text = text
        self.remedy = remedy
        self.entry = entry


def _each(values: list[object], read: Callable[[object], V]) -> tuple[V, ...]:
    """Every entry of a list, read; what is wrong says which."""
    found = []
    for number, one in enumerate(values, start=1):
        try:
            found.append(read(one))
        except Wrong as wrong:
            raise Wrong(wrong.text, wrong.remedy, number) from None
    return tuple(found)


def nearest(word: str, known: Iterable[str]) -> str:
    """«Mente du …?» with the known words nearest in spelling; empty where none is near."""
    near = get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    return f"Mente du {_listed(near)}?" if near else ""


def misspelt(word: str, known: Iterable[str]) -> str:
    """The known word that it surely is with a slip of the pen; empty where none is that near."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.75)), "")


def suggestion(word: str, known: Iterable[str]) -> str:
    """The nearest known words, or all of them where none is near and they are few; empty where they are many."""
    choices = sorted(known)
    few = f"Skriv {_listed(choices)}." if choices and len(choices) <= 12 else ""
    return nearest(word, choices) or few


def _listed(words: list[str]) -> str:
    return either([f"«{word}»" for word in words])


def either(said: list[str]) -> str:
    """«a, b eller c»."""
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " eller " + said[-1]


def shown(value: object) -> str:
    """A value as a reader of the file would name it."""
    match value:
        case bool():
            return f"{str(value).lower()} (ja/nej uden anførselstegn)"
        case int() | Decimal():
            return f"tallet {value} uden anførselstegn"
        case str():
            return f"teksten «{value if len(value) <= 60 else value[:57] + '…'}»"
        case datetime():
            return "et tidspunkt"
        case date():
            return f"dagen {value.isoformat()} uden anførselstegn"
        case list():
            return "en liste"
        case dict():
            return "en tabel"
        case _:
            return "noget andet"


def text(value: object) -> str:
    """Text with something in it."""
    if not isinstance(value, str):
        remedy = f'Skriv "{value}" i anførselstegn.' if isinstance(value, (int, Decimal, date)) else 'Skriv "…".'
        raise Wrong(f"Her skal stå tekst i anførselstegn; der står {shown(value)}.", remedy)
    if not value.strip():
        raise Wrong("Teksten er tom.", "Skriv teksten, eller fjern nøglen, hvis den kan undværes.")
    return value


def any_text(value: object) -> str:
    """Text that may be empty."""
    return "" if value == "" else text(value)


def texts(value: object) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    if not isinstance(value, list):
        raise Wrong(f"Her skal stå en liste af tekster; der står {shown(value)}.", 'Sæt kantede parenteser om: ["…"].')
    if not value:
        raise Wrong("Listen er tom.", 'Skriv mindst én tekst: ["…"], eller fjern nøglen, hvis den kan undværes.')
    return _each(value, text)


def identifier(value: object) -> str:
    """Small letters a-z, digits, hyphen and underscore: it stands in addresses and file names."""
    word = text(value)
    if not _IDENTIFIER.fullmatch(word):
        plain = re.sub(r"[^a-z0-9_]+", "-", folded(plain_dashes(visible(word)))).strip("-_")
        example = f"«{plain}»" if _IDENTIFIER.fullmatch(plain) else "«v12a» eller «borger-i-centrum»"
        raise Wrong(
            f"«{word}» kan ikke være et id.",
            f"Brug små bogstaver a-z, tal, bindestreg og understreg, fx {example}.",
        )
    return word


def identifiers(value: object) -> tuple[str, ...]:
    return _each(list(texts(value)), identifier)


def one_or_more_identifiers(value: object) -> tuple[str, ...]:
    return identifiers(value) if isinstance(value, list) else (identifier(value),)


def flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    remedy = "Skriv true (ja) eller false (nej) uden anførselstegn."
    if word in _YES_NO:
        answer = "true" if word in ("true", "ja", "yes", "sand") else "false"
        remedy = f"Skriv {answer} uden anførselstegn."
    raise Wrong(f"Her skal stå true eller false; der står {shown(value)}.", remedy)


_LARGEST = Decimal(10) ** 16
_SMALLEST_STEP = -12


def number(value: object) -> Decimal:
    """A number as written, digit for digit; of the size that figures have."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        remedy = "Skriv tallet uden anførselstegn og med punktum som decimaltegn, fx 2.5."
        if isinstance(value, str) and (meant := meant_number(value)) is not None:
            unit = "; enheden er indikatorens" if meant[1] else ""
            remedy = f"Skriv {meant[0]} uden anførselstegn, med punktum som decimaltegn{unit}."
        raise Wrong(f"Her skal stå et tal; der står {shown(value)}.", remedy)
    exact = Decimal(value)
    if not exact.is_finite():
        raise Wrong(f"{value} er ikke et tal, der kan regnes med.", "Skriv et almindeligt tal.")
    exponent = exact.as_tuple().exponent
    if abs(exact) >= _LARGEST or not isinstance(exponent, int) or exponent < _SMALLEST_STEP:
        raise Wrong("Tallet er for langt.", "Skriv højst 16 cifre før punktummet og 12 efter.")
    return exact


def positive(value: object) -> Decimal:
    exact = number(value)
    if exact <= 0:
        raise Wrong(
            f"Tallet skal være over 0; der står {exact}.",
            "Skriv størrelsen uden fortegn; retningen står i nøglens navn.",
        )
    return exact


def margin(value: object) -> Margin:
    """A distance in the indicator's unit, or { percent = 20 } of what is required."""
    if not isinstance(value, dict):
        return positive(value)
    if set(value) != {"percent"}:
        raise Wrong("Her skal stå et tal eller en del af kravet.", "Skriv fx 5 eller { percent = 20 }.")
    return OfRequired(positive(value["percent"]))


def material(value: object) -> Margin | Significant:
    """As a margin, or "significant": more than chance."""
    if value == Significant.SIGNIFICANT.value:
        return Significant.SIGNIFICANT
    if isinstance(value, str):
        raise Wrong(f"Her kan ikke stå {shown(value)}.", 'Skriv et tal, { percent = 5 } eller "significant".')
    return margin(value)


def whole(value: object) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(
            f"Her skal stå et helt tal; der står {shown(value)}.", "Skriv et helt tal uden anførselstegn, fx 2017."
        )
    if value < 0:
        raise Wrong(f"Tallet må ikke være negativt; der står {value}.", "Skriv 0 eller et større helt tal.")
    return value


def year(value: object) -> int:
    """Of a contract: four digits, near enough to be somebody's."""
    found = whole(value)
    if not 1900 <= found < 2200:
        raise Wrong(f"Året {found} kan ikke være rigtigt.", "Skriv et år med fire cifre, fx 2017.")
    return found


def month(value: object) -> int:
    """1 is January."""
    found = whole(value)
    if not 1 <= found <= 12:
        raise Wrong(f"{found} er ikke en måned.", "Skriv månedens nummer, fx 8 for august.")
    return found


def day(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        said = meant_day(value) if isinstance(value, str) else value if isinstance(value, datetime) else None
        example = f"fx {date(2017, 1, 31)}" if said is None else f"{said:%Y-%m-%d}"
        raise Wrong(
            f"Her skal stå en dag; der står {shown(value)}.",
            f"Skriv dagen uden anførselstegn og uden klokkeslæt: {example}.",
        )
    return value


def period(value: object) -> Period:
    if not isinstance(value, str):
        remedy = f"Skriv perioden i anførselstegn: {PERIOD_EXAMPLES}."
        if isinstance(value, date):
            remedy = f'Skriv "{value:%Y-%m}" i anførselstegn.'
        elif isinstance(value, int) and not isinstance(value, bool):
            remedy = f'Skriv "{value}" i anførselstegn.'
        raise Wrong(f"Her skal stå en periode; der står {shown(value)}.", remedy)
    try:
        return Period.parse(value)
    except ValueError:
        said = meant_period(value)
        remedy = f'Skriv "{said}".' if said else f"Skriv {PERIOD_EXAMPLES}."
        raise Wrong(f"«{value}» er ikke en periode.", remedy) from None


def periods(value: object) -> tuple[Period, ...]:
    """Periods in order of time, none of them twice."""
    if not isinstance(value, list) or not value:
        raise Wrong(f"Her skal stå en liste af perioder; der står {shown(value)}.", 'Skriv fx ["2017-02", "2017-11"].')
    found = _each(value, period)
    if any(later.last_day <= earlier.last_day for earlier, later in pairwise(found)):
        raise Wrong(
            "Perioderne står ikke i rækkefølge, eller en af dem står to gange.",
            "Skriv dem i tidens rækkefølge, hver én gang.",
        )
    return found


def fraction(value: object) -> Fraction:
    found = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    part = Fraction(int(found[1]), int(found[2])) if found else None
    if part is None or part >= 1:
        raise Wrong(
            f"Her skal stå en brøk under 1; der står {shown(value)}.", 'Skriv brøken i anførselstegn, fx "1/3".'
        )
    return part


def count_or_fraction(value: object) -> int | Fraction:
    """How many of them: 3, or "1/2"."""
    if isinstance(value, str):
        return fraction(value)
    found = whole(value)
    if found < 1:
        raise Wrong("Mindst ét skal være opfyldt.", "Skriv 1 eller et større helt tal.")
    return found


def band(value: object) -> tuple[Decimal, Decimal]:
    """A lowest and a highest number."""
    if not isinstance(value, list) or len(value) != 2:
        raise Wrong(
            f"Her skal stå et laveste og et højeste tal; der står {shown(value)}.", "Skriv to tal, fx [365, 385]."
        )
    low, high = _each(value, number)
    if low > high:
        raise Wrong(f"Det laveste tal {low} er større end det højeste {high}.", f"Byt om på dem: [{high}, {low}].")
    return low, high


def anything(value: object) -> object:
    """Read where it is put together with the rest."""
    return value


def table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Wrong(f"Her skal stå en tabel; der står {shown(value)}.", "Skriv { nøgle = værdi }.")
    return value


def tables(value: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise Wrong(
            f"Her skal stå en eller flere tabeller; der står {shown(value)}.",
            "Skriv overskriften med dobbelte kantede parenteser: [[…]].",
        )
    return tuple(value)


def number_or_table(value: object) -> Decimal | Mapping[str, object]:
    """A fixed number, or where the required value comes from."""
    if isinstance(value, dict):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Wrong(
            f"Her skal stå et tal eller en sammenligning; der står {shown(value)}.",
            'Skriv et tal uden anførselstegn, fx 25, eller fx { baseline = "2015-12", minus = 63 }.',
        )
    return number(value)


def period_or_table(value: object) -> Period | Mapping[str, object]:
    """The period a change is counted from, or the period with the contract's own figure."""
    if isinstance(value, dict):
        return value
    return period(value)


def steps(value: object) -> tuple[tuple[Period, Decimal], ...]:
    """What is required by period, in order of time: { "2017-03" = 800, "2017-12" = 749 }."""
    written = table(value)
    if not written:
        raise Wrong("Der er ingen trin.", 'Skriv fx { "2017-06" = 780, "2017-12" = 749 }.')
    found = tuple((period(key), number(level)) for key, level in written.items())
    if any(later.last_day <= earlier.last_day for (earlier, _), (later, _) in pairwise(found)):
        raise Wrong("Trinnene står ikke i tidens rækkefølge.", "Skriv dem i rækkefølge, det sidste ved fristen.")
    return found


def degrees(value: object) -> Degrees:
    """{ "100" = 50, "50" = 45 }: per cent and the value that gives it; { from = 40, to = 50 }: a line from 0 to 100."""
    written = table(value)
    if set(written) == {"from", "to"}:
        nothing, everything = number(written["from"]), number(written["to"])
        if nothing == everything:
            raise Wrong("Linjen begynder og slutter ved samme tal.", "Skriv fx { from = 40, to = 50 }.")
        return DegreeLine(nothing, everything)
    if not written or not all(re.fullmatch(r"\d{1,3}", key) and 0 < int(key) <= 100 for key in written):
        raise Wrong(
            "Grader er procent fra 1 til 100, hver med det tal, der giver dem.",
            'Skriv fx { "100" = 50, "50" = 45, "25" = 40 }, eller { from = 40, to = 50 } for en ret linje.',
        )
    found = tuple((number(level), Decimal(key)) for key, level in written.items())
    if any(later >= earlier for (_, earlier), (_, later) in pairwise(found)):
        raise Wrong("Graderne står ikke i rækkefølge.", "Skriv den højeste først.")
    levels = [level for level, _ in found]
    if levels not in (sorted(set(levels)), sorted(set(levels), reverse=True)):
        raise Wrong("Tallene ved graderne går ikke samme vej.", "Ret tallene, så hver lavere grad er lettere at nå.")
    return DegreeSteps(found)


def earlier(value: object) -> When:
    """How far back: "year", "period", or a number of years."""
    if value == "year":
        return YearsEarlier(1)
    if value == "period":
        return PeriodBefore()
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 50:
        return YearsEarlier(value)
    raise Wrong(
        f"Her skal stå, hvor langt tilbage der sammenlignes; der står {shown(value)}.",
        'Skriv "year" (året før), "period" (perioden før) eller et antal år, fx 2.',
    )


def weight(value: object) -> Fraction:
    """A number or a fraction («1/3»), not nought; minus subtracts."""
    found = _WEIGHT.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, str) and found is None:
        raise Wrong(f"Her skal stå en vægt; der står {shown(value)}.", 'Skriv en brøk som "1/3", eller et tal.')
    exact = Fraction(int(found[1]), int(found[2])) if found else Fraction(number(value))
    if not exact:
        raise Wrong("Vægten er 0.", "Skriv en vægt, eller fjern delen.")
    return exact


def fractions_meant(decimals: Sequence[Decimal]) -> tuple[Fraction, ...]:
    """The fractions that decimals are cut or rounded from, together one where there are such; else the nearest."""
    for whole in range(2, _LARGEST_WHOLE):
        found = [Fraction(round(one * whole), whole) for one in decimals]
        near = [abs(part - Fraction(one)) < _step(one) for part, one in zip(found, decimals, strict=True)]
        if sum(found) == 1 and all(near):
            return tuple(found)
    return tuple(Fraction(one).limit_denominator(_LARGEST_WHOLE) for one in decimals)


def _step(number: Decimal) -> Fraction:
    """One of its last decimal."""
    exponent = number.as_tuple().exponent
    return Fraction(1, 10**-exponent) if isinstance(exponent, int) and exponent < 0 else Fraction(1)


def combination(value: object) -> Combine | AtLeast:
    """All, any, a gate, or { at_least = 2 } of the requirements."""
    if not isinstance(value, dict):
        return OneOf(Combine)(value)
    if set(value) != {"at_least"}:
        raise Wrong("Her skal stå, hvor mange krav der skal være opfyldt.", "Skriv fx combine = { at_least = 2 }.")
    count = whole(value["at_least"])
    if count < 1:
        raise Wrong("Mindst ét krav skal være opfyldt.", "Skriv 1 eller et større helt tal.")
    return AtLeast(count)


def members(value: object) -> tuple[object, ...]:
    """Area codes, or tables with a code and the days between which it is a member."""
    if not isinstance(value, list) or not value:
        raise Wrong(
            f"Her skal stå en liste af områdekoder; der står {shown(value)}.",
            'Skriv fx ["573", "740"], eller fjern nøglen og skriv i «needed», hvad der mangler.',
        )
    return tuple(value)


@dataclass(frozen=True, slots=True)
class OneOf(Generic[E]):
    """One of the words of an enumeration."""

    words: type[E]
    allowed: Callable[[E], bool] = lambda _: True

    def __call__(self, value: object) -> E:
        choices = [word for word in self.words if self.allowed(word)]
        if isinstance(value, str):
            for word in choices:
                if word.value == value:
                    return word
        listed = [word.value for word in choices]
        remedy = suggestion(value, listed) if isinstance(value, str) else f"Skriv {_listed(listed)} i anførselstegn."
        raise Wrong(f"Her kan ikke stå {shown(value)}.", remedy or f"Skriv {_listed(listed)}.")
