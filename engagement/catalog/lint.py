"""The rules that a file in queries/ must keep on its own. The rules' names stay (docs/rules.md)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from engagement.catalog.header import Header
from engagement.catalog.parameters import TYPES, coerce, scalar_type
from engagement.catalog.statement import Statement, StatementError
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import FRAME_PARAMETERS, Parameter, Query

# Every other table function reads files, settings or other people's statements, or makes tables that no name shows.
TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
# The same question must have the same answer tomorrow: its result is kept, cited and compared.
_CHANCE = {"gen_random_uuid", "random", "setseed", "uuid", "uuidv4", "uuidv7"}
CLOCK_AND_CHANCE = _CHANCE | {
    *("ago", "age", "current_date", "current_time", "current_timestamp", "get_current_time", "get_current_timestamp"),
    *("localtime", "localtimestamp", "now", "today", "transaction_timestamp"),
}
# What tells about the machine, the session or the statement, waits, or puts values into error messages.
FORBIDDEN_FUNCTIONS = {
    *("current_catalog", "current_connection_id", "current_database", "current_query", "current_query_id"),
    *("current_role", "current_schema", "current_schemas", "current_setting", "current_transaction_id"),
    *("current_user", "currval", "error", "get_block_size", "getenv", "getvariable", "in_search_path"),
    *("inet_client_addr", "inet_client_port", "inet_server_addr", "inet_server_port", "nextval", "pg_conf_load_time"),
    *("pg_postmaster_start_time", "pg_sleep", "query", "query_table", "session_user", "setval", "sleep_ms", "stats"),
    *("txid_current", "user", "vector_type", "write_log"),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# "one row", "one row in all", but not "one row per region"
_ONE_ROW = re.compile(r"one row\b(?! (per|for|of|each)\b)", re.IGNORECASE)


def statement_faults(query: Query, statement: Statement, header: Header, *, kind: str) -> Iterator[Fault]:
    """Yield faults between a header and its SQL that show without any table."""
    yield from _function_faults(query, statement, kind)
    if kind == "query":
        yield from _parameter_faults(query, statement, header)
        yield from _answer_faults(query, statement)
        yield from _picture_faults(query, header)
        return
    if kind == "macro":
        yield from _argument_faults(query, statement, header)
    if kind == "metrics" and statement.gathered:
        name, position = statement.gathered
        what = f"The last select of a metrics file picks rows; {name} makes one row of several."
        fix = "Select the rows as they are, and count in [measures]; what must be paired first stands in with … as (…)."
        yield Fault(what, query.place(position), fix, "metrics-aggregate")
    for name, position in statement.parameters.items():
        fix = "Name it in arguments, and write it without $." if kind == "macro" else "Take it out."
        yield Fault(f"A {kind} file has no parameters: ${name}.", query.place(position), fix, "parameter-undeclared")


def _argument_faults(query: Query, statement: Statement, header: Header) -> Iterator[Fault]:
    where = Place.of(query.path, header.line("arguments"))
    for name in dict.fromkeys(query.arguments):
        if not _NAME.fullmatch(name):
            fix = "Use lowercase letters, digits and _, a letter first."
            yield Fault(f'"{name}" cannot be an argument.', where, fix, "header-value")
        elif query.arguments.count(name) > 1:
            yield Fault(f'"arguments" names "{name}" twice.', where, "Name each once.", "header-value")
        elif name not in statement.columns and name not in statement.parameters:
            what = f'The SQL does not use the argument "{name}".'
            yield Fault(what, where, "Use it, or take it out of arguments.", "parameter-unused")


def _answer_faults(query: Query, statement: Statement) -> Iterator[Fault]:
    if statement.star is not None:
        fix = f"Name the columns: select {', '.join(query.columns) or '…'}."
        what = "The last select leaves its columns unnamed."
        yield Fault(what, query.place(statement.star), fix, "sql-star")
    if not statement.is_ordered and not _ONE_ROW.match(query.grain):
        fix = 'Add order by, so that everyone sees the same order; or say grain = "one row".'
        yield Fault("The answer has no order.", query.place(_end(query.sql)), fix, "sql-order")


def _end(sql: str) -> int:
    """Return where the SQL ends, in bytes, comments after it left out."""
    lines = sql.split("\n")
    while lines and (not lines[-1].strip("; ") or lines[-1].lstrip().startswith("--")):
        lines.pop()
    return len("\n".join(lines).encode())


def _parameter_faults(query: Query, statement: Statement, header: Header) -> Iterator[Fault]:
    for name, position in statement.parameters.items():
        if name.isdecimal():
            fix = "Give it a name: $regions."
            yield Fault("A parameter has no name.", query.place(position), fix, "parameter-positional")
        elif name not in query.parameters:
            near = did_you_mean(name, (*query.parameters, *FRAME_PARAMETERS))
            what = f"${name} is not declared in [parameters].{near}"
            yield Fault(what, query.place(position), f'Add {name} = "VARCHAR" there.', "parameter-undeclared")
    own = header.values.get("parameters", {})
    for name, parameter in query.parameters.items():
        if name not in own:
            continue
        fault = partial(Fault, where=Place.of(query.path, header.line("parameters", name)))
        scalar = scalar_type(parameter.type)
        if scalar is None:
            what = f'"{parameter.type}" is not a type of parameter.{did_you_mean(parameter.type.upper(), TYPES)}'
            fix = f"Use one of {', '.join(TYPES)}, with [] after it for a list."
            yield fault(what, fix=fix, rule="parameter-type")
        elif name in FRAME_PARAMETERS:
            fix = f"Take it out of [parameters]: ${name} has its value from the filters."
            yield fault(f'"{name}" belongs to the filters.', fix=fix, rule="parameter-frame")
        else:
            yield from _value_faults(parameter, fault)


def _value_faults(parameter: Parameter, fault: partial[Fault]) -> Iterator[Fault]:
    plain = Parameter(parameter.name, parameter.type)
    single = Parameter(parameter.name, parameter.type.strip().removesuffix("[]"))
    try:
        for choice in parameter.choices:
            coerce(single, choice)
        coerce(parameter if parameter.choices else plain, parameter.default)
    except CallError as error:
        yield from (fault(cause.what, fix=cause.fix, rule="parameter-default") for cause in error.faults)


def _function_faults(query: Query, statement: Statement, kind: str) -> Iterator[Fault]:
    for error in forbidden(statement):
        # only queries are asked for a day
        fix = error.fix if kind == "query" else error.fix.replace("$as_of", "as_of of the table settings")
        yield Fault(error.what, query.place(error.position), fix, error.rule)


def outside_functions(statement: Statement, macros: Collection[str]) -> Iterator[StatementError]:
    """Yield table functions that are neither macros of ours nor a series: they read files, settings or more."""
    for name, position in statement.table_functions.items():
        if name not in TABLE_FUNCTIONS and name not in macros:
            what = f"{name}(…) cannot stand in from.{did_you_mean(name, macros)}"
            fix = "Read tables and macros: python -m engagement queries --tables lists them; or generate_series."
            if name.startswith("read_") or name in ("sniff_csv", "glob"):
                fix = "Make a table of your file: python -m engagement new-table FILE; then read it by its name."
            reads = "scan" in name or "parquet" in name or name.startswith(("read_", "glob", "sniff"))
            yield StatementError(what, rule="sql-reads-file" if reads else "sql-function", fix=fix, position=position)


def forbidden(statement: Statement) -> Iterator[StatementError]:
    """Yield what no select may use, wherever written: functions that read or report, the clock, chance, samples."""
    for name, position in statement.functions.items():
        if name in CLOCK_AND_CHANCE:
            is_chance = name in _CHANCE
            what = f"{name} gives another answer {'each' if is_chance else 'at another'} time."
            fix = "Take it out." if is_chance else "Use $as_of: the day that the answer is for."
            yield StatementError(what, rule="sql-not-repeatable", fix=fix, position=position)
        elif name in FORBIDDEN_FUNCTIONS:
            what = f"{name} cannot be used: it does not use the data."
            yield StatementError(what, rule="sql-function", fix="Take it out.", position=position)
    if statement.sample is not None:
        fix = "Take the sample out; aggregates over all rows are fast enough."
        what = "A sample gives another answer each time."
        yield StatementError(what, rule="sql-not-repeatable", fix=fix, position=statement.sample)


def _picture_faults(query: Query, header: Header) -> Iterator[Fault]:
    chart, card = query.chart, query.card
    if card:
        for key in ("value", "period", "complete", "target", "base"):
            yield from _unknown_columns(query, header, "card", key, (getattr(card, key),))
    if not chart:
        return
    for key in ("x", "series", "iso3", "label", "start", "end", "target", "complete", "low", "high"):
        yield from _unknown_columns(query, header, "chart", key, (getattr(chart, key),))
    yield from _unknown_columns(query, header, "chart", "y", chart.y)
    needs = {
        "table": (),
        "timeline": ("end",),
        "map": ("iso3", "y"),
        "heatmap": ("x", "y", "series"),
        "funnel": ("y",) if len(chart.y) > 1 else ("x", "y"),
    }.get(chart.kind, ("x", "y"))
    for key in needs:
        if not getattr(chart, key) and not (key == "end" and chart.x):
            where = Place.of(query.path, header.line("chart"))
            what = f'A {chart.kind} needs "{key}" in [chart].'
            yield Fault(what, where, f'Add {key} = "…", a column of the answer.', "chart-incomplete")


def _unknown_columns(query: Query, header: Header, section: str, key: str, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in dict.fromkeys(names):
        if name and name not in query.columns:
            where = Place.of(query.path, header.line(section, key))
            what = f'"{key}" in [{section}] names "{name}", which is not a column.{did_you_mean(name, query.columns)}'
            fix = f"Columns are: {', '.join(query.columns) or 'none'}."
            yield Fault(what, where, fix, f"{section}-column")
