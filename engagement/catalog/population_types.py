"""A metrics file bound against empty records: whether its columns and conditions exist, and the types it publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import duckdb

from engagement.catalog.query_file import QueryFile
from engagement.catalog.statement import explain, fix_of, suggest
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.population import PERIOD, PLACE, Measure, Population
from engagement.quoting import identifier

if TYPE_CHECKING:
    from engagement.catalog.catalog import Catalog

Types = Mapping[str, str]


def bound_faults(
    file: QueryFile,
    population: Population,
    connection: duckdb.DuckDBPyConnection,
    types: dict[str, Types],
    catalog: Catalog,
) -> Iterator[Fault]:
    """Yield faults between a metrics file and the records; add the columns of what it publishes to `types`."""
    query, header = file.query, file.header
    if query is None or header is None:
        return
    sql = query.sql.rstrip().rstrip(";")
    try:
        rows = _types(connection, sql)
    except duckdb.Error as error:
        what, position = explain(error)
        what = suggest(what, catalog.columns_of(query.tables))
        yield Fault(what, query.place(position or 0), fix_of(what), "sql-binding")
        return
    faults = list(_column_faults(file, population, rows))
    for measure in population.measures.values():
        what, fix = _measure_fault(connection, measure, rows)
        if what:
            where = Place.of(file.path, header.line("measures", measure.name))
            faults.append(Fault(what, where, fix, "measure-binding"))
    yield from faults
    if not faults:
        types |= {
            publication.table: _published_types(population, publication.by, rows)
            for publication in population.publications
        }


def _measure_fault(connection: duckdb.DuckDBPyConnection, measure: Measure, rows: Types) -> tuple[str, str]:
    """Return what keeps a measure from being counted, and what to do about it; empty where nothing does."""
    source = f"from ({_no_rows(rows)}) as rows"
    where, over, value = (f"({expression or 'true'}\n)" for expression in (measure.where, measure.over, measure.value))
    try:
        kind = _types(connection, f"select {where} as tried {source}")["tried"]
        # a condition is on one row: neither aggregates nor windows stand there
        _types(connection, f"select 1 as tried {source} where {where} and {over} is not null")
        number = _types(connection, f"select {value} as tried {source}")["tried"]
    except duckdb.Error as error:
        return f'"{measure.name}": {suggest(explain(error)[0], rows)}', f"Columns are: {', '.join(rows)}."
    if kind != "BOOLEAN":
        return f'"where" of "{measure.name}" is {kind}, not true or false.', f"Compare it: {measure.where} = …."
    if measure.value and not is_number(number):
        return f'"{measure.name}" is {number}, not a number.', "Take a column of numbers, or cast it in the SQL below."
    return "", ""


def _no_rows(rows: Types) -> str:
    """Write SQL for no rows with columns of these types, which binds faster than the SQL that yields them."""
    columns = (
        f"null{'' if _is_untyped(type_) else f'::{type_}'} as {identifier(name)}" for name, type_ in rows.items()
    )
    return f"select {', '.join(columns)} where false"


def _is_untyped(type_: str) -> bool:
    # a column that is null in every row has no type yet
    return type_.strip('"') == "NULL"


def is_number(type_: str) -> bool:
    """Whether a type of DuckDB's holds numbers."""
    return is_whole(type_) or type_ in ("FLOAT", "DOUBLE") or type_.startswith("DECIMAL")


def is_whole(type_: str) -> bool:
    """Whether a type of DuckDB's holds whole numbers."""
    return type_.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


def _column_faults(file: QueryFile, population: Population, rows: Types) -> Iterator[Fault]:
    header = file.header
    named: list[tuple[tuple[str, ...], str]] = [(("person",), population.person), (("people",), population.people)]
    named += [(("dimensions", dimension.name), dimension.column) for dimension in population.dimensions.values()]
    named += [(("measures", measure.name), measure.times) for measure in population.measures.values()]
    for keys, column in named:
        if header and column and column not in rows:
            what = f'The SQL does not yield the column "{column}".{did_you_mean(column, rows)}'
            where = Place.of(file.path, header.line(*keys))
            yield Fault(what, where, f"Columns are: {', '.join(rows)}.", "publish-column")
        elif header and column and (wanted := _wanted(keys, rows[column])):
            what = f'"{column}" is {rows[column]}, and {keys[-1]} takes {wanted}.'
            where = Place.of(file.path, header.line(*keys))
            yield Fault(what, where, "Name another column, or cast it in the SQL below.", "publish-column")
    for name in rows:
        if file.query and name.startswith("_"):
            what = f'The SQL yields "{name}"; names that begin with _ belong to counting.'
            yield Fault(what, file.query.place(0), "Give the column another name.", "publish-column")
    outputs = [name for name in file.statement.outputs if name] if file.statement else []
    for name in sorted({name for name in outputs if outputs.count(name) > 1}):
        if file.query:
            what = f'The SQL yields two columns "{name}".'
            yield Fault(what, file.query.place(0), "Give each a name that it alone has.", "publish-column")


def _wanted(keys: tuple[str, ...], type_: str) -> str:
    """Return what a column has to be where it is not; empty where it fits."""
    if keys[0] == "measures":
        return "" if is_number(type_) else "numbers, in times"
    if keys == ("people",) or keys == ("dimensions", PERIOD):
        return "" if is_whole(type_) else "whole numbers" + (" of academic years" if keys[-1] == PERIOD else "")
    return "" if keys != ("dimensions", PLACE) or type_ == "VARCHAR" else "ISO codes"


def _published_types(population: Population, by: tuple[str, ...], rows: Types) -> Types:
    own = {name: "VARCHAR" if name in (PLACE, PERIOD) else rows[population.dimensions[name].column] for name in by}
    return own | {measure.name: "BIGINT" if measure.is_count else "DOUBLE" for measure in population.measures.values()}


def _types(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    types: dict[str, str] = {}
    for name, type_, *_ in connection.execute(sql).description or ():
        types.setdefault(name, str(type_))  # of two columns of one name, SQL around it reads the first
    return types
