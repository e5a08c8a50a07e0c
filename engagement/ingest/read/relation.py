"""A surveyed file -> a relation of text columns in DuckDB, each row with its line in the file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb
import pyarrow as pa

from engagement.errors import DeliveryError, Fault
from engagement.ingest.read.delivery import Delivery, ReadOptions, plain_source
from engagement.ingest.read.dialect import Record
from engagement.ingest.read.records import text_records
from engagement.ingest.read.survey import survey
from engagement.ingest.read.workbook import workbook_records
from engagement.quoting import identifier, literal

__all__ = ["Delivery", "ReadOptions", "records", "stage", "survey"]

_ROWS_AT_ONCE = 50_000
# What counts as blank around a cell, in both ways of reading.
_BLANK = " \t\n\v\f\r\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
_BLANKS = "[" + "".join(f"\\x{{{ord(blank):x}}}" for blank in _BLANK) + "]+"


def records(delivery: Delivery) -> Iterator[Record]:
    """Yield the rows below the header as (line, cells): trimmed, as many cells as headers, blank rows left out."""
    if delivery.encoding == "xlsx":
        rows = workbook_records(delivery.file, delivery.where, sheet=delivery.options.sheet)
    else:
        # "utf-8-sig" reads UTF-8 with and without a byte-order mark
        codec = "utf-8-sig" if delivery.encoding == "utf-8" else delivery.encoding
        rows = text_records(delivery.file, codec, delivery.dialect, delivery.where)
    width = len(delivery.headers)
    for line, cells in rows:
        if line > delivery.header_line:
            yield line, [cell.strip(_BLANK) for cell in cells[:width]] + [""] * (width - len(cells))


def stage(connection: duckdb.DuckDBPyConnection, delivery: Delivery, into: str) -> None:
    """Make a temporary relation `into`: the delivered columns as trimmed text, empty as null, and `_line` (BIGINT).

    For a plain file it is a view that reads the file each time, otherwise a table.

    Raises:
        DeliveryError: the file is not what it was when it was surveyed.
    """
    _refuse_what_changed(delivery)
    if delivery.is_plain:
        columns = [f"c{number}" for number in range(len(delivery.headers))]
        connection.execute(
            f"create or replace temp view {identifier(into)} as select {_cells(columns, delivery)}, "
            f"row_number() over () + {delivery.header_line} as _line from {plain_source(delivery)}"
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


def _refuse_what_changed(delivery: Delivery) -> None:
    try:
        size = delivery.file.stat().st_size
    except OSError:
        size = -1
    if size != delivery.size:
        what = "The file changed while it was being read."
        raise DeliveryError(Fault(what, delivery.where, "Load again when it is written.", "delivery-changed"))


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
