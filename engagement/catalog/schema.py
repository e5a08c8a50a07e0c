"""The tables as they will be, without a row: what queries and models are bound against when they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import duckdb

from engagement.contract import Contract, Field, Table
from engagement.query import Query
from engagement.quoting import identifier

# What engagement.toml says, for SQL: one row.
SETTINGS_COLUMNS = (
    "as_of date, year_starts varchar, threshold integer, rounding integer, policy_years integer, home_country varchar"
)

# The ledger of a snapshot: what was delivered, what was rejected, what changed.
LEDGER: Mapping[str, str] = MappingProxyType(
    {
        "ledger.snapshot": """snapshot_id varchar, loaded_at timestamp, as_of date, is_demonstration boolean,
            version varchar, exports_id varchar,
            people_in_several_tables_percent integer""",
        "ledger.deliveries": """delivery_id integer, table_name varchar, file varchar, sha256 varchar, bytes bigint,
            modified_at timestamp, rows_delivered bigint, rows_accepted bigint, rows_rejected bigint,
            values_cleared bigint, encoding varchar, delimiter varchar, mapping varchar, is_demonstration boolean,
            notes varchar, rows_left_out bigint""",
        "ledger.columns": "delivery_id integer, table_name varchar, file varchar, header varchar, is_read boolean",
        "ledger.faults": """delivery_id integer, table_name varchar, file varchar, line bigint, column_name varchar,
            value varchar, reason varchar, rule varchar, effect varchar""",
        "ledger.drift": "table_name varchar, kind varchar, subject varchar, before varchar, after varchar",
        "ledger.place_review": """table_name varchar, column_name varchar, value varchar, rows bigint,
            candidates varchar""",
        "ledger.partner_review": """table_name varchar, column_name varchar, value varchar, country varchar,
            rows bigint, proposal varchar, difference varchar""",
        "ledger.left_out": "reason varchar",
        "ledger.publications": """table_name varchar, population varchar, title varchar, dimensions varchar[],
            cells bigint, sources varchar[], made_of varchar""",
    }
)
# In the release a line of the faults can stand for several, of which only the number is given.
RELEASED_FAULTS = "alter table ledger.faults add column times bigint"


def empty_tables(contract: Contract) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with every table of the contract and of the ledger, all empty; it reads no files."""
    connection = duckdb.connect(
        config={"errors_as_json": "true", "enable_external_access": "false", "max_execution_time": "10000"}
    )
    create_tables(connection, contract)
    return connection


def create_tables(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Create every table of the contract, of the settings and of the ledger, without rows."""
    for table in contract:
        connection.execute(f"create table {identifier(table.name)} ({', '.join(_columns(table))})")
    connection.execute(f"create table settings ({SETTINGS_COLUMNS})")
    connection.execute("create schema ledger")
    for name, columns in LEDGER.items():
        connection.execute(f"create table {name} ({columns})")


def create_view(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    """Create a model over the empty tables.

    Raises:
        duckdb.Error: its SQL does not fit them.
    """
    connection.execute(f"create view {identifier(name)} as {sql.rstrip().rstrip(';')}")


def create_macro(connection: duckdb.DuckDBPyConnection, macro: Query) -> None:
    """Create a macro where the release is, or will be.

    Raises:
        duckdb.Error: its SQL does not parse; what it reads is looked up only when it is called.
    """
    name, body = macro.id.rpartition("/")[2], macro.sql.rstrip().rstrip(";")
    arguments = ", ".join(identifier(argument) for argument in macro.arguments)
    kind = "table" if macro.returns == "table" else ""
    connection.execute(f"create macro {identifier(name)}({arguments}) as {kind} ({body}\n)")


def create_columns(connection: duckdb.DuckDBPyConnection, name: str, types: Mapping[str, str]) -> None:
    """Create an empty table with columns of these types."""
    columns = ", ".join(f"{identifier(column)} {type_}" for column, type_ in types.items())
    connection.execute(f"create table {identifier(name)} ({columns})")


def _columns(table: Table) -> list[str]:
    columns = [f"{identifier(field.name)} {_type(field)}" for field in table.fields]
    # each delivered row knows the file and the line that it came from
    return columns if table.is_reference else [*columns, "_file integer", "_line integer"]


def _type(field: Field) -> str:
    return "ubigint" if field.is_person else field.duckdb_type
