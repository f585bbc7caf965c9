"""`python3 -m kpi`: makes the environment, then opens the dashboard, runs the tests or runs a command.

Standard library alone, and written so that an old Python can read it far enough to say what is missing.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":
    # A Ctrl-C while Python is still loading ends the program without a word; `main` takes it over from there.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
USED = ROOT / "requirements.txt"
"""The packages that the program uses; those that only its tests use stand in the next."""
TESTED_WITH = ROOT / "requirements-test.txt"
OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"
FIRST_PORT = 8501
PORTS_TRIED = 21
START_SECONDS = 60
STOP_SECONDS = 10


class Refusal(Exception):
    """What a person must put right first, said in Danish; ends the program with `code`."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


def say(text: str) -> None:
    print(text, flush=True)


# --- what was asked for ---------------------------------------------------------------------------------------------


def split_arguments(arguments: list[str]) -> tuple[list[str], str | None]:
    """The command with its own arguments, and the folder of `--data DIR` wherever it stands (None: not given)."""
    command: list[str] = []
    data: str | None = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--data":
            data = next(rest, "")
        elif argument.startswith("--data="):
            data = argument[len("--data=") :]
        else:
            command.append(argument)
    if data == "":
        raise Refusal("Skriv en mappe efter --data, for eksempel: python3 -m kpi --data min-mappe", 2)
    return command, data


def choose_data(folder: str | None) -> None:
    """Hands the folder on as KPI_DATA, absolute: every command and the dashboard read it, wherever they run."""
    chosen = folder or os.environ.get("KPI_DATA")
    if not chosen:
        return
    path = Path(chosen).expanduser().resolve()
    if not path.is_dir():
        raise Refusal(f"Mappen {path} findes ikke. Ret --data (eller KPI_DATA) til en mappe, der findes.", 2)
    os.environ["KPI_DATA"] = str(path)


# --- the environment ------------------------------------------------------------------------------------------------


def check_python(version: tuple[int, int]) -> None:
    if version >= OLDEST_PYTHON:
        return
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    remedy = f"Skriv i stedet: {newer[0]} -m kpi" if newer else "Hent den på https://www.python.org/downloads/"
    raise Refusal(f"Effekttavlen kræver Python 3.11 eller nyere. Dette er Python {version[0]}.{version[1]}. {remedy}")


def python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(packages: Path) -> str:
    """What a set of packages was installed from: the pinned packages and the Python they were made for."""
    return hashlib.sha256(packages.read_bytes() + repr(sys.version_info[:2]).encode()).hexdigest()


def missing_sets(environment: Path, wanted: list[Path]) -> list[Path]:
    """Those of the sets of packages that the environment lacks or has in another edition; it has a line for each."""
    stamp = environment / "effekttavlen.stamp"
    has = stamp.read_text(encoding="ascii").split() if stamp.is_file() and python_in(environment).exists() else []
    return [packages for packages in wanted if stamp_of(packages) not in has]


