"""Asks about a contract's texts: what is still to be written, people's names, and quotes that are no quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi.cpr import contains_cpr, may_contain_cpr
from kpi.definitions.place import Place, line_of
from kpi.model.contract import Assessment, Contract, Criterion, Goal, Owners, Recurring, Target
from kpi.model.definitions import Caution, Definitions

UNFILLED = "Udfyld:"
"""How what a new contract's author must write begins, until it is written."""
_PLACEHOLDER = re.compile(
    r"\bx{3,}\b|\btodo\b|\btbd\b|\?\?\?|lorem ipsum|\[(?:indsæt|udfyld|navn|tal|dato)\b[^\]]*\]", re.IGNORECASE
)
_WORD = r"[A-ZÆØÅ][a-zæøåéü]+"
_FULL_NAME = rf"{_WORD} (?:(?:{_WORD}|[A-ZÆØÅ]\.) )?{_WORD}"
_ROLE = r"(?:[Cc]hef|[Ll]eder|[Ff]ormand|[Dd]irektør|[Bb]orgmester|[Kk]onsulent|[Rr]ådmand)"
_NAME = re.compile(
    rf"\b(?:\w*{_ROLE} (?P<named>{_FULL_NAME})|(?P<sen>{_WORD} (?:(?:{_WORD}|[A-ZÆØÅ]\.) )?[A-ZÆØÅ][a-zæøå]+sen))\b"
)
_NO_NAMES = re.compile(
    r"\b(?:Team|Kommunes?|Jobcent\w*|Borger\w*|Region\w*|Danmarks?|Byråd\w*|Ungdom\w*|Ydelse\w*|Udvalg\w*|Afdeling\w*|"
    r"Center|Centret|Social\w*|Arbejdsmarked\w*|Sundhed\w*|Digital|Post|Statistiks?|Skole\w*|Familie\w*)\b"
)


_ENTRY = re.compile(r"\[\d+\]$")


@dataclass(frozen=True, slots=True)
class FreeText:
    """One text of a contract."""

    key: str
    """With its number in a list."""
    goal: str
    criterion: str
    text: str

    @property
    def is_quote(self) -> bool:
        return ".quote[" in self.key


def text_questions(definitions: Definitions, contract: Contract, own_text: str | None) -> Iterator[Caution]:
    """In the order of the file. `own_text` is the contract's own (`contract_texts`); None: it is not here."""
    file = f"contracts/{contract.id}.toml"
    lines = definitions.lines.get(file, {})
    for one in texts_of(contract):
        for asked in (*_asked(one.text), *_misquoted(one, own_text)):
            key = _ENTRY.sub("", one.key)
            yield Caution(file, key, *asked, line_of(one.key, lines), one.goal, one.criterion)


def _asked(text: str) -> Iterator[tuple[str, str]]:
    if text.startswith(UNFILLED):
        yield "Her står endnu kun, hvad der skal skrives.", f"{text}."
    elif found := _PLACEHOLDER.search(text):
        yield f"Her står «{found.group()}», som om noget mangler at blive skrevet.", "Skriv det, eller fjern det."
    for found in _NAME.finditer(text):
        name = found["named"] or found["sen"]
        if not _NO_NAMES.search(name):
            yield (
                f"«{name}» ligner en persons navn.",
                "Skriv stillingen i stedet, fx «afdelingslederen»; tavlen nævner ingen personer.",
            )


def _misquoted(one: FreeText, own_text: str | None) -> Iterator[tuple[str, str]]:
    """Each piece of a quote stands in the text letter for letter; line breaks and spaces count alike."""
    if own_text is not None and one.is_quote and _plain(one.text) not in own_text:
        yield (
            f"Citatet «{one.text}» står ikke i aftalens tekst.",
            "Skriv aftalens egne ord, bogstav for bogstav; brydes sætningen af en tabel, så skriv den i stykker.",
        )


# --- the texts -------------------------------------------------------------------------------------------------------


def texts_of(contract: Contract) -> Iterator[FreeText]:
    """Everything that people have written in words, in the order of the file's keys."""
    own = {"title": contract.title, "source": contract.source, "unit": contract.unit, **_owners(contract.owners)}
    own |= {"mission": contract.mission, "vision": contract.vision}
    for key, text in own.items():
        yield FreeText(key, "", "", text)
    for key, several in (("background", contract.background), ("follow_up", contract.follow_up)):
        yield from (FreeText(f"{key}[{number}]", "", "", text) for number, text in enumerate(several, start=1))
    for number, day in enumerate(contract.key_dates, start=1):
        yield FreeText(f"key_date[{number}].title", "", "", day.title)
    for number, goal in enumerate(contract.goals, start=1):
        yield from _of_goal(goal, f"goal[{number}]")


def _owners(owners: Owners) -> dict[str, str]:
    return {"owner": owners.owner, "deputy": owners.deputy}


def _of_goal(goal: Goal, at: str) -> Iterator[FreeText]:
    own = {"title": goal.title, "section": goal.section, "unit": goal.unit, **_owners(goal.owners)}
    own |= {"evaluated_in": goal.evaluated_in}
    for key, text in own.items():
        yield FreeText(f"{at}.{key}", goal.id, "", text)
    for number, aim in enumerate(goal.aims, start=1):
        yield FreeText(f"{at}.aims[{number}]", goal.id, "", aim)
    for number, action in enumerate(goal.actions, start=1):
        yield FreeText(f"{at}.action[{number}].title", goal.id, "", action.title)
    for number, criterion in enumerate(goal.criteria, start=1):
        for key, text in _of_criterion(criterion):
            yield FreeText(f"{at}.criterion[{number}].{key}", goal.id, criterion.id, text)


def _of_criterion(criterion: Criterion) -> Iterator[tuple[str, str]]:
    yield "title", criterion.title
    yield from ((f"quote[{number}]", part) for number, part in enumerate(criterion.quote, start=1))
    yield from (("note", criterion.note), ("measured_by", criterion.measured_by), ("unit", criterion.unit))
    yield from _owners(criterion.owners).items()
    counted: dict[str, int] = {}
    for requirement in criterion.requirements:
        kind = type(requirement).__name__.lower()
        counted[kind] = counted.get(kind, 0) + 1
        at = f"{kind}[{counted[kind]}]"
        if requirement.title != criterion.title:
            yield f"{at}.title", requirement.title
        match requirement:
            case Target(accepted=accepted, amendments=amendments):
                if accepted is not None:
                    yield f"{at}.accepted.reason", accepted.reason
                yield from ((f"{at}.amended[{n}].reason", one.reason) for n, one in enumerate(amendments, start=1))
            case Recurring(each=each):
                yield f"{at}.each", each
            case Assessment(basis=basis):
                yield f"{at}.basis", basis


# --- the contract's own text, where it lies beside ---------------------------------------------------------------


def contract_texts(folder: Path) -> dict[str, str]:
    """By the contract's id: what `<id>.txt` beside it holds, as UTF-8 or as Windows saves it, with single spaces."""
    return {path.stem: _plain(_decoded(path.read_bytes())) for path in sorted(folder.glob("*.txt"))}


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def note_cpr(text: str, place: Place) -> None:
    """A contract file holds nobody's number; it is not repeated in what is said of it."""
    if not may_contain_cpr(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if contains_cpr(line):
            place.on_line(number).note(
                "Linjen ser ud til at indeholde et CPR-nummer.", "Skriv aftalen uden personnumre."
            )
