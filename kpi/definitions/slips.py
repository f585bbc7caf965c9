"""A line that is not TOML, read as it was meant: what is wrong with it, what to write, and the line as it should be.

Each slip is one function from a text to what it finds; it sees strings and comments covered, so that «1,5» in a title
is no slip. The meant text has as many lines as the written one.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace

from kpi.definitions.danish import meant_day, meant_number, meant_period, plain_dashes, visible
from kpi.definitions.value import misspelt

_STRING_OR_COMMENT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|(?<!")"(?:[^"\\\n]|\\[^\n])*"(?!")|(?<!\')\'[^\'\n]*\'(?!\')|#[^\n]*',
    re.DOTALL,
)
_STRING = "■"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CURLY = "“”„‟″", "«»", "‘’‚‹›´`"
_CLOSING = {"[": "]", "{": "}"}
_YES, _NO = ("true", "ja", "yes", "sand", "sandt"), ("false", "nej", "no", "falsk")
_TEXT_KEYS = {"title", "short_title", "quote", "note", "source", "section", "measured_by", "each", "basis"}
_PERIOD_KEYS = {"due", "period", "baseline", "every_period", "first", "ended", "frist", "periode", "udgangspunkt"}

NOT_A_LINE = (
    "Linjen er hverken en nøgle, en overskrift eller en bemærkning.",
    "Hører den til teksten ovenfor, så skal den stå inden for anførselstegnene; er den en bemærkning, så begynd med #.",
)
UNREADABLE = (
    "Linjen kan ikke læses.",
    'Skriv nøgle = værdi: tekst i anførselstegn ("…"), tal med punktum (2.5), ja og nej som true og false.',
)


@dataclass(frozen=True, slots=True)
class Slip:
    text: str
    """The whole as it was meant, or a step nearer to it."""
    fault: str
    """Empty: it is told where the value is read."""
    remedy: str
    certain: bool = True
    """False: what was meant is not known, and nothing more is to be told of the value."""
    first: bool = False
    """True: mended before anything else is looked for."""
    after: int = 0
    """On which line of the text, from 0."""


Look = Callable[[str], Slip | None]


def parses(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):  # also a number longer than Python reads
        return False
    return True


def covered(text: str) -> str:
    """Character for character: strings as ■, comments as spaces. A string that is not closed stands as it is."""

    def cover(found: re.Match[str]) -> str:
        return (" " if found.group()[0] == "#" else _STRING) * len(found.group())

    return _STRING_OR_COMMENT.sub(cover, text)


def mended(text: str) -> tuple[str | None, tuple[Slip, ...]]:
    """The text as valid TOML, and each slip in it. None: what was meant cannot be told.

    One slip that explains the whole goes before several that do so together.
    """
    looks = _HEADING_LOOKS if visible(text).lstrip().startswith("[") else _LOOKS
    slips: list[Slip] = []
    for _ in range(len(looks)):
        if parses(text):
            return text, tuple(slips)
        found = [step for look in looks if (step := _throughout(look, text))[1]]
        if not found:
            break
        prepared = [step for step in found if step[1][0].first]
        text, told = next((step for step in prepared or found if parses(step[0])), (prepared or found)[0])
        slips += told
    return None, tuple(slip for slip in slips if slip.fault) or (Slip(text, *_why_unreadable(text)),)


def _throughout(look: Look, text: str) -> tuple[str, tuple[Slip, ...]]:
    """The text without any slip of the kind; each that is told otherwise than the others."""
    told: dict[str, Slip] = {}
    for _ in range(_MOST_OF_A_KIND):
        slip = None if parses(text) else look(text)
        if slip is None or slip.text == text:
            break
        kind = slip.fault if look is _bare_word else ""
        told.setdefault(kind, replace(slip, after=_first_changed(text, slip.text)))
        text = slip.text
    return text, tuple(told.values())


_MOST_OF_A_KIND = 40
"""On one line; more of them are no slip of the pen."""


def _why_unreadable(text: str) -> tuple[str, str]:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        pass
    except RecursionError:
        return "Der er for mange parenteser inde i hinanden.", "Fjern dem, der er for mange."
    except ValueError:
        return "Tallet er for langt.", "Skriv et almindeligt tal."
    return UNREADABLE


def _first_changed(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((number for number, (old, new) in enumerate(pairs) if old != new), 0)


# --- signs ---------------------------------------------------------------------------------------------------------


UNSEEN = "Uden for anførselstegnene står et tegn, der ikke kan ses (fx et hårdt mellemrum fra Word)."


def _unseen(text: str) -> Slip | None:
    pairs = zip(text, covered(text), strict=True)
    fixed = "".join(sign if seen == _STRING else visible(sign) for sign, seen in pairs)
    return Slip(fixed, UNSEEN, "Slet mellemrummet, og skriv det igen med mellemrumstasten.", first=True)


def _curly(text: str) -> Slip | None:
    """Only what stands where a text begins or ends; quotation marks inside it are its own."""
    cover = covered(text)
    for marks in _CURLY:
        at = [number for number, sign in enumerate(cover) if sign in marks and _is_at_an_end(cover, number)]
        if at:
            fixed = "".join('"' if number in at else sign for number, sign in enumerate(text))
            closed = None if parses(fixed) else _unclosed_text(fixed)
            said = f"Anførselstegnet {cover[at[0]]} kan ikke bruges om en tekst.", 'Skriv lige anførselstegn: "…".'
            return Slip(fixed if closed is None else closed.text, *said)
    return None


def _is_at_an_end(cover: str, at: int) -> bool:
    """Whether a quotation mark stands beside what separates values."""
    before, after = cover[:at], cover[at + 1 :]
    opens = re.search(r"[=\[{,]\s*$", before) or (re.search(r"\w\.$", before) and re.match(r"\w", after))
    return bool(opens or re.match(r"[ \t]*(?:[,\]}\n=]|$)", after))


def _dashes(text: str) -> Slip | None:
    cover = covered(text)
    fixed = "".join(sign if seen == _STRING else plain_dashes(sign) for sign, seen in zip(text, cover, strict=True))
    found = next((sign for sign in cover if plain_dashes(sign) != sign), "")
    return Slip(fixed, f"Stregen {found} er en tankestreg eller et særligt minustegn.", "Skriv en bindestreg: -.")


# --- keys and the sign after them ----------------------------------------------------------------------------------

_TOP_KEY = re.compile(rf"^(\s*)([^=:\n{_STRING}\[\]{{}}\"'#]{{1,80}}?)([ \t]*=)")
_INNER_KEY = re.compile(rf"([{{,][ \t]*)([^=:\n,{_STRING}\[\]{{}}\"'#]{{1,80}}?)([ \t]*=)")


def _danish_key(text: str) -> Slip | None:
    """A key with Danish letters or spaces is no key; it is told what it means where the table is read."""
    for pattern in (_TOP_KEY, _INNER_KEY):
        for found in pattern.finditer(covered(text)):
            key = found[2]
            if not _BARE.fullmatch(key.replace(".", "")) and len(key.split()) <= 4 and key[0].isalpha():
                quoted = json.dumps(key, ensure_ascii=False)
                return Slip(text[: found.start(2)] + quoted + text[found.end(2) :], "", "", first=True)
    return None


def _colon(text: str) -> Slip | None:
    cover = covered(text)
    found = re.match(rf"\s*([\w-][\w.{_STRING}-]*?)\s*(:=|:|==|=>|->)\s*(?=\S)", cover)
    if found is None and re.match(r"\s*[\w.-]+\s*=", cover):
        found = re.search(r"[{,]\s*([^\W\d][\w-]*)\s*(:=|:|==|=>)\s*(?=\S)", cover)
    if found is None:
        return None
    return Slip(
        f"{text[: found.start(2)].rstrip()} = {text[found.end() :]}",
        f"Mellem «{text[found.start(1) : found.end(1)]}» og værdien står {found[2]}.",
        "Skriv ét lighedstegn: nøgle = værdi.",
    )


def _no_equals(text: str) -> Slip | None:
    found = re.match(rf"(\s*)([a-zæøå_][\w.{_STRING}-]*)[ \t]+(?=[{_STRING}\"'\[{{\d])", covered(text))
    if found is None:
        return None
    return Slip(
        f"{text[: found.end(2)]} = {text[found.end() :]}",
        f"Der mangler = efter «{text[found.start(2) : found.end(2)]}».",
        "Skriv nøgle = værdi.",
    )


# --- texts ---------------------------------------------------------------------------------------------------------


def _in_one_line(text: str) -> str:
    body = text.rstrip()
    return re.sub(r"[ \t]*\r?\n[ \t]*", " ", body) + "\n" * body.count("\n") + text[len(body) :]


def _broken_text(text: str) -> Slip | None:
    cover = covered(text)
    if "\n" not in text.rstrip() or not re.search(r"[\"']", cover):
        return None
    joined = _in_one_line(text)
    said = "Teksten går over flere linjer.", 'Skriv den på én linje, eller sæt tre anførselstegn om: """…""".'
    return None if re.search(r"[\"']", covered(joined)) else Slip(joined, *said)


def _unclosed_long_text(text: str) -> Slip | None:
    found = re.match(r"(\s*[^=\n]+=)[^=]*?(\"{3}|'{3})", covered(text))
    if found is None:
        return None
    said = f"Teksten, der begynder med {found[2]}, er ikke lukket.", f"Skriv {found[2]} efter teksten."
    return Slip(f'{found[1]} ""' + "\n" * text.count("\n"), *said, certain=False)


def _unclosed_text(text: str) -> Slip | None:
    first, rest = _first_line(text)
    found = re.search(r"([=\[,{]\s*)([\"'])(?!.*\2)(.*)$", covered(first))
    if found is None:
        return None
    mark, start = found[2], found.end(2)
    tail = re.search(r"\s*(?:[\]}][\s\]},]*)?$", first) if re.search(r"[\[{]", covered(first[:start])) else None
    end = tail.start() if tail is not None else len(first.rstrip())
    fixed = f"{first[: max(end, start)]}{mark}{first[max(end, start) :]}"
    return Slip(fixed + rest, "Anførselstegnet er ikke lukket.", "Skriv anførselstegn også efter teksten.")


def _unopened_text(text: str) -> Slip | None:
    first, rest = _first_line(text)
    cover = covered(first)
    end = cover.find('"')
    if end < 0 or re.search(r"[=\[{,]\s*$", cover[:end]):
        return None
    for found in re.finditer(r"[=\[{]\s*|,\s*", cover[:end]):
        fixed = f'{first[: found.end()]}"{first[found.end() :]}'
        if parses(fixed):
            return Slip(fixed + rest, "Anførselstegnet før teksten mangler.", "Skriv anførselstegn også før teksten.")
    return None


def _quotes_inside(text: str) -> Slip | None:
    """A quotation mark is the text's own where neither an equals sign, a bracket nor a comma stands beside it."""
    outer = re.compile(r"[=\[{,]\s*$"), re.compile(r"\s*(?:[,\]}]|#.*$|$)")
    fixed = re.sub(
        r'(?<!\\)"',
        lambda found: (
            '"'
            if outer[0].search(text, 0, found.start()) or outer[1].match(text.partition("\n")[0], found.end())
            else r"\""
        ),
        text,
    )
    if not parses(fixed) or re.search(rf"{_STRING}\s+{_STRING}", covered(text)):
        return None
    return Slip(
        fixed, "Inde i teksten står lige anførselstegn.", 'Skriv «…» om ordet, eller \\" i stedet for hvert af dem.'
    )


