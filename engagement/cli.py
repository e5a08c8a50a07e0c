"""The command line: which commands there are, and how errors leave it (docs/command-line.md).

Exit codes: 0 done, 1 the input is at fault, 2 the call is at fault, 70 the program is at fault; 130 stopped by the
reader.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TypeAlias

from engagement import __version__
from engagement.debugging import tell
from engagement.errors import EngagementError

_FAULT_OF_OURS = 70  # as sysexits.h calls it: never what a command means by 1, such as a count that follows
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong is told on standard error, without a traceback."""
    _use_utf8()
    try:
        arguments = parser().parse_args(argv)
        code = _command(arguments.command)(arguments)
        sys.stdout.flush()
        return code
    except EngagementError as error:
        tell(error)
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        # the reader has closed the pipe; Python would complain once more when it closes standard output
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  the last resort: nobody meets a traceback who did not ask for one
        if isinstance(error, RuntimeError) and str(error) == "Query interrupted":
            # so DuckDB calls it when the reader presses Ctrl-C while it works
            return _stopped()
        tell(error)
        print(f"This is a fault of the program, not yours: {type(error).__name__}.", file=sys.stderr)
        print("  fix:   set ENGAGEMENT_DEBUG=1, call it once more, and report what it prints.", file=sys.stderr)
        return _FAULT_OF_OURS


