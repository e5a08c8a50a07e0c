"""A metrics file bound against empty records: whether its columns and conditions exist, and the types it publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import duckdb

from engagement.catalog.header import place
from engagement.catalog.query_file import QueryFile
from engagement.catalog.statement import explain, suggest
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.population import PERIOD, PLACE, Population

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
    """Faults between a metrics file and the records; adds the columns of what it publishes to `types`."""
    query, header = file.query, file.header
    if query is None or header is None:
        return
    sql = query.sql.rstrip().rstrip(";")
    try:
        rows = _types(connection, sql)
    except duckdb.Error as error:
        what, position = explain(error)
        what = suggest(what, catalog.columns_of(query.tables))
        fix = "python -m engagement queries --tables lists tables, models and their columns."
        yield Fault(what, place(*query.place(position or 0)), fix, "sql-binding")
        return
    faults = list(_column_faults(file, population, rows))
    for measure in population.measures.values():
        parts = [measure.where or "true", measure.over or "true", measure.value or "true"]
        for part in parts:
            try:
                _types(connection, f"select {part} as tried from ({sql}\n) as rows")
            except duckdb.Error as error:
                what = suggest(explain(error)[0], rows)
                where = place(file.path, header.line("measures", measure.name))
                faults.append(Fault(what, where, f"Columns are: {', '.join(rows)}.", "measure-binding"))
                break
    yield from faults
    if not faults:
        types |= {each.table: _published_types(population, each.by, rows) for each in population.publications}


def _column_faults(file: QueryFile, population: Population, rows: Types) -> Iterator[Fault]:
    header = file.header
    named: list[tuple[tuple[str, ...], str]] = [(("person",), population.person), (("people",), population.people)]
    named += [(("dimensions", each.name), each.column) for each in population.dimensions.values()]
    named += [(("measures", each.name), each.times) for each in population.measures.values()]
    for keys, column in named:
        if header and column and column not in rows:
            what = f'The SQL does not yield the column "{column}".{did_you_mean(column, rows)}'
            where = place(file.path, header.line(*keys))
            yield Fault(what, where, f"Columns are: {', '.join(rows)}.", "publish-column")


def _published_types(population: Population, by: tuple[str, ...], rows: Types) -> Types:
    own = {name: "VARCHAR" if name in (PLACE, PERIOD) else rows[population.dimensions[name].column] for name in by}
    return own | {each.name: "BIGINT" if each.is_count else "DOUBLE" for each in population.measures.values()}


def _types(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    return {name: str(type_) for name, type_, *_ in connection.execute(sql).description or ()}
