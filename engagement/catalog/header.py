"""A file in queries/ split: the TOML header in its leading comment, and the SQL after it.

Whatever is wrong is reported with its line in the file, not in the header.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement.errors import Fault, QueryError
from engagement.place import Place
from engagement.query import place_in_file

OPEN, CLOSE = "/*---", "---*/"

_TOML_PLACE = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
_HEADING = re.compile(r"\s*\[\[?(?P<path>[^\[\]]+)\]\]?\s*(#.*)?$")
_TEXT = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEY = re.compile(rf"\s*(?P<path>{_PART}(?:\s*\.\s*{_PART})*)\s*=")


@dataclass(frozen=True)
class Header:
    """A header as written: its values, the SQL after it, the line of each key, and the file's whole text.

    lines: path of keys -> line of the file; values inside an inline table have no line of their own. The third
        [[expect]] is ("expect", "2").
    sql_offset: where `sql` begins in the file, in characters.
    """

    values: Mapping[str, Any]
    sql: str
    sql_offset: int
    text: str
    lines: Mapping[tuple[str, ...], int]
    first_line: int = 1

    def line(self, *path: str) -> int:
        """Return the line of a key, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.first_line

    def sql_place(self, path: Path, position: int) -> Place:
        """Return where a position in the SQL, in bytes, is in the file."""
        return Place.of(path, *place_in_file(self.text, self.sql, self.sql_offset, position))


def read_text(path: Path) -> str:
    """Return the file's text with plain line ends.

    Raises:
        QueryError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        fix = "Save the file as UTF-8."
        raise QueryError(Fault("The file is not UTF-8 text.", Place.of(path, line), fix, "file-encoding")) from error
    except OSError as error:
        fix = "See to the file's rights, or remove it."
        what = f"The file cannot be read: {error.strerror}."
        raise QueryError(Fault(what, Place.of(path, 1), fix, "file-unreadable")) from error


def read_header(text: str, path: Path) -> Header:
    """Split a file into its header and its SQL, and parse the header.

    Args:
        text: the whole file.
        path: only named in faults.

    Raises:
        QueryError: there is no header, it has no end, or it is not TOML.
    """
    start = len(text) - len(text.lstrip())
    first_line = text.count("\n", 0, start) + 1
    if not text.startswith(OPEN, start):
        what = "The file does not begin with a header."
        fix = f"Begin it with {OPEN}, the header's lines, and {CLOSE} (docs/adding-a-query.md)."
        raise QueryError(Fault(what, Place.of(path, first_line), fix, "header-missing"))
    start += len(OPEN)
    end = text.find(CLOSE, start)
    # SQL ends the comment at the first */, whatever TOML thinks of it.
    comment_end = text.find("*/", start)
    if end < 0 and comment_end < 0:
        fix = f"Write {CLOSE} on a line of its own after the header's last line."
        raise QueryError(Fault("The header has no end.", Place.of(path, first_line), fix, "header-unclosed"))
    if comment_end != end + len(CLOSE) - 2 or "/*" in text[start:end]:
        end = min(position for position in (comment_end, text.find("/*", start)) if position >= 0)
        line = text.count("\n", 0, end) + 1
        fix = f"Only {CLOSE} may end the header; take /* and */ out of its values."
        raise QueryError(Fault("The header holds a mark of comments.", Place.of(path, line), fix, "header-comment"))
    toml = text[start:end]
    offset = end + len(CLOSE)
    sql = text[offset:].strip()
    return Header(
        values=_parse(toml, path, first_line),
        sql=sql,
        sql_offset=text.index(sql, offset),
        text=text,
        lines=_lines(toml, first_line),
        first_line=first_line,
    )


def _parse(toml: str, path: Path, first_line: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_PLACE.match(str(error))
        # "at end of document" is reported as the last line that has something on it
        line = int(match["line"]) if match and match["line"] else toml.rstrip().count("\n") + 1
        what = f"The header is not TOML: {match['what'] if match else error}."
        fix = 'Texts stand in double quotes, lists in [ ], and each key once: title = "Students by year".'
        raise QueryError(Fault(what, Place.of(path, first_line + line - 1), fix, "header-toml")) from error


def _lines(toml: str, first_line: int) -> dict[tuple[str, ...], int]:
    """Return the line of each table and key; the first where one is written twice."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    nth: dict[tuple[str, ...], int] = {}
    quotes, depth = "", 0
    for number, line in enumerate(toml.split("\n"), first_line):
        # inside a text or a list of several lines nothing is a key
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        heading, key = _HEADING.match(line), _KEY.match(line)
        bare = _TEXT.sub("", line).partition("#")[0]
        if depth or key:
            if key and not depth:
                lines.setdefault((*table, *_split(key["path"])), number)
            depth += sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
            quotes = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")
        elif heading:
            table = _split(heading["path"])
            lines.setdefault(table, number)
            if line.lstrip().startswith("[["):
                nth[table] = nth.get(table, -1) + 1
                table = (*table, str(nth[table]))
                lines[table] = number
    return lines


def _split(path: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, path))
