"""How well people are known again: the share of them in more than one table, and keys that differ in little.

One person under two keys is two people in every figure; nothing in a single row shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from engagement.contract import Contract
from engagement.ingest.check.rows import PEOPLE, person_key
from engagement.ingest.snapshot.ledger import Received
from engagement.quoting import identifier, literal

_SIMILAR = "work.similar_keys"
_SAME = "hash(lower(ltrim(if(ends_with(key, '.0'), left(key, -2), key), '0')))"
NOTE = (
    "Some keys of people differ from others only in leading zeros, in case, or in .0 at their end, and count as other "
    "people. If they are the same: zero_pad or ignore_case in the mapping; .0 goes where the column is text."
)


def shared_percent(connection: duckdb.DuckDBPyConnection, contract: Contract, *, threshold: int) -> int | None:
    """Return how many of a hundred people are in several tables; None where few are, or only one table has people.

    Args:
        connection: the snapshot being built, every table filled.
        contract: the tables.
        threshold: smallest number of people that may be told of.
    """
    people, shared, tables = shared_counts(connection, contract)
    is_open = tables > 1 and shared >= threshold and people - shared >= threshold
    return round(100 * shared / people) if is_open else None


def shared_counts(connection: duckdb.DuckDBPyConnection, contract: Contract) -> tuple[int, int, int]:
    """Return how many people there are, how many of them are in several tables, and how many tables have people."""
    keys = [
        f"select distinct {identifier(field.name)} as person, {literal(table.name)} as table_name "
        f"from {identifier(table.name)} where {identifier(field.name)} is not null"
        for table in contract.delivered
        for field in table.fields
        if field.is_person
    ]
    ((people, shared, tables),) = connection.execute(
        f"""with keys as ({" union all ".join(keys)}),
        people as (select count(*) as tables from keys group by person)
        select count(*), count(*) filter (where tables > 1), (select count(distinct table_name) from keys)
        from people"""
    ).fetchall()
    return people, shared, tables


def notes_on_keys(connection: duckdb.DuckDBPyConnection, received: Sequence[Received]) -> Mapping[int, str]:
    """Return, by the number of the file, a note on keys that differ from others only in leading zeros or in case."""
    connection.execute(
        f"""create table {_SIMILAR} as select key from {PEOPLE} where {_SAME} in (
            select {_SAME} as same from {PEOPLE} group by same having count(*) > 1)"""
    )
    if connection.execute(f"select count(*) from {_SIMILAR}").fetchall() == [(0,)]:
        return {}
    notes: dict[int, str] = {}
    for source in received:
        for field in source.table.fields:
            if field.is_person and field.name in source.part.columns:
                key = person_key(source.table, field, "delivered")
                keys = f"select {key} as key from ({source.part.select}) as delivered"
                some = connection.execute(f"from ({keys}) semi join {_SIMILAR} using (key) limit 1").fetchall()
                notes |= {source.part.number: NOTE} if some else {}
    return notes
