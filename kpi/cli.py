"""The command line: the same answers as the pages, for people and for other programs.

A command imports what it alone needs when it runs: to load every room takes longer than most answers do.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kpi.access import User, local_user
from kpi.definitions import DefinitionError, examine_definitions, read_definitions
from kpi.durable import reason
from kpi.model.definitions import Caution, Definitions, Problem
from kpi.model.delivery import ImportReport, Outcome
from kpi.model.folder import DataFolder
from kpi.model.refused import Refused
from kpi.texts import command_line as words
from kpi.texts.alphabet import plain_name
from kpi.texts.periods import danish_day

if TYPE_CHECKING:
    from kpi.installation import Installation
    from kpi.kept.backup import Archived
    from kpi.model.area import Area

SHIPPED = Path(__file__).resolve().parent.parent / "data"
DONE, REFUSED, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """What was asked for is not there; says what is, in Danish."""


class Parser(argparse.ArgumentParser):
    """Speaks Danish, also where argparse has words of its own."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, words.WRONG_USE.format(program=self.prog, message=_in_danish(message)) + "\n")

    def format_help(self) -> str:
        return _in_danish(super().format_help())


def _in_danish(text: str) -> str:
    for english, danish in words.OF_ARGPARSE.items():
        text = text.replace(english, danish)
    return text


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works on: the folder, who asks, and the moment (UTC), asked for once."""

    folder: DataFolder
    definitions: Definitions
    user: User
    now: datetime

    @property
    def today(self) -> date:
        return danish_day(self.now)


def main(argv: Sequence[str]) -> int:
    """0 done, 1 something was refused, 2 wrong use."""
    try:
        code = _run(argv)
        print(end="", flush=True)
    except BrokenPipeError:
        _say_no_more()  # whoever reads the answer (`| head`) has seen enough
        return DONE
    except OSError as error:
        print(words.NO_ACCESS.format(file=error.filename or words.THE_ANSWER, reason=reason(error)), file=sys.stderr)
        _say_no_more()
        return REFUSED
    return code


def _say_no_more() -> None:
    """What could not be written is not tried again when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: Sequence[str]) -> int:
    arguments = _parser().parse_args(argv)
    folder = DataFolder(Path(arguments.data or os.environ.get("KPI_DATA") or SHIPPED).resolve(), SHIPPED)
    try:
        command: Callable[[DataFolder, argparse.Namespace], int] = arguments.run
        return command(folder, arguments)
    except DefinitionError as error:
        _say_problems(error.problems)
        return REFUSED
    except WrongUse as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except Refused as error:
        print(error, file=sys.stderr)
        return REFUSED


def _session(folder: DataFolder) -> Session:
    return Session(folder, read_definitions(folder), local_user(getpass.getuser()), datetime.now(UTC))


