"""What a contract's own words say in numbers: «mindst 25 pct.», «63 færre», «femogtyve», «to tredjedele», «alle».

What only tells when, where or of whom («december 2017», «3. samtale», «18-29-årige») is a number too, but nobody
demands it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpi.definitions.danish import MONTHS


class NumberKind(StrEnum):
    """What stands after a number that is no amount."""

    PERCENT = "percent"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Bound:
    """What stands before a number: on which side of it one is to be, and whether the number itself will do."""

    word: str
    high: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """A word of more or less beside a number: «63 færre», «reduceret med 63»."""

    word: str
    more: bool


@dataclass(frozen=True, slots=True)
class QuotedNumber:
    """One number of a text."""

    values: tuple[Fraction, ...]
    """What it can be: 20 and 20.000.000 for «20 mio.», 25 and 1/4 for «en fjerdedel»."""
    text: str
    """As it is written, with what follows it: «25 pct.»."""
    demanded: bool
    """False: it tells when, where or of whom, or need be no number at all («de to enheder», «alle»)."""
    bound: Bound | None
    """None: nothing before it says on which side."""
    turn: Turn | None
    """None: nothing beside it says which way."""
    share: NumberKind | None
    """None: an amount, or it is not said."""
    time: str
    """The unit of time that it is counted in («uge»); empty: in none."""


# --- words that are numbers ------------------------------------------------------------------------------------------

_ONES = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TEENS = ("ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten")
_TENS = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90,
}  # fmt: skip
_WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS)) if number > 1},
    **_TENS,
    **{f"{one}og{ten}": tens + number for number, one in enumerate(_ONES) for ten, tens in _TENS.items() if number},
    **{f"{one}hundrede": 100 * number for number, one in enumerate(_ONES) if number > 1},
    **{f"{one}tusind": 1000 * number for number, one in enumerate(_ONES) if number > 1},
    "én": 1, "ét": 1, "hundrede": 100, "tusind": 1000,
}  # fmt: skip
_PARTS = {
    "halv": 2, "tredj": 3, "tredjedel": 3, "fjerdedel": 4, "kvart": 4, "femtedel": 5, "sjettedel": 6, "syvendedel": 7,
    "ottendedel": 8, "niendedel": 9, "tiendedel": 10,
}  # fmt: skip
_EVERY = {"anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "tiende": 10}
_TIMES = {"fordobl": 2, "tredobl": 3, "firedobl": 4}
_ALL = r"alle|samtlige|hver eneste|fuldt ud|hundrede procent"
_NONE = r"ingen|intet|aldrig|nul"
_SCALES = {"mio": 10**6, "mil": 10**6, "mia": 10**9, "tus": 10**3, "t.k": 10**3, "tkr": 10**3}

_NUMBER_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_TIME = r"arbejdsdag|gang|hverdag|måned|mdr|minut|sekund|kvartal|døgn|time|dag|uge|år"
_AFTER = re.compile(
    r"(?P<share> ?(?:%-?point|pct\.?-?point|procentpoint|point)\b| ?(?:%|pct\b\.?|procent\b))?"
    rf"(?P<time>[ -]?(?:{_TIME})(?:e|er|r|ter|s|ers|rs|es|\.)?\b)?"
    r"(?: ?kr\b\.?| kroner| stk\b\.?| (?:\w*personer|borgere|ledige|unge|elever|sager|pladser|medarbejdere))?"
    r"(?P<turn> (?:flere|højere|mere|større|længere|færre|lavere|mindre|kortere)\b)?",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?<![\w.,§])(?:"
    rf"(?P<some>\d+|{_NUMBER_WORD}) (?:ud )?af (?:de |hver )?(?P<of>\d+|{_NUMBER_WORD})\b"
    r"|(?P<over>\d{1,2})/(?P<under>\d{1,2})\b"
    r"|(?P<digits>\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?P<half> ?½)?"
    r"(?: ?(?P<scale>mio\b\.?|million(?:er)?\b|mia\b\.?|milliard(?:er)?\b|tusind(?:e)?\b|t\.?kr\b\.?))?(?!\d)"
    r"|(?P<alone>½)"
    rf"|(?:(?P<top>en|et|{_NUMBER_WORD}) )?(?P<part>halvdel|halve?|kvart|[a-zæøå]+dele?)(?:en|ene)?\b"
    rf"|hver (?P<every>anden|andet|tredje|fjerde|femte|tiende)\b(?! (?:{_TIME}))"
    r"|(?P<times>fordobl|tredobl|firedobl|halver)\w*"
    rf"|(?P<all>{_ALL})\b|(?P<none>{_NONE})\b"
    rf"|(?P<word>{_NUMBER_WORD})\b"
    r")",
    re.IGNORECASE,
)

# --- words beside a number -------------------------------------------------------------------------------------------

_NOT = r"(?:ikke|aldrig)(?: (?:er|være|kommer|komme|ligge|ligger|må|bliver|blive))*"
_LESS_THAN, _MORE_THAN = r"(?:mindre|færre|lavere|kortere) end", r"(?:mere|flere|højere|større|længere) end"
_BOUNDS = (
    (True, False, rf"{_NOT} (?:under|{_LESS_THAN}|falde(?:r)? (?:til )?under)"),
    (False, False, rf"{_NOT} (?:over|{_MORE_THAN}|overstige(?:r)?)"),
    (True, False, r"mindst|minimum|min\."),
    (False, False, r"højst|maksimalt|maksimum|maks\.?|max\.?"),
    (True, True, rf"over|{_MORE_THAN}"),
    (False, True, rf"under|{_LESS_THAN}"),
)
_FILLERS = (
    r"være|er|udgøre?|ligger?|blive|bliver|ca\.?|cirka|omkring|på|i alt|samlet|kr\.?|en|et|den|til|med|yderligere"
)
_FILLED = rf"(?: (?:{_FILLERS}))*"
_SIGNS = ((True, False, "≥|>="), (False, False, "≤|<="), (True, True, ">"), (False, True, "<"))
_BEFORE = [
    *((high, strict, re.compile(rf"\b({words}){_FILLED} ?$", re.IGNORECASE)) for high, strict, words in _BOUNDS),
    *((high, strict, re.compile(rf"({signs}) ?$")) for high, strict, signs in _SIGNS),
]
_FEWER = r"reduc\w*|nedbr\w*|sænk\w*|mindsk\w*|fald\w*|formindsk\w*|nedsæt\w*|spar\w*|skær\w*|afkort\w*|forkort\w*"
_MORE = r"øg\w*|forøg\w*|stig\w*|steg|voks\w*|vækst\w*|hæv\w*|udvid\w*|forlæng\w*"
_VERB = re.compile(rf"\b(?:(?P<less>{_FEWER})|(?P<more>{_MORE}))\b", re.IGNORECASE)
_BY = re.compile(
    r"\bmed(?: (?:mindst|højst|minimum|maksimalt|ca\.?|cirka|i alt|yderligere|over|under|mere end|op til))* ?$"
)
_CLAUSE = re.compile(r"[;:]|[.,] ")

# --- numbers that nobody demands -------------------------------------------------------------------------------------

_MONTH = "|".join((*MONTHS, *(rf"{month[:3]}\." for month in MONTHS)))
_UNITS_OF_2000 = r"%|pct|procent|kr|personer|borgere|fuldtids|årsp|ledige|timer|stk|pladser|sager|mio|elever|virksom"
_APART = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b",
        r"\b\d{1,2}/\d{1,2}\b(?! af| dele?)",
        rf"(?i)\b\d{{1,2}}\. ?(?:{_MONTH})",
        rf"\b(?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?\b(?! ?(?:{_UNITS_OF_2000}))",
        r"\b\d{1,3}\.(?= ?(?:[–-]|,|og\b|eller\b|til\b|[a-zæøå]))(?! ?kr)",
        r"(?i)(?:§+|\b(?:stk\.|nr\.|nummer|lov|uge|fase|trin|mål|delmål|punkt|pkt\.|side|bilag|kapitel|kap\.|afsnit"
        r"|bevilling|kl\.|niveau|spor|runde|version|gruppe|kategori|tabel|figur|område|klasse|paragraf)) ?\d+"
        r"(?:[.,-]\d+)*(?! ?(?:%|pct|procent))",
        r"(?i)\b[a-zæøå]+-?\d+\b",
        r"(?i)\bpr\.? ?1(?:\.?000|0\.?000|00\.?000|00)\b",
        r"(?i)\b\d+-[a-zæøå]\w*",
        r"(?i)\b\d+(?: ?[–-] ?\d+)?[ -]?årig\w*",
        rf"(?i)\b\d+ ?[–-] ?\d+ ?(?:{_TIME})",
        rf"(?i)\b\d+(?:, \d+)* (?:og|eller|til) \d+ ?(?:{_TIME})",
        r"(?i)\bskala(?:en)?(?: fra| på)? \d+ ?(?:til|–|-) ?\d+",
        r"(?<!\d)\b\d{1,2}\)",
    )
)


def numbers(text: str) -> tuple[QuotedNumber, ...]:
    """In the order they stand. Spaces in the text are single."""
    apart = [found.span() for pattern in _APART for found in pattern.finditer(text)]
    return tuple(_said(found, text, apart) for found in _FOUND.finditer(text) if _values(found))


def _said(found: re.Match[str], text: str, apart: list[tuple[int, int]]) -> QuotedNumber:
    before, after = text[: found.start()], _AFTER.match(text, found.end())
    assert after is not None  # it can be empty
    bound = next(
        (Bound(hit[1], high, strict) for high, strict, words in _BEFORE if (hit := words.search(before))), None
    )
    share, turn = _share(after["share"]), _turn(before, after["turn"])
    beside = bound is not None or share is not None or turn is not None
    surely = bool(
        found["digits"] or found["alone"] or found["part"] or found["some"] or found["over"] or found["times"]
    )
    whole = found["all"] is None and found["none"] is None
    return QuotedNumber(
        values=_values(found),
        text=text[found.start() : after.end()].strip(),
        demanded=whole and (surely or beside) and not any(start <= found.start() < end for start, end in apart),
        bound=bound,
        turn=turn,
        share=share,
        time=_stem(after["time"]),
    )


def _share(written: str | None) -> NumberKind | None:
    if not written:
        return None
    return NumberKind.POINT if "point" in written else NumberKind.PERCENT


def _turn(before: str, after: str | None) -> Turn | None:
    if after:
        return Turn(after.strip(), after.strip().lower() in ("flere", "højere", "mere", "større", "længere"))
    clause = _CLAUSE.split(before)[-1]
    verbs = list(_VERB.finditer(clause)) if _BY.search(clause.lower()) else []
    return Turn(f"{verbs[-1].group()} med", verbs[-1]["more"] is not None) if verbs else None


def _stem(written: str | None) -> str:
    found = re.match(rf"[ -]?({_TIME})", written or "", re.IGNORECASE)
    return "" if found is None else found[1].lower().replace("mdr", "måned")


def _values(found: re.Match[str]) -> tuple[Fraction, ...]:
    """Empty for what looks like a number and is none («en handel»)."""
    if found["digits"]:
        return _scaled(_digits(found["digits"]) + (Fraction(1, 2) if found["half"] else 0), found["scale"])
    if found["alone"]:
        return Fraction(1, 2), Fraction(50)
    if found["some"]:
        some, of = _whole(found["some"]), _whole(found["of"])
        return (*_part(Fraction(some, of)), Fraction(some), Fraction(of)) if of else ()
    if found["over"]:
        of = int(found["under"])
        return _part(Fraction(int(found["over"]), of)) if of else ()
    if found["part"]:
        below = next((n for stem, n in _PARTS.items() if _is_part(found["part"].lower(), stem)), 0)
        top = _whole(found["top"]) if found["top"] else 1
        return _part(Fraction(top, below)) if below else ()
    if found["every"]:
        return _part(Fraction(1, _EVERY[found["every"].lower()]))
    if found["times"]:
        times = _TIMES.get(found["times"].lower())
        return (Fraction(100 * (times - 1)), Fraction(times)) if times else (Fraction(50), Fraction(1, 2))
    if found["all"] or found["none"]:
        return (Fraction(100), Fraction(1)) if found["all"] else (Fraction(0),)
    return (Fraction(_WORDS[found["word"].lower()]),)


def _is_part(word: str, stem: str) -> bool:
    return word in (stem, f"{stem}e", f"{stem}del")


def _digits(written: str) -> Fraction:
    """«1.200» is twelve hundred, «25.5» twenty-five and a half."""
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?", written):
        written = re.sub(r"[. ]", "", written)
    return Fraction(written.replace(",", "."))


def _whole(written: str) -> int:
    return int(written) if written.isdigit() else _WORDS.get(written.lower(), 1)


def _part(part: Fraction) -> tuple[Fraction, ...]:
    """As a part, and in per cent as people write it."""
    percent = part * 100
    return part, percent, Fraction(round(percent)), Fraction(round(percent * 10), 10)


def _scaled(value: Fraction, scale: str | None) -> tuple[Fraction, ...]:
    if not scale:
        return (value,)
    factor = _SCALES[scale.lower()[:3]]
    return value, value * factor, value * factor / 1000
