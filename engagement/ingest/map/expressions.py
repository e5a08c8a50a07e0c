"""The SQL expressions of a mapping: what they read, and whether they yield one value for each row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import duckdb

from engagement.catalog.lint import forbidden, outside_functions
from engagement.catalog.statement import StatementError, parse
from engagement.quoting import identifier

OWN_COLUMNS = {"_line": "bigint", "_file": "varchar", "_sheet": "varchar", "_column": "varchar", "_value": "varchar"}
_UNKNOWN_COLUMN = re.compile(r'Referenced column "(?P<name>.+)" (?:not found|was not found)')


@dataclass(frozen=True)
class Tried:
    """An expression tried on a file's columns.

    type: the DuckDB type it yields; empty if it does not fit. missing: the column that the file does not have.
    fault: what else is wrong with it.
    """

    type: str = ""
    missing: str = ""
    fault: str = ""


def refused_in(sql: str) -> tuple[str, ...]:
    """Return what an expression may not do, by the rules for queries: it works on one row, and reaches nothing else."""
    try:
        # Brackets as well as parentheses: an expression that closes what it stands in fits into one of them at most.
        parse(f"select [\n{sql}\n]")
        statement = parse(_query(sql))
    except StatementError as error:
        return (f"It is not one expression: {error.what}",)
    tables = (f'It reads "{".".join(name)}"; an expression reads its own row.' for name in statement.tables)
    parameters = (f"It asks for a value, ${name}, which nobody gives." for name in statement.parameters)
    refused = (*outside_functions(statement, ()), *forbidden(statement))
    return (*(error.what for error in refused), *tables, *parameters)


@lru_cache(maxsize=4096)
def headers_in(sql: str) -> tuple[str, ...]:
    """Return the columns that an expression names, our own left out; none where it is not readable."""
    serialized = _closed().cursor().execute("select json_serialize_sql($query)", {"query": _query(sql)})
    ((tree,),) = serialized.fetchall()
    return tuple(dict.fromkeys(name for name in _columns(json.loads(tree)) if name.lower() not in OWN_COLUMNS))


def try_expression(sql: str, headers: Sequence[str], own: Sequence[str]) -> Tried:
    """Try an expression on two empty rows.

    The connection reads no files, so an expression cannot either. It must yield one value for each row: something
    that sums rows up, or multiplies them, would lose count of them.

    Args:
        sql: the expression.
        headers: the delivered columns.
        own: those of our own columns that it may use.
    """
    columns = [f"null::varchar as {identifier(header)}" for header in headers]
    columns += [f"null::{OWN_COLUMNS[name]} as {name}" for name in own]
    rows = f"(select {', '.join(columns)} from range(2)) as delivered"
    connection = _closed().cursor()
    try:
        if len(connection.extract_statements(_query(sql))) != 1:
            return Tried(fault="It is more than one expression.")
        cursor = connection.execute(f"{_query(sql)} from {rows}")
        types = [str(column[1]) for column in cursor.description or ()]
        values = cursor.fetchall()
    except duckdb.Error as error:
        unknown = _UNKNOWN_COLUMN.search(str(error))
        return Tried(missing=unknown["name"]) if unknown else Tried(fault=_first_line(error))
    if len(types) != 1:
        return Tried(fault="It is more than one expression.")
    if len(values) != 2:
        return Tried(fault="It does not yield one value for each row.")
    return Tried(type=types[0])


@cache
def _closed() -> duckdb.DuckDBPyConnection:
    """Return a database that holds nothing and reaches nothing."""
    return duckdb.connect(config={"enable_external_access": False, "lock_configuration": True})


def _query(sql: str) -> str:
    # The line end closes a comment at the end of the expression.
    return f"select (\n{sql}\n)"


def _columns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield str(node["column_names"][-1])
        for value in node.values():
            yield from _columns(value)
    elif isinstance(node, list):
        for value in node:
            yield from _columns(value)


def _first_line(error: duckdb.Error) -> str:
    return str(error).split("\n", maxsplit=1)[0]
