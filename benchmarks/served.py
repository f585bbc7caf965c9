"""The dashboard or the empty page served on a port of its own, and visitors that speak with it as a browser does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from benchmarks.dataset import AS_OF, ROOT, Dataset

DASHBOARD = "kpi/ui/server.py"
EMPTY = "benchmarks/empty/server.py"
LARGEST_CONTRACT = "silkeborg-jobkompagniet-2017"
PAGES = {
    "overblik": {},
    "succeskriterium": {},
    "sammenligning": {},
    "med-moede": {"skaerm": "1"},
    "aftalen": {},
    "datagrundlag": {},
}
"""What readers look at, with what stands in the address beside contract and day."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float:
        """Resident memory at its highest (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as finder:
        return int(finder.getsockname()[1])


@contextmanager
def serving(server: str, data: Dataset) -> Iterator[Server]:
    """Until it answers; stopped afterwards."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", server, "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "KPI_DATA": str(data.folder.root), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 60
    while True:
        try:
            opener.open(f"http://127.0.0.1:{port}/sundhed", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def query(contract: str = LARGEST_CONTRACT, **more: str) -> str:
    return urlencode({"aftale": contract, "set-fra": AS_OF.isoformat(), **more})


class Visitor:
    """One session over the websocket of the page: asks for a run and reads all of the answer, but draws nothing."""

    def __init__(self, server: Server) -> None:
        self._address = server.address
        self._socket = connect(
            server.address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
        )
        self._script = ""

    def visit(self, page: str = "", address_query: str = "") -> float:
        """Seconds until the last of the page has been received. RuntimeError where the run failed."""
        ask = BackMsg()
        ask.rerun_script.query_string = address_query
        ask.rerun_script.page_name = page
        ask.rerun_script.context_info.url = f"{self._address}/{page}"
        started = time.perf_counter()
        self._socket.send(ask.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(bytes(self._socket.recv(timeout=60)))
            if answer.HasField("page_not_found"):
                raise RuntimeError(f"there is no page {page}")
            if answer.HasField("delta") and answer.delta.new_element.HasField("exception"):
                raise RuntimeError(answer.delta.new_element.exception.message)
            if answer.HasField("delta") and answer.delta.new_element.alert.format == Alert.ERROR:
                raise RuntimeError(answer.delta.new_element.alert.body)
            if answer.HasField("script_finished"):
                if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError("the page did not finish")
                return time.perf_counter() - started

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()
