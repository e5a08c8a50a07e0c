"""Files on disk -> text in the work database, ready to be checked. What cannot be read is told of all files at once."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engagement.contract import Contract, Table
from engagement.errors import DeliveryError, Fault, InputError, MappingError
from engagement.ingest.check.part import Part
from engagement.ingest.check.rejects import kept_row
from engagement.ingest.map.feeds import Delivery, Feed, Projection, bind, match, reference_feed, survey
from engagement.ingest.read import relation as read
from engagement.ingest.snapshot.inputs import InputFile, Inputs
from engagement.ingest.snapshot.ledger import Received
from engagement.place import Place
from engagement.quoting import identifier
from engagement.settings import Settings


@dataclass(frozen=True)
class Arrival:
    """A file that can be read, and how it becomes rows of its table."""

    feed: Feed
    table: Table
    file: InputFile
    delivery: Delivery
    projection: Projection


def inspect(settings: Settings, contract: Contract, inputs: Inputs) -> tuple[list[Arrival], tuple[str, ...]]:
    """Look at every file: how it is to be read, and whether it has the columns that its table needs.

    Returns:
        The files that can be read, and one sentence for each that belongs to no table and is left out.

    Raises:
        DeliveryError: files that cannot be used, and mappings that are at fault, all of them at once.
        MappingError: the same where only mappings are at fault.
    """
    arrivals: list[Arrival] = []
    feeds = [
        (reference_feed(table, file.path), file)
        for table in contract.reference
        for file in inputs.reference.get(table.name, ())
    ]
    matched = match(settings, contract, [file.path for file in inputs.exports])
    files = {file.path: file for file in inputs.exports}
    feeds += [(feed, files[feed.file]) for feed in matched.feeds]
    faults = [*matched.file_faults]
    for feed, file in feeds:
        table = contract.tables[feed.table]
        try:
            delivery = survey(feed)
            arrivals.append(Arrival(feed, table, file, delivery, bind(feed.mapping, delivery, table)))
        except InputError as error:
            faults += error.faults
    if faults:
        raise DeliveryError(*dict.fromkeys([*matched.mapping_faults, *faults]))
    if matched.mapping_faults:
        raise MappingError(*matched.mapping_faults)
    order = {name: number for number, name in enumerate(contract.tables)}
    ordered = sorted(
        arrivals, key=lambda arrival: (order[arrival.table.name], arrival.file.name, arrival.feed.mapping_name)
    )
    return ordered, matched.unknown


def stage(
    connection: duckdb.DuckDBPyConnection, arrivals: Sequence[Arrival], say: Callable[[str], None]
) -> list[Received]:
    """Bring every file into the work database as text.

    Of a file about people only the columns that its mapping reads leave the file at all.

    Raises:
        DeliveryError: files that changed, or turn out to be unreadable further down, all of them at once.
    """
    received: list[Received] = []
    faults: list[Fault] = []
    for number, arrival in enumerate(arrivals, 1):
        size = arrival.file.bytes
        say(f"Reading {arrival.file.name}" + (f" ({size / 1e6:,.0f} MB)" if size > 10_000_000 else ""))
        try:
            received.append(_stage(connection, arrival, number, _label(arrival, arrivals)))
        except InputError as error:
            faults += error.faults
        except (duckdb.InvalidInputException, UnicodeDecodeError):
            what = "The file cannot be read to its end."
            faults.append(Fault(what, arrival.delivery.where, "Export it again.", "delivery-rows"))
    if faults:
        raise DeliveryError(*faults)
    return received


@contextmanager
def blame_mappings(connection: duckdb.DuckDBPyConnection, received: Sequence[Received]) -> Iterator[None]:
    """Name, where the database stumbles over values, the expression of a mapping that is at fault.

    Raises:
        MappingError: every expression that fails on some rows; their values are not repeated.
    """
    try:
        yield
    except (duckdb.DataError, duckdb.InvalidInputException) as error:
        faults = []
        for source in received:
            for column in source.part.columns if source.mapping else ():
                try:
                    connection.execute(f"select count({identifier(column)}) from ({source.part.select})")
                except (duckdb.DataError, duckdb.InvalidInputException) as failure:
                    what = f"What the mapping makes of {column} fails on some rows ({type(failure).__name__})."
                    fix = "Use try_cast or try_strptime, which yield nothing where a text cannot be read."
                    where = Place(source.file.name, part=f"mappings/{source.mapping}.toml, {column}")
                    faults.append(Fault(what, where, fix, "mapping-expression"))
        if not faults:
            raise
        raise MappingError(*faults) from error


def _stage(connection: duckdb.DuckDBPyConnection, arrival: Arrival, number: int, label: str) -> Received:
    table, delivery, projection = arrival.table, arrival.delivery, arrival.projection
    read_headers = projection.headers
    kept = [header for header in delivery.headers if header in read_headers or not table.is_people]
    staged = f"delivered {number}"
    delivery = _into_work(connection, arrival, staged, kept, number)
    is_long = projection.is_long
    key = {
        header
        for field in table.fields
        if field.is_person and field.name in projection.cells
        for header in projection.cells[field.name].headers
    }
    part = Part(
        number=number,
        file=arrival.file.name,
        label=label,
        select=projection.select(staged),
        columns=projection.columns,
        staged=identifier(staged),
        is_long=is_long,
        has_mail=not delivery.is_plain or _holds(arrival.file.path, b"@"),
        has_errors=not delivery.is_plain or _holds(arrival.file.path, b"#"),
        newness=_newness(arrival),
        newest=projection.newness(staged),
        lookups=tuple(arrival.feed.mapping.lookups.items()) if arrival.feed.mapping else (),
        kept_row=kept_row(table, headers=kept, read=read_headers, key=key),
    )
    rows = arrived = _count(connection, f"from {part.staged}")
    if arrived != delivery.rows:
        what = f"{delivery.rows:,} rows were seen in the file, and {arrived:,} could be read."
        raise DeliveryError(Fault(what, delivery.where, "Load again when it is written.", "delivery-changed"))
    if is_long or projection.summed or projection.where:
        rows = _count(connection, part.select)
    left_out = meant = undecided = 0
    if projection.where or projection.summed:
        meant = _count(connection, projection.meant(staged))
        left_out = arrived - meant
    if left_out and projection.where:
        undecided = _count(connection, projection.undecided(staged))
    return Received(
        part=part,
        table=table,
        file=arrival.file,
        mapping=arrival.feed.mapping_name,
        encoding=delivery.encoding,
        delimiter=delivery.delimiter,
        rows=rows,
        left_out=left_out,
        lines=delivery.lines,
        headers={header: header in read_headers for header in delivery.headers},
        notes=(*_notes(projection, left_out, undecided, meant, rows), *delivery.notes, *projection.absent),
        is_guessed=delivery.encoding == "windows-1252" and not delivery.options.encoding,
    )


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    ((rows,),) = connection.execute(f"select count(*) from ({sql})").fetchall()
    return int(rows)


def _notes(projection: Projection, left_out: int, undecided: int, meant: int, rows: int) -> Iterator[str]:
    if projection.sheet:
        yield f"Sheet: {projection.sheet}."
    if left_out:
        yield f"Rows that are not meant (where): {left_out:,}, neither accepted nor rejected."
    if undecided:
        yield f"Of {undecided:,} of them where says nothing, since it compares an empty cell: see that they are to go."
    if projection.summed:
        yield f"Rows added up: {meant:,}, into {rows:,}."


def _newness(arrival: Arrival) -> float | None:
    rule = arrival.feed.mapping.when_repeated if arrival.feed.mapping else ""
    if rule == "newest":
        return arrival.file.path.stat().st_mtime
    return 0.0 if rule == "first" or arrival.table.is_reference else None


def _label(arrival: Arrival, arrivals: Sequence[Arrival]) -> str:
    """Return the shortest name that tells the file from every other: its own, its path, or its path and mapping."""
    names = [arrival.file.path.name, arrival.file.name.removeprefix("exports/")]
    others = [other for other in arrivals if other is not arrival]
    if not any(other.file.path.name == names[0] for other in others):
        return names[0]
    same_file = [other for other in others if other.file.name == arrival.file.name]
    if not same_file:
        return names[1]
    sheet = arrival.delivery.options.sheet
    is_by_sheet = any(other.feed.mapping_name == arrival.feed.mapping_name for other in same_file)
    return f"{names[1]} ({arrival.feed.mapping_name}{f', {sheet}' if is_by_sheet else ''})"


def _into_work(
    connection: duckdb.DuckDBPyConnection, arrival: Arrival, staged: str, kept: Sequence[str], number: int
) -> Delivery:
    """Make the relation `staged`: the columns `kept`, and `_line`; return how the file turned out to be."""
    delivery = arrival.delivery
    read.stage(connection, delivery, staged)
    line = delivery.line_of("rowid")
    if line is None:
        return delivery
    # Numbering rows while the file is read takes one core; the rows of a table are numbered already.
    columns = ", ".join(identifier(header) for header in kept) or "null as nothing"
    data = f"work.data_{number}"
    try:
        connection.execute(f"create table {data} as select {columns} from {identifier(staged)}")
        is_plain = connection.execute(f"select count(*) from {data}").fetchall() == [(delivery.rows,)]
    except duckdb.InvalidInputException:
        is_plain = False
    connection.execute(f"drop view {identifier(staged)}")
    if is_plain:
        connection.execute(f"create temp view {identifier(staged)} as select *, {line} as _line from {data}")
        return delivery
    # A row of several lines, or a faulty one, somewhere in a large file: the slow way knows which.
    connection.execute(f"drop table if exists {data}")
    delivery = survey(arrival.feed, may_be_plain=False)
    read.stage(connection, delivery, staged)
    return delivery


def _holds(path: Path, byte: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(byte) >= 0
