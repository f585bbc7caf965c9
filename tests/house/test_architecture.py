"""The house rules that a machine can hold us to; each is a function from text to findings, proved on a bad example."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest

from kpi.ui.pages import Page

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


def is_text(file: Path) -> bool:
    with file.open("rb") as opened:
        return b"\0" not in opened.read(8192) and file.suffix != ".png"


def text_of(file: Path) -> str:
    """A received file may be in the letters of its source."""
    return file.read_text(encoding="utf-8" if file.suffix != ".px" else "cp1252")


def findings(files: list[Path], rule: Finding) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {found}" for file in files for found in rule(text_of(file))]


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


def made_safe(source: str) -> list[str]:
    """Markup of anything but a literal, text escaped by hand, and Markdown that lets HTML through."""

    def makes(node: ast.AST) -> bool:
        match node:
            case ast.Call(args=[ast.Constant()]) | ast.Call(args=[]):
                return False
            case ast.Call():
                return called(node) == "Markup"
            case ast.ImportFrom(module="html", names=names):
                return any(alias.name in ("escape", "*") for alias in names)
            case ast.Attribute():
                return ast.unparse(node) in ("html.escape", "saxutils.escape")
            case ast.keyword():
                return node.arg == "unsafe_allow_html"
        return False

    nodes = [node for node in ast.walk(ast.parse(source)) if makes(node)]
    return [f"line {getattr(node, 'lineno', 0)} makes text safe by itself" for node in nodes]


def filled_tags(source: str) -> list[str]:
    """A text with a tag in it that is filled, joined or added to, and is no Markup, so that nothing is escaped."""

    def tagged(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and bool(re.search(r"(?<!\?P)</?[a-z]", str(node.value)))

    def fills(node: ast.AST) -> bool:
        match node:
            case ast.JoinedStr(values=values):
                return any(tagged(part) for part in values)
            case ast.BinOp(left=left, right=right):
                return tagged(left) or tagged(right)
            case ast.Call(func=ast.Attribute(value=value, attr="format" | "format_map" | "join")):
                return tagged(value)
        return False

    return [f"line {getattr(node, 'lineno', 0)} fills a tag" for node in ast.walk(ast.parse(source)) if fills(node)]


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Every text but docstrings; a formatted one whole, with {} for what it is filled with."""
    passed: set[ast.AST] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr):
            passed.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            passed.update(node.values)
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node.lineno, node.value


def arithmetic(source: str) -> list[str]:
    """Also what is larger, and sums; a union of types (X | None) is no arithmetic."""
    larger = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
    return [
        f"line {node.lineno} calculates"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.BinOp | ast.AugAssign) and not isinstance(node.op, ast.BitOr))
        or (isinstance(node, ast.Compare) and any(isinstance(one, larger) for one in node.ops))
        or (isinstance(node, ast.Call) and called(node) in ("abs", "len", "max", "min", "round", "sum"))
    ]


def words_of_its_own(source: str) -> list[str]:
    """A text with a space, a Danish letter or a capital first."""
    return [
        f"line {line} says «{text.strip()}»"
        for line, text in strings(source)
        if re.search(r"\w\s+\w|[æøåÆØÅ]|^[A-Z]", text)
    ]


def danish(source: str) -> list[str]:
    """A text with a Danish letter, or a small Danish word before another word."""
    small = r"\b(?:af|den|der|det|er|et|fra|har|ikke|kan|med|og|skal|som|til) \w"
    return [f"line {line} says «{text.strip()}»" for line, text in strings(source) if re.search(f"[æøå]|{small}", text)]


def too_long(source: str) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > 60 else []


def query_text(source: str) -> list[str]:
    """A text that reads as a query. The database's own commands (begin, checkpoint) are not queries."""
    verbs = (
        r"select\b.+\bfrom|insert\s+into|delete\s+from|update\s+\S+\s+set"
        r"|(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:temp\s+)?(?:table|view)"
    )
    query = re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE | re.DOTALL)
    return [f"line {line} holds a query" for line, text in strings(source) if query.search(text)]


