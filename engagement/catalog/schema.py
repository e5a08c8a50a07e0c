"""The tables as they will be, without a row: what queries and models are bound against when they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import duckdb

from engagement.contract import Contract, Field, Table

# The ledger of a snapshot: what was delivered, what was not taken, what changed.
LEDGER: Mapping[str, str] = MappingProxyType(
    {
        "ledger.snapshot": """snapshot_id varchar, loaded_at timestamp, as_of date, is_demonstration boolean,
            version varchar, exports_id varchar""",
        "ledger.deliveries": """delivery_id integer, table_name varchar, file varchar, sha256 varchar, bytes bigint,
            modified_at timestamp, rows_delivered bigint, rows_taken bigint, rows_rejected bigint,
            values_emptied bigint, encoding varchar, delimiter varchar, mapping varchar, is_demonstration boolean,
            notes varchar""",
        "ledger.columns": "delivery_id integer, table_name varchar, file varchar, header varchar, is_read boolean",
        "ledger.faults": """delivery_id integer, table_name varchar, file varchar, line bigint, column_name varchar,
            value varchar, reason varchar, rule varchar, effect varchar""",
        "ledger.drift": "table_name varchar, kind varchar, subject varchar, before varchar, after varchar",
        "ledger.place_review": """table_name varchar, column_name varchar, value varchar, rows bigint,
            candidates varchar""",
        "ledger.models": "name varchar, sources varchar[]",
        "ledger.settings": "year_starts varchar, threshold integer",
        "ledger.left_out": "reason varchar",
    }
)


def empty_tables(contract: Contract) -> duckdb.DuckDBPyConnection:
    """A database in memory with every table of the contract and of the ledger, all empty; it reads no files."""
    connection = duckdb.connect(
        config={"errors_as_json": "true", "enable_external_access": "false", "max_execution_time": "10000"}
    )
    create_tables(connection, contract)
    return connection


def create_tables(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create every table of the contract and of the ledger, without rows."""
    connection.execute("create schema ledger")
    for table in contract:
        connection.execute(f"create table {_quoted(table.name)} ({', '.join(_columns(table))})")
    for name, columns in LEDGER.items():
        connection.execute(f"create table {name} ({columns})")


def create_view(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    """Create a model over the empty tables.

    Raises:
        duckdb.Error: its SQL does not fit them.
    """
    connection.execute(f"create view {_quoted(name)} as {sql.rstrip().rstrip(';')}")


def _columns(table: Table) -> list[str]:
    columns = [f"{_quoted(field.name)} {_type(field)}" for field in table.fields]
    # each delivered row knows the file and the line that it came from
    return columns if table.is_reference else [*columns, "_file integer", "_line integer"]


def _type(field: Field) -> str:
    return "ubigint" if field.is_person else field.duckdb_type


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
