"""Writes examples that the author has accepted into the contract file, beside their rule; nothing else is touched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from kpi.access import Permission, User, require
from kpi.analysis.examples import proposals
from kpi.analysis.judged import judge
from kpi.definitions.lines import spans_of
from kpi.definitions.spots import spots_of
from kpi.durable import write_durably
from kpi.installation import Installation
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.example import ExampleFigure, Proposal
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality
from kpi.model.reference import OfPeers
from kpi.model.refused import Refused
from kpi.model.rule import BestFraction, Threshold
from kpi.texts import examples as words


class NoPlace(Refused):
    """The requirement stands where no table can follow it; says so, in Danish."""


def proposed(
    here: Installation, contract_id: str, today: date, criterion_id: str = ""
) -> list[tuple[Target, tuple[Proposal, ...]]]:
    """Of every measured requirement, or those of one criterion. KeyError for an unknown contract."""
    judged = judge(here, contract_id, today)
    return [
        (target, proposals(target, here.definitions, judged.figures))
        for _, criterion in judged.contract.criteria()
        if criterion_id in ("", criterion.id)
        for target in criterion.requirements
        if isinstance(target, Target)
    ]


def write_examples(
    folder: DataFolder, definitions: Definitions, contract_id: str, target: Target, new: Sequence[Proposal], *, by: User
) -> Path:
    """After what stands of the requirement already. NoPlace where it is written on one line."""
    require(by, Permission.WRITE_CONTRACT, contract_id)
    file = folder.contracts / f"{contract_id}.toml"
    key = spots_of(definitions, definitions.contracts[contract_id]).requirements[target.id].key
    text = file.read_bytes().decode("utf-8")
    written = with_examples(text, key, [as_toml(one, target, definitions) for one in new])
    if written is None:
        raise NoPlace(words.NOT_WRITTEN.format(id=target.id, file=file.name))
    write_durably(file, written.encode())
    return file


def with_examples(text: str, key: str, new: Iterable[str]) -> str | None:
    """The text with the examples after the requirement of the key path; None: they cannot stand there."""
    spans = spans_of(text)
    heading = next((span for span in spans if span.path == key and not span.inline and span.value[0] == span.end), None)
    own = [span for span in spans if span.path == key or span.path.startswith((f"{key}.", f"{key}["))]
    if heading is None or not text.startswith("[[", heading.start):
        return None
    line = text.rfind("\n", 0, heading.start) + 1
    indent = text[line : heading.start] + "  "
    end = text.find("\n", max(span.end for span in own))
    end = len(text) if end < 0 else end + 1
    new_line = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"\n{one}\n" for one in new)
    block = "".join(f"{indent}{one}\n" if one else "\n" for one in added.split("\n")[:-1]).replace("\n", new_line)
    before = text[:end] if text[:end].endswith("\n") else text[:end] + new_line
    made = before + block + text[end:]
    return made if _only_added(text, made) else None


def _only_added(text: str, made: str) -> bool:
    """Everything that stood reads as it did."""

    def without(found: object) -> object:
        match found:
            case dict():
                return {name: without(one) for name, one in found.items() if name != "example"}
            case list():
                return [without(one) for one in found]
            case _:
                return found

    return without(tomllib.loads(text)) == without(tomllib.loads(made))


def as_toml(proposal: Proposal, target: Target, definitions: Definitions, indent: str = "") -> str:
    """With its heading, ready to stand under the requirement."""
    example = proposal.example
    own = [one for one in example.figures if (one.indicator, one.area) == (target.indicator, target.area)]
    others = _others([one for one in example.figures if one not in own], target, definitions)
    lines = ["[[goal.criterion.target.example]]", f'why = "{words.WHY[proposal.trial]}"']
    lines += [f"figures = {_inline(_by_period(own))}"] if own else []
    lines += [f"others = {_inline({name: _inline(rows) for name, rows in others.items()})}"] if others else []
    lines += [f"as_of = {example.as_of}", f'status = "{example.status}"']
    return "\n".join(f"{indent}{line}" for line in lines)


def _inline(pairs: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{_key(name)} = {one}" for name, one in pairs.items()) + " }"


def _key(name: str) -> str:
    """An area's code and a group's id stand bare; a period is quoted, as everywhere else in a contract."""
    return f'"{name}"' if re.match(r"\d{4}", name) or not re.fullmatch(r"[\w-]+", name, re.ASCII) else name


def _by_period(figures: Sequence[ExampleFigure]) -> dict[str, str]:
    return {str(one.period): _figure(one) for one in figures}


def _figure(figure: ExampleFigure) -> str:
    if figure.value is None:
        return f'"{figure.quality}"'
    share = figure.numerator is not None and figure.denominator is not None
    top, bottom = figure.numerator or Decimal(0), figure.denominator or Decimal(1)
    value = f'"{_plain(top)}/{_plain(bottom)}"' if share else _plain(figure.value)
    more = ", provisional = true" if figure.quality is Quality.PROVISIONAL else ""
    more += f", first = {_plain(figure.first)}" if figure.first is not None else ""
    return f"{{ value = {value}{more} }}" if more else value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _others(figures: Sequence[ExampleFigure], target: Target, definitions: Definitions) -> dict[str, dict[str, str]]:
    """By area, several with the same figures together; the whole group by its id, where all of it has figures."""
    series: dict[str, list[ExampleFigure]] = {}
    for one in figures:
        own_area, own_indicator = one.area == target.area, one.indicator == target.indicator
        name = one.area if own_indicator else one.indicator if own_area else f"{one.indicator}/{one.area}"
        series.setdefault(name, []).append(one)
    rows = {name: _by_period(found) for name, found in series.items()}
    group = _group(target)
    members = {one.area for one in definitions.peer_groups[group].members or ()} - {target.area} if group else set()
    named: dict[str, dict[str, str]] = {}
    if members and members <= rows.keys():
        of_members = [rows[one] for one in sorted(members)]
        usual = max(of_members, key=of_members.count)
        named[group] = usual
        rows = {name: found for name, found in rows.items() if name not in members or found != usual}
    for name, found in rows.items():
        same = next((other for other in named if other != group and named[other] == found), None)
        if same is None:
            named[name] = found
        else:
            named[f"{same}, {name}"] = named.pop(same)
    return named


def _group(target: Target) -> str:
    match target.rule:
        case BestFraction(peer_group=group):
            return group
        case Threshold() if isinstance(target.rule.reference.whose, OfPeers):
            return target.rule.reference.whose.peer_group
        case _:
            return ""
