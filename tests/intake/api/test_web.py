"""How a source's server is asked: tries, waits, deadlines, and what is never followed or believed."""

import time
from collections.abc import Callable

import pytest

from kpi.intake.api.web import NoAnswer, Patience, WebClient, read_json
from tests.intake.api_server import QUICK, ApiServer, Play, Reply, as_json, in_turn

GOOD = as_json({"a": 1})


def client(server: ApiServer, patience: Patience = QUICK, pause: Callable[[float], None] = time.sleep) -> WebClient:
    return WebClient(server.host, "Kilden", {"Authorization": "Bearer hemmelig"}, patience, pause)


def refusal(play: Play, patience: Patience = QUICK) -> tuple[str, int]:
    """What is said, and how many times the server was asked."""
    with ApiServer(play) as server, pytest.raises(NoAnswer) as refused:
        client(server, patience).get("/v3/tal")
    assert "hemmelig" not in refused.value.reason
    return refused.value.reason, len(server.asked)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again_and_then_answered(status: int) -> None:
    with ApiServer(in_turn(Reply(status=status), Reply(status=status), GOOD)) as server:
        assert client(server).get("/v3/tal").content == GOOD.body
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    with ApiServer(in_turn(Reply(status=status))) as server:
        assert client(server).get("/v3/tal").status == status
    assert len(server.asked) == 1


def test_three_tries_are_the_most() -> None:
    text, tries = refusal(in_turn(Reply(status=500)))
    assert tries == 3
    assert "melder fejl hos sig selv (HTTP 500)" in text
    assert "Der er prøvet 3 gange" in text


def test_the_wait_a_server_asks_for_is_kept() -> None:
    waits: list[float] = []
    with ApiServer(in_turn(Reply(status=429, headers={"Retry-After": "1"}), GOOD)) as server:
        client(server, pause=waits.append).get("/v3/tal")
    assert waits == [1]


def test_a_wait_given_as_an_instant_is_kept() -> None:
    waits: list[float] = []
    later = {"Retry-After": "Sun, 22 Nov 2099 10:00:02 GMT", "Date": "Sun, 22 Nov 2099 10:00:00 GMT"}
    with ApiServer(in_turn(Reply(status=503, headers=later), GOOD)) as server:
        client(server, pause=waits.append).get("/v3/tal")
    assert waits == [2]


def test_a_wait_longer_than_the_deadline_is_told_at_once() -> None:
    text, tries = refusal(in_turn(Reply(status=429, headers={"Retry-After": "900"})))
    assert tries == 1
    assert "venter 15 minutter" in text


def test_a_slow_drip_ends_at_the_deadline() -> None:
    began = time.monotonic()
    text, _ = refusal(in_turn(Reply(b"x" * 4000, drip=0.05)), Patience(in_all=1.2, one_try=0.5, waits=(0.0,)))
    assert time.monotonic() - began < 60  # the drip itself would last over three minutes
    assert "svarede ikke færdigt inden for tiden" in text


def test_a_cut_answer_is_tried_again_and_then_refused() -> None:
    text, tries = refusal(in_turn(Reply(b'{"rows": [1, 2]}', cut=5)))
    assert tries == 3
    assert "skåret over" in text


def test_a_redirect_is_not_followed_and_the_key_goes_nowhere() -> None:
    with ApiServer(in_turn(GOOD)) as other:
        address = f"http://{other.host.name}:{other.host.port}/v3/tal"
        text, tries = refusal(in_turn(Reply(status=302, headers={"Location": address})))
        assert (tries, other.asked) == (1, [])
    assert "henviser til en anden adresse" in text


def test_an_answer_that_is_too_large_is_not_read_on() -> None:
    text, tries = refusal(in_turn(Reply(b"x" * 3_000_000)), Patience(in_all=4, one_try=2, largest=1024 * 1024))
    assert tries == 1
    assert "større end 1 MB" in text


def test_a_server_that_is_not_there_is_told_plainly() -> None:
    with ApiServer(in_turn(GOOD)) as server:
        host = server.host
    with pytest.raises(NoAnswer, match="kunne ikke nås"):
        WebClient(host, "Kilden", {}, QUICK).get("/v3/tal")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><p>Log ind</p>", "en hjemmeside"),
        (b"", "svarede med ingenting"),
        (b'{"rows": [[1, 2', "skåret over"),
        (b'{"value": NaN}', "er ikke JSON"),
        (b'{"value": 1e400}', "er ikke JSON"),
        (b'{"rows": [1], "rows": []}', "er ikke JSON"),
        (b'{"value": "\xff"}', "ikke UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "indlejret for dybt"),
        ("Forkert nøgle eller nøglen er udløbet.".encode(), "Forkert nøgle"),
    ],
)
def test_what_is_no_json_is_said_as_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(NoAnswer, match=said):
        read_json(content, "Kilden")
