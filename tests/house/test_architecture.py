"""The house rules that a machine can hold us to; each is a function from text to findings, proved on a bad example."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KPI = ROOT / "kpi"
PAGES = ROOT / "pages"

Finding = Callable[[str], list[str]]


def sources(*folders: Path) -> list[Path]:
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def screens() -> list[Path]:
    """The pages, and the dashboard that arranges them."""
    return [file for file in (ROOT / "dashboard.py", *sources(PAGES)) if file.is_file()]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def findings(files: list[Path], rule: Finding) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {found}" for file in files for found in rule(file.read_text(encoding="utf-8"))]


# --- rules over a syntax tree -------------------------------------------------------------------------------------


def imported(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def foreign_imports(source: str) -> list[str]:
    """What a screen may not import: anything but streamlit, Python's own, and four rooms."""
    rooms = ("kpi.ui.", "kpi.charts.", "kpi.texts.", "kpi.access.")

    def allowed(name: str) -> bool:
        top = name.split(".")[0]
        return top == "streamlit" or top in sys.stdlib_module_names or f"{name}.".startswith(rooms)

    return [f"line {line} imports {name}" for line, name in imported(source) if not allowed(name)]


def definitions_of_its_own(source: str) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    return [f"line {node.lineno} defines something" for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]


def arithmetic(source: str) -> list[str]:
    """A union of types (X | None) is no arithmetic."""
    return [
        f"line {node.lineno} calculates"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.BinOp | ast.AugAssign) and not isinstance(node.op, ast.BitOr)
    ]


def words_of_its_own(source: str) -> list[str]:
    """A string with a space or a Danish letter, save the module's docstring."""
    tree = ast.parse(source)
    first = tree.body[0] if tree.body else None
    docstring = first.value if isinstance(first, ast.Expr) else None
    return [
        f"line {node.lineno} says «{node.value.strip()}»"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node is not docstring
        and re.search(r"\w\s+\w|[æøåÆØÅ]", node.value)
    ]


def too_long(source: str) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > 70 else []


def query_text(source: str) -> list[str]:
    """A string that reads as a query. The database's own commands (begin, checkpoint) are not queries."""
    verbs = (
        r"select\b.+\bfrom|insert\s+into|delete\s+from|update\s+\w+\s+set"
        r"|create\s+(?:or\s+replace\s+)?(?:table|view)"
    )
    query = re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE | re.DOTALL)
    return [
        f"line {node.lineno} holds a query"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and query.search(node.value)
    ]


def asks_for_today(source: str) -> list[str]:
    names = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
    return [
        f"line {node.lineno} asks the clock"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in names
    ]


def loose_numbers(source: str) -> list[str]:
    """float() and to_datetime() read what is not a number or a day without a word; infinity is no reading."""
    return [
        f"line {node.lineno} calls {name}()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "id", getattr(node.func, "attr", ""))) in ("float", "to_datetime")
        and "'inf'" not in ast.unparse(node)
    ]


def swallowed_errors(source: str) -> list[str]:
    """A bare except, or one that catches everything and does nothing."""
    return [
        f"line {node.lineno} swallows errors"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (getattr(node.type, "id", "") in ("Exception", "BaseException") and isinstance(node.body[0], ast.Pass))
        )
    ]


def bare_module(source: str) -> list[str]:
    return [] if ast.get_docstring(ast.parse(source)) else ["does not say what it is for"]


# --- rules over plain text ----------------------------------------------------------------------------------------


def foreign_words(text: str) -> list[str]:
    """Paths of one machine, and words of how the work was done: the project speaks of itself alone."""
    # Written in pieces, so that this file does not hold what it looks for.
    paths = ["/" + "work/", "/" + "tmp/team", "/" + "root/", "/home/" + r"\w+/"]
    words = ["Clau" + "de", "Chat" + "GPT", "Co" + "pilot", "sub-?" + "agent", r"\bLL" + r"Ms?\b", "issue #?" + r"\d"]
    return [f"«{hit}»" for hit in re.findall("|".join(paths + words), text, flags=re.IGNORECASE)]


# --- every rule can fail ------------------------------------------------------------------------------------------

BAD = [
    (foreign_imports, "import duckdb"),
    (foreign_imports, "from kpi.store import reader"),
    (foreign_imports, "from kpi import store"),
    (definitions_of_its_own, "def f():\n    return 1"),
    (definitions_of_its_own, "class C: ..."),
    (arithmetic, "x = a - 1"),
    (arithmetic, "x += 1"),
    (words_of_its_own, "'''Page.'''\nst.write('Hele sætninger')"),
    (words_of_its_own, "st.write(f'Nr. {n} af mange')"),
    (too_long, "\n" * 71),
    (query_text, "q = 'select value from observation'"),
    (query_text, "q = f'delete from {table}'"),
    (asks_for_today, "datetime.now(UTC)"),
    (asks_for_today, "date.today()"),
    (loose_numbers, "float(text)"),
    (loose_numbers, "pd.to_datetime(text)"),
    (swallowed_errors, "try:\n    f()\nexcept:\n    g()"),
    (swallowed_errors, "try:\n    f()\nexcept Exception:\n    pass"),
    (bare_module, "x = 1"),
    (foreign_words, "see " + "/" + "work/notes"),
    (foreign_words, "as " + "issue" + " 3 says"),
]
GOOD = [
    (foreign_imports, "import streamlit as st\nfrom datetime import date\nfrom kpi.ui import readers"),
    (foreign_imports, "from kpi import texts\nfrom kpi.texts.screens import overview"),
    (definitions_of_its_own, "x = [a for a in b]"),
    (arithmetic, "x: int | None = f(a)"),
    (words_of_its_own, "'''En side med ord.'''\nst.Page('pages/monthly/x.py', url_path='overblik', key='as_of')"),
    (too_long, "\n" * 70),
    (query_text, "'''Choose from the list what to update.'''"),
    (asks_for_today, "datetime.combine(day, noon)"),
    (loose_numbers, "Decimal(text)"),
    (loose_numbers, "float('inf')"),
    (swallowed_errors, "try:\n    f()\nexcept ValueError:\n    g()"),
    (bare_module, "'''What it is for.'''"),
    (foreign_words, "the network, homework and rooted things"),
]


