"""A delivered file, of whatever kind -> a relation of text columns in DuckDB, each row with its line in the file.

Two ways. A file in sound UTF-8 with one row on each line goes straight into DuckDB, all cores reading. Any other is
taken apart row by row in Python, slower and just as right. `survey` finds out which, and refuses what cannot be read.
"""

from __future__ import annotations

import codecs
import io
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from engagement.errors import DeliveryError, Fault
from engagement.ingest.charset import eight_bit, first_guess, readable_name, refuse_what_is_not_text
from engagement.ingest.dialect import (
    Dialect,
    Record,
    find_dialect,
    find_header,
    fold_header,
    name_columns,
    read_records,
)
from engagement.ingest.quoting import identifier, literal
from engagement.ingest.records import ends_in_a_line, text_records, zero_byte
from engagement.ingest.scan import Scan, scan
from engagement.ingest.workbook import workbook_records

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm"})
_HEAD = 1 << 18
_ROWS_AT_ONCE = 50_000
_INVISIBLE = "\u200b\ufeff"
_BLANKS = r"[\s\x{85}\x{a0}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]+"


@dataclass(frozen=True)
class ReadOptions:
    """What a mapping says under [read]; what is empty is found out. `header_row` counts lines from 1."""

    encoding: str = ""
    delimiter: str = ""
    quote: str | None = None
    escape: str = ""
    header_row: int | None = None
    sheet: str = ""
    decimal: str = ""
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """What a file turned out to be.

    encoding: "xlsx" for a workbook. delimiter: empty for a workbook.
    headers: names of the columns, each once, line ends and surplus blanks gone.
    repeated: folded headers that stand over more than one column.
    header_line, rows: the line that the header starts on, counted from 1; rows below it that are not blank.
    size: bytes.
    is_plain: row n of the file stands on line `header_line` + n, so DuckDB reads it as it is.
    is_padded: there may be blanks around cells.
    notes: what a reader of the load report should know.
    """

    file: Path
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    repeated: frozenset[str]
    header_line: int
    rows: int
    size: int
    is_plain: bool = False
    is_padded: bool = True
    dialect: Dialect = field(default=Dialect(","))
    options: ReadOptions = field(default=ReadOptions())
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The file as errors name it."""
        return where_of(self.file)

    def line_of(self, row: str) -> str | None:
        """SQL for the line, from SQL for the row's number counted from 0; None where only `_line` knows.

        A table made from a plain delivery without a filter numbers its rows by `rowid`: cheaper than `_line`,
        which makes DuckDB read the file with one core.
        """
        return f"({row} + {self.header_line + 1})" if self.is_plain else None


def where_of(path: Path) -> str:
    """The last folder and the name of a file: enough to find it, and nothing about the machine."""
    return f"{path.parent.name}/{path.name}"


def survey(
    path: Path, options: ReadOptions | None = None, *, expected: Collection[str] = (), may_be_empty: bool = False
) -> Delivery:
    """Find out how a file is to be read, and that it can be: to its last row.

    Args:
        path: the file.
        options: what is known already.
        expected: folded headers that may be in it; they tell the header from titles above it.
        may_be_empty: a header without rows is no fault.

    Raises:
        DeliveryError: it is no table, is half written, or its rows do not fit its header.
    """
    options = options or ReadOptions()
    where = where_of(path)
    try:
        if not path.is_file():
            raise DeliveryError(Fault("This is no file.", where, "Put the export itself here.", "delivery-file"))
        look = _survey_workbook if path.suffix.lower() in WORKBOOK_ENDINGS else _survey_text
        delivery = look(path, options, frozenset(map(fold_header, expected)))
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror or error}."
        raise DeliveryError(Fault(what, where, "Look after its permissions.", "delivery-file")) from error
    if not delivery.rows and not may_be_empty:
        what = "The file has a header and not one row."
        raise DeliveryError(Fault(what, where, "Export it again, or take the file away.", "delivery-empty"))
    return delivery


def records(delivery: Delivery) -> Iterator[Record]:
    """The rows below the header as (line, cells): trimmed, as many cells as there are headers, blank rows left out."""
    if delivery.encoding == "xlsx":
        found = workbook_records(delivery.file, delivery.where, sheet=delivery.options.sheet)
    else:
        # "utf-8-sig" reads UTF-8 with and without a byte-order mark
        codec = "utf-8-sig" if delivery.encoding == "utf-8" else delivery.encoding
        found = text_records(delivery.file, codec, delivery.dialect, delivery.where)
    width = len(delivery.headers)
    for line, cells in found:
        if line > delivery.header_line:
            yield line, [cell.strip().strip(_INVISIBLE).strip() for cell in cells[:width]] + [""] * (width - len(cells))


def stage(connection: duckdb.DuckDBPyConnection, delivery: Delivery, into: str) -> None:
    """Make a temporary relation `into`: the delivered columns as trimmed text, empty as null, and `_line` (BIGINT).

    For a plain file it is a view that reads the file each time, otherwise a table.

    Raises:
        DeliveryError: the file is not what it was when it was surveyed.
    """
    if delivery.file.stat().st_size != delivery.size:
        what = "The file changed while it was being read."
        raise DeliveryError(Fault(what, delivery.where, "Load again when it is written.", "delivery-changed"))
    if delivery.is_plain:
        columns = [f"c{number}" for number in range(len(delivery.headers))]
        connection.execute(
            f"create or replace temp view {identifier(into)} as select {_cells(columns, delivery)}, "
            f"row_number() over () + {delivery.header_line} as _line from {_plain_source(delivery)}"
        )
        return
    texts = [(f"c{number}", pa.string()) for number in range(len(delivery.headers))]
    schema = pa.schema([("_line", pa.int64()), *texts])
    batches = pa.RecordBatchReader.from_batches(schema, _batches(records(delivery), schema))
    cells = _cells(schema.names[1:], replace(delivery, is_padded=False))
    connection.register("_delivered_rows", batches)
    table = identifier(into)
    try:
        connection.execute(f"create or replace temp table {table} as select {cells}, _line from _delivered_rows")
    finally:
        connection.unregister("_delivered_rows")


def _survey_workbook(path: Path, options: ReadOptions, expected: Collection[str]) -> Delivery:
    found = workbook_records(path, where_of(path), sheet=options.sheet)
    return _survey_records(found, path, options, expected, encoding="xlsx", dialect=Dialect(""))


def _survey_text(path: Path, options: ReadOptions, expected: Collection[str]) -> Delivery:
    where = where_of(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    refuse_what_is_not_text(path, head, where)
    encoding = _codec(options.encoding, where) or first_guess(head)
    dialect = _dialect(head, encoding, options, expected)
    if encoding in ("utf-8", "utf-8-sig"):
        top = read_records(_lines(head, encoding), dialect)
        header = find_header(top, where, header_row=options.header_row, expected=expected)
        scanned = scan(path, dialect.delimiter, dialect.quote)
        if scanned.has_zero:
            raise DeliveryError(zero_byte(where))
        if scanned.bad_line is None:
            if plain := _plain(path, options, dialect, scanned, top[: header + 1]):
                return plain
        elif not options.encoding:
            encoding = eight_bit(path, where, bad_line=scanned.bad_line)
            dialect = _dialect(head, encoding, options, expected)
    found = text_records(path, encoding, dialect, where)
    return _survey_records(found, path, options, expected, encoding=encoding, dialect=dialect)


def _survey_records(
    found: Iterable[Record],
    path: Path,
    options: ReadOptions,
    expected: Collection[str],
    *,
    encoding: str,
    dialect: Dialect,
) -> Delivery:
    where = where_of(path)
    found = iter(found)
    top = list(itertools.islice(found, 100))
    header = find_header(top, where, header_row=options.header_row, expected=expected)
    headers, repeated = name_columns(top[header][1], where)
    width, rows, short, long = len(headers), 0, 0, []
    cells: Sequence[str] = top[header][1]
    line_before = top[header][0]
    for line, cells in itertools.chain(top[header + 1 :], found):
        rows += 1
        if len(cells) > width and any(map(str.strip, cells[width:])):
            long.append((line, len(cells)))
        short += len(cells) < width
        line_before = line
    if encoding != "xlsx" and len(cells) < width and not ends_in_a_line(path):
        what = f"The file is half written: its last row has {len(cells)} of {width} cells and no line end."
        raise DeliveryError(Fault(what, f"{where}, line {line_before:,}", "Export it again.", "delivery-half-written"))
    if long:
        raise DeliveryError(_too_long(long, width, where))
    notes: tuple[str, ...] = ()
    if short and encoding != "xlsx":
        notes += (f"{short:,} rows are shorter than the header; their missing cells count as empty.",)
    if encoding in ("windows-1252", "latin-1") and not options.encoding:
        notes += (f"Its encoding was taken to be {encoding}; name it in the mapping if letters look wrong.",)
    return Delivery(
        file=path,
        encoding=readable_name(encoding),
        delimiter=dialect.delimiter,
        headers=headers,
        repeated=repeated,
        header_line=top[header][0],
        rows=rows,
        size=path.stat().st_size,
        dialect=dialect,
        options=options,
        notes=notes,
    )


def _plain(path: Path, options: ReadOptions, dialect: Dialect, scanned: Scan, top: Sequence[Record]) -> Delivery | None:
    """The delivery, if DuckDB reads the file as it is and finds one row on each line; otherwise None."""
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
        size=path.stat().st_size,
        is_plain=True,
        is_padded=scanned.is_padded,
        dialect=dialect,
        options=options,
    )
    try:
        with duckdb.connect() as connection:
            counted = connection.execute(f"select count(*) from {_plain_source(delivery)}").fetchall()[0][0]
    except duckdb.Error:
        return None
    return delivery if counted == delivery.rows else None


def _plain_source(delivery: Delivery) -> str:
    dialect = delivery.dialect
    columns = ", ".join(f"c{number}: 'VARCHAR'" for number in range(len(delivery.headers)))
    return (
        f"read_csv({literal(str(delivery.file))}, auto_detect = false, columns = {{{columns}}}, header = false, "
        f"skip = {delivery.header_line}, delim = {literal(dialect.delimiter)}, quote = {literal(dialect.quote)}, "
        f"escape = {literal(dialect.escape or dialect.quote)}, strict_mode = true, compression = 'none')"
    )


def _cells(columns: Sequence[str], delivery: Delivery) -> str:
    nulls = ", ".join(literal(null.strip().lower()) for null in delivery.options.nulls)
    cells = []
    for column, header in zip(columns, delivery.headers, strict=True):
        trimmed = f"nullif(regexp_replace({column}, '^{_BLANKS}|{_BLANKS}$', '', 'g'), '')"
        cell = trimmed if delivery.is_padded else column
        cell = f"case when lower({cell}) in ({nulls}) then null else {cell} end" if nulls else cell
        cells.append(f"{cell} as {identifier(header)}")
    return ", ".join(cells)


def _batches(rows: Iterator[Record], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while batch := list(itertools.islice(rows, _ROWS_AT_ONCE)):
        lines = pa.array([line for line, _ in batch], pa.int64())
        columns = zip(*(cells for _, cells in batch), strict=True)
        cells = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        yield pa.RecordBatch.from_arrays([lines, *cells], schema=schema)


def _dialect(head: bytes, encoding: str, options: ReadOptions, expected: Collection[str]) -> Dialect:
    return find_dialect(
        "".join(_lines(head, encoding)),
        expected,
        delimiter=options.delimiter,
        quote=options.quote,
        escape=options.escape,
    )


def _lines(head: bytes, encoding: str) -> list[str]:
    """The lines of the beginning of a file; the last, where it is cut, is left out."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    end = text.rfind("\n") + 1 if len(head) == _HEAD else len(text)
    return list(io.StringIO(text[: end or None], newline=""))


def _codec(name: str, where: str) -> str:
    """Python's name of the encoding that a mapping states; empty if it states none."""
    if not name:
        return ""
    try:
        found = codecs.lookup(name).name
    except LookupError as error:
        fix = "Known are utf-8, utf-16, latin-1, windows-1252, cp949, shift_jis and what else Python knows."
        raise DeliveryError(Fault(f'There is no encoding "{name}".', where, fix, "delivery-encoding")) from error
    return "utf-8-sig" if found == "utf-8" else found


def _too_long(rows: Sequence[tuple[int, int]], width: int, where: str) -> Fault:
    some = ", ".join(f"line {line:,} ({cells} cells)" for line, cells in rows[:5])
    more = f" and {len(rows) - 5:,} more" if len(rows) > 5 else ""
    what = f"{len(rows):,} rows have more cells than the header, which has {width}: {some}{more}."
    fix = "A delimiter inside a cell has to be quoted: export again with quotes, or with another delimiter."
    return Fault(what, where, fix, "delivery-ragged")
