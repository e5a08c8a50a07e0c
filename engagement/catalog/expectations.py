"""Checks of [[expect]]: whether its conditions can be asked of the answer, before there is any data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from engagement.catalog.header import Header
from engagement.catalog.lint import CLOCK_AND_CHANCE, FORBIDDEN_FUNCTIONS, TABLE_FUNCTIONS
from engagement.catalog.parameters import coerce
from engagement.catalog.statement import StatementError, explain, parse, suggest
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import Expectation, Query

_FORBIDDEN = CLOCK_AND_CHANCE | FORBIDDEN_FUNCTIONS
# The plain types that an answer has, by the beginning of DuckDB's own.
_PLAIN = {
    **dict.fromkeys(("DECIMAL", "FLOAT", "DOUBLE"), "DOUBLE"),
    **dict.fromkeys(("ENUM", "VARCHAR", '"NULL"', "NULL"), "VARCHAR"),
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "BIGINT"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"), "BIGINT"),
}


def counting(condition: str) -> str:
    """Return the SQL that counts the rows of `answer` that fulfill a condition."""
    # parsed before it is asked: whatever it closes and opens, it sees `answer` and nothing else
    return f"select count(*) from answer where (\n{condition}\n)"  # noqa: S608


def expectation_faults(
    query: Query, header: Header, types: Mapping[str, str], connection: duckdb.DuckDBPyConnection
) -> Iterator[Fault]:
    """Yield what is wrong with the expectations of a query, whatever its answer.

    Args:
        query: with the parameters of what it depends on.
        header: for the lines.
        types: of the columns of its answer, by name.
        connection: any; nothing is read from it.
    """
    for number, expectation in enumerate(query.expectations):
        yield from _given_faults(query, header, number, expectation)
        names = dict.fromkeys(name for row in expectation.values for name in row)
        where = Place.of(query.path, header.line("expect", str(number), "values"))
        for name in names:
            if name not in query.columns:
                what = f'"values" in [[expect]] names "{name}", which is not a column.'
                fix = f"Columns are: {', '.join(query.columns)}."
                yield Fault(what + did_you_mean(name, query.columns), where, fix, "expect-column")
        for key, condition in (("none", expectation.none), ("some", expectation.some)):
            if condition and (what := _condition_fault(condition, query, types, connection)):
                where = Place.of(query.path, header.line("expect", str(number), key))
                fix = f'Write a condition over the columns of the answer, such as {key} = "share > 1".'
                yield Fault(f'"{key}" in [[expect]] cannot be asked: {what}', where, fix, "expect-condition")


def _given_faults(query: Query, header: Header, number: int, expectation: Expectation) -> Iterator[Fault]:
    where = Place.of(query.path, header.line("expect", str(number), "given"))
    for name, value in expectation.given.items():
        if name not in query.parameters or name == "threshold":
            what = f'"given" in [[expect]] names "{name}", which is no parameter to give.'
            known = [other for other in query.parameters if other != "threshold"]
            fix = f"It takes: {', '.join(known) or 'none'}."
            yield Fault(what + did_you_mean(name, known), where, fix, "expect-parameter")
            continue
        try:
            coerce(query.parameters[name], value)
        except CallError as error:
            yield from (Fault(cause.what, where, cause.fix, "expect-parameter") for cause in error.faults)


def _condition_fault(
    condition: str, query: Query, types: Mapping[str, str], connection: duckdb.DuckDBPyConnection
) -> str:
    sql = counting(condition)
    try:
        statement = parse(sql)
    except StatementError as error:
        return error.what
    if set(statement.tables) - {("answer",)} or set(statement.table_functions) - TABLE_FUNCTIONS:
        return "it looks at more than the answer."
    if forbidden := next((name for name in statement.functions if name in _FORBIDDEN), ""):
        return f"{forbidden} cannot be used."
    if statement.parameters:
        return f"${next(iter(statement.parameters))} has no value here; write it out."
    columns = ", ".join(f'cast(null as {_plain(type_)}) as "{name}"' for name, type_ in types.items())
    try:
        connection.execute(f"with answer as (select {columns}) {sql}")
    except duckdb.Error as error:
        return suggest(explain(error)[0], query.columns)
    return ""


def _plain(type_: str) -> str:
    return next((plain for start, plain in _PLAIN.items() if type_.startswith(start)), type_)