def asks_for_today(source: str) -> list[str]:
    days, instants = r"(?:date|datetime|Timestamp)\.(?:now|utcnow|today)", r"time\.(?:time|time_ns|localtime|gmtime)"
    clock = re.compile(rf"(?:.+\.)?(?:{days}|{instants})")
    return [
        f"line {node.lineno} asks the clock"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and clock.fullmatch(ast.unparse(node))
    ]


def loose_numbers(source: str) -> list[str]:
    """float() and to_datetime() read what is not a number or a day without a word; infinity is no reading."""
    loose = ("float", "to_datetime")
    return [
        f"line {node.lineno} reads loosely"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (called(node) in loose or any(getattr(given, "id", "") in loose for given in node.args))
        and "'inf'" not in ast.unparse(node)
    ]


def swallowed_errors(source: str) -> list[str]:
    """A bare except, or everything caught and nothing done."""
    everything = re.compile(r"\b(?:Base)?Exception\b")

    def swallows(node: ast.AST) -> bool:
        match node:
            case ast.ExceptHandler(type=None):
                return True
            case ast.ExceptHandler(type=ast.expr() as kind, body=[ast.Pass(), *_]):
                return bool(everything.search(ast.unparse(kind)))
            case ast.Call():
                return called(node) == "suppress" and bool(everything.search(ast.unparse(node)))
        return False

    nodes = [node for node in ast.walk(ast.parse(source)) if swallows(node)]
    return [f"line {getattr(node, 'lineno', 0)} swallows errors" for node in nodes]


def unexplained_none(source: str) -> list[str]:
    """A field that can be None, where neither the field nor its class says what None means."""
    found = []
    for kind in ast.walk(ast.parse(source)):
        if not isinstance(kind, ast.ClassDef) or "None" in (ast.get_docstring(kind) or ""):
            continue
        for field, after in zip(kind.body, [*kind.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign) and re.search(r"\| None$", ast.unparse(field.annotation)):
                said = ast.unparse(after) if isinstance(after, ast.Expr) else ""
                found += [] if "None" in said else [f"line {field.lineno} does not say what None means"]
    return found


def changeable(source: str) -> list[str]:
    """A dataclass that is not frozen."""
    return [
        f"line {kind.lineno} can be changed"
        for kind in ast.walk(ast.parse(source))
        if isinstance(kind, ast.ClassDef)
        for mark in kind.decorator_list
        if "dataclass" in ast.unparse(mark) and "frozen=True" not in ast.unparse(mark)
    ]


def bare_module(source: str) -> list[str]:
    """What it is for is said in a whole sentence, or as the question it answers."""
    said = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0].rstrip()
    return [] if said.endswith((".", "?", ").")) else ["does not say in a sentence what it is for"]


# --- rules over plain text ----------------------------------------------------------------------------------------


def danish_letters(text: str) -> list[str]:
    return [f"«{word}»" for word in re.findall(r"\w*[æøåÆØÅ]\w*", text)]


def loose_query(text: str) -> list[str]:
    """A query that takes whatever columns there are, takes values by their place, or asks the clock.

    What stands in macros.sql names its columns, and is read without naming them again.
    """
    plain = re.sub(r"--.*|'[^']*'", "", text)
    whatever = r"select\s+\*|\w\.\*|(?:\A|[(;]|\bas|\bby name)\s*from\s+(?:observation|delivery|problem|manifest)\b"
    return [f"«{hit}»" for hit in re.findall(rf"{whatever}|\?|current_(?:date|time)|\b(?:now|today)\(", plain)]


def said_again(text: str) -> list[str]:
    """A query that says itself which vintage counts on a day, or how figures are read; macros.sql does."""
    plain = re.sub(r"--.*", "", text)
    return [f"«{hit}»" for hit in re.findall(r"superseded_on\s*[<>]=?\s*\$\w+|\bplain\(", plain)]


