"""What reads as a CPR number, in all usual spellings; every room that takes in text asks here.

Check digits are not asked for: numbers without them have been issued since 2007.
"""

from __future__ import annotations

import re
import unicodedata

_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_CENTURY = r"(?:18|19|20)?"
# A colon or an equals sign with a space is a sentence: «pr. 311217: 1234 personer».
_JOIN = r"(?:[ \t]?(?:--|[-./_])?[ \t]?|[:=])"
# A plus before the digits makes them a telephone number.
_BEFORE, _AFTER = r"(?<![\d+])", r"(?!\d)"
_TEN = (
    rf"{_DAY}{_MONTH}{_CENTURY}\d\d{_JOIN}\d{{4}}"
    rf"|{_DAY}(?P<s>[ ./-]){_MONTH}(?P=s){_CENTURY}\d\d{_JOIN}\d{{4}}"
    rf"|{_DAY}{_MONTH}(?P<t>[./-]){_CENTURY}\d\d(?P=t)\d{{4}}"
    # Replacement numbers: letters among the last four, or 60 added to the day.
    rf"|(?:{_DAY}|6[1-9]|[78]\d|9[01]){_MONTH}\d\d-(?=[A-Z]*\d)[\dA-Z]{{4}}(?![A-Za-z])"
)
_NINE = rf"[1-9]{_MONTH}\d\d-?\d{{4}}"
# A whole file at once, whatever separates its cells: where this finds nothing, no cell holds one.
_SUSPECT = re.compile(f"{_BEFORE}(?:{_TEN}|{_NINE}){_AFTER}", re.ASCII)
_IN_TEXT = re.compile(rf"{_BEFORE}(?:{_TEN}|(?<!\d[.,]){_NINE}){_AFTER}", re.ASCII)
# Among figures: not the decimals of a number, and nine digits are an amount.
_AMONG_FIGURES = re.compile(rf"{_BEFORE}(?<!\d[.,])(?:{_TEN}){_AFTER}(?![.,]\d)", re.ASCII)

# Programs name the parts of a workbook by such numbers; one in five hundred has a CPR number in it by chance.
_GUID = re.compile(r"[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12}", re.ASCII)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
# What every spelling has in common, for a first look that takes a millisecond: nine digits with nothing but joints
# between, or six and a dash.
_ONLY_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_DASH_AFTER_SIX = re.compile(r"\d{6}-", re.ASCII)


def comparable(text: str) -> str:
    """The text with every digit, dash and space in its plainest form, invisible signs left out."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    plainer = {ord(sign): plain for sign in set(text) if (plain := _plain(sign)) != sign}
    return text.translate(plainer) if plainer else text


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _INVISIBLE:
        return ""
    if sign in _DASHES:
        return "-"
    return str(unicodedata.digit(sign)) if sign.isdigit() else sign


def may_contain_cpr(text: str) -> bool:
    """A quick look at a whole file: False is certain, True asks for `contains_cpr` cell by cell."""
    text = comparable(text)
    joined = text.encode(errors="surrogatepass").translate(_ONLY_DIGITS, b" \t./-_:=")
    if b"000000000" not in joined and not _DASH_AFTER_SIX.search(text):
        return False
    return bool(_SUSPECT.search(text))


def contains_cpr(text: str, *, among_figures: bool = False) -> bool:
    """True where something reads as a CPR number. Among figures nine digits and decimals are none."""
    spelling = _AMONG_FIGURES if among_figures else _IN_TEXT
    text = comparable(text)
    return bool(spelling.search(text) and spelling.search(_GUID.sub(";", text)))
