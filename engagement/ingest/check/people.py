"""People's keys become numbers: salted, hashed, and counted through. Nobody can get back from a number to a key.

The same key has the same number in every table, so that one person is one person. The order of the numbers is that
of the salted hashes, so a number says nothing of where a key stood. The table of keys lives in the work database,
which is in memory and never saved.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from engagement.contract import Table
from engagement.ingest.check.damaged_keys import is_damaged_key
from engagement.ingest.check.part import Part
from engagement.ingest.check.rows import PEOPLE, person_key

KEYS = "work.keys"


def number_people(connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[Table, Part]], *, salt: str) -> None:
    """Create `work.people` (key, number): every key of a person, team or unit in any table, numbered from 1.

    Args:
        connection: the snapshot being built.
        parts: every delivered file, with its table; tables without people are passed over.
        salt: the institution's secret.
    """
    keys = [
        f"select {person_key(table, field, 'delivered')} as key from ({part.select}) as delivered"
        for table, part in parts
        for field in table.fields
        if field.is_person and field.name in part.columns
    ]
    every = " union all ".join(keys) or "select null::varchar as key"
    _keep_keys(connection, every)
    connection.execute(
        f"""create table {PEOPLE} as
        with hashed as (select key, hash(sha256($salt || key)) as place from {KEYS})
        select key, row_number() over (order by place, key)::uinteger as number from hashed""",
        {"salt": salt},
    )


def hash_keys(connection: duckdb.DuckDBPyConnection, keys: str, *, salt: str, into: str) -> None:
    """Create a table (key, hash): the salted hash of each key, 64 hexadecimal digits, which rejects hold in its place.

    Args:
        connection: the snapshot being built.
        keys: SQL for a column `key`.
        salt: the institution's secret.
        into: the name of the table.
    """
    _keep_keys(connection, keys)
    connection.execute(f"create table {into} as select key, sha256($salt || key) as hash from {KEYS}", {"salt": salt})


def _keep_keys(connection: duckdb.DuckDBPyConnection, keys: str) -> None:
    # What a mapping says to work out is worked out here, by itself: no statement holds it and the salt together.
    distinct = f"select distinct key from ({keys}) where key <> ''"
    connection.execute(
        f"create or replace table {KEYS} as select key from ({distinct}) where not {is_damaged_key('key')}"
    )
