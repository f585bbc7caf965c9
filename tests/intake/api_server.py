"""A server on this machine that plays the sources' APIs: good answers of the recorded shapes, and every fault."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from kpi.intake.api.web import Host, Patience

QUICK = Patience(in_all=20.0, one_try=5.0, waits=(0.0, 0.0))


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0
    """Bytes left out of the end, though the head promises them."""
    drip: float = 0.0
    """Seconds between one byte and the next."""


Play = Callable[[Asked], Reply]


class ApiServer:
    """`play` answers; `asked` is everything it was asked, in order."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.asked: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = Asked(self.command, self.path, dict(self.headers), body)
                server.asked.append(asked)
                reply = server.play(asked)
                self.send_response_only(reply.status)
                for name, value in ({"Content-Length": str(len(reply.body))} | dict(reply.headers)).items():
                    self.send_header(name, value)
                self.end_headers()
                sent = reply.body[: len(reply.body) - reply.cut]
                try:
                    if not reply.drip:
                        self.wfile.write(sent)
                    for at in range(len(sent) if reply.drip else 0):
                        self.wfile.write(sent[at : at + 1])
                        self.wfile.flush()
                        time.sleep(reply.drip)
                except OSError:
                    return  # the client has had enough

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Not on the screen of whoever runs the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def host(self) -> Host:
        return Host("127.0.0.1", self._server.server_address[1], secure=False)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def in_turn(*replies: Reply) -> Play:
    """One after the other; the last again and again."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def as_json(stated: object, **how: Any) -> Reply:
    return Reply(json.dumps(stated, ensure_ascii=False).encode(), **how)


class Jobindsats:
    """Version 3 with one table; `value` gives the figure of area name, period, member and column (None: hidden)."""

    def __init__(
        self,
        table: str,
        areas: Sequence[str],
        periods: Sequence[str],
        columns: Sequence[str],
        value: Callable[[str, str, str, str], float | int | str | None],
        *,
        split: str = "",
        heading: str = "Ydelsesgrupper",
        members: Sequence[str] = (),
    ) -> None:
        self.columns, self.value, self.heading = list(columns), value, heading
        self.ids = {name: "/" if name == "Hele landet" else f"/{at}/" for at, name in enumerate(areas)}
        self.member_ids = {name: "/" if name.endswith("i alt") else f"/{at}/" for at, name in enumerate(members)}
        dimensions = [
            ("_omrade", "_region", {"Hele landet": "/", "Hovedstaden": "/1/"}),
            ("_omrade", "_nykom", self.ids),
        ]
        if split:
            dimensions.append((split, split, self.member_ids))
        self.split = split
        self.description: dict[str, Any] = {
            "table_id": table,
            "table_name": "Antal personer og fuldtidspersoner",
            "link_infopage": "https://jobindsats.dk/om",
            "link_tablepage": "https://jobindsats.dk/databank",
            "update_freq": "m",
            "update_latest": "2026-08-19",
            "update_next": "2026-09-21",
            "mgroups": [{"mgroup_id": "mgrpa02_1", "mgroup_name": columns[0]}],
            "periods": [
                {"periodtype_id": "M", "values": [{"period_id": period} for period in periods]},
                {"periodtype_id": "Y", "values": [{"period_id": "2025Y01"}]},
            ],
            "dimensions": [
                {
                    "dimension_id": dimension,
                    "hierarchies": [
                        {
                            "hierarchy_id": hierarchy,
                            "levels": [
                                {
                                    "level_id": "alle",
                                    "values": [{"value_id": own, "value_name": name} for name, own in values.items()],
                                }
                            ],
                        }
                    ],
                }
                for dimension, hierarchy, values in dimensions
            ],
        }

    def __call__(self, asked: Asked) -> Reply:
        if not asked.headers.get("Authorization", "").startswith("Bearer "):
            return as_json({"code": 401}, status=401)
        if "/v3/table/" in asked.path:
            return as_json(self.description)
        query = asked.query
        known = {"_nykom", "_region", self.split}
        if unknown := [name for name in query if name.startswith("hierarchy.") and name[10:] not in known]:
            cause = f"Unknown hierarchies: {[name[10:] for name in unknown]}"
            return as_json({"code": 422, "cause": cause, "request_id": "a36e2446"}, status=422)
        names = self._named(self.ids, query["hierarchy._nykom"])
        members = self._named(self.member_ids, query[f"hierarchy.{self.split}"]) if self.split else [""]
        return as_json(self.answer(names, query["period.M"].split(","), members))

    def answer(self, areas: Iterable[str], periods: Iterable[str], members: Sequence[str]) -> dict[str, Any]:
        rows = [
            [
                period,
                area,
                *([member] if self.split else []),
                *(self.value(area, period, member, c) for c in self.columns),
            ]
            for area, member, period in product(areas, members, periods)
        ]
        return {"columns": ["Periode", "Område", *([self.heading] if self.split else []), *self.columns], "rows": rows}

    @staticmethod
    def _named(ids: Mapping[str, str], chosen: str) -> list[str]:
        wanted = chosen.split(",")
        return [name for name, own in ids.items() if own in wanted]


class Statbank:
    """One table; `value` gives the figure of area code, time and member (None: none is shown)."""

    def __init__(
        self,
        table: str,
        areas: Mapping[str, str],
        times: Sequence[str],
        value: Callable[[str, str, str], int | None],
        *,
        split: str = "",
        members: Mapping[str, str] | None = None,
        unit: str = "Antal",
    ) -> None:
        self.value, self.split, self.members = value, split, dict(members or {})
        variables = [self._variable("OMRÅDE", "område", areas, True, False)]
        if split:
            variables.append(self._variable(split, split.lower(), self.members, True, False))
        variables.append(self._variable("KØN", "køn", {"TOT": "I alt", "M": "Mænd"}, True, False))
        variables.append(self._variable("Tid", "tid", {time: time for time in times}, False, True))
        self.description: dict[str, Any] = {
            "id": table,
            "text": "Folketal den 1. i kvartalet",
            "unit": unit,
            "active": True,
            "variables": variables,
        }

    @staticmethod
    def _variable(own: str, text: str, values: Mapping[str, str], elimination: bool, time: bool) -> dict[str, Any]:
        stated = [{"id": code, "text": name} for code, name in values.items()]
        return {"id": own, "text": text, "elimination": elimination, "time": time, "values": stated}

    def __call__(self, asked: Asked) -> Reply:
        if "/v1/tableinfo/" in asked.path:
            return as_json(self.description)
        question = json.loads(asked.body)
        chosen = {one["code"]: one["values"] for one in question["variables"]}
        order = [name for name in ("OMRÅDE", self.split, "Tid") if name]
        places = list(product(*(chosen[name] for name in order)))
        values = [self.value(at[0], at[-1], at[1] if self.split else "") for at in places]
        if question["format"] == "CSV":
            lines = [";".join([*(name.upper() for name in order), "INDHOLD"])]
            lines += [
                ";".join([*at, ".." if one is None else str(one)]) for at, one in zip(places, values, strict=True)
            ]
            return Reply("\r\n".join([*lines, ""]).encode("utf-8-sig"))
        dimension: dict[str, Any] = {
            name: {"label": name, "category": {"index": {code: at for at, code in enumerate(chosen[name])}}}
            for name in order
        }
        dimension["ContentsCode"] = {"label": "Indhold", "category": {"index": {"X": 0}, "label": {"X": "Folketal"}}}
        order = [*order[:-1], "ContentsCode", "Tid"]
        dimension |= {"id": order, "size": [len(dimension[name]["category"]["index"]) for name in order]}
        dataset = {"dimension": dimension, "label": "x", "source": "Danmarks Statistik", "value": values}
        return as_json({"dataset": dataset | {"updated": "2026-08-10T06:00:00Z"}})
