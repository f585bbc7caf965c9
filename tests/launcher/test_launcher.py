"""The launcher: what it asks for, which port it takes, when it makes the environment anew, how it ends."""

from __future__ import annotations

import ast
import contextlib
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import __main__ as launcher

ROOT = Path(launcher.__file__).resolve().parent.parent


@contextlib.contextmanager
def answering(body: object) -> Iterator[int]:
    """A real program on a real port that gives every request the same answer."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def run_launcher(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kpi", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the launcher alone, with a command that tells what it was given, in an environment made already."""
    (tmp_path / "kpi").mkdir()
    (tmp_path / "kpi" / "__init__.py").touch()
    shutil.copy(ROOT / "kpi" / "__main__.py", tmp_path / "kpi")
    shutil.copy(launcher.USED, tmp_path)
    (tmp_path / "kpi" / "cli.py").write_text(
        "import os\n\n\ndef main(arguments):\n    print(arguments, os.environ.get('KPI_DATA'))\n    return 7\n"
    )
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [["--data", "d", "status", "x"], ["status", "--data", "d", "x"], ["status", "x", "--data=d"]],
)
def test_data_folder_may_stand_before_in_or_after_the_command(arguments: list[str]) -> None:
    assert launcher.split_arguments(arguments) == (["status", "x"], "d")


def test_no_data_folder_leaves_the_command_as_it_is() -> None:
    assert launcher.split_arguments(["import", "a.csv", "--dry-run"]) == (["import", "a.csv", "--dry-run"], None)


def test_data_without_a_folder_is_refused_as_wrong_use() -> None:
    with pytest.raises(launcher.Refusal, match="Skriv en mappe efter --data") as refused:
        launcher.split_arguments(["status", "--data"])
    assert refused.value.code == 2


def test_a_command_gets_its_arguments_the_absolute_data_folder_and_its_exit_code_back(copy: Path) -> None:
    (copy / "egne tal").mkdir()
    ran = run_launcher(copy, "status", "--data", "egne tal", "silkeborg-2017")
    assert ran.stdout.strip() == f"['status', 'silkeborg-2017'] {(copy / 'egne tal').resolve()}"
    assert ran.returncode == 7


def test_a_data_folder_that_is_not_there_is_named_without_a_traceback(copy: Path) -> None:
    ran = run_launcher(copy, "status", KPI_DATA=str(copy / "borte"))
    assert ran.returncode == 2
    assert ran.stderr.strip() == (
        f"Mappen {copy / 'borte'} findes ikke. Ret --data (eller KPI_DATA) til en mappe, der findes."
    )


def test_a_free_port_is_taken_as_it_is() -> None:
    with contextlib.closing(socket.socket()) as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    assert launcher.choose_port(port, "abc") == (port, False)


@pytest.mark.parametrize("wanted", ["abc", "80", "70000", "-1", "8501.5", "²"])
def test_a_port_that_is_none_is_refused_as_wrong_use(wanted: str) -> None:
    with pytest.raises(launcher.Refusal, match="STREAMLIT_SERVER_PORT") as refused:
        launcher.first_port(wanted)
    assert refused.value.code == 2
    assert (launcher.first_port(""), launcher.first_port("8601")) == (launcher.FIRST_PORT, 8601)


def test_a_port_of_another_program_is_passed_over() -> None:
    with answering({"program": "Noget andet"}) as port:
        chosen, running = launcher.choose_port(port, "abc")
    assert port < chosen <= port + 20
    assert not running


def test_a_program_that_says_nothing_is_passed_over() -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        assert launcher.choose_port(port, "abc")[0] > port


def test_this_dashboard_already_running_is_found() -> None:
    with answering({"program": "Effekttavlen", "instance": "abc"}) as port:
        assert launcher.choose_port(port, "abc") == (port, True)


def test_this_dashboard_is_found_on_the_port_it_had_to_move_to() -> None:
    with answering({"program": "Effekttavlen", "instance": "abc"}) as port:
        assert launcher.choose_port(port - 2, "abc") == (port, True)


def test_the_dashboard_of_another_folder_is_not_taken_for_this_one() -> None:
    with answering({"program": "Effekttavlen", "instance": "another"}) as port:
        assert launcher.choose_port(port, "abc")[1] is False


