"""One careful way to ask a source's server: fixed host, no redirects, a total deadline, few tries, whole answers."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from kpi.intake.refusal import FileRefused
from kpi.intake.text import quoted

TRIES = 3
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_CHUNK = 64 * 1024
_LONGEST_NUMBER = 40


class NoAnswer(FileRefused):
    """The source gave nothing that can be used; says why and what to do. What is stored already stays."""


class KeyRefused(NoAnswer):
    """No other table needs to be asked for with this key."""


@dataclass(frozen=True, slots=True)
class AccessKey:
    """What a source asks for before it answers, and where an installation keeps it."""

    variable: str
    """Of the environment."""
    file: str
    """In the installation's own folder, where the variable is not set."""
    missing: str
    """How one gets it, in Danish; `{file}` stands for the file."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where a source answers. Tests give their own; a person cannot."""

    name: str
    port: int = 443
    secure: bool = True


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how long all tries of one question may take, how long one may, and the waits between them."""

    in_all: float = 240.0
    one_try: float = 90.0
    waits: tuple[float, ...] = (2.0, 8.0)
    largest: int = 16 * 1024 * 1024
    """Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """200, or a refusal that asking again does not change."""

    status: int
    content: bytes


class _TryFailed(Exception):
    """Another try may succeed."""


@dataclass(frozen=True, slots=True)
class WebClient:
    """`owner` names the source in messages. Headers go to this host alone and into no message."""

    host: Host
    owner: str
    headers: Mapping[str, str]
    patience: Patience = field(default_factory=Patience)
    pause: Callable[[float], None] = time.sleep

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, question: object) -> Answer:
        return self._ask("POST", path, json.dumps(question, ensure_ascii=False).encode())

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        """NoAnswer after three tries, when the time is up, and at once for what another try does not mend."""
        ends = time.monotonic() + self.patience.in_all
        for tried in range(1, TRIES + 1):
            try:
                answer, wait = self._try(method, path, body, ends)
                if answer.status not in _TRY_AGAIN:
                    return answer
                fault = _TROUBLE.get(answer.status, f"melder fejl hos sig selv (HTTP {answer.status})")
            except _TryFailed as failed:
                fault, wait = str(failed), None
            if tried == TRIES:
                break
            wait = self.patience.waits[min(tried, len(self.patience.waits)) - 1] if wait is None else wait
            if time.monotonic() + wait >= ends:
                if wait > self.patience.in_all / 2:
                    raise NoAnswer(f"{self.owner} {fault} og beder om, at man venter {_spoken(wait)}. {_KEPT}")
                break
            self.pause(wait)
        raise NoAnswer(f"{self.owner} {fault}. Der er prøvet {tried} {'gang' if tried == 1 else 'gange'}. {_KEPT}")

    def _try(self, method: str, path: str, body: bytes | None, ends: float) -> tuple[Answer, float | None]:
        """The answer, and the seconds it asks one to wait (None: it does not say)."""
        stops = min(ends, time.monotonic() + self.patience.one_try)
        connection = self._connection(max(0.1, stops - time.monotonic()))
        watch: threading.Timer | None = None
        try:
            connection.connect()
            # A server that sends a byte now and then never meets the socket's own time limit.
            watch = threading.Timer(max(0.0, stops - time.monotonic()), _break_off, (connection.sock,))
            watch.daemon = True
            watch.start()
            headers = {"Accept-Encoding": "identity", "User-Agent": "Effekttavlen", "Connection": "close"}
            if body is not None:
                headers["Content-Type"] = "application/json"
            connection.request(method, path, body, headers | dict(self.headers))
            response = connection.getresponse()
            self._check_head(response)
            content = self._read(response, stops)
            return Answer(response.status, content), _retry_after(response)
        except ssl.SSLCertVerificationError as error:
            raise NoAnswer(
                f"Forbindelsen til {self.owner} kan ikke godkendes: serverens certifikat passer ikke "
                f"({error.verify_message}). Spørg it-afdelingen, om netværket har sit eget certifikat."
            ) from None
        except (OSError, HTTPException):
            if time.monotonic() >= stops:
                raise _TryFailed(_TOO_SLOW) from None
            raise _TryFailed("kunne ikke nås, eller forbindelsen blev afbrudt") from None
        finally:
            if watch is not None:
                watch.cancel()
            connection.close()

    def _connection(self, seconds: float) -> HTTPConnection:
        if not self.host.secure:
            return HTTPConnection(self.host.name, self.host.port, timeout=seconds)
        context = ssl.create_default_context()
        # Behind a proxy the talk is still between this program and the host alone: it goes through as it is.
        proxy = "" if urllib.request.proxy_bypass(self.host.name) else urllib.request.getproxies().get("https", "")
        if proxy:
            through = urlsplit(proxy if "//" in proxy else f"//{proxy}")
            connection = HTTPSConnection(through.hostname or "", through.port or 8080, timeout=seconds, context=context)
            connection.set_tunnel(self.host.name, self.host.port)
            return connection
        return HTTPSConnection(self.host.name, self.host.port, timeout=seconds, context=context)

    def _check_head(self, response: HTTPResponse) -> None:
        if 300 <= response.status < 400:
            raise NoAnswer(
                f"{self.owner} henviser til en anden adresse (HTTP {response.status}). Den følges ikke, fordi tallene "
                f"kun må komme fra {self.host.name}. Er tjenesten flyttet, skal programmet opdateres."
            )
        if response.getheader("Content-Encoding", "identity") not in ("identity", ""):
            raise NoAnswer(f"{self.owner} svarede i en pakket form, der ikke er bedt om. {_KEPT}")

    def _read(self, response: HTTPResponse, stops: float) -> bytes:
        content = bytearray()
        while part := response.read1(_CHUNK):
            content += part
            if len(content) > self.patience.largest:
                raise NoAnswer(
                    f"Svaret fra {self.owner} er større end {self.patience.largest // 1024 // 1024} MB og er ikke læst."
                )
        if time.monotonic() >= stops:
            raise _TryFailed(_TOO_SLOW)
        declared = response.getheader("Content-Length")
        if declared is not None and not response.chunked and declared != str(len(content)):
            raise _TryFailed("sendte et svar, der var skåret over")
        return bytes(content)


