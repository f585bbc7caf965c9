"""What people write where a file wants a period, a day, a number or a key, so that a message can say what is meant."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from kpi.definitions.search import folded

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<name>jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_ANY_YEAR = r"(?P<year>(?:19|20|21)\d\d|\d\d)"
_ORDINAL = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4}
_NTH = r"(?P<nth>[1-4]\.?|første|anden|andet|tredje|fjerde)"
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:den )?(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-]{_ANY_YEAR}",
        rf"(?:den )?(?P<day>\d{{1,2}})\.? {_MONTH} {_YEAR}",
        rf"{_YEAR}[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})",
        rf"{_YEAR}[ ./-]?m?(?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})[./-]{_YEAR}",
        rf"{_MONTH}[ -]?{_ANY_YEAR}",
        rf"{_YEAR}[ -]{_MONTH}",
        rf"(?:(?:ved )?udgangen af|ultimo|slutningen af) {_YEAR}(?P<end>)",
        rf"{_YEAR}[ -]?[kq](?P<quarter>[1-4])",
        rf"[kq](?P<quarter>[1-4])[ -]?{_YEAR}",
        rf"{_NTH} (?:kvartal|kvt\.?)(?: i)? {_YEAR}",
        rf"{_YEAR}[ -]?h(?P<half>[12])",
        rf"h(?P<half>[12])[ -]?{_YEAR}",
        rf"{_NTH} (?P<of>halvår)(?: i)? {_YEAR}",
        rf"(?:i |(?:hele )?året |hele )?{_YEAR}(?P<whole>)",
        rf"(?:det )?rullende år {_YEAR}(?P<rolling>)",
    )
)  # fmt: skip
HARD_SPACES = frozenset("\u00a0\u2007\u2009\u202f\u3000")
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_UNIT = r"(?: ?(?P<unit>[^\W\d].*|%.*))?"
_NUMBER = re.compile(rf"(?P<sign>-?)(?P<whole>\d{{1,3}}(?:[. ]\d{{3}})+|\d+)(?:,(?P<decimals>\d+))?{_UNIT}")
_POINTED = re.compile(rf"(?P<number>-?\d+\.\d+){_UNIT}")


def plain_dashes(text: str) -> str:
    """Every dash, hyphen and minus that Word and PDF know, as the one of the keyboard."""
    return _DASHES.sub("-", text)


def visible(text: str) -> str:
    """Without what cannot be seen; hard and narrow spaces as the one of the keyboard."""
    return "".join(" " if sign in HARD_SPACES else sign for sign in text if sign not in INVISIBLE)


def meant_period(text: str) -> str:
    """«december 2017», «2017K4», «31-12-2017» as the file spells a period; empty where nothing like it is read."""
    said = " ".join(plain_dashes(visible(text)).split())
    for pattern in _PERIODS:
        if found := pattern.fullmatch(said):
            return _period(found.groupdict())
    return ""


def meant_day(text: str) -> date | None:
    """«31-12-2017», «31. december 2017»; None where no whole day is read."""
    said = " ".join(plain_dashes(visible(text)).split())
    for pattern in _PERIODS[:3]:
        if found := pattern.fullmatch(said):
            return _day(found.groupdict())
    return None


def _period(part: dict[str, str | None]) -> str:
    year = _year(part)
    if "day" in part and _day(part) is None:
        return ""
    month = _month(part)
    if month:
        return f"{year}-{month:02d}" if month <= 12 else ""
    if "end" in part:
        return f"{year}-12"
    if nth := part.get("nth"):
        number = _ORDINAL.get(nth.lower()) or int(nth.rstrip("."))
        return (f"{year}-H{number}" if number < 3 else "") if part.get("of") else f"{year}-Q{number}"
    quarter, half = part.get("quarter"), part.get("half")
    if quarter or half:
        return f"{year}-Q{quarter}" if quarter else f"{year}-H{half}"
    return f"{year}-R" if "rolling" in part else f"{year}"


def _year(part: dict[str, str | None]) -> int:
    """Two digits are of this century."""
    year = int(part["year"] or 0)
    return year + 2000 if year < 100 else year


def _month(part: dict[str, str | None]) -> int:
    """From 1; 0 where the period has none."""
    if name := part.get("name"):
        return next(number for number, one in enumerate(MONTHS, start=1) if one.startswith(name.lower()[:3]))
    return int(part.get("month") or 0)


def _day(part: dict[str, str | None]) -> date | None:
    """None: there is no such day."""
    try:
        return date(_year(part), _month(part), int(part["day"] or 0))
    except ValueError:
        return None


def meant_number(text: str) -> tuple[Decimal, str] | None:
    """«1.234,5», «25 pct.», «−3», with what stands after the digits; None where it is no number."""
    said = " ".join(plain_dashes(visible(text)).split())
    if found := _POINTED.fullmatch(said):
        return Decimal(found["number"]), found["unit"] or ""
    if found := _NUMBER.fullmatch(said):
        whole = found["sign"] + re.sub(r"[. ]", "", found["whole"])
        return Decimal(f"{whole}.{found['decimals']}" if found["decimals"] else whole), found["unit"] or ""
    return None


_KEYS = {
    "mindst": "at_least", "minimum": "at_least", "min": "at_least", "ikke_under": "at_least",
    "højst": "at_most", "maksimalt": "at_most", "maksimum": "at_most", "maks": "at_most", "max": "at_most",
    "ikke_over": "at_most", "op_til": "at_most", "ned_til": "at_most",
    "over": "above", "mere_end": "above", "flere_end": "above", "højere_end": "above", "større_end": "above",
    "bedre_end": "above below",
    "under": "below", "mindre_end": "below", "færre_end": "below", "lavere_end": "below",
    "mellem": "between", "interval": "between", "spænd": "between", "rang": "rank", "placering": "rank",
    "plads": "rank", "rangorden": "rank",
    "frist": "due", "tidsfrist": "due", "senest": "due", "deadline": "due", "forfald": "due", "slutdato": "ends_on due",
    "indikator": "indicator", "nøgletal": "indicator", "måling": "indicator", "måltal": "indicator target",
    "indikatorer": "indicators shown",
    "citat": "quote", "citater": "quote", "ordlyd": "quote", "aftaletekst": "quote",
    "udgangspunkt": "baseline", "basisår": "baseline", "grundtal": "baseline", "startpunkt": "baseline",
    "sammenlignet_med": "baseline",
    "kommune": "municipality area", "kommunekode": "municipality area", "område": "area", "sted": "area",
    "titel": "title", "navn": "name title", "overskrift": "title heading", "kort_titel": "short_title short",
    "korttitel": "short_title short", "kort_navn": "short short_title", "kort": "short short_title",
    "kortnavn": "short short_title", "enhed": "unit", "afdeling": "unit", "år": "year", "aftaleår": "year",
    "starter": "starts_on", "begynder": "starts_on", "startdato": "starts_on", "fra": "starts_on valid_from since",
    "slutter": "ends_on", "ophører": "ends_on", "til": "ends_on valid_to until", "indgået": "agreed_on",
    "underskrevet": "agreed_on", "aftalt": "agreed_on", "aftaledato": "agreed_on", "vedtaget": "agreed_on",
    "kilde": "source measured_by", "opdigtet": "made_up", "eksempel": "example made_up", "mission": "mission",
    "vision": "vision", "baggrund": "background", "opfølgning": "follow_up", "nøgledato": "key_date",
    "nøgledage": "key_date", "vigtig_dag": "key_date", "mål": "goal target", "målsætning": "goal",
    "bevillingsmål": "goal", "dag": "day on", "dato": "day on", "periode": "period", "nummer": "number", "nr": "number",
    "afsnit": "section", "oprindelse": "origin", "ophav": "origin", "har_ansvar": "responsible",
    "ansvarlig": "owner responsible", "ejer": "owner", "stedfortræder": "deputy", "delmål": "aims", "formål": "aims",
    "evaluering": "evaluated_in", "evalueres_i": "evaluated_in", "vises": "shown", "vist": "shown",
    "handling": "action", "handlinger": "action", "indsats": "action", "indsatser": "action", "kriterium": "criterion",
    "succeskriterium": "criterion", "succeskriterier": "criterion", "kriterier": "criterion", "egen": "own",
    "note": "note", "bemærkning": "note", "bemærkninger": "note", "kommentar": "note", "forklaring": "note definition",
    "måles_af": "measured_by", "måles_ved": "measured_by", "målt_af": "measured_by", "opgøres_af": "measured_by",
    "kombination": "combine", "kombiner": "combine", "samlet": "combine", "krav": "target", "milepæl": "milestone",
    "milepæle": "milestone", "tilbagevendende": "recurring", "begivenhed": "recurring", "vurdering": "assessment",
    "skøn": "assessment", "vindue": "window", "tidsrum": "window period", "styrke": "strength", "tæt_på": "near",
    "margin": "near tolerance", "tolerance": "tolerance", "afvigelse": "accepted tolerance", "væsentlig": "material",
    "mindste_ændring": "material", "uændret": "material", "målgruppe": "population", "befolkning": "population",
    "accepteret": "accepted", "aftalt_afvigelse": "accepted", "siden": "since", "indtil": "until",
    "begrundelse": "reason", "årsag": "reason", "hvorfor": "reason", "ændring": "amended", "ændret": "amended",
    "tillæg": "amended", "gælder_fra": "on valid_from", "gælder_til": "valid_to", "udgået": "withdrawn",
    "bortfaldet": "withdrawn", "hver": "each", "anledning": "each", "gange": "occasions", "møder": "occasions",
    "grundlag": "basis", "metode": "basis", "hver_periode": "every_period", "hver_måned": "every_period",
    "en_periode": "some_period",
    "læses_også_som": "also_read_as", "stigning": "plus", "forøgelse": "plus", "flere": "plus", "fald": "minus",
    "færre": "minus", "reduktion": "minus", "reduceret_med": "minus", "plus_procent": "plus_percent",
    "plus_pct": "plus_percent", "stigning_pct": "plus_percent", "stigning_procent": "plus_percent",
    "minus_procent": "minus_percent", "minus_pct": "minus_percent", "fald_pct": "minus_percent",
    "fald_procent": "minus_percent", "værdi": "value", "tal": "value", "niveau": "value",
    "gruppe": "peer_group", "sammenligningsgruppe": "peer_group", "klynge": "peer_group", "grupper": "peer_group",
    "statistik": "statistic", "gennemsnit": "statistic", "bedste_del": "best_fraction", "andel": "best_fraction",
    "årlig": "yearly", "årligt": "yearly", "om_året": "yearly", "vækst": "growth", "tidligere": "earlier",
    "året_før": "earlier", "trin": "steps", "art": "kind", "type": "kind", "bedst": "better", "retning": "better",
    "hyppighed": "frequency", "frekvens": "frequency", "decimaler": "decimals", "tabel": "table", "tæller": "numerator",
    "nævner": "denominator", "brud": "break", "databrud": "break", "indtastes": "typed", "sæson": "seasonal",
    "personer": "persons", "vægt": "weight", "del": "part", "dele": "part", "del_af": "part_of",
    "definition": "definition", "ophørt": "ended", "mindsteværdi": "minimum", "højesteværdi": "maximum",
    "vilkår": "terms", "medlemmer": "members", "medlem": "member", "mangler": "needed", "områder": "areas",
    "indikator_id": "indicator", "format": "format",
}  # fmt: skip


def _spelled(word: str) -> str:
    """Without Danish letters and capitals, words joined by an underscore."""
    return re.sub(r"[\s-]+", "_", folded(word.strip()))


_HEADINGS = {
    "mål": "goal", "målsætning": "goal", "bevillingsmål": "goal", "handling": "action", "handlinger": "action",
    "indsats": "action", "succeskriterium": "criterion", "succeskriterier": "criterion", "kriterium": "criterion",
    "kriterier": "criterion", "krav": "target", "måltal": "target", "milepæl": "milestone", "milepæle": "milestone",
    "tilbagevendende": "recurring", "begivenhed": "recurring", "vurdering": "assessment", "ændring": "amended",
    "nøgledato": "key_date", "nøgledag": "key_date", "dato": "key_date", "indikator": "indicator",
    "indikatorer": "indicator", "databrud": "break", "kilde": "source", "kilder": "source", "enhed": "unit",
    "gruppe": "peer_group", "sammenligningsgruppe": "peer_group", "klynge": "peer_group", "medlem": "member",
}  # fmt: skip


_ENGLISH_HEADINGS = frozenset(_HEADINGS.values()) | {"tally", "part", "example", "count", "fetch", "columns", "fixed"}


def meant_heading(word: str) -> str:
    """The word of a heading that a Danish or misspelt one stands for; empty where it stands for none but itself."""
    if word in _ENGLISH_HEADINGS:
        return ""
    near = get_close_matches(word.lower(), sorted(_ENGLISH_HEADINGS), n=1, cutoff=0.75)
    return _HEADING_WORDS.get(_spelled(word), "") or next(iter(near), "")


_MEANT = {_spelled(word): keys.split() for word, keys in _KEYS.items()}


_HEADING_WORDS = {_spelled(word): heading for word, heading in _HEADINGS.items()}


def meant_key(word: str, allowed: Collection[str]) -> str:
    """The key that a Danish word stands for, among those that can stand here; empty where it stands for none."""
    spelled = _spelled(word)
    candidates = [spelled, *_MEANT.get(spelled, ())]
    return next((key for key in candidates if key in allowed), "")
