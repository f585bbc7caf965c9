"""From bytes to text: which letters a text file is written in."""

from __future__ import annotations

import codecs
import re

from kpi.intake.refusal import FileRefused
from kpi.intake.text import quoted

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# What Danish letters of the old DOS and Mac character sets look like when read as Windows-1252.
_FOREIGN_LETTERS = re.compile("[A-Za-z][†›¾¿Œ‘][a-z]")
_TWICE_ENCODED = re.compile("Ã[¦¸¥†˜…\u0086\u0098\u0085]")
_SAVE_AS = "Gem filen igen som «CSV UTF-8» fra Excel, eller bed afsenderen om det."


def decode(content: bytes) -> tuple[str, str]:
    """The text without its BOM, and the name of its encoding.

    UTF-8, UTF-8 and UTF-16 with BOM, and Windows-1252 are read; FileRefused for anything else, and for a mixture.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise FileRefused(
                f"Filen er gemt som UTF-16, men er skåret over eller beskadiget ved byte {error.start + 1}. {_SAVE_AS}"
            ) from None
        return _sound(text), "UTF-16"
    if (place := content.find(b"\0")) >= 0:
        raise FileRefused(
            f"Filen er ikke ren tekst: der står et nul-tegn på linje {_line_of(content, place)} (byte {place + 1}). "
            + _SAVE_AS
        )
    try:
        with_bom = content.startswith(codecs.BOM_UTF8)
        return _sound(content.decode("utf-8-sig")), "UTF-8 med BOM" if with_bom else "UTF-8"
    except UnicodeDecodeError as error:
        place = error.start
    if _MULTIBYTE.search(content) or content.startswith(codecs.BOM_UTF8):
        raise FileRefused(
            "Filen blander to tegnsæt: noget er UTF-8, men på linje "
            f"{_line_of(content, place)} (byte {place + 1}) står et tegn, der ikke er. {_SAVE_AS}"
        )
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"Filens tegnsæt kendes ikke. Tegnet på linje {_line_of(content, error.start)} (byte {error.start + 1}) "
            f"findes hverken i UTF-8 eller Windows-1252. {_SAVE_AS}"
        ) from None
    if (found := _FOREIGN_LETTERS.search(text)) and not re.search("[æøåÆØÅ]", text):
        raise FileRefused(
            f"Filens tegnsæt kendes ikke: bogstaverne på linje {text.count(chr(10), 0, found.start()) + 1} giver "
            "ikke "
            f"mening som Windows-1252. {_SAVE_AS}"
        )
    return _sound(text), "Windows-1252"


def decode_as(content: bytes, encoding: str, name: str) -> str:
    """The text in the character set that the file itself names. FileRefused where it is not in it."""
    try:
        return _sound(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"Filen siger selv, at dens tegnsæt er {quoted(name)}, men tegnet på linje "
            f"{_line_of(content, error.start)} (byte {error.start + 1}) findes ikke i det. Hent den igen som CSV eller "
            "Excel."
        ) from None


def _sound(text: str) -> str:
    for sign, place in (("nul-tegn", text.find("\0")), ("erstatningstegn (\ufffd)", text.find("\ufffd"))):
        if place >= 0:
            raise FileRefused(
                f"Der står et {sign} på linje {text.count(chr(10), 0, place) + 1}: filen er blevet beskadiget "
                "eller gemt "
                f"med et forkert tegnsæt. {_SAVE_AS}"
            )
    if found := _TWICE_ENCODED.search(text):
        raise FileRefused(
            f"Æ, ø og å er blevet til to tegn (linje {text.count(chr(10), 0, found.start()) + 1}): filen er gemt "
            "to gange "
            f"med hver sit tegnsæt. {_SAVE_AS}"
        )
    return text


def _line_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
