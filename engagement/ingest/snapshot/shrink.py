"""What a delivery has lost against the one before: rows of a table, or all that a column held.

An export that was cut off, or filtered by mistake, is sound in itself; only the one before shows that it is too small.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from engagement.contract import Contract, Table
from engagement.quoting import identifier


def losses(before: Path, after: Path, contract: Contract, *, percent: int) -> tuple[str, ...]:
    """Say what is lost, a few words for each table or column: "placements 25,017 → 1,999 rows".

    Args:
        before: the database that is current; one that cannot be read holds nothing that could be lost.
        after: the one that was built.
        contract: the tables to compare.
        percent: a table may lose so much of its rows, and no more.
    """
    try:
        current = duckdb.connect(before, read_only=True)
    except duckdb.Error:
        return ()
    with current as old, duckdb.connect(after, read_only=True) as new:
        return tuple(loss for table in contract for loss in _losses(old, new, table, percent))


def _losses(
    old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, table: Table, percent: int
) -> Iterator[str]:
    had, has = _filled(old, table), _filled(new, table)
    rows_before, rows = had.pop("", 0), has.pop("", 0)
    if rows_before and (not rows or (rows_before - rows) * 100 > rows_before * percent):
        yield f"{table.name} {rows_before:,} → {rows:,} rows"
    if rows:
        yield from (f"{table.name}: {name} is empty now" for name in had if had[name] and has.get(name) == 0)


def _filled(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    """Return how many rows hold a value in each delivered column, by its name, and under "" how many rows there are.

    A table in an older form is compared as far as it goes.
    """
    columns = connection.execute(
        "select column_name from duckdb_columns() where schema_name = 'main' and table_name = ?", [table.name]
    ).fetchall()
    present = {name for (name,) in columns}
    names = [field.name for field in table.fields if field.name in present and not field.is_derived]
    if not present:
        return {}
    counts = ", ".join(f"count({identifier(name)})" for name in names)
    row = connection.execute(f"select count(*), {counts or 'null'} from {identifier(table.name)}").fetchall()[0]
    return dict(zip(["", *names], row, strict=False))