def works(*command: str | Path) -> bool:
    """Whether the command can be run and ends well; nothing of it is shown."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def last_lines(text: str) -> str:
    return "\n".join("  " + line for line in text.strip().splitlines()[-6:])


def make_environment(environment: Path, wanted: list[Path]) -> None:
    """Makes the environment, or adds what it lacks of the sets wanted; quick when it is stamped with all of them."""
    missing = missing_sets(environment, wanted)
    if not missing:
        return
    started = time.monotonic()
    say("Effekttavlen gøres klar. Det sker kun første gang, og når pakkerne er ændret.")
    python = python_in(environment)
    uv: list[str | Path] = []
    if not works(python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"):
        say("  Laver miljøet i mappen .venv …")
        if importlib.util.find_spec("ensurepip"):
            made = subprocess.run([sys.executable, "-m", "venv", environment], capture_output=True, text=True)
            if made.returncode:
                raise Refusal(f"Mappen {environment} kunne ikke laves:\n{last_lines(made.stderr + made.stdout)}")
        elif works("uv", "venv", "--allow-existing", "--python", sys.executable, environment):
            uv = ["uv"]
        elif works(sys.executable, "-m", "pip", "--version"):
            works(sys.executable, "-m", "venv", "--without-pip", environment)
            if not works(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "pip"):
                raise Refusal(without_ensurepip())
        else:
            raise Refusal(without_ensurepip())
    who = "programmet" if USED in missing else "prøverne"
    say(f"  Henter de pakker, {who} bruger (højst et par minutter) …")
    if not uv and works(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV):
        uv = [python, "-m", "uv"]
    # All that are wanted, so that a package of one set is never moved away from what another pins.
    install_packages(python, uv, wanted)
    if uv == [python, "-m", "uv"]:
        works(python, "-m", "pip", "uninstall", "--quiet", "--yes", "uv")  # large, and of no use until the next time
    (environment / "effekttavlen.stamp").write_text("\n".join(map(stamp_of, wanted)), encoding="ascii")
    say(f"  Klar efter {time.monotonic() - started:.0f} sekunder.")


def install_packages(python: Path, uv: list[str | Path], wanted: list[Path]) -> None:
    """Installs with uv, else with pip: an inner network's own package store may be known to pip alone."""
    ways: list[list[str | Path]] = []
    if uv:
        ways.append([*uv, "pip", "install", "--quiet", "--python", python])
    if not uv or works(python, "-m", "pip", "--version"):
        ways.append([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
    # Many inner networks have a certificate of their own, which the machine trusts and uv must be told to trust too.
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    lists = [part for packages in wanted for part in ("-r", packages)]
    answers = []
    for way in ways:
        installed = subprocess.run([*way, *lists], capture_output=True, text=True, env=environment)
        if installed.returncode == 0:
            return
        answers.append(installed.stderr + installed.stdout)
    raise Refusal(
        "Pakkerne kunne ikke hentes. Er der forbindelse til internettet? Går den gennem en proxy, så sæt HTTPS_PROXY.\n"
        "Har I jeres eget pakkelager, så sæt PIP_INDEX_URL. Prøv derefter igen. Svaret var:\n" + last_lines(answers[-1])
    )


def without_ensurepip() -> str:
    version = "{}.{}".format(*sys.version_info[:2])
    return (
        f"Denne Python {version} kan ikke lave et miljø, fordi delen «venv» mangler. På Debian og Ubuntu hjælper\n"
        "  sudo apt install python3-venv\n"
        "og derefter python3 -m kpi igen."
    )


def inside(environment: Path) -> bool:
    return Path(sys.prefix).resolve() == environment.resolve()


def become(command: list[str | Path]) -> NoReturn:
    """Goes on as another program, with its exit code and the terminal's own Ctrl-C."""
    if os.name != "nt":
        os.execv(command[0], [str(part) for part in command])
    process = subprocess.Popen(command)
    while True:
        # Windows has no exec: wait; a Ctrl-C reaches the other program too, which ends by itself.
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(process.wait())


# --- the dashboard --------------------------------------------------------------------------------------------------


def instance_of(root: Path, data: str | None) -> str:
    """Tells one project folder with its data from another, without naming them."""
    return hashlib.sha256(f"{root}\n{data or ''}".encode()).hexdigest()[:16]


def address_of(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def is_free(port: int) -> bool:
    """Nobody answers, and the port can be taken. Both: some systems let two programs take one port."""
    with contextlib.closing(socket.socket()) as caller:
        caller.settimeout(1)
        if caller.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with contextlib.closing(socket.socket()) as taker:
        if os.name != "nt":
            taker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taker.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers_as(port: int, instance: str) -> bool:
    """Whether the running program on the port is this dashboard on these data."""
    # A proxy named in the environment must not stand between the machine and itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address_of(port)}/sundhed", timeout=2) as answer:
            health = json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return False
    return isinstance(health, dict) and (health.get("program"), health.get("instance")) == ("Effekttavlen", instance)


def first_port(wanted: str) -> int:
    """The port to try first; so low that the ports tried after it are ports too."""
    last = 65536 - PORTS_TRIED
    if not wanted:
        return FIRST_PORT
    if not (wanted.isascii() and wanted.isdigit() and 1024 <= int(wanted) <= last):
        raise Refusal(f"STREAMLIT_SERVER_PORT er «{wanted}». Skriv et tal fra 1024 til {last}, eller fjern den.", 2)
    return int(wanted)


def choose_port(first: int, instance: str) -> tuple[int, bool]:
    """The port, and whether this very dashboard answers there already; else the first free one from `first` on."""
    ports = range(first, first + PORTS_TRIED)
    free = [port for port in ports if is_free(port)]
    for port in ports:
        if port not in free and answers_as(port, instance):
            return port, True
    if not free:
        raise Refusal(f"Alle porte fra {first} til {ports[-1]} er optaget. Luk et af programmerne, og prøv igen.")
    return free[0], False


def open_browser(address: str) -> None:
    """Opens the browser where there is a screen for it; else the address that was said must do."""
    on_screen = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if on_screen:
        webbrowser.open(address)


def stop_on_signal(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def has_store() -> bool:
    data = Path(os.environ.get("KPI_DATA") or ROOT / "data")
    return (data / "local" / "store" / "CURRENT").is_file()


def run_dashboard(with_browser: bool) -> int:
    instance = instance_of(ROOT, os.environ.get("KPI_DATA"))
    first = first_port(os.environ.get("STREAMLIT_SERVER_PORT", ""))
    port, running = choose_port(first, instance)
    if running:
        say(f"Effekttavlen kører allerede. Den åbnes på {address_of(port)}")
        if with_browser:
            open_browser(address_of(port))
        return 0
    # A store that is there is looked through by the dashboard itself, on its first page.
    built = 0 if has_store() else subprocess.run([sys.executable, "-m", "kpi", "build"], cwd=ROOT).returncode
    if built:
        say("Lageret kunne ikke bygges; grunden står ovenfor. Tavlen er ikke startet.")
        return built
    if port != first:
        say(f"Port {first} er optaget af et andet program. Tavlen bruger port {port}.")
    return serve(port, instance, with_browser)


def serve(port: int, instance: str, with_browser: bool) -> int:
    """Runs the server until it ends or a person ends it."""
    command = [sys.executable, "-m", "streamlit", "run", "kpi/ui/server.py", "--server.port", str(port)]
    # Its own group: a Ctrl-C comes to us alone, and we end the server in good order.
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "KPI_INSTANCE": instance},
        stdout=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop_on_signal)
    try:
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and not answers_as(port, instance):
            if time.monotonic() > deadline:
                raise Refusal(f"Tavlen svarede ikke inden for {START_SECONDS} sekunder og er lukket igen. Se ovenfor.")
            time.sleep(0.1)
        if server.poll() is None:
            say(f"Effekttavlen er åben på {address_of(port)}  (luk den med Ctrl-C)")
            if with_browser:
                open_browser(address_of(port))
        ended = server.wait()
        say(f"Tavlen er stoppet af sig selv (kode {ended}). Grunden står ovenfor.")
        return ended or 1
    except KeyboardInterrupt:
        say("\nEffekttavlen er lukket. Alt, der var gemt, er gemt. På gensyn.")
        return 0
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


# --- the tests ------------------------------------------------------------------------------------------------------


def run_tests(pytest_arguments: list[str]) -> int:
    """All checks, then pytest, whose closing line is the last; 0 only when every one passed."""
    lint_imports = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
    checks = {
        "ruff": ["-m", "ruff", "check", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", lint_imports],
    }
    failed = False
    for name, arguments in checks.items():
        started = time.monotonic()
        check = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
        failed = failed or check.returncode != 0
        if check.returncode:
            say((check.stdout + check.stderr).rstrip())
        verdict = "FEJL, se ovenfor" if check.returncode else "i orden"
        say(f"{name}: {verdict} ({time.monotonic() - started:.1f} s)")
    tested = subprocess.run([sys.executable, "-m", "pytest", *pytest_arguments], cwd=ROOT).returncode
    return tested or int(failed)


# --- the entry ------------------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    check_python(sys.version_info[:2])
    command, data = split_arguments(arguments)
    choose_data(data)
    testing = command[:1] == ["test"]
    if testing or not inside(ENVIRONMENT):
        make_environment(ENVIRONMENT, [USED, TESTED_WITH] if testing else [USED])
    if not inside(ENVIRONMENT):
        become([python_in(ENVIRONMENT), "-m", "kpi", *command])
    if command in ([], ["--no-browser"]):
        return run_dashboard(with_browser=not command)
    if testing:
        return run_tests(command[1:])
    from kpi.cli import main as run_command

    return run_command(command)


def speak_utf8() -> None:
    """Whatever the machine's own encoding is, unless PYTHONIOENCODING asks for another: other programs read the answer.

    A stream that was closed from the start is None.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    speak_utf8()
    try:
        return run(sys.argv[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except OSError as error:
        print(
            f"Systemet sagde nej: {error}. Se efter, om der er plads på disken og adgang til mappen.", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        say("\nAfbrudt.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
