"""What one row alone cannot tell: keys that stand twice, and references that lead nowhere.

Runs over the table as filled. Both are rare, so they are first looked for cheaply, and mended one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from engagement.contract import ForeignKey, Table
from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.explain import FAULTS
from engagement.ingest.check.part import Part
from engagement.ingest.check.rows import ROW, needed
from engagement.place import Place
from engagement.quoting import identifier, literal

_LOST = "work.lost"


def reject_repeated(connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> None:
    """Reject every row whose key stands in an earlier row of its file, or in a file that counts before its own.

    Args:
        connection: the snapshot being built.
        table: the table, already filled.
        parts: the files of the table, by the number in `_file`.

    Raises:
        DeliveryError: a key stands in several files, and no mapping says which of them counts.
    """
    keys = [table.primary_key, *table.unique_keys, *((field.name,) for field in table.fields if field.unique)]
    for key in dict.fromkeys(key for key in keys if key):
        columns = ", ".join(identifier(name) for name in key)
        repeated = _repeated_hashes(columns, table)
        if connection.execute(f"select count(*) from ({repeated})").fetchall() == [(0,)]:
            continue
        _refuse_overlap(connection, table, key, repeated, parts)
        connection.execute(_repeated_faults(table, key, repeated, parts))
        _remove_rejected(connection, table)


def _refuse_overlap(
    connection: duckdb.DuckDBPyConnection, table: Table, key: Sequence[str], repeated: str, parts: Sequence[Part]
) -> None:
    silent = {part.number: part.file for part in parts if part.newness is None}
    if len(parts) < 2 or not silent:
        return
    columns = ", ".join(identifier(name) for name in key)
    overlaps = connection.execute(
        f"""with files as (
            select distinct _file, {columns} from {_main(table)}
            where hash({columns}) in (select hash from ({repeated}))
        ),
        shared_keys as (select list(_file order by _file) as files from files group by {columns} having count(*) > 1)
        select files, count(*) from shared_keys group by files order by files""",
    ).fetchall()
    faults = []
    for numbers, keys in overlaps:
        if silent.keys().isdisjoint(numbers):
            continue
        names = [part.file for part in parts if part.number in numbers]
        files = names if len({*names}) == len(names) else [part.label for part in parts if part.number in numbers]
        title = table.field(key[0]).title
        count = "" if table.is_people else f" ({keys:,} of them)"
        what = f"The same {title} stands in several files{count}: {' and '.join(files)}."
        fix = (
            'Say in their mappings which counts: when_repeated = "newest" or "first". '
            "Or take the file out that the other replaces."
        )
        faults.append(Fault(what, Place(part=f"{table.name}, {', '.join(key)}"), fix, "delivery-overlap"))
    if faults:
        raise DeliveryError(*faults)


def mend_references(connection: duckdb.DuckDBPyConnection, table: Table, present: Collection[str]) -> None:
    """Empty every reference to a row that is not there; reject the row where it cannot do without.

    References to a table of which nothing was delivered are left alone: nobody can say that they are wrong.
    """
    for key in table.foreign_keys:
        if key.table not in present:
            continue
        connection.execute(f"create or replace table {_LOST} as {_lost(table, key)}")
        if connection.execute(f"select count(*) from {_LOST}").fetchall() == [(0,)]:
            continue
        here = ", ".join(identifier(name) for name in key.fields)
        leads_nowhere = f"({here}) in (select ({here}) from {_LOST})"
        for name in key.fields:
            connection.execute(_reference_faults(table, key, name, leads_nowhere))
        _remove_rejected(connection, table)
        cleared = ", ".join(f"{identifier(name)} = null" for name in key.fields)
        connection.execute(f"update {_main(table)} set {cleared} where {leads_nowhere}")


def _repeated_hashes(columns: str, table: Table) -> str:
    # Hashes of eight bytes are grouped in a third of the time that ten million texts take;
    # what shares a hash is compared in full afterwards.
    return f"select hash({columns}) as hash from {_main(table)} group by all having count(*) > 1"


def _repeated_faults(table: Table, key: Sequence[str], repeated: str, parts: Sequence[Part]) -> str:
    columns = ", ".join(identifier(name) for name in key)
    names = " ".join(f"when {part.number} then {literal(part.file)}" for part in parts)
    newness = " ".join(f"when {part.number} then {part.newness or 0.0}" for part in parts)
    dated = [f"select {part.number}::usmallint as _file, * from ({part.newest})" for part in parts if part.newest]
    newest = " union all ".join(dated) or "select null::usmallint as _file, null::integer as _line, null as newness"
    titles = " and ".join(table.field(name).title for name in key)
    hides = any(table.field(name).is_person for name in key)
    value = "null" if hides else f"concat_ws(' | ', {columns})"
    return f"""insert into {FAULTS}
with suspects as (
    select {ROW}, {columns} from {_main(table)} where hash({columns}) in (select hash from ({repeated}))
),
placed as (
    select suspects.*,
        row_number() over same as place,
        first_value(_file) over same as first_file,
        first_value(_line) over same as first_line
    from suspects left join ({newest}) as newest using (_file, _line)
    window same as (
        partition by {columns} order by newest.newness desc nulls last, case _file {newness} end desc, {ROW}
    )
)
select
    {literal(table.name)}, {ROW}, {literal(key[0])}, {value}, 'unique',
    {literal(f"Another row has the same {titles}, and that one counts.")}, 'rejected',
    'It is in ' || case first_file {names} end || ', line ' || first_line || '.'
from placed where place > 1"""


def _lost(table: Table, key: ForeignKey) -> str:
    here = ", ".join(identifier(name) for name in key.fields)
    filled = " and ".join(f"{identifier(name)} is not null" for name in key.fields)
    matches = " and ".join(
        f"parent.{identifier(there)} = child.{identifier(name)}"
        for name, there in zip(key.fields, key.referenced, strict=True)
    )
    # Only distinct references are looked up: millions of placements stand under hundreds of agreements.
    return f"""
        select {here} from (select distinct {here} from {_main(table)} where {filled}) as child
        anti join {identifier(key.table)} as parent on {matches}"""


def _reference_faults(table: Table, key: ForeignKey, name: str, leads_nowhere: str) -> str:
    field = table.field(name)
    there = key.referenced[key.fields.index(name)]
    sentence = f"There is no row in {key.table} with this {there}."
    return f"""insert into {FAULTS}
select
    {literal(table.name)}, {ROW}, {literal(name)}, {identifier(name)}::varchar, 'reference',
    {literal(sentence)}, case when {needed(table, field)} then 'rejected' else 'cleared' end, null
from {_main(table)} where {leads_nowhere}"""


def _remove_rejected(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(
        f"""delete from {_main(table)} where ({ROW}) in (
            select ({ROW}) from {FAULTS} where table_name = ? and effect = 'rejected')""",
        [table.name],
    )


def _main(table: Table) -> str:
    return identifier(table.name)