def _parser() -> Parser:
    shared = Parser(add_help=False)
    shared.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=words.DATA)
    parser = Parser(prog=words.PROGRAM, description=words.ABOUT)
    parser.add_argument("--data", metavar="DIR", default=None, help=words.DATA)
    commands = parser.add_subparsers(dest="command", required=True)

    def on_folder(name: str, text: str, run: Callable[[DataFolder, argparse.Namespace], int]) -> Parser:
        """Also where what is declared in the folder is not sound."""
        command = commands.add_parser(name, help=text, description=text, parents=[shared])
        command.set_defaults(run=run)
        return command

    def add(name: str, text: str, run: Callable[[Session, argparse.Namespace], int]) -> Parser:
        return on_folder(name, text, lambda folder, arguments: run(_session(folder), arguments))

    indicators = on_folder("indicators", words.INDICATORS, _indicators)
    indicators.add_argument("words", metavar="WORD", nargs="*", help=words.INDICATORS_WORD)
    indicators.add_argument("--json", action="store_true", help=words.JSON)

    new = on_folder("new", words.NEW, _new)
    new.add_argument("municipality", metavar="MUNICIPALITY", nargs="?", help=words.NEW_MUNICIPALITY)
    new.add_argument("year", metavar="YEAR", nargs="?", type=_year, help=words.NEW_YEAR)
    new.add_argument("folder", metavar="FOLDER", nargs="?", help=words.NEW_FOLDER)
    new.add_argument("--from", dest="last_year", metavar="CONTRACT", default="", help=words.NEW_FROM)
    new.epilog, new.formatter_class = words.NEW_EXAMPLES, argparse.RawDescriptionHelpFormatter

    check = on_folder("check", words.CHECK, _check)
    check.add_argument("--json", action="store_true", help=words.JSON)
    check.add_argument("--figures", action="store_true", help=words.CHECK_FIGURES)

    examples = add("examples", words.EXAMPLES, _examples)
    examples.add_argument("contract", metavar="CONTRACT", help=words.STATUS_CONTRACT)
    examples.add_argument("criterion", metavar="CRITERION", nargs="?", default="", help=words.EXAMPLES_CRITERION)
    how = examples.add_mutually_exclusive_group()
    how.add_argument("--all", action="store_true", help=words.EXAMPLES_ALL)
    how.add_argument("--json", action="store_true", help=words.JSON)

    build = add("build", words.BUILD, _build)
    build.add_argument("--if-needed", action="store_true", help=words.BUILD_IF_NEEDED)

    status = add("status", words.STATUS, _status)
    status.add_argument("contract", metavar="CONTRACT", help=words.STATUS_CONTRACT)
    status.add_argument("--as-of", type=_day, help=words.AS_OF)
    status.add_argument("--json", action="store_true", help=words.JSON)

    load = add("import", words.IMPORT, _import)
    load.add_argument("files", metavar="FILE", nargs="+", help=words.IMPORT_FILES)
    load.add_argument("--source", metavar="ID", default="", help=words.IMPORT_SOURCE)
    load.add_argument("--published", metavar="DAY", type=_day, help=words.IMPORT_PUBLISHED)
    load.add_argument("--mapping", metavar="NAME", default="", help=words.IMPORT_MAPPING)
    load.add_argument("--reason", metavar="TEXT", default="", help=words.IMPORT_REASON)
    load.add_argument("--own-mistake", action="store_true", help=words.IMPORT_OWN_MISTAKE)
    load.add_argument("--dry-run", action="store_true", help=words.IMPORT_DRY_RUN)
    load.add_argument("--accept-warnings", action="store_true", help=words.IMPORT_ACCEPT)
    load.add_argument("--json", action="store_true", help=words.JSON)

    fetch = add("fetch", words.FETCH, _fetch)
    fetch.add_argument("source", metavar="SOURCE", help=words.FETCH_SOURCE)
    fetch.add_argument("--table", metavar="ID", action="append", default=[], help=words.FETCH_TABLE)
    fetch.add_argument("--whole", action="store_true", help=words.FETCH_WHOLE)
    fetch.add_argument("--dry-run", action="store_true", help=words.IMPORT_DRY_RUN)
    fetch.add_argument("--accept-warnings", action="store_true", help=words.IMPORT_ACCEPT)
    fetch.add_argument("--json", action="store_true", help=words.JSON)

    series = add("series", words.SERIES, _series)
    series.add_argument("indicator", metavar="INDICATOR", help=words.SERIES_INDICATOR)
    series.add_argument("--area", metavar="CODE", required=True, help=words.SERIES_AREA)
    series.add_argument("--as-of", type=_day, help=words.AS_OF)
    shape = series.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help=words.JSON)
    shape.add_argument("--csv", action="store_true", help=words.CSV)

    withdraw = add("withdraw", words.WITHDRAW, _withdraw)
    withdraw.add_argument("delivery", metavar="DELIVERY", help=words.WITHDRAW_DELIVERY)
    withdraw.add_argument("--reason", default=words.WITHDRAW_REASON_UNSTATED, help=words.WITHDRAW_REASON)

    breaks = add("breaks", words.BREAKS, _breaks)
    breaks.add_argument("indicator", metavar="INDICATOR", nargs="?", default="", help=words.BREAKS_INDICATOR)
    breaks.add_argument("--told", metavar="PERIOD", help=words.BREAKS_TOLD)
    answer = breaks.add_mutually_exclusive_group()
    answer.add_argument("--from", metavar="PERIOD", dest="accepted_from", default="", help=words.BREAKS_FROM)
    answer.add_argument("--comparable", action="store_true", help=words.BREAKS_COMPARABLE)
    breaks.add_argument("--reason", metavar="TEXT", default="", help=words.BREAKS_REASON)

    report = add("report", words.REPORT, _report)
    report.add_argument("contract", metavar="CONTRACT", help=words.STATUS_CONTRACT)
    report.add_argument("--html", metavar="FILE", required=True, help=words.REPORT_HTML)
    report.add_argument("--as-of", type=_day, help=words.AS_OF)

    add("verify", words.VERIFY, _verify)

    back = add("backup", words.BACKUP, _backup)
    back.add_argument("file", metavar="FILE", help=words.BACKUP_FILE)

    again = add("restore", words.RESTORE, _restore)
    again.add_argument("file", metavar="FILE", help=words.RESTORE_FILE)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words.NOT_A_DAY.format(text=text)) from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1900 <= int(text) < 2200):
        raise argparse.ArgumentTypeError(words.NOT_A_YEAR.format(text=text))
    return int(text)