_KEPT = "De tal, der er hentet før, står, som de var. Prøv igen senere."
_TOO_SLOW = "svarede ikke færdigt inden for tiden"
_TROUBLE = {429: "svarer, at der er spurgt for mange gange"}


def _break_off(line: socket.socket) -> None:
    # The plain socket's call: TLS' own would pull the reading thread's state away. It may have ended meanwhile.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _retry_after(response: HTTPResponse) -> float | None:
    """Seconds, from a number or measured from the answer's own clock to a day; None where none can be read."""
    stated = (response.getheader("Retry-After") or "").strip()
    if stated.isascii() and stated.isdigit() and len(stated) <= 6:
        return int(stated)
    until, now = _instant(stated), _instant(response.getheader("Date") or "")
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _spoken(seconds: float) -> str:
    return f"{round(seconds)} sekunder" if seconds < 120 else f"{round(seconds / 60)} minutter"


def read_json(content: bytes, owner: str) -> Any:
    """JSON with every number exact and every name once. NoAnswer for anything else, said as what it is."""
    text = content.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise NoAnswer(f"{owner} svarede med ingenting. Et tomt svar betyder ikke, at tallene er nul. {_KEPT}")
    if text.lstrip()[:1] == b"<":
        raise NoAnswer(
            f"{owner} svarede med en hjemmeside (HTML) i stedet for tal. Måske spærrer netværket, eller tjenesten er "
            f"lukket et øjeblik. {_KEPT}"
        )
    try:
        return json.loads(
            text.decode(), parse_float=_exact, parse_int=_exact, parse_constant=_exact, object_pairs_hook=_each_once
        )
    except UnicodeDecodeError:
        raise NoAnswer(f"Svaret fra {owner} er ikke UTF-8 og kan ikke læses. {_KEPT}") from None
    except RecursionError:
        raise NoAnswer(f"Svaret fra {owner} er indlejret for dybt og er ikke læst.") from None
    except ValueError as error:
        shown = quoted(text[:60].decode(errors="replace"))
        cut = "er skåret over" if "Unterminated" in str(error) or text.rstrip()[-1:] not in b"}]" else "er ikke JSON"
        raise NoAnswer(f"Svaret fra {owner} {cut} og kan ikke læses. Det begynder: {shown}. {_KEPT}") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """ValueError for a name that comes twice: which of the two is meant cannot be known."""
    stated = dict(pairs)
    if len(stated) != len(pairs):
        raise ValueError("a name comes twice")
    return stated


def _exact(text: str) -> Decimal:
    """A plain number of a size that figures have; ValueError for NaN, powers of ten and endless digits."""
    if len(text) > _LONGEST_NUMBER or not set(text) <= set("-0123456789."):
        raise ValueError(f"not a figure: {text[:_LONGEST_NUMBER]}")
    return Decimal(text)
