"""Words about groups of municipalities that people write in: why one is refused, and its history."""

from __future__ import annotations

import re
from datetime import date

from kpi.model.definitions import Definitions
from kpi.texts.periods import day as long_day
from kpi.texts.places import area_names

OBJECT = "grupper af kommuner"
TITLE_MISSING = "Giv gruppen et navn."
TITLE_WITHOUT_LETTERS = "Gruppens navn skal have bogstaver eller tal i sig."
SOURCE_MISSING = "Skriv kilden: hvem har lavet gruppen, og hvor og hvornår er den offentliggjort?"
MEMBERS_MISSING = "Vælg de kommuner, der er med i gruppen."
DAYS_TURNED = "Gruppen holder op med at gælde, før den begynder. Ret dagene."
REASON_MISSING = "Skriv, hvorfor gruppen trækkes tilbage."
NOT_OURS = "Gruppen er ikke skrevet ind her, eller den er allerede trukket tilbage."
CPR = "Teksten ligner et cpr-nummer. Intet er gemt. Skriv uden navne og numre."
IN_THE_FILE = "skrevet direkte i filen local/peer_groups.toml"
_MEMBER = re.compile(r"(?P<area>\d{3})(?:\((?P<since>[\d-]*)\.\.(?P<until>[\d-]*)\))?", re.ASCII)


def taken(title: str) -> str:
    return f"Der er allerede en gruppe, der hedder «{title}». Giv den nye et andet navn, eller træk den gamle tilbage."


def given(day: date, by: str) -> str:
    return f"skrevet ind {long_day(day)} af {by}"


def withdrawn(day: date, by: str, reason: str) -> str:
    return f"trukket tilbage {long_day(day)} af {by}: {reason}"


def named(title: str, benefit: str) -> str:
    return f"{title} · klynge for {benefit}" if benefit else title


def described(members: str, source: str, definitions: Definitions) -> str:
    """«5 kommuner: Billund, Esbjerg …, fra 1. januar 2014. Kilde: …»; members as the journal spells them."""
    found = [_MEMBER.fullmatch(word) for word in members.split()]
    codes = tuple(one["area"] for one in found if one is not None)
    stretches = {(one["since"], one["until"]) for one in found if one is not None}
    count = "1 kommune" if len(codes) == 1 else f"{len(codes)} kommuner"
    since, until = next(iter(stretches)) if len(stretches) == 1 else (None, None)
    return f"{count}: {area_names(codes, definitions)}{_days(since, until)}. Kilde: {source.rstrip('.')}."


def _days(since: str | None, until: str | None) -> str:
    first = f", fra {long_day(date.fromisoformat(since))}" if since else ""
    last = f", til og med {long_day(date.fromisoformat(until))}" if until else ""
    return first + last