def test_two_data_folders_are_two_instances() -> None:
    assert launcher.instance_of(ROOT, None) != launcher.instance_of(ROOT, "/other")


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """With a Python, and nothing said of what is installed in it."""
    python = launcher.python_in(tmp_path / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path / ".venv"


@pytest.fixture
def sets(tmp_path: Path) -> tuple[Path, Path]:
    """The packages the program uses, and those its tests use."""
    used, tested_with = tmp_path / "used.txt", tmp_path / "tested_with.txt"
    used.write_text("a==1\n")
    tested_with.write_text("b==1\n")
    return used, tested_with


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What would have been installed each time; nothing is."""
    found: list[list[Path]] = []
    monkeypatch.setattr(launcher, "install_packages", lambda _python, _uv, wanted: found.append(wanted))
    monkeypatch.setattr(launcher, "works", lambda *_: True)
    return found


def test_changed_packages_ask_for_a_new_environment(
    environment: Path, sets: tuple[Path, Path], installed: list[list[Path]]
) -> None:
    used, _ = sets
    launcher.make_environment(environment, [used])
    launcher.make_environment(environment, [used])
    assert installed == [[used]]
    used.write_text("a==2\n")
    launcher.make_environment(environment, [used])
    assert installed == [[used], [used]]


def test_only_the_test_command_adds_what_only_tests_use_and_going_back_installs_nothing(
    environment: Path, sets: tuple[Path, Path], installed: list[list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    used, tested_with = sets
    launcher.make_environment(environment, [used])
    assert installed == [[used]]
    launcher.make_environment(environment, [used, tested_with])
    assert "pakker, prøverne bruger" in capsys.readouterr().out
    launcher.make_environment(environment, [used])
    launcher.make_environment(environment, [used, tested_with])
    assert installed == [[used], [used, tested_with]]
    assert capsys.readouterr().out == ""
    tested_with.write_text("b==2\n")
    launcher.make_environment(environment, [used])
    assert len(installed) == 2


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], ["requirements.txt"]),
        (["--no-browser"], ["requirements.txt"]),
        (["status", "x"], ["requirements.txt"]),
        (["import", "test"], ["requirements.txt"]),
        (["test"], ["requirements.txt", "requirements-test.txt"]),
        (["--data", ".", "test", "tests/spec"], ["requirements.txt", "requirements-test.txt"]),
    ],
)
def test_each_command_wants_the_packages_it_uses(
    arguments: list[str], wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(launcher, "inside", lambda _: False)
    monkeypatch.setattr(launcher, "make_environment", lambda _, sets: asked.append([one.name for one in sets]))
    monkeypatch.setattr(launcher, "become", sys.exit)
    monkeypatch.delenv("KPI_DATA", raising=False)
    with pytest.raises(SystemExit):
        launcher.run(arguments)
    os.environ.pop("KPI_DATA", None)
    assert asked == [wanted]


def test_an_environment_whose_python_is_gone_is_not_ready(environment: Path, sets: tuple[Path, Path]) -> None:
    (environment / "effekttavlen.stamp").write_text(launcher.stamp_of(sets[0]))
    assert launcher.missing_sets(environment, [sets[0]]) == []
    launcher.python_in(environment).unlink()
    assert launcher.missing_sets(environment, [sets[0]]) == [sets[0]]


def test_packages_that_cannot_be_fetched_are_told_in_danish(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("effekttavlen-findes-ikke @ file:///findes/ikke.whl\n")
    with pytest.raises(launcher.Refusal, match="Pakkerne kunne ikke hentes"):
        launcher.install_packages(Path(sys.executable), [], [requirements])


def test_an_old_python_is_told_which_one_is_needed() -> None:
    with pytest.raises(launcher.Refusal, match=r"kræver Python 3\.11 eller nyere\. Dette er Python 3\.9\."):
        launcher.check_python((3, 9))
    launcher.check_python((3, 11))


def test_the_launcher_can_be_read_by_python_3_9() -> None:
    ast.parse((ROOT / "kpi" / "__main__.py").read_text(encoding="utf-8"), feature_version=(3, 9))


@pytest.mark.skipif(os.name == "nt", reason="Windows har ingen SIGINT mellem programmer")
def test_ctrl_c_in_a_command_ends_with_a_word_and_no_traceback(copy: Path) -> None:
    (copy / "kpi" / "cli.py").write_text(
        "import time\n\n\ndef main(arguments):\n    print('i gang', flush=True)\n    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "kpi", "build"], cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "i gang\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (out.strip(), err, process.returncode) == ("Afbrudt.", "", 130)