def _stopped() -> int:
    print("Stopped.", file=sys.stderr)
    return 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Report what is wrong with the call in the form of all our errors."""
        print(f"{message[:1].upper()}{message[1:]}.\n  fix:   {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def parser() -> argparse.ArgumentParser:
    """Return all commands with all their options."""
    root = _Parser(prog="python -m engagement", description="Global engagement: load exports, ask questions.")
    root.add_argument("--version", action="version", version=f"engagement {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)

    _add_data(commands)
    _add_queries(commands)
    _add_brief(commands)
    return root


_Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"


def _add_data(commands: _Commands) -> None:
    load = _add(commands, "load", "take in the exports: build or open the snapshot")
    load.add_argument("--accept", action="store_true", help="also where tables have lost rows, or columns all values")
    load.add_argument("--watch", action="store_true", help="go on and load every new delivery, as a service does")
    load.add_argument("--rejects", action="store_true", help="list every rejected row and cleared value, whole")
    load.add_argument("--format", choices=("text", "json"), default="text")

    forget = _add(commands, "forget", "take people out of what loads have kept")
    forget.add_argument("--keys", type=Path, metavar="FILE", help="their keys, one a line; by default standard input")

    check = _add(commands, "check", "look for faults in settings, contract, mappings and queries")
    check.add_argument("files", type=Path, nargs="*", metavar="FILE", help="tell the faults of these files alone")
    check.add_argument("--warnings", action="store_true", help="list every warning, not only how many there are")
    check.add_argument("--format", choices=("text", "json", "sarif"), default="text")

    demo = commands.add_parser("demo", help="write demonstration exports of any size", description="")
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help="the data folder to write into")
    demo.add_argument("--placements", type=_count, metavar="N", help="how many placement applications")
    demo.add_argument("--seed", type=int, metavar="S", help="another seed gives another world of the same shape")

    draft = _add(commands, "draft-mapping", "draft a mapping for a new export by its headers", queries=False)
    draft.add_argument("file", type=Path, metavar="FILE", help="the export")
    draft.add_argument("--table", metavar="NAME", help="the table that it holds, where that is not plain")
    draft.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook, where several have rows")
    draft.add_argument("--encoding", metavar="NAME", help="its encoding, where that cannot be found out")
    draft.add_argument("--header-row", type=int, metavar="LINE", help="the line on which its header starts, from 1")
    draft.add_argument("--out", type=Path, metavar="FILE", help="write there, not to standard output")

    preview = _add(commands, "preview", "see what a load would make of a file, before it counts")
    preview.add_argument("file", type=Path, metavar="FILE", help="an export, in any folder")
    preview.add_argument("--mapping", type=Path, metavar="FILE", help="by default the one in mappings/ that is for it")
    preview.add_argument("--look", action="store_true", help="only look at it: its first rows, and a draft")
    preview.add_argument("--table", metavar="NAME", help="with --look: the table that it holds")
    preview.add_argument("--format", choices=("text", "json"), default="text")

    table = _add(commands, "new-table", "make a table of your own of a file that is for none of ours", queries=False)
    table.add_argument("file", type=Path, metavar="FILE", help="an export")
    table.add_argument("--name", metavar="NAME", help="of the table; by default the file's")
    table.add_argument(
        "--people",
        action=argparse.BooleanOptionalAction,
        required=True,
        help="whether its rows are people, who never leave the records; or not, and every reader may see them",
    )
    table.add_argument("--key", metavar="HEADER", help="the column that tells one person from another")

    tokens = _add(commands, "tokens", "list, make and remove the tokens with which programs ask /api", queries=False)
    tokens.add_argument("--make", metavar="NAME", help="make one that asks in this name, and print it once")
    tokens.add_argument("--group", action="append", default=[], metavar="GROUP", help="whose role it has; repeatable")
    tokens.add_argument("--purpose", default="", metavar="TEXT", help="what it is for")
    tokens.add_argument("--days", type=int, default=90, metavar="N", help="how long it can be used; by default 90")
    tokens.add_argument("--remove", action="append", default=[], metavar="ID", help="remove one; repeatable")


def _add_queries(commands: _Commands) -> None:
    queries = _add(commands, "queries", "list what can be asked")
    queries.add_argument(
        "--tables",
        nargs="?",
        const="",
        metavar="NAME",
        help="list the tables, models and macros that queries read; with a name, its columns",
    )
    queries.add_argument(
        "--schema", choices=("query", "model", "macro", "metrics"), help="print the keys of a header as JSON Schema"
    )
    queries.add_argument("--format", choices=("text", "json"), default="text")

    compare = _add(
        commands, "compare", "compare an answer with an earlier delivery's, or with another version of its query"
    )
    compare.add_argument("id", metavar="ID", help="such as placements/students_by_year")
    against = compare.add_mutually_exclusive_group(required=True)
    against.add_argument("--delivery", metavar="WHICH", help="a day, or the beginning of a release's id")
    against.add_argument("--version", type=Path, metavar="FILE", help="another text of the query's file")
    compare.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="a,b for a list; repeatable"
    )

    laid_out = _add(commands, "format", "lay out the SQL of queries in the project's style")
    laid_out.add_argument("files", type=Path, nargs="*", metavar="FILE", help="by default every query")
    laid_out.add_argument("--check", action="store_true", help="only name the files; exit code 1 if there are any")

    lineage = _add(commands, "lineage", "show what is made of what, and what breaks when a column goes")
    lineage.add_argument("name", nargs="?", metavar="NAME", help="a table, a query or a page; by default all")
    lineage.add_argument("--without", metavar="TABLE.COLUMN", help="what breaks if a table of the contract loses it")
    lineage.add_argument("--format", choices=("text", "mermaid"), default="text")

    run = _add(commands, "run", "answer a query")
    run.add_argument("id", metavar="ID", help="such as placements/students_by_year")
    run.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="a,b for a list; repeatable")
    run.add_argument("--as-of", metavar="DATE", help="the day that the answer is for, such as 2026-11-01")
    run.add_argument("--delivery", metavar="WHICH", help="as it was then: a day, or the beginning of a release's id")
    run.add_argument("--format", choices=("table", "csv", "json", "parquet", "arrow"), default="table")
    run.add_argument("--out", type=Path, metavar="FILE", help="write there, not to standard output")

    digest = _add(commands, "digest", "write what the last delivery has changed and what needs attention")
    digest.add_argument(
        "--to", required=True, metavar="FILE|mail", help="an .html or .txt file; or mail, to the settings'"
    )
    digest.add_argument("--group", metavar="GROUP", help="what this group may see; by default everything")
    digest.add_argument("--region", action="append", default=[], metavar="NAME", help="about this region; repeatable")
    digest.add_argument("--again", action="store_true", help="with mail: also what was sent of this delivery")

    mcp = _add(commands, "mcp", "offer the queries to an assistant, as tools of the Model Context Protocol")
    mcp.add_argument("--server", metavar="URL", help="of a dashboard that answers; by default this machine's release")

    answers = _add(commands, "answers", "show what has changed in the answers kept for the tests")
    answers.add_argument("id", nargs="*", metavar="ID", help="by default every query")
    answers.add_argument("--write", action="store_true", help="keep the answers as they are now")
    answers.add_argument("--kept", type=Path, metavar="DIR", help="where they are kept; by default tests/kept_answers/")

    new = _add(commands, "new-query", "write a query that runs, to be changed into yours")
    new.add_argument("id", metavar="AREA/NAME", help="such as placements/median_stay_by_region")

    metrics = _add(
        commands, "new-metrics", "write a metrics file that publishes counts of people, to be changed into yours"
    )
    metrics.add_argument("name", metavar="NAME", help="such as students_by_school")

    attack = _add(commands, "attack", "see what the release gives away of numbers under ten")
    attack.add_argument(
        "--seconds", type=float, default=20, metavar="N", help="for all linear programs together; by default 20"
    )

    review = _add(commands, "review", "mark queries as reviewed, until they change")
    review.add_argument("id", nargs="+", metavar="ID", help="such as placements/students_by_year")
    review.add_argument("--reviewer", required=True, metavar="NAME", help="who reviewed them")
    review.add_argument("--date", metavar="DATE", help="when; by default today")


def _add_brief(commands: _Commands) -> None:
    brief = _add(commands, "brief", "make the brief for a summit or a region")
    about = brief.add_mutually_exclusive_group(required=True)
    about.add_argument("--summit", metavar="ID", help="such as S-2027-AFR")
    about.add_argument("--region", metavar="NAME", help="such as Africa")
    about.add_argument("--all-summits", action="store_true", help="every summit that is to come, into the folder --out")
    about.add_argument("--open", type=Path, metavar="FILE", help="a brief that was kept as .brief.json")
    brief.add_argument("--compare", action="store_true", help="with --open: what no longer holds; exit code 1 if any")
    brief.add_argument("--scheme", metavar="NAME", help="the scheme of the region; by default that of the settings")
    brief.add_argument("--period", default="all", metavar="KEY", help="all, last_5, last_3, or a year such as 2024")
    brief.add_argument("--audience", choices=("committee", "leadership", "partners"), default="committee")
    brief.add_argument("--as-of", metavar="DATE", help="the day that the brief is for, such as 2026-11-01")
    brief.add_argument("--format", choices=("pdf", "docx", "pptx", "xlsx", "json"), default="pdf")
    brief.add_argument(
        "--template", type=Path, metavar="FILE", help="the look of it: a .docx, .pptx or .typ of your own"
    )
    brief.add_argument("--out", type=Path, metavar="FILE", help="by default a file with a telling name, here")


def _add(commands: _Commands, name: str, what: str, *, queries: bool = True) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=what, description=f"{what[:1].upper()}{what[1:]}.")
    command.add_argument("--data", type=Path, metavar="DIR", help="the data folder; by default data/")
    if queries:
        command.add_argument("--queries", type=Path, metavar="DIR", help="the folder of queries; by default queries/")
    return command


def _count(text: str) -> int:
    # 10_000_000 and 10,000,000 read better than 10000000
    return int(text.replace(",", ""))


def _command(name: str) -> Command:
    """Import only the module of the command that is called, so that the start stays fast."""
    module = import_module(f"engagement.commands.{name.replace('-', '_')}")
    command: Command = module.run
    return command


def _use_utf8() -> None:
    # names of partners are in every script; a terminal that cannot show a letter gets a question mark
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