def _backslash(text: str) -> Slip | None:
    fixed = text.replace("\\", "\\\\")
    said = "En omvendt skråstreg har sin egen betydning i en tekst.", "Skriv den to gange: \\\\."
    return Slip(fixed, *said) if parses(fixed) else None


# --- numbers, days, periods and words --------------------------------------------------------------------------------

_NUMBER_END = r"(?=[ \t]*(?:[,}\n%a-zæøåA-ZÆØÅ]|$))"
_COMMA_NUMBER = re.compile(rf"=\s*(-?\d+(?:\.\d{{3}})*,\d+){_NUMBER_END}")
_LONG_NUMBER = re.compile(rf"=\s*(-?\d{{1,3}}(?:\.\d{{3}}){{2,}}|-?\d{{1,3}}(?: \d{{3}})+){_NUMBER_END}")


def _comma(text: str) -> Slip | None:
    found = _COMMA_NUMBER.search(covered(text))
    number = meant_number(found[1]) if found else None
    if found is None or number is None:
        return None
    return Slip(
        f"{text[: found.start(1)]}{number[0]}{text[found.end(1) :]}",
        f"Tallet {found[1]} er skrevet med komma.",
        f"Skriv {number[0]}: decimaler med punktum, og intet tegn mellem tusinder.",
    )


