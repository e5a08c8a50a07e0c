"""The snapshot's own account: what was delivered, accepted, and rejected. Its tables are named in `catalog.schema`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

import engagement
from engagement.catalog.schema import LEDGER
from engagement.contract import Table
from engagement.errors import Fault, SnapshotError, without_folders
from engagement.ingest.check.explain import FAULTS
from engagement.ingest.check.part import Part
from engagement.ingest.read.lines import Lines
from engagement.ingest.snapshot.inputs import InputFile, Inputs
from engagement.place import Place


@dataclass(frozen=True)
class Delivered:
    """One file on its way into one table, and what became of its rows.

    lines: of the file, of which `lines_head` are its header and titles above, `lines_blank` are blank, and
    `lines_continued` continue a row; the others begin one.
    """

    delivery_id: int
    table: str
    file: str
    mapping: str
    rows_delivered: int
    rows_accepted: int
    rows_rejected: int
    values_cleared: int
    rows_left_out: int = 0
    lines: int = 0
    lines_head: int = 0
    lines_blank: int = 0
    lines_continued: int = 0


@dataclass(frozen=True)
class Received:
    """One file as it came.

    lines: what stands on each of its lines.
    left_out: rows that its mapping does not mean. headers: each delivered column, and whether the mapping reads it.
    is_guessed: nobody has said which encoding it is in, and none of its bytes tell.
    """

    part: Part
    table: Table
    file: InputFile
    mapping: str
    encoding: str
    delimiter: str
    rows: int
    left_out: int
    lines: Lines
    headers: Mapping[str, bool]
    notes: Sequence[str] = ()
    is_guessed: bool = False


def create_ledger(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, *, left_out: Sequence[str], loaded_at: datetime
) -> None:
    """Create the ledger's tables, and write what is known before the first row is checked."""
    connection.execute("create schema ledger")
    for name, columns in LEDGER.items():
        connection.execute(f"create table {name} ({columns})")
    connection.execute(
        "insert into ledger.snapshot by name select $id as snapshot_id, $loaded_at as loaded_at, $as_of as as_of, "
        "$is_demonstration as is_demonstration, $version as version, $exports_id as exports_id",
        {
            "id": inputs.snapshot_id,
            "loaded_at": loaded_at.replace(tzinfo=None),
            "as_of": inputs.as_of,
            "is_demonstration": inputs.is_demonstration,
            "version": engagement.__version__,
            "exports_id": inputs.exports_id,
        },
    )
    for reason in left_out:
        connection.execute("insert into ledger.left_out values (?)", [without_folders(reason)])


def record_deliveries(
    connection: duckdb.DuckDBPyConnection,
    received: Sequence[Received],
    accepted: Mapping[int, int],
    *,
    notes: Sequence[Mapping[int, str]],
) -> tuple[Delivered, ...]:
    """Fill `ledger.deliveries` and `ledger.columns`, after every table was checked.

    Args:
        connection: the snapshot being built.
        received: every file.
        accepted: for each part's number, how many of its rows the table holds.
        notes: for a part's number, what the check has found that is no fault.

    Raises:
        SnapshotError: some rows were neither accepted nor rejected, or lines of a file are not accounted for, which
            is a fault of ours.
    """
    faulty = connection.execute(
        f"""select _file, count(distinct (_line, _item)) filter (where effect = 'rejected'),
            count(*) filter (where effect = 'cleared')
        from {FAULTS} group by _file"""
    ).fetchall()
    lost_of = {number: counts for number, *counts in faulty}
    delivered = tuple(_count(file, accepted[file.part.number], *lost_of.get(file.part.number, ())) for file in received)
    _refuse_losses(received, delivered)
    rows, columns = [], []
    for source, counts in zip(received, delivered, strict=True):
        file, number = source.file, source.part.number
        row = [number, source.table.name, file.name, file.sha256, file.bytes]
        row += [file.modified_at.replace(tzinfo=None)]
        row += [counts.rows_delivered, counts.rows_accepted, counts.rows_rejected, counts.values_cleared]
        row += [
            source.encoding,
            source.delimiter,
            source.mapping,
            file.is_demonstration,
            " ".join([*source.notes, *(found[number] for found in notes if number in found)]) or None,
            source.left_out,
        ]
        rows.append(row)
        columns += [
            [source.part.number, source.table.name, file.name, header, is_read]
            for header, is_read in source.headers.items()
        ]
    _insert(connection, "ledger.deliveries", rows)
    _insert(connection, "ledger.columns", columns)
    return delivered


def _refuse_losses(received: Sequence[Received], delivered: Sequence[Delivered]) -> None:
    fix = "Nothing you did: report it, with the name of the file."
    faults = []
    for source, file in zip(received, delivered, strict=True):
        where = Place(part=file.table)
        if file.rows_delivered != file.rows_accepted + file.rows_rejected:
            faults.append(Fault(f"Rows of {file.file} are neither accepted nor rejected.", where, fix, "rows"))
        if source.lines.unaccounted:
            faults.append(Fault(f"Lines of {file.file} are neither rows nor blank.", where, fix, "lines"))
    if faults:
        raise SnapshotError(*faults)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert all rows at once: a statement for each costs most of what a small load takes."""
    if rows:
        values = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * len(rows))
        connection.execute(f"insert into {table} values {values}", [value for row in rows for value in row])


def _count(source: Received, accepted: int, rejected: int = 0, cleared: int = 0) -> Delivered:
    number = source.part.number
    names = (source.table.name, source.file.name, source.mapping)
    counted = source.lines
    lines = (counted.total, counted.head, counted.blank, counted.continued)
    return Delivered(number, *names, source.rows, accepted, rejected, cleared, source.left_out, *lines)
