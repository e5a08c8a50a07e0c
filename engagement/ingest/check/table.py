"""One table against the contract: typed rows in, and every row or value that was not accepted with its reason.

Rows delivered = rows accepted + rows rejected, always. Faults are rare, so all rows pass once through casts that
yield null for what is not allowed; only rows with something wrong are looked at again, to say what.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import duckdb

from engagement.contract import Contract, Table
from engagement.ingest.check.casts import ACADEMIC_YEAR_TYPE, ACADEMIC_YEARS, PLACE_TYPE, column_type, enum_type
from engagement.ingest.check.derive import absent_value
from engagement.ingest.check.explain import FAULTS, explain
from engagement.ingest.check.keys import mend_references, reject_repeated
from engagement.ingest.check.part import Part
from engagement.ingest.check.rows import ROW, is_live, steps
from engagement.ingest.snapshot.ledger import Received
from engagement.quoting import identifier, literal

_FAULTY = "work.faulty"
_ONLY_DELIVERED = ("_file", "_line", "_item")


def create_types(connection: duckdb.DuckDBPyConnection, contract: Contract, places: Sequence[str]) -> None:
    """Create an ENUM for places, for academic years, and for each list of allowed values, in the contract's order."""
    _create_enum(connection, PLACE_TYPE, sorted(places))
    _create_enum(connection, ACADEMIC_YEAR_TYPE, ACADEMIC_YEARS)
    for table in contract:
        for field in table.fields:
            if field.enum:
                _create_enum(connection, enum_type(table, field), field.enum)


def check_all(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    received: Sequence[Received],
    progress: Callable[[str], None],
) -> Mapping[int, int]:
    """Check every table, those first that others refer to; tables of which nothing was delivered stay empty.

    Args:
        connection: the snapshot being built; see `check`.
        contract: what the tables must be.
        received: every file, staged.
        progress: told in a few words what is being done.

    Returns:
        For each part's number, how many of its rows were accepted.
    """
    accepted: dict[int, int] = {}
    present = {source.table.name for source in received}
    for table in _parents_first(contract):
        parts = [source.part for source in received if source.table.name == table.name]
        if not parts:
            _create_empty(connection, table)
            continue
        rows = sum(source.rows for source in received if source.table.name == table.name)
        progress(f"Checking {table.name}: {rows:,} rows")
        accepted |= check(connection, table, parts, present=present)
    return accepted


def _parents_first(contract: Contract) -> list[Table]:
    """Return the tables, each after those that it refers to."""
    ordered: list[Table] = []
    seen: set[str] = set()

    def put(table: Table) -> None:
        if table.name in seen:
            return
        seen.add(table.name)
        for key in table.foreign_keys:
            put(contract.tables[key.table])
        ordered.append(table)

    for table in contract:
        put(table)
    return ordered


def _create_empty(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create a table of which nothing was delivered, so that every query runs."""
    columns = [f"{identifier(field.name)} {column_type(table, field)}" for field in table.fields]
    columns += [] if table.is_reference else ["_file usmallint", "_line integer"]
    connection.execute(f"create table {identifier(table.name)} ({', '.join(columns)})")


def check(
    connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[Part], *, present: Collection[str]
) -> Mapping[int, int]:
    """Fill a table with the rows that the contract allows, and `work.faults` with what it does not.

    Args:
        connection: the snapshot being built, with its types, `work.place_names`, `work.people`, `work.faults`.
        table: what the rows must become; its tables to refer to are already filled.
        parts: the files of the table, at least one.
        present: the tables of which something was delivered, this one included.

    Returns:
        For each part's number, how many of its rows were accepted.
    """
    parts = [_without_blank_columns(connection, table, part) for part in parts]
    connection.execute(_fill(table, parts))
    name = identifier(table.name)
    connection.execute(f"create or replace table {_FAULTY} as select {ROW} from {name} where _is_faulty")
    if connection.execute(f"select count(*) from {_FAULTY}").fetchall() != [(0,)]:
        connection.execute(explain(table, parts, _FAULTY))
        connection.execute(f"delete from {name} where _is_rejected")
    connection.execute(f"alter table {name} drop column _is_faulty")
    connection.execute(f"alter table {name} drop column _is_rejected")
    reject_repeated(connection, table, parts)
    mend_references(connection, table, present)
    accepted = dict(connection.execute(f"select _file, count(*) from {name} group by all").fetchall())
    for column in _ONLY_DELIVERED if table.is_reference else ("_item",):
        connection.execute(f"alter table {name} drop column {column}")
    # A row that was rejected after one of its values had been cleared has one fate only.
    connection.execute(
        f"""update {FAULTS} set effect = 'rejected' where table_name = $table and ({ROW}) in (
            select ({ROW}) from {FAULTS} where table_name = $table and effect = 'rejected')""",
        {"table": table.name},
    )
    return {part.number: accepted.get(part.number, 0) for part in parts}


def _without_blank_columns(connection: duckdb.DuckDBPyConnection, table: Table, part: Part) -> Part:
    """Return the part as if columns did not exist that are blank throughout, where that makes a difference."""
    blank = []
    for field in table.fields:
        if field.name in part.columns and absent_value(table, field):
            filled = f"select count({identifier(field.name)}) from ({part.select})"
            if connection.execute(filled).fetchall() == [(0,)]:
                blank.append(field.name)
    return replace(part, columns=tuple(name for name in part.columns if name not in blank))


def _fill(table: Table, parts: Sequence[Part]) -> str:
    live = [field for field in table.fields if is_live(table, field, parts)]
    carried = ", ".join(identifier(field.name) for field in live)
    columns = ", ".join(
        identifier(field.name) if field in live else f"null::{column_type(table, field)} as {identifier(field.name)}"
        for field in table.fields
    )
    return f"""create table {identifier(table.name)} as
select {columns}, {ROW}, _is_faulty, _is_rejected from (
{steps(table, parts)}
select {carried}, {ROW}, _is_faulty, _is_rejected from judged
order by {", ".join(_sorted_by(table, parts))})"""


def _sorted_by(table: Table, parts: Sequence[Part]) -> list[str]:
    # What is rejected goes to the end, where it leaves no gaps. Year and country are what readers filter by.
    by = ["_is_rejected"]
    names = {field.name for field in table.fields}
    if "year" in names and table.field("year").is_derived:
        by.append("year")
        by += [identifier(field.name) for field in table.fields if field.is_place and field.required]
    by += ["_file"] if len(parts) > 1 else []
    by.append("_line")
    return [*by, "_item"] if any(part.is_long for part in parts) else by


def _create_enum(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[str]) -> None:
    listed = ", ".join(literal(value) for value in values)
    connection.execute(f"create type {identifier(name)} as enum ({listed})")