def _thousands(text: str) -> Slip | None:
    found = _LONG_NUMBER.search(covered(text))
    number = meant_number(found[1]) if found else None
    if found is None or number is None:
        return None
    return Slip(
        f"{text[: found.start(1)]}{number[0]}{text[found.end(1) :]}",
        f"Tallet {found[1]} har et tegn mellem tusinderne.",
        f"Skriv {number[0]}.",
    )


_WHOLE_VALUE = re.compile(
    rf"\s*(?P<key>[\w.-]+|{_STRING}+)\s*=[ \t]*(?P<value>[^\s{_STRING}\"'\[{{][^\n]*?)[ \t]*(?:\n|$)"
)
_PART = re.compile(
    rf"(?:(?P<key>[\w-]+)\s*=|[\[,])\s*(?P<value>[^\s\[\]{{}},={_STRING}\"'][^\[\]{{}},=\n]*?)\s*(?=[\],}}\n])"
)


def _bare_word(text: str) -> Slip | None:
    """What stands without quotation marks and is no value: «31-12-2017», «25 pct.», «ja», «sygedagpenge»."""
    cover = covered(text)
    whole = _WHOLE_VALUE.match(cover)
    for found in [whole] if whole else _PART.finditer(cover):
        word = text[found.start("value") : found.end("value")]
        if not parses(f"x = {word}"):
            slip = _word(found["key"] or "", word)
            if slip is not None:
                return replace(slip, text=text[: found.start("value")] + slip.text + text[found.end("value") :])
    return None


