"""Counts of people that are delivered as such, and the ledger of tables of people: they pass the gate too."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from engagement.contract import Contract, Table
from engagement.population import Measure
from engagement.release.gate import Gate, people_behind, publish


def release_counts(connection: duckdb.DuckDBPyConnection, contract: Contract, gate: Gate, *, out: str) -> None:
    """Release tables with a column that counts people, such as populations, their counts through the gate.

    Args:
        connection: the records, with the release attached as `out`.
        contract: says which fields count people.
        gate: threshold and rounding.
        out: where to write.
    """
    for table in contract:
        counts = [field.name for field in table.fields if field.counts_people]
        if counts and not table.is_people:
            _release(connection, table, counts, gate, out)


def release_ledger(connection: duckdb.DuckDBPyConnection, contract: Contract, gate: Gate, *, out: str) -> None:
    """Release the ledger. Of tables of people it says how often and why, never in which row.

    Which countries or values are new there would say which cells are empty, so it is left out; rejected names of
    places are told with their number of rows where it reaches the threshold.
    """
    people = ", ".join(f"'{name}'" for name in sorted(contract.people_tables)) or "''"
    connection.execute(f"create schema {out}.ledger")
    for name in ("snapshot", "deliveries", "columns", "left_out", "partner_review"):
        connection.execute(f"create table {out}.ledger.{name} as select * from ledger.{name}")
    connection.execute(
        f"""
        create table {out}.ledger.faults as
        select *, 1 as times from ledger.faults where table_name not in ({people})
        union all by name
        select delivery_id, table_name, file, column_name, reason, rule, effect, count(*) as times
        from ledger.faults where table_name in ({people}) group by all
        """
    )
    connection.execute(
        f"""
        create table {out}.ledger.drift as
        select * from ledger.drift
        where table_name not in ({people}) or kind in ('row_count', 'new_column', 'missing_column')
        """
    )
    connection.execute(
        f"""
        create table {out}.ledger.place_review as
        select * replace (case when table_name not in ({people}) or rows >= {gate.threshold} then rows end as rows)
        from ledger.place_review
        """
    )


def _release(connection: duckdb.DuckDBPyConnection, table: Table, counts: list[str], gate: Gate, out: str) -> None:
    by = [field.name for field in table.fields if field.name not in counts]
    measures = {name: Measure(name, "people", name) for name in counts}
    behind = ", ".join(f'cast("{name}" as bigint) as "{people_behind(name)}"' for name in counts)
    values = ", ".join(f'cast("{name}" as bigint) as "{name}"' for name in counts)
    names = ", ".join(f'"{name}"' for name in by)
    is_counted = " and ".join(f"{name} is not null" for name in counts)
    cells = connection.sql(
        f'select {names}, {values}, {behind} from "{table.name}" where {is_counted}'
    ).to_arrow_table()
    # each row is a size that somebody has published already: it is no breakdown of people who are counted here
    published = publish(cells, by=by, measures=measures, gate=replace(gate, coarser=1))
    connection.register("published", published)
    connection.execute(f'create table {out}.main."{table.name}" as select * from published')
    connection.unregister("published")
