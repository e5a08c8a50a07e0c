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
    with current as old:
        had = _filled(old, contract)
    with duckdb.connect(after, read_only=True) as new:
        has = _filled(new, contract)
    return tuple(loss for table in contract for loss in _losses(table, had[table.name], has[table.name], percent))


def _losses(table: Table, had: dict[str, int], has: dict[str, int], percent: int) -> Iterator[str]:
    rows_before, rows = had.pop("", 0), has.pop("", 0)
    if rows_before and (not rows or (rows_before - rows) * 100 > rows_before * percent):
        yield f"{table.name} {rows_before:,} → {rows:,} rows"
    if rows:
        yield from (f"{table.name}: {name} is empty now" for name in had if had[name] and has.get(name) == 0)


def _filled(connection: duckdb.DuckDBPyConnection, contract: Contract) -> dict[str, dict[str, int]]:
    """Return, for each table, how many rows hold a value in each delivered column, and under "" how many rows it has.

    A table in an older form is compared as far as it goes. One statement asks for all: on few rows each takes the same.
    """
    present: dict[str, set[str]] = {}
    listed = "select table_name, column_name from duckdb_columns() where schema_name = 'main'"
    for table_name, name in connection.execute(listed).fetchall():
        present.setdefault(table_name, set()).add(name)
    names = {
        table.name: [field.name for field in table.fields if field.name in delivered and not field.is_derived]
        for table in contract
        if (delivered := present.get(table.name))
    }
    counted = {name: dict[str, int]() for name in contract.tables}
    if names:
        counts = [
            f"(select [{', '.join(['count(*)', *(f'count({identifier(name)})' for name in columns)])}] "
            f"from {identifier(table)})"
            for table, columns in names.items()
        ]
        (answers,) = connection.execute(f"select {', '.join(counts)}").fetchall()
        for (table, columns), answer in zip(names.items(), answers, strict=True):
            counted[table] = dict(zip(["", *columns], answer, strict=True))
    return counted