def _word(key: str, word: str) -> Slip | None:
    day, period, number = meant_day(word), meant_period(word), meant_number(word)
    answer = "true" if word.lower() in _YES else "false" if word.lower() in _NO else misspelt(word, ("true", "false"))
    if answer:
        return Slip(answer, f"Der står {word}.", f"Skriv {answer} med små bogstaver og uden anførselstegn.")
    if day is not None and key not in (*_PERIOD_KEYS, *_TEXT_KEYS):
        return Slip(day.isoformat(), f"Dagen {word} er ikke skrevet, som filen læser den.", f"Skriv {day.isoformat()}.")
    if period and key not in _TEXT_KEYS:
        same = period == word
        fault = f"Perioden {word} står uden anførselstegn." if same else f"{word} er ikke skrevet som en periode."
        return Slip(f'"{period}"', fault, f'Skriv "{period}" i anførselstegn.')
    if re.fullmatch(r"\d+[./-]\d+[./-]\d+", word):
        return Slip('""', f"{word} er ikke en dag, der findes.", "Skriv fx 2017-12-31.", certain=False)
    if re.fullmatch(r"[1-9]\d?/[1-9]\d?", word):
        return Slip(f'"{word}"', f"Brøken {word} skal stå i anførselstegn.", f'Skriv "{word}".')
    if number is not None and number[1]:
        comma = "Tallet er skrevet med komma, og efter det" if "," in word else "Efter tallet"
        return Slip(str(number[0]), f"{comma} står «{number[1]}».", f"Skriv {number[0]}; enheden er indikatorens.")
    if re.fullmatch(r"0\d+", word):
        return Slip(f'"{word}"', f"{word} begynder med 0 og er ikke et tal.", f'Er det en kode, så skriv "{word}".')
    if re.fullmatch(r"-?\.\d+|-?\d+\.", word):
        digits = re.sub(r"\.$", "", word).replace(".", "0.") if "." in word[:-1] else word[:-1]
        return Slip(digits, f"Tallet {word} mangler cifre ved punktummet.", f"Skriv {digits}.")
    if word[0].isalpha() or word[0] in "&(§":
        quoted = json.dumps(word, ensure_ascii=False)
        return Slip(quoted, "Teksten står uden anførselstegn.", f"Skriv {quoted}.")
    return None


