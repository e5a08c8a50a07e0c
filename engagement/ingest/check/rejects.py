"""What was rejected or cleared, written out: `ledger.faults` for the pages, and rejects.parquet for the command line.

The pages never show a value of a table of people. The file holds values and rows whole, so that an office can mend
them; of people it holds only the columns that the mapping reads, a salted hash in place of the key, no mail address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb

from engagement.contract import Contract, Table
from engagement.ingest.check.casts import MAIL
from engagement.ingest.check.explain import FAULTS
from engagement.ingest.check.part import Part
from engagement.ingest.check.people import hash_keys
from engagement.ingest.check.places import fold
from engagement.quoting import identifier, literal

# Headers, folded, over what must never be kept of a person, in the languages that exports come in.
_PRIVATE = re.compile(
    r"\b(e ?mail|mail|birth|birthday|birthdate|dob|born|passport|phone|mobile|address|surname|forename"
    r"|(first|last|family|given|full|student|participant)s? ?name|name of (the )?(student|participant|person)"
    r"|geburt\w*|vorname|nachname|familienname|anschrift|naissance|prenom|nacimiento|apellidos?"
    r"|nascimento|sobrenome|nascita|cognome)\b"
)

_HASHED = "work.hashed_keys"
_NO_ROWS = (
    "select null::usmallint as _file, null::integer as _line, null::usmallint as _item, null::varchar as column_name, "
    "null::varchar as rule, null::varchar as value, null::varchar as row where false"
)


def kept_row(table: Table, *, headers: Sequence[str], read: Collection[str], key: Collection[str]) -> str:
    """Write SQL over the alias `staged` for a delivered row as JSON, as far as rejects may hold it.

    Args:
        table: the table that the row was meant for.
        headers: every delivered column.
        read: the delivered columns that the mapping reads.
        key: the delivered columns that a person's key is made of; they are never kept.
    """
    if not table.is_people:
        return f"to_json({_packed({header: _staged(header) for header in headers})})::varchar"
    kept = [header for header in headers if header in read and header not in key and not is_private(header)]
    return f"to_json({_packed({header: without_mail(_staged(header)) for header in kept})})::varchar"


def is_private(header: str) -> bool:
    """Return whether a column holds, by its header, what must never be kept: names, mail addresses, birth dates."""
    return _PRIVATE.search(fold(header)) is not None


def without_mail(text: str) -> str:
    """Write SQL for a text whose mail addresses are taken out."""
    return f"regexp_replace({text}, {literal(MAIL)}, '(mail address)', 'g')"


def write_faults(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Fill `ledger.faults`: every fault by file and line, the values of tables of people left out."""
    people = ", ".join(literal(name) for name in sorted(contract.people_tables)) or "''"
    connection.execute(
        f"""insert into ledger.faults
        select
            deliveries.delivery_id, faults.table_name, deliveries.file, faults._line, faults.column_name,
            case when faults.table_name not in ({people}) then faults.value end,
            faults.reason, faults.rule, faults.effect
        from {FAULTS} as faults
        join ledger.deliveries as deliveries on deliveries.delivery_id = faults._file
        order by deliveries.delivery_id, faults._line, faults._item, faults.column_name, faults.rule"""
    )


def write_rejects(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[Table, Part]], path: Path, *, salt: str
) -> None:
    """Write rejects.parquet: every fault with its value and the row as delivered, as JSON.

    Args:
        connection: the snapshot being built, every table checked.
        parts: every delivered file, with its table.
        path: the file to write.
        salt: for the keys of people.
    """
    faulty = {number for (number,) in connection.execute(f"select distinct _file from {FAULTS}").fetchall()}
    parts = [(table, part) for table, part in parts if part.number in faulty]
    keys = " union all ".join(filter(None, (_keys(table, part) for table, part in parts)))
    hash_keys(connection, keys or "select null::varchar as key", salt=salt, into=_HASHED)
    rows = [_rows(table, part) for table, part in parts] or [_NO_ROWS]
    connection.execute(
        f"""copy (
            with rows as ({" union all ".join(rows)})
            select
                faults.table_name, deliveries.file, faults._line as line, faults.column_name, rows.value,
                concat_ws(' ', faults.reason, faults.detail) as reason, faults.rule, faults.effect, rows.row
            from {FAULTS} as faults
            join ledger.deliveries as deliveries on deliveries.delivery_id = faults._file
            join rows
                on rows._file = faults._file and rows._line = faults._line and rows._item = faults._item
                and rows.column_name = faults.column_name and rows.rule = faults.rule
            order by deliveries.delivery_id, line, faults._item, faults.column_name, faults.rule
        ) to {literal(str(path))} (format parquet, compression zstd)"""
    )


def _person(table: Table, part: Part) -> str:
    """Return the column that says who a row is about; empty where none does."""
    return next((field.name for field in table.fields if field.is_person and field.name in part.columns), "")


def _keys(table: Table, part: Part) -> str:
    person = _person(table, part)
    if not person:
        return ""
    return f"""
        select {identifier(person)}::varchar as key from ({part.rows}) where (_line, _item) in (
            select (_line, _item) from {FAULTS} where _file = {part.number} and table_name = {literal(table.name)})"""


def _rows(table: Table, part: Part) -> str:
    value = without_mail("faults.value") if table.is_people else "faults.value"
    row, join = part.kept_row, ""
    person = _person(table, part)
    if person:
        hashed = f"json_object({literal(person)}, hashed.hash)"
        row = f"json_merge_patch({row}, case when hashed.hash is null then '{{}}' else {hashed} end)"
        join = (
            f"join (select _line, _item, {identifier(person)}::varchar as key from ({part.rows})) as people "
            "on people._line = faults._line and people._item = faults._item "
            f"left join {_HASHED} as hashed on hashed.key = people.key"
        )
    return f"""
        select
            {part.number} as _file, faults._line, faults._item, faults.column_name, faults.rule,
            {value} as value, {row} as row
        from (select * from {FAULTS} where _file = {part.number} and table_name = {literal(table.name)}) as faults
        join {part.staged} as staged on staged._line = faults._line {join}"""


def _staged(header: str) -> str:
    return f"staged.{identifier(header)}"


def _packed(columns: dict[str, str]) -> str:
    return f"{{{', '.join(f'{literal(name)}: {sql}' for name, sql in columns.items())}}}" if columns else "'{}'::json"
