"""What changed since the delivery before: columns, values, countries, partners, rows.

Against the snapshot that was current when this one was built. Where its exports are the same, and only a model or a
mapping changed, its own account of changes still holds and is carried over. Invented data are never compared with
real ones. Headers are compared where they came through the same mappings; elsewhere our own columns are, by whether
they hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from engagement.contract import Contract, Table
from engagement.ingest.check.shared_people import shared_counts
from engagement.quoting import identifier, literal

BEFORE = "before"
TOO_FEW = "too few to be told"
_POINTS = 5  # fewer of a hundred people in several tables than before are worth a word


def record_drift(connection: duckdb.DuckDBPyConnection, contract: Contract, previous: Path | None) -> None:
    """Fill `ledger.drift`; leave it empty where there is no delivery before.

    Counts of rows that hold a value or country are given for tables of agreements only: of people they would
    be counts of people that have not passed the gate.

    Args:
        connection: the snapshot being built, tables and ledger filled.
        contract: what the tables hold.
        previous: the database of the snapshot before; one that cannot be read is no reason to fail.
    """
    if previous is None:
        return
    try:
        connection.execute(f"attach {literal(str(previous))} as {BEFORE} (read_only)")
    except duckdb.Error:
        return
    try:
        # One in an older form compares as far as it goes: what is missing in it is no change.
        same = connection.execute(
            f"select count(*) from {BEFORE}.ledger.snapshot as b join ledger.snapshot as a using (exports_id)"
        ).fetchall()
        if same != [(0,)]:
            connection.execute(f"insert into ledger.drift select * from {BEFORE}.ledger.drift")
            return
        if _is_demonstration(connection, "") != _is_demonstration(connection, f"{BEFORE}."):
            return
        for sql in _comparisons(connection, contract):
            connection.execute(f"insert into ledger.drift {sql}")
        _record_shared_people(connection, contract)
    except (duckdb.CatalogException, duckdb.BinderException):
        return
    finally:
        connection.execute(f"detach {BEFORE}")


def _record_shared_people(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Record a fall of the share of people in several tables: their keys no longer match.

    A share that has become too small to be told has fallen too, and the worst of all.
    """
    column = "people_in_several_tables_percent"
    (before,), (after,) = (
        connection.execute(f"select {column} from {database}ledger.snapshot").fetchall()[0]
        for database in (f"{BEFORE}.", "")
    )
    people, shared, tables = shared_counts(connection, contract)
    if before is None or tables < 2 or 100 * shared >= (before - _POINTS) * people:
        return
    connection.execute(
        """insert into ledger.drift
        select 'people', 'fewer_in_several_tables', 'people in several tables', $before, $after""",
        {"before": f"{before}%", "after": TOO_FEW if after is None else f"{after}%"},
    )


def _comparisons(connection: duckdb.DuckDBPyConnection, contract: Contract) -> Iterator[str]:
    delivered = _tables(connection, "") & _tables(connection, f"{BEFORE}.")
    for table in contract.delivered:
        if table.name not in delivered:
            continue
        yield _rows(table)
        yield _headers(table) if _has_same_mappings(connection, table) else _columns(table)
        for field in table.fields:
            if field.is_place:
                yield _values(table, field.name, "country")
            elif field.enum and not field.sensitive and not field.is_derived:
                yield _values(table, field.name, "value", says_field=True)
        for name, kind in (("agreement_type_raw", "value"), ("partner_name", "partner")):
            if any(field.name == name for field in table.fields):
                yield _values(table, name, kind, says_field=kind == "value")


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    rows = connection.execute(f"select distinct table_name from {database}ledger.deliveries").fetchall()
    return {name for (name,) in rows}


def _is_demonstration(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    return connection.execute(f"select is_demonstration from {database}ledger.snapshot").fetchall() == [(True,)]


def _has_same_mappings(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    after, before = (
        connection.execute(
            f"select distinct coalesce(mapping, '') as mapping from {database}ledger.deliveries "
            "where table_name = ? order by mapping",
            [table.name],
        ).fetchall()
        for database in ("", f"{BEFORE}.")
    )
    return after == before


def _rows(table: Table) -> str:
    count = f"select count(*)::varchar as rows from {{}}{identifier(table.name)}"
    return f"""
        select {literal(table.name)}, 'row_count', 'rows accepted', b.rows, a.rows
        from ({count.format(f"{BEFORE}.")}) as b cross join ({count.format("")}) as a where a.rows <> b.rows"""


def _headers(table: Table) -> str:
    headers = f"select distinct header from {{}}ledger.columns where table_name = {literal(table.name)}"
    return _new_and_missing_columns(table, headers)


def _columns(table: Table) -> str:
    """Return our own columns, where headers of two sources cannot be compared."""
    # that an attribute of people is filled in at all may tell of one of them
    names = [field.name for field in table.read_fields if not field.sensitive]
    filled = ", ".join(f"case when count({identifier(name)}) > 0 then {literal(name)} end" for name in names)
    listed = f"select unnest([{filled}]) as header from {{}}{identifier(table.name)}"
    return _new_and_missing_columns(table, f"select header from ({listed}) where header is not null")


def _new_and_missing_columns(table: Table, headers: str) -> str:
    return f"""
        select {literal(table.name)}, case when b.header is null then 'new_column' else 'missing_column' end,
            coalesce(a.header, b.header), null, null
        from ({headers.format("")}) as a
        full join ({headers.format(f"{BEFORE}.")}) as b on a.header = b.header
        where a.header is null or b.header is null
        order by all"""


def _values(table: Table, column: str, kind: str, *, says_field: bool = False) -> str:
    name = identifier(column)
    counted = (
        f"select {name}::varchar as value, count(*) as rows from {{}}{identifier(table.name)} "
        f"where {name} is not null group by all"
    )
    rows = "null, null" if table.is_people else "coalesce(b.rows, 0)::varchar, coalesce(a.rows, 0)::varchar"
    subject = f"{literal(f'{column}: ')} || " if says_field else ""
    return f"""
        select {literal(table.name)}, case when b.value is null then 'new_{kind}' else 'missing_{kind}' end,
            {subject}coalesce(a.value, b.value), {rows}
        from ({counted.format("")}) as a
        full join ({counted.format(f"{BEFORE}.")}) as b on a.value = b.value
        where a.value is null or b.value is null
        order by all"""