# --- brackets and commas -------------------------------------------------------------------------------------------


def _broken_table(text: str) -> Slip | None:
    """A table in braces stands on one line."""
    cover, depth, fixed = covered(text), 0, ""
    for sign, seen in zip(text, cover, strict=True):
        depth += (seen == "{") - (seen == "}")
        inside = depth > 0 and seen == "\n"
        fixed += "" if depth > 0 and seen == " " and sign != " " else " " if inside else sign
    if fixed.count("\n") == text.count("\n"):
        return None
    fixed = re.sub(r"([^\s{,])[ ]{1,}(?=[A-Za-z_]+ *=)(?<!= )", r"\1, ", fixed) if not parses(fixed) else fixed
    fixed = re.sub(r",\s*}", " }", fixed) + "\n" * (text.count("\n") - fixed.count("\n"))
    return Slip(fixed, "Tabellen i { } går over flere linjer.", "Skriv den på én linje: { … }.")


def _semicolon(text: str) -> Slip | None:
    found = re.search(r"[\[{][^\[\]{}]*(;)", covered(text))
    if found is None:
        return None
    fixed = f"{text[: found.start(1)]},{text[found.end(1) :]}"
    return Slip(fixed, "Der står semikolon mellem to værdier.", "Skriv komma.")


def _comma_missing(text: str) -> Slip | None:
    cover = covered(text)
    found = re.search(rf"[\[{{].*?([{_STRING}\w\]}}])(\s+)(?=[{_STRING}{{]|[A-Za-z_][\w-]*\s*=)", cover, re.DOTALL)
    if found is None:
        return None
    fixed = f"{text[: found.end(1)]},{text[found.start(2) :]}"
    return Slip(fixed, "Der mangler et komma mellem to værdier.", "Skriv komma mellem dem.")


def _comma_too_many(text: str) -> Slip | None:
    cover = covered(text)
    found = re.search(r"(,)\s*}", cover) or re.search(r"(,)\s*,", cover) or re.search(r"([,;.])\s*$", cover)
    if found is None:
        return None
    fixed = text[: found.start(1)] + text[found.end(1) :]
    return Slip(fixed, f"Der står et {_SIGN[found[1]]} for meget.", "Fjern det.")


_SIGN = {",": "komma", ";": "semikolon", ".": "punktum"}


def _brackets(text: str) -> Slip | None:
    cover, waiting = covered(text), list[str]()
    for at, seen in enumerate(cover):
        if seen in _CLOSING:
            waiting.append(_CLOSING[seen])
        elif seen in _CLOSING.values():
            if not waiting:
                return _without_opening(text, cover, at)
            if seen != (meant := waiting.pop()):
                fixed = text[:at] + meant + text[at + 1 :]
                return Slip(fixed, f"Der står {seen}, hvor der skulle stå {meant}.", f"Skriv {meant}.")
    if not waiting:
        return None
    end, missing = len(cover.rstrip()), "".join(reversed(waiting))
    if len(missing) > _MOST_OPEN:
        return None
    return Slip(text[:end] + missing + text[end:], f"Der mangler {missing} til sidst.", f"Skriv {missing} sidst.")


_MOST_OPEN = 20
"""Brackets inside each other; more of them are no slip of the pen."""