@pytest.mark.parametrize(("rule", "text"), BAD, ids=lambda part: getattr(part, "__name__", None))
def test_each_rule_finds_what_it_forbids(rule: Finding, text: str) -> None:
    assert rule(text)


@pytest.mark.parametrize(("rule", "text"), GOOD, ids=lambda part: getattr(part, "__name__", None))
def test_each_rule_lets_the_rest_pass(rule: Finding, text: str) -> None:
    assert rule(text) == []


# --- the project keeps them ---------------------------------------------------------------------------------------


def test_rooms_import_only_what_stands_below_them() -> None:
    """The contracts stand in pyproject.toml in plain words."""
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    linted = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_screens_know_only_the_four_rooms_made_for_them() -> None:
    assert findings(screens(), foreign_imports) == []


def test_pages_define_calculate_query_and_word_nothing_themselves() -> None:
    for rule in (definitions_of_its_own, arithmetic, query_text, words_of_its_own, too_long, bare_module):
        assert findings(sources(PAGES), rule) == []


def test_dashboard_has_no_words_and_no_query_of_its_own() -> None:
    dashboard = [file for file in screens() if file.name == "dashboard.py"]
    for rule in (query_text, words_of_its_own, bare_module):
        assert findings(dashboard, rule) == []


def test_no_script_stands_directly_in_pages() -> None:
    """Streamlit would take it for a page of its own, without dashboard.py."""
    assert list(PAGES.glob("*.py")) == []


def test_kpi_itself_is_empty() -> None:
    assert (KPI / "__init__.py").read_text(encoding="utf-8") == ""


def test_every_room_and_module_says_what_it_is_for() -> None:
    rooms = [folder for folder in KPI.iterdir() if any(folder.glob("*.py"))]
    assert [room.name for room in rooms if not (room / "__init__.py").is_file()] == []
    assert findings([file for file in sources(KPI) if file != KPI / "__init__.py"], bare_module) == []


def test_queries_stand_in_files_of_their_own() -> None:
    assert findings([*sources(KPI), *screens()], query_text) == []
    outside = [file for file in tracked() if file.suffix == ".sql" and file.parent != KPI / "store" / "sql"]
    assert outside == []


def test_only_entry_points_ask_for_today() -> None:
    entries = {KPI / "cli.py", KPI / "__main__.py", *sources(KPI / "ui")}
    assert findings([file for file in sources(KPI) if file not in entries], asks_for_today) == []


def test_what_is_received_is_read_exactly() -> None:
    exact = ("model", "definitions", "evaluate", "intake", "journal", "store", "followup")
    # Workbooks hold binary numbers: to read one as the sheet shows it, one must go through the same binary number.
    # The look for unlikely figures compares sizes to warn a person; it neither stores nor changes one.
    binary = {KPI / "intake" / name for name in ("xlsx_file.py", "ods_file.py", "comparison.py")}
    files = [file for file in sources(*(KPI / room for room in exact)) if file not in binary]
    assert findings(files, loose_numbers) == []


def test_no_error_is_swallowed() -> None:
    assert findings([*sources(KPI, ROOT / "tests"), *screens()], swallowed_errors) == []


def test_the_project_speaks_of_itself_alone() -> None:
    text = [file for file in tracked() if file.suffix in {".py", ".md", ".toml", ".sql", ".txt", ".json", ".css", ""}]
    assert findings(text, foreign_words) == []


def test_top_of_the_project_is_as_agreed() -> None:
    agreed = {"README.md", "requirements.txt", "dashboard.py", "pages", "data", "kpi", "tests", "benchmarks"}
    tools = {"pyproject.toml", "CHANGELOG.md", "LICENSE", ".gitignore", ".gitattributes", ".streamlit", ".ci"}
    beside = {"deploy", "docs"}
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} - agreed - tools - beside == set()


def test_every_term_of_the_glossary_names_something_in_the_code() -> None:
    terms = [line for line in (KPI / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert len(terms) > 30
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources(KPI))
    for term in terms:
        match = re.fullmatch(r"- [^·]+ · [^·]+ · `(\w+)`", term)
        assert match, f"«{term}» is not «Dansk · English · `identifier`»"
        assert re.search(rf"\b{match[1]}\b", code), f"«{term}»: {match[1]} is not in the code"
