"""People's keys become numbers: salted, hashed, and counted through. Nobody can get back from a number to a key.

The same key has the same number in every table, so that one person is one person. The order of the numbers is that
of the salted hashes, so a number says nothing of where a key stood. The table of keys lives in the work database,
which is in memory and never saved.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from engagement.contract import Table
from engagement.ingest.rows import PEOPLE, Part, person_key

SALT = "salt"


def number_people(connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[Table, Part]], *, salt: str) -> None:
    """Create `work.people` (key, number): every key of a person, team or unit in any table, numbered from 1.

    Args:
        connection: the snapshot being built; keeps the salt as its variable `salt`, for `salted`.
        parts: every delivered file, with its table; tables without people are passed over.
        salt: the institution's secret.
    """
    connection.execute(f"set variable {SALT} = $salt", {"salt": salt})
    keys = [
        f"select {person_key(table, field, 'delivered')} as key from ({part.select}) as delivered"
        for table, part in parts
        for field in table.fields
        if field.is_person and field.name in part.columns
    ]
    every = " union all ".join(keys) or "select null::varchar as key"
    connection.execute(
        f"""create table {PEOPLE} as
        with keys as (select distinct key from ({every}) where key <> ''),
        hashed as (select key, hash({salted("key")}) as place from keys)
        select key, row_number() over (order by place, key)::uinteger as number from hashed"""
    )


def salted(key: str) -> str:
    """SQL for the salted hash of a key, 64 hexadecimal digits: what rejects hold in a key's place."""
    return f"sha256(getvariable('{SALT}') || {key})"