def _without_opening(text: str, cover: str, at: int) -> Slip:
    opening = next(opening for opening, closing in _CLOSING.items() if closing == cover[at])
    start = cover.find("=") + 1
    opened = f"{text[:start]} {opening}{text[start:].lstrip()}"
    if parses(opened):
        return Slip(opened, f"Der mangler {opening} før værdien.", f"Skriv {opening} før værdien.")
    return Slip(text[:at] + text[at + 1 :], f"Der står en {cover[at]} for meget.", "Fjern den.")


def _arrow(text: str) -> Slip | None:
    """A comparison written as a sign."""
    found = re.search(r"=[ \t]*([<>≤≥]=?|=)[ \t]*(?=[\d{-])", covered(text))
    if found is None:
        return None
    fixed = f"{text[: found.start(1)]}{text[found.end() :]}"
    remedy = "Fjern tegnet; retningen er nøglens navn: at_least, above, at_most eller below."
    return Slip(fixed, f"Før tallet står {found[1]}.", remedy)


_MOST_ENDS = 30
"""Where a value may end on one line; more of them are no slip of the pen."""


def _after_value(text: str) -> Slip | None:
    first, rest = _first_line(text)
    ends = re.finditer(rf"(?<=[{_STRING}\]}}])(?=[^{_STRING}\s])|[ \t]+(?=[^\s=])", covered(first))
    for found in reversed(list(ends)[:_MOST_ENDS]):
        before, after = first[: found.start()], first[found.end() :]
        if "=" in covered(before) and parses(before) and not after.startswith("#"):
            fault = f"Efter værdien står «{after.strip()}»."
            return Slip(before + rest, fault, "Er det en bemærkning, så begynd den med #; ellers fjern det.")
    return None


def _empty(text: str) -> Slip | None:
    first, rest = _first_line(text)
    if not re.search(r"=\s*$", covered(first)):
        return None
    before = first[: covered(first).rstrip().rindex("=") + 1]
    if parses(listed := f"{before} [{rest}"):
        return Slip(listed, "Der mangler [ før listen.", "Skriv [ efter lighedstegnet.")
    fixed = f'{before} ""{rest}'
    return Slip(fixed, "Efter lighedstegnet står ingen værdi.", "Skriv værdien, eller fjern nøglen.", certain=False)


def _first_line(text: str) -> tuple[str, str]:
    first, newline, rest = text.partition("\n")
    return first, newline + rest


# --- headings --------------------------------------------------------------------------------------------------------


def _heading(text: str) -> Slip | None:
    """«[[goal.criterion.target]» and «[[goal,criterion]]»; a Danish name is told what it means where it is read."""
    first, rest = _first_line(text)
    found = re.match(r"\s*(\[*)\s*([^\[\]#]+?)\s*(?:(\]+)[ \t]*([^#\]]*)|#.*|$)", first)
    parts = [part.strip().strip("\"'") for part in re.split(r"[.,:/>]", found[2])] if found else []
    if found is None or not all(parts):
        return None
    name = ".".join(part if _BARE.fullmatch(part) else json.dumps(part, ensure_ascii=False) for part in parts)
    closing, after = found[3] or "", (found[4] or "").strip()
    double = len(found[1]) > 1 or len(closing) > 1 or not found[1]
    heading = f"[[{name}]]" if double else f"[{name}]"
    sound = found[1] == ("[[" if double else "[") and closing == ("]]" if double else "]")
    if after:
        return Slip(heading + rest, f"Efter overskriften står «{after}».", "Begynd en bemærkning med #.")
    fault = "" if sound and not re.search(r"[,:/>]", found[2]) else "Overskriften er ikke skrevet rigtigt."
    return Slip(heading + rest, fault, f"Skriv {heading}.")


_LOOKS: tuple[Look, ...] = (
    _unseen, _danish_key, _curly, _dashes, _colon, _no_equals, _empty, _arrow, _unclosed_long_text, _broken_text,
    _broken_table, _quotes_inside, _unclosed_text, _unopened_text, _backslash, _comma, _thousands, _bare_word,
    _semicolon, _comma_missing, _brackets, _comma_too_many, _after_value,
)  # fmt: skip
_HEADING_LOOKS: tuple[Look, ...] = (_unseen, _dashes, _heading)