def foreign_words(text: str) -> list[str]:
    """Paths of one machine, and words of how the work was done: the project speaks of itself alone."""
    # Written in pieces, so that this file does not hold what it looks for.
    paths = ["/" + "work/", "/" + "tmp/team", "/" + "root/", "/home/" + r"\w+/"]
    words = ["Clau" + "de", "Chat" + "GPT", "Co" + "pilot", "sub-?" + "agent", r"\bLL" + r"Ms?\b", "issue #?" + r"\d"]
    return [f"«{hit}»" for hit in re.findall("|".join(paths + words), text, flags=re.IGNORECASE)]


def unescaping(text: str) -> list[str]:
    """In a template: what is not escaped, or stands where escaping is no help."""
    loose = (
        r"\|\s*safe\b|\bautoescape\b|\bfilter safe\b|\bMarkup\b"
        r"|<(?:script|style)\b|\son\w+\s*=|=\{\{|javascript:"
    )
    return [f"«{hit}»" for hit in re.findall(loose, text)]


# --- every rule can fail ------------------------------------------------------------------------------------------

BAD = [
    (foreign_imports, "import duckdb"),
    (foreign_imports, "from kpi.store import reader"),
    (foreign_imports, "from kpi import store"),
    (definitions_of_its_own, "def f():\n    return 1"),
    (definitions_of_its_own, "class C: ..."),
    (arithmetic, "x = a - 1"),
    (arithmetic, "x += 1"),
    (arithmetic, "x = a > 1"),
    (arithmetic, "x = sum(a)"),
    (words_of_its_own, "'''Page.'''\nst.write('Hele sætninger')"),
    (words_of_its_own, "st.write(f'Nr. {n} af mange')"),
    (words_of_its_own, "st.write('Kilde')"),
    (danish, "x = 'siden er tom'"),
    (danish, "x = f'{n} måneder'"),
    (too_long, "\n" * 61),
    (query_text, "q = 'select value from observation'"),
    (query_text, "q = f'delete from {table}'"),
    (query_text, "q = f'select {columns} from {table}'"),
    (query_text, "q = 'drop table observation'"),
    (asks_for_today, "datetime.now(UTC)"),
    (asks_for_today, "date.today()"),
    (asks_for_today, "dt.datetime.now(tz=UTC)"),
    (asks_for_today, "pd.Timestamp.today()"),
    (asks_for_today, "default_factory=time.time"),
    (loose_numbers, "float(text)"),
    (loose_numbers, "map(float, texts)"),
    (loose_numbers, "pd.to_datetime(text)"),
    (swallowed_errors, "try:\n    f()\nexcept:\n    g()"),
    (swallowed_errors, "try:\n    f()\nexcept Exception:\n    pass"),
    (swallowed_errors, "try:\n    f()\nexcept (OSError, Exception):\n    pass"),
    (swallowed_errors, "with contextlib.suppress(Exception):\n    f()"),
    (unexplained_none, "class C:\n    x: int | None\n    y: int"),
    (unexplained_none, "class C:\n    x: int | None = None\n    'Pieces.'"),
    (changeable, "@dataclass\nclass C: ..."),
    (changeable, "@dataclass(slots=True)\nclass C: ..."),
    (bare_module, "x = 1"),
    (bare_module, "'''Everything'''"),
    (loose_query, "select * from observation"),
    (loose_query, "select o.* from observation as o"),
    (loose_query, "select area from observation where area = ?"),
    (loose_query, "select area from observation where published_on < current_date"),
    (loose_query, "-- All of it\nfrom observation where area = $area"),
    (loose_query, "with known as (from observation where area = $area) select count(area) from known"),
    (said_again, "select area from observation where superseded_on is null or superseded_on > $as_of"),
    (said_again, "select area, plain(value) from observation"),
    (made_safe, "x = Markup(text)"),
    (made_safe, "x = Markup(f'<b>{text}</b>')"),
    (made_safe, "x = markupsafe.Markup('<b>' + text)"),
    (made_safe, "from html import escape"),
    (made_safe, "import html\nx = html.escape(text)"),
    (made_safe, "st.markdown(text, unsafe_allow_html=True)"),
    (filled_tags, "x = f'<b>{text}</b>'"),
    (filled_tags, "x = '<b>{}</b>'.format(text)"),
    (filled_tags, "x = '<br>'.join(lines)"),
    (filled_tags, "x = '<b>' + text"),
    (filled_tags, "x = '<b>%s' % text"),
    (unescaping, "<p>{{ text | safe }}</p>"),
    (unescaping, "{% autoescape false %}{{ text }}{% endautoescape %}"),
    (unescaping, "{% filter safe %}{{ text }}{% endfilter %}"),
    (unescaping, "<script>{{ code }}</script>"),
    (unescaping, "<a href={{ address }}>"),
    (unescaping, '<a onclick="{{ code }}">'),
    (foreign_words, "see " + "/" + "work/notes"),
    (foreign_words, "as " + "issue" + " 3 says"),
]
GOOD = [
    (foreign_imports, "import streamlit as st\nfrom datetime import date\nfrom kpi.ui import readers"),
    (foreign_imports, "from kpi import texts\nfrom kpi.texts.screens import overview"),
    (definitions_of_its_own, "x = [a for a in b]"),
    (arithmetic, "x: int | None = f(a)"),
    (words_of_its_own, "'''En side med ord.'''\nst.Page('pages/monthly/x.py', url_path='overblik', key='as_of')"),
    (arithmetic, "x = a == b"),
    (danish, "'''Overblik: hvad er der sket?'''\nx = 'Segoe UI'"),
    (too_long, "\n" * 60),
    (query_text, "'''Choose from the list what to update.'''"),
    (asks_for_today, "datetime.combine(day, noon)"),
    (loose_numbers, "Decimal(text)"),
    (loose_numbers, "float('inf')"),
    (swallowed_errors, "try:\n    f()\nexcept ValueError:\n    g()"),
    (unexplained_none, "class C:\n    x: int | None\n    'None: not known.'\n    f: Callable[[int], None]"),
    (unexplained_none, "class C:\n    'None: not known.'\n    x: int | None"),
    (changeable, "@dataclass(frozen=True, slots=True)\nclass C: ..."),
    (bare_module, "'''What it is for.'''"),
    (bare_module, "'''How does it stand?\n\nMore of it'''"),
    (loose_query, "-- which?\nselect count(*) as figures, area from observation where quality <> '?'"),
    (loose_query, "from known_on($as_of) where area in (select area from observation)"),
    (said_again, "from known_on($as_of) where superseded_on is not null -- superseded_on > $as_of: as the macro says"),
    (made_safe, "x = Markup('<b>{}</b>').format(text) + Markup()\nfrom html import unescape"),
    (filled_tags, "x = Markup('<b>{}</b>').format(text)\ny = f'(?P<day>{digit})'\nz = f'{a} < {b}'"),
    (unescaping, '{# a note #}<a class="kpi-{{ name }}" href="{{ address }}">{{ text }}</a>{% if a < b %}x{% endif %}'),
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


def test_screens_define_calculate_query_and_word_nothing_themselves() -> None:
    rules = (definitions_of_its_own, arithmetic, query_text, words_of_its_own, too_long, bare_module, asks_for_today)
    for rule in rules:
        assert findings(screens(), rule) == []


def test_rooms_that_show_have_their_danish_from_texts() -> None:
    showing = sources(
        *(KPI / room for room in ("ui", "charts", "report", "followup", "analysis", "evaluate", "statistics"))
    )
    assert findings(showing, danish) == []


def test_no_script_stands_directly_in_pages() -> None:
    """Streamlit would take it for a page of its own, without dashboard.py."""
    assert list(PAGES.glob("*.py")) == []


def test_every_script_stands_in_the_register_of_pages() -> None:
    assert sorted(page.script for page in Page) == [str(file.relative_to(ROOT)) for file in sources(PAGES)]


def test_the_address_of_a_page_is_written_once() -> None:
    """In the register; links name the page."""
    addresses = [page.address for page in Page]
    showing = sources(*(KPI / room for room in ("ui", "charts", "report", "followup")))
    texts = (text for file in [*showing, *screens()] for _, text in strings(file.read_text(encoding="utf-8")))
    written = Counter(text.strip("/").partition("?")[0] for text in texts if text)
    assert len(set(addresses)) == len(addresses)
    assert {address: written[address] for address in addresses if address} == dict.fromkeys(filter(None, addresses), 1)


def test_a_type_has_one_meaning_so_its_name_stands_once() -> None:
    named = Counter(
        node.name
        for file in sources(KPI)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in named.items() if times > 1] == []


def test_kpi_itself_is_empty() -> None:
    assert (KPI / "__init__.py").read_text(encoding="utf-8") == ""


def test_every_room_and_module_says_what_it_is_for() -> None:
    rooms = [folder for folder in KPI.rglob("*") if any(folder.glob("*.py"))]
    assert [room.name for room in rooms if not (room / "__init__.py").is_file()] == []
    assert findings([file for file in sources(KPI) if file != KPI / "__init__.py"], bare_module) == []


def test_no_field_can_be_none_without_a_meaning() -> None:
    assert findings(sources(KPI), unexplained_none) == []


def test_what_is_known_cannot_be_changed() -> None:
    # A workbook fills up while its file is read; nobody but its reader holds it.
    assert findings([file for file in sources(KPI) if file != KPI / "intake" / "files" / "xlsx.py"], changeable) == []


def test_modules_are_named_after_what_they_are_about() -> None:
    leftovers = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service", "tools"}
    assert [file for file in sources(KPI, ROOT / "tests") if {file.stem, file.parent.name} & leftovers] == []


def test_queries_name_their_columns_and_values_and_ask_no_clock() -> None:
    assert findings(sorted((KPI / "store" / "sql").glob("*.sql")), loose_query) == []


def test_which_vintage_counts_and_how_figures_are_read_is_said_once() -> None:
    said_in = KPI / "store" / "sql" / "macros.sql"
    assert findings([file for file in said_in.parent.glob("*.sql") if file != said_in], said_again) == []
    assert "plain(value)" in said_in.read_text(encoding="utf-8")


def test_queries_stand_in_files_of_their_own() -> None:
    assert findings([*sources(KPI), *screens()], query_text) == []
    outside = [file for file in tracked() if file.suffix == ".sql" and file.parent != KPI / "store" / "sql"]
    assert outside == []


def test_only_entry_points_ask_for_today() -> None:
    entries = {KPI / "cli.py", KPI / "__main__.py", *sources(KPI / "ui")}
    assert findings([file for file in sources(KPI) if file not in entries], asks_for_today) == []


def test_what_is_received_is_read_exactly() -> None:
    exact = ("model", "definitions", "evaluate", "intake", "journal", "store", "analysis", "followup")
    # Workbooks hold binary numbers: to read one as the sheet shows it, one must go through the same binary number.
    # The look for unlikely figures compares sizes to warn a person; it neither stores nor changes one.
    binary = {KPI / "intake" / name for name in ("files/xlsx.py", "files/ods.py", "checks/plausibility.py")}
    files = [file for file in sources(*(KPI / room for room in exact)) if file not in binary]
    assert findings(files, loose_numbers) == []


def templates() -> list[Path]:
    return sorted(KPI.rglob("*.html"))


def test_text_becomes_html_only_where_it_is_escaped() -> None:
    one_file = {KPI / "markup.py"}
    assert findings([file for file in sources(KPI) if file not in one_file], filled_tags) == []
    # Markdown is told to let HTML through in one place, which takes Markup alone.
    shows = {KPI / "ui" / "html.py"}
    assert findings([*(file for file in sources(KPI) if file not in one_file | shows), *screens()], made_safe) == []
    assert len(findings(sorted(shows), made_safe)) == 1


def test_templates_escape_everything_and_word_nothing_themselves() -> None:
    assert templates()
    assert findings(templates(), unescaping) == []
    assert findings(templates(), danish_letters) == []


def test_no_error_is_swallowed() -> None:
    assert findings([*sources(KPI, ROOT / "tests"), *screens()], swallowed_errors) == []


def said_words(file: Path) -> set[tuple[str, str]]:
    """Words of screens that a module says, or a template that it hands them to."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "kpi.texts.screens"
        for alias in node.names
    }
    said = {(ast.unparse(node.value), node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) == "Pieces" and isinstance(call.args[0], ast.Constant):
            handed = {given.arg: ast.unparse(given.value) for given in call.keywords}
            template = (KPI / call.args[0].value).read_text(encoding="utf-8")
            said |= {(handed.get(name, ""), word) for name, word in re.findall(r"\b(\w+)\.([A-Z_]+)\b", template)}
    return {(modules[name], word) for name, word in said if name in modules}


def test_every_word_of_a_screen_is_said_by_one() -> None:
    said = {word for file in [*sources(KPI), *screens()] for word in said_words(file)}
    for file in sources(KPI / "texts" / "screens"):
        words = re.findall(r"^([A-Z_]+) = ", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert [word for word in words if (file.stem, word) not in said] == [], file.name


def used_by(*files: Path) -> set[str]:
    """Packages of others that the files import."""
    ours = {"conftest", *(file.stem for file in ROOT.iterdir())}
    named = {name.split(".")[0] for file in files for _, name in imported(file.read_text(encoding="utf-8"))}
    return named - ours - sys.stdlib_module_names


def pinned(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0].replace("-", "_") for line in lines if line and not line.startswith("#")}


def test_every_package_that_is_imported_is_pinned_where_it_is_used_and_no_other() -> None:
    through_streamlit = {re.split(r"\W", one.replace("-", "_"))[0] for one in metadata.requires("streamlit") or ()}
    program = used_by(*sources(KPI), *screens())
    assert program - pinned("requirements.txt") == set()
    assert pinned("requirements.txt") - program - through_streamlit == set()
    tests = used_by(*sources(ROOT / "tests", ROOT / "benchmarks"))
    assert tests - pinned("requirements.txt") - pinned("requirements-test.txt") == set()
    run_by_name = {"import_linter", "ruff", "mypy", "pandas_stubs"}
    assert pinned("requirements-test.txt") - tests - run_by_name == set()
    assert pinned("requirements-test.txt") & program == set()


def test_the_project_speaks_of_itself_alone() -> None:
    names = "\n".join(str(file.relative_to(ROOT)) for file in tracked())
    assert foreign_words(names) == []
    assert findings([file for file in tracked() if is_text(file)], foreign_words) == []


def test_top_of_the_project_is_as_agreed() -> None:
    agreed = {"README.md", "requirements.txt", "dashboard.py", "pages", "data", "kpi", "tests", "benchmarks"}
    tools = {"pyproject.toml", "requirements-test.txt", "CHANGELOG.md", "LICENSE"}
    tools |= {".gitignore", ".gitattributes", ".streamlit", ".ci"}
    beside = {"deploy", "docs"}
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} - agreed - tools - beside == set()


def test_every_term_of_the_glossary_names_something_in_the_code() -> None:
    terms = [line for line in (KPI / "GLOSSARY.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert len(terms) > 30
    named = {
        name
        for file in sources(KPI)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for field in ("id", "name", "attr", "arg")
        if isinstance(name := getattr(node, field, None), str)
    }
    for term in terms:
        match = re.fullmatch(r"- [^·]+ · [^·]+ · `(\w+)`", term)
        assert match, f"«{term}» is not «Dansk · English · `identifier`»"
        assert match[1] in named, f"«{term}»: {match[1]} is not in the code"