# Commands


def _new(folder: DataFolder, arguments: argparse.Namespace) -> int:
    if arguments.last_year:
        if arguments.municipality:
            raise WrongUse(words.NEW_EITHER)
        return _move(folder, arguments.last_year)
    if arguments.year is None:
        raise WrongUse(words.NEW_NEEDS)
    from kpi.authoring import begin_contract

    definitions, _ = examine_definitions(folder)
    area = _municipality(arguments.municipality, definitions)
    own = arguments.folder or arguments.data or os.environ.get("KPI_DATA") or plain_name(area.name)
    folder = DataFolder(Path(own).resolve(), SHIPPED)
    hidden = folder.root.exists() and folder.contracts.parent == SHIPPED
    file = begin_contract(folder, area, arguments.year, by=local_user(getpass.getuser()))
    print(words.NEW_DONE.format(file=file))
    return _then(folder, hidden=hidden)


def _move(folder: DataFolder, contract: str) -> int:
    from kpi.authoring import next_contract, set_aside_examples, write_next

    file = Path(contract) if contract.endswith(".toml") else folder.contracts / f"{contract}.toml"
    try:
        made = next_contract(file.stem, file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        known = ", ".join(sorted(one.stem for one in folder.contracts.glob("*.toml")))
        raise WrongUse(words.UNKNOWN_CONTRACT.format(contract=contract, known=known)) from None
    except ValueError:
        raise WrongUse(words.NO_TOML.format(file=file)) from None
    hidden = folder.contracts.parent == SHIPPED
    written = write_next(folder, made, by=local_user(getpass.getuser()))
    print(words.MOVED.format(file=written))
    for sentence in (*made.to_look_at, set_aside_examples(folder, written)):
        if sentence:
            print(f"  {sentence}")
    return _then(folder, hidden=hidden)


def _then(folder: DataFolder, *, hidden: bool) -> int:
    """What to do next; `hidden`: the folder showed the shipped contracts, until it had one of its own."""
    if hidden and folder.root != SHIPPED:
        print(words.OWN_ALONE)
    at = "" if folder.root == SHIPPED else f" --data {shlex.quote(str(folder.root))}"
    print(words.NEW_THEN.format(data=at))
    return DONE


def _municipality(text: str, definitions: Definitions) -> Area:
    """By code or name, also an old one."""
    from kpi.intake.checks.areas import AreaNames
    from kpi.intake.refusal import Unreadable
    from kpi.model.area import AreaKind

    try:
        area = AreaNames(definitions.areas).read(text).area
    except Unreadable as unknown:
        raise WrongUse(str(unknown)) from None
    if area.kind is not AreaKind.MUNICIPALITY or area.ended_on is not None:
        raise WrongUse(words.NOT_A_MUNICIPALITY.format(area=area.name))
    return area


def _indicators(folder: DataFolder, arguments: argparse.Namespace) -> int:
    """Whoever looks one up may have a contract open that is not right yet."""
    from kpi.followup.indicators import indicator_catalogue

    definitions, problems = examine_definitions(folder)
    found = indicator_catalogue(definitions, arguments.words)
    if arguments.json:
        from kpi.followup import machine

        _say_json([machine.indicator(entry) for entry in found])
    else:
        from kpi.texts import indicators

        for entry in found:
            print(indicators.told(entry))
        print(indicators.counted(found, arguments.words))
    if problems:
        print(words.LIST_MAY_LACK.format(count=len(problems)), file=sys.stderr)
    return DONE


def _check(folder: DataFolder, arguments: argparse.Namespace) -> int:
    """Each rule is read aloud beside its quote, and questions are said too, but only a fault refuses."""
    from kpi.definitions.cautions import cautions_of
    from kpi.definitions.free_text import contract_texts
    from kpi.definitions.indicator_cautions import indicator_cautions
    from kpi.definitions.mappings import read_mappings
    from kpi.followup.examples import failing_examples
    from kpi.texts import findings

    definitions, problems = examine_definitions(folder)
    if not problems:
        _, problems = read_mappings(folder.mappings, definitions)
    problems += failing_examples(definitions)
    cautions = cautions_of(definitions, contract_texts(folder.contracts)) + indicator_cautions(definitions)
    here = _installation(_session(folder)) if arguments.figures and not problems else None
    if here is not None:
        from kpi.followup.cautions import contract_warnings

        for contract in here.definitions.contracts:
            cautions += contract_warnings(here, contract)
    if arguments.json:
        _say_json([_finding(one, "fault") for one in problems] + [_finding(one, "question") for one in cautions])
        return REFUSED if problems else DONE
    _say_read_aloud(definitions, here)
    if not problems:
        print(words.CHECK_GOOD)
    if cautions:
        print(words.CHECK_QUESTIONS.format(count=len(cautions)))
    for caution in cautions:
        print(findings.told(caution))
    if problems:
        _say_problems(problems)
    return REFUSED if problems else DONE


def _examples(session: Session, arguments: argparse.Namespace) -> int:
    """Asked one by one at a terminal; else printed, ready to paste. What is there already is proposed no more."""
    from kpi.analysis.examples import untried
    from kpi.authoring.examples import as_toml, proposed, write_examples
    from kpi.texts import examples

    contract = _contract(session, arguments.contract)
    here = _installation(session)
    known = [criterion.id for _, criterion in here.definitions.contracts[contract].criteria()]
    if arguments.criterion and arguments.criterion not in known:
        raise WrongUse(words.UNKNOWN_CRITERION.format(criterion=arguments.criterion, known=", ".join(known)))
    found = proposed(here, contract, session.today, arguments.criterion)
    if arguments.json:
        from kpi.followup import machine

        asked = [(target, one) for target, several in found for one in several]
        _say_json([machine.proposed_example(target, one, here.definitions) for target, one in asked])
        return DONE
    asks, closed = not arguments.all and sys.stdin.isatty(), False
    for target, several in found:
        if closed:
            break
        mark = "" if asks or arguments.all else "# "
        print(mark + examples.HEADING.format(id=target.id, title=target.title))
        accepted = []
        for one in several:
            print(f"{mark}  {examples.question(one, target, here.definitions)}")
            answer = _answer(examples.ASK) if asks else ""
            if closed := answer is None:
                break
            if arguments.all or answer in examples.YES:
                accepted.append(one)
            elif not asks:
                print(as_toml(one, target, here.definitions, "    "))
        if several:
            print(mark + examples.untried(target.id, untried(target, several, accepted)))
        else:
            print(mark + examples.NONE_LEFT.format(id=target.id))
        if accepted:
            file = write_examples(session.folder, here.definitions, contract, target, accepted, by=session.user)
            print(examples.WRITTEN.format(count=len(accepted), file=file))
    return DONE


def _answer(question: str) -> str | None:
    """None where whoever is asked closes the input: nothing more is asked, and what was accepted is kept."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        print()
    return line.strip().lower() if line else None


def _say_read_aloud(definitions: Definitions, here: Installation | None) -> None:
    """`here` None: without figures."""
    from kpi.followup.read_aloud import read_aloud, read_aloud_with_figures

    for contract in definitions.contracts.values():
        print(words.CHECK_READS.format(title=contract.title, id=contract.id))
        for text in read_aloud(definitions, contract) if here is None else read_aloud_with_figures(here, contract.id):
            print(text)


def _finding(found: Problem | Caution, severity: str) -> dict[str, str | int]:
    return {"severity": severity, **asdict(found)}


def _build(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.kept.build import build_if_needed, build_store
    from kpi.store import Store

    if not arguments.if_needed:
        generation = build_store(session.folder, session.definitions, progress=_progress)
        print(words.BUILD_DONE.format(generation=generation))
    elif build_if_needed(session.folder, session.definitions, progress=_progress):
        print(words.BUILD_DONE.format(generation=Store(session.folder.store).generation()))
    else:
        print(words.BUILD_FRESH)
    return DONE


def _status(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.analysis.judged import judge
    from kpi.followup import machine
    from kpi.followup.degrees import contract_degree

    contract = _contract(session, arguments.contract)
    judged = judge(_installation(session), contract, arguments.as_of or session.today)
    found = machine.status(judged)
    if arguments.json:
        _say_json(found)
        return DONE
    ids = max((len(str(criterion["id"])) for criterion in found), default=0) + 2
    for criterion in found:
        print(f"{criterion['id']:{ids}}{criterion['status'] or words.NO_STATUS:13}{criterion['title']}")
        print(f"{'':{ids + 13}}{criterion['sentence']}")
    if whole := contract_degree(judged):
        print(whole)
    return DONE


def _import(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.receive import Consent, Submission, receive_file

    if arguments.source and arguments.source not in session.definitions.sources:
        known = ", ".join(session.definitions.sources)
        raise WrongUse(words.UNKNOWN_SOURCE.format(source=arguments.source, known=known))
    handed_in = [
        Submission(
            content,
            name,
            session.user,
            session.now,
            source=arguments.source,
            published_on=arguments.published,
            mapping=arguments.mapping,
            reason=arguments.reason,
            own_mistake=arguments.own_mistake,
        )
        for name, content in _files(arguments.files)
    ]
    consent = Consent(all_warnings=arguments.accept_warnings, large_changes=True)
    reports = [
        receive_file(session.folder, session.definitions, one, consent, dry_run=arguments.dry_run, progress=_progress)
        for one in handed_in
    ]
    return _say_reports(reports, session, arguments)


def _files(names: Sequence[str]) -> list[tuple[str, bytes]]:
    """All are read before any is stored, so that a misspelt name stores nothing."""
    found = []
    for name in names:
        try:
            found.append((Path(name).name, Path(name).read_bytes()))
        except OSError:
            raise WrongUse(words.NO_FILE.format(file=name)) from None
    return found


def _fetch(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.intake.register import APIS
    from kpi.receive.fetch import Order, fetch_figures

    if arguments.source not in APIS:
        raise WrongUse(words.NO_API.format(source=arguments.source, known=", ".join(APIS)))
    order = Order(
        arguments.source,
        session.user,
        session.now,
        tables=tuple(arguments.table),
        whole=arguments.whole,
        accept_warnings=arguments.accept_warnings,
        dry_run=arguments.dry_run,
    )
    reports = fetch_figures(session.folder, session.definitions, order, progress=_progress)
    return _say_reports(reports, session, arguments)


def _say_reports(reports: Sequence[ImportReport], session: Session, arguments: argparse.Namespace) -> int:
    if arguments.json:
        from kpi.followup import machine

        _say_json([machine.import_report(report) for report in reports])
    else:
        from kpi.texts import imports

        for report in reports:
            print(imports.told(report, session.definitions))
    return REFUSED if any(report.outcome is Outcome.REFUSED for report in reports) else DONE


def _series(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.followup import machine

    if arguments.indicator not in session.definitions.indicators:
        raise WrongUse(words.UNKNOWN_INDICATOR.format(indicator=arguments.indicator))
    if arguments.area not in session.definitions.areas:
        raise WrongUse(words.UNKNOWN_AREA.format(area=arguments.area))
    as_of = arguments.as_of or session.today
    question = _installation(session), arguments.indicator, arguments.area, as_of
    if arguments.json:
        _say_json(machine.series(*question))
        return DONE
    if arguments.csv:
        from kpi.report.csv import series_csv

        print(series_csv(*question), end="")
        return DONE
    rows = [[row[field] or "" for field in words.SERIES_FIELDS] for row in machine.series_rows(*question)]
    if rows:
        for row in rows:
            print("{:12}{:>14}  {:11}{:12}{}".format(*row))
    else:
        print(words.NO_SERIES.format(indicator=arguments.indicator, area=arguments.area))
    return DONE


def _withdraw(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.receive import withdraw_delivery

    withdraw_delivery(
        session.folder,
        session.definitions,
        arguments.delivery,
        reason=arguments.reason,
        by=session.user,
        now=session.now,
        progress=_progress,
    )
    print(words.WITHDRAW_DONE.format(delivery=arguments.delivery))
    return DONE


def _breaks(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.receive import answer_break
    from kpi.texts import told_breaks

    here = _installation(session)
    if arguments.indicator and arguments.indicator not in here.declared.indicators:
        raise WrongUse(words.UNKNOWN_INDICATOR.format(indicator=arguments.indicator))
    found = [one for one in here.break_proposals if arguments.indicator in ("", one.indicator)]
    if not (arguments.accepted_from or arguments.comparable):
        for one in found:
            print(f"{told_breaks.proposal(one, here.declared)}\n  {told_breaks.answer(one)}")
        if not found:
            print(told_breaks.NONE)
        return DONE
    meant = [one for one in found if arguments.told in (None, one.told)]
    if len(meant) != 1 or not arguments.indicator:
        raise WrongUse(words.BREAKS_WHICH.format(count=len(meant)))
    answer_break(
        session.folder,
        meant[0],
        accepted_from=arguments.accepted_from,
        reason=arguments.reason,
        by=session.user,
        now=session.now,
    )
    print(words.BREAKS_DONE)
    return DONE


def _report(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.analysis.judged import judge
    from kpi.analysis.since import looked_back_to
    from kpi.followup.criterion import criterion_view
    from kpi.followup.scorecard import scorecard
    from kpi.report.html import report_html
    from kpi.version import VERSION

    contract = _contract(session, arguments.contract)
    here = _installation(session)
    now = judge(here, contract, arguments.as_of or session.today)
    card = scorecard(now, judge(here, contract, looked_back_to(now)))
    criteria = [criterion_view(now, criterion.id) for _, criterion in now.contract.criteria()]
    try:
        Path(arguments.html).write_bytes(report_html(card, criteria, version=VERSION))
    except OSError:
        raise WrongUse(words.NOT_WRITTEN.format(file=arguments.html)) from None
    print(words.REPORT_DONE.format(file=arguments.html))
    return DONE


def _verify(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.kept.verify import verify

    faults = verify(session.folder, session.definitions, progress=_progress)
    if not faults:
        print(words.VERIFY_GOOD)
        return DONE
    _say_faults(faults)
    return REFUSED


def _backup(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.kept.backup import back_up

    file = Path(arguments.file).resolve()
    made = back_up(session.folder, session.definitions, file, by=session.user, now=session.now, progress=_progress)
    return _archived(made, words.BACKUP_DONE.format(file=file))


def _restore(session: Session, arguments: argparse.Namespace) -> int:
    from kpi.kept.backup import restore

    made = restore(Path(arguments.file), session.folder, by=session.user, progress=_progress)
    return _archived(made, words.RESTORE_DONE.format(folder=session.folder.root))


def _archived(made: Archived, done: str) -> int:
    """REFUSED where what was archived had faults of its own, so that a nightly run does not pass in silence."""
    print(done, words.ARCHIVED.format(files=made.files, kilobytes=made.bytes // 1024, rows=made.rows))
    if made.faults:
        _say_faults(made.faults)
    return REFUSED if made.faults else DONE


# What commands share


def _contract(session: Session, contract: str) -> str:
    if contract not in session.definitions.contracts:
        known = ", ".join(session.definitions.contracts)
        raise WrongUse(words.UNKNOWN_CONTRACT.format(contract=contract, known=known))
    return contract


def _installation(session: Session) -> Installation:
    """With a store that holds all that has been received."""
    from kpi.installation import read_installation
    from kpi.kept.build import build_if_needed

    build_if_needed(session.folder, session.definitions, progress=_progress)
    return read_installation(session.folder, session.definitions)


def _progress(done: int, in_all: int, text: str) -> None:
    """On a terminal only, so that logs and other programs get the answer alone."""
    if sys.stderr.isatty():
        print(words.BUILD_STEP.format(done=done, in_all=in_all, text=text), file=sys.stderr)


def _say_faults(faults: Sequence[str]) -> None:
    from kpi.texts import keeping

    for fault in (*faults, keeping.GET_BACK):
        print(fault, file=sys.stderr)


def _say_problems(problems: Sequence[Problem]) -> None:
    from kpi.texts import findings

    for problem in problems:
        print(findings.told(problem), file=sys.stderr)
    print(words.CHECK_COUNT.format(count=len(problems)), file=sys.stderr)


def _say_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
