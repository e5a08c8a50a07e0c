"""Find out what a delivered file is and how it is to be read; refuse what cannot be.

There are two ways. A file in sound UTF-8 with one row on each line goes straight into DuckDB, all cores reading.
Any other is taken apart row by row in Python, slower and just as right.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import duckdb

from engagement.errors import DeliveryError, Fault
from engagement.ingest.read.charset import eight_bit, first_guess, refuse_what_is_not_text, zero_byte
from engagement.ingest.read.delivery import Delivery, ReadOptions, plain_source, where_of
from engagement.ingest.read.dialect import (
    Dialect,
    Record,
    find_dialect,
    find_header,
    fold_header,
    name_columns,
    read_records,
)
from engagement.ingest.read.lines import Lines, Tally
from engagement.ingest.read.records import text_records
from engagement.ingest.read.row_by_row import survey_records
from engagement.ingest.read.scan import Scan, scan
from engagement.ingest.read.workbook import workbook_records
from engagement.place import Place

WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm"})
_HEAD = 1 << 18
_COUNTED_UP_TO = 50_000_000  # bytes; counting the rows of a larger file would take as long as half of reading it


def survey(
    path: Path,
    options: ReadOptions | None = None,
    *,
    expected: Collection[str] = (),
    may_be_empty: bool = False,
    may_be_plain: bool = True,
) -> Delivery:
    """Find out how a file is to be read, and that it can be: to its last row.

    Args:
        path: the file.
        options: what is known already.
        expected: folded headers that may be in it; they tell the header from titles above it.
        may_be_empty: a header without rows is no fault.
        may_be_plain: whether DuckDB may read the file as it is. A large file is taken to be plain by its looks;
            whoever stages it counts its rows, and surveys it again without this if they are not `rows`.

    Raises:
        DeliveryError: it is no table, is half written, or its rows do not fit its header.
    """
    options = options or ReadOptions()
    where = where_of(path, options.sheet)
    try:
        if not path.is_file():
            raise DeliveryError(Fault("This is no file.", where, "Put the export itself here.", "delivery-file"))
        folded = frozenset(map(fold_header, expected))
        if path.suffix.lower() in WORKBOOK_ENDINGS:
            delivery = _survey_workbook(path, options, folded)
        else:
            delivery = _survey_text(path, options, folded, may_be_plain=may_be_plain)
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror or error}."
        raise DeliveryError(Fault(what, where, "Look after its permissions.", "delivery-file")) from error
    if not delivery.rows and not may_be_empty:
        what = "The file has a header and not one row."
        raise DeliveryError(Fault(what, where, "Export it again, or take the file away.", "delivery-empty"))
    return delivery


def _survey_workbook(path: Path, options: ReadOptions, expected: Collection[str]) -> Delivery:
    tally = Tally()
    rows = workbook_records(path, where_of(path, options.sheet), sheet=options.sheet, tally=tally)
    return survey_records(rows, tally, path, options, expected, encoding="xlsx", dialect=Dialect(""))


def _survey_text(path: Path, options: ReadOptions, expected: Collection[str], *, may_be_plain: bool) -> Delivery:
    where = where_of(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    refuse_what_is_not_text(path, head, where)
    encoding = _codec(options.encoding, where) or first_guess(head)
    dialect = _dialect(head, encoding, options, expected)
    if encoding in ("utf-8", "utf-8-sig"):
        top = read_records(_lines(head, encoding), dialect)
        header = 0
        if options.header:
            header = find_header(top, where, header_row=options.header_row, expected=expected)
        scanned = scan(path, dialect.delimiter, dialect.quote)
        if scanned.has_zero:
            raise DeliveryError(zero_byte(where))
        may_be_plain = may_be_plain and options.header and options.header_rows == 1
        if scanned.bad_line is None:
            plain = _plain(path, options, dialect, scanned, top[: header + 1]) if may_be_plain else None
            if plain:
                return plain
        elif not options.encoding:
            encoding = eight_bit(path, where, bad_line=scanned.bad_line)
            dialect = _dialect(head, encoding, options, expected)
    tally = Tally()
    rows = text_records(path, encoding, dialect, where, tally=tally)
    return survey_records(rows, tally, path, options, expected, encoding=encoding, dialect=dialect)


def _plain(path: Path, options: ReadOptions, dialect: Dialect, scanned: Scan, top: Sequence[Record]) -> Delivery | None:
    """Return the delivery if DuckDB reads the file as it is, with a row on each line as far as seen; otherwise None."""
    lines = enumerate(top, start=1)
    on_one_line_each = all(line == n and cells and "\n" not in "".join(cells) for n, (line, cells) in lines)
    headers, repeated = name_columns(top[-1][1], where_of(path))
    if scanned.is_odd or not on_one_line_each or len(headers) < 2 or any(wild in str(path) for wild in "*?["):
        return None
    delivery = Delivery(
        file=path,
        encoding="utf-8",
        delimiter=dialect.delimiter,
        headers=headers,
        repeated=repeated,
        header_line=len(top),
        rows=scanned.lines - len(top),
        lines=Lines(total=scanned.lines, head=len(top), rows=scanned.lines - len(top)),
        size=path.stat().st_size,
        is_plain=True,
        is_padded=scanned.is_padded,
        dialect=dialect,
        options=options,
    )
    if delivery.size > _COUNTED_UP_TO:
        return delivery
    try:
        counted = _counter().cursor().execute(f"select count(*) from {plain_source(delivery)}").fetchall()
    except duckdb.Error:
        return None
    return delivery if counted == [(delivery.rows,)] else None


@cache
def _counter() -> duckdb.DuckDBPyConnection:
    """Open a database of nothing once, for counting rows of files; opening takes longer than a small file."""
    return duckdb.connect()


def _dialect(head: bytes, encoding: str, options: ReadOptions, expected: Collection[str]) -> Dialect:
    return find_dialect(
        "".join(_lines(head, encoding)),
        expected,
        delimiter=options.delimiter,
        quote=options.quote,
        escape=options.escape,
    )


def _lines(head: bytes, encoding: str) -> list[str]:
    """Return the lines of the beginning of a file; the last, where it is cut, is left out."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    end = text.rfind("\n") + 1 if len(head) == _HEAD else len(text)
    return list(io.StringIO(text[: end or None], newline=""))


def _codec(name: str, where: Place) -> str:
    """Return Python's name of the encoding that a mapping states; empty if it states none."""
    if not name:
        return ""
    try:
        codec = codecs.lookup(name).name
    except LookupError as error:
        fix = "Known are utf-8, utf-16, latin-1, windows-1252, cp949, shift_jis and what else Python knows."
        raise DeliveryError(Fault(f'There is no encoding "{name}".', where, fix, "delivery-encoding")) from error
    return "utf-8-sig" if codec == "utf-8" else codec
