"""Every query and model bound against empty tables: whether names and types hold, before there is any data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from engagement.catalog.catalog import Catalog
from engagement.catalog.expectations import expectation_faults
from engagement.catalog.lineage import names_in
from engagement.catalog.parameters import NEVER_EMPTY, example, is_list
from engagement.catalog.population_types import bound_faults
from engagement.catalog.query_file import QueryFile
from engagement.catalog.schema import RELEASED_FAULTS, create_columns, create_macro, create_view, empty_tables
from engagement.catalog.statement import explain, fix_of, suggest
from engagement.contract import Contract
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import Parameter, Query

_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_DESCRIBE = "describe "
_TEXT_UNITS = {"text", "url", "iso3", "date", "year"}
# Errors that no value of a parameter can cause.
_STRUCTURAL = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.NotImplementedException)
# Faults of a header that a slip in the SQL below it makes: where the SQL does not bind, that is reported instead.
_FOLLOWING = {"card-column", "chart-column", "column-extra", "column-measure"}

Types = Mapping[str, str]


def check_catalog(catalog: Catalog, paths: Collection[Path] | None = None) -> Mapping[Path, tuple[Fault, ...]]:
    """Return all faults by path: the catalog's own, and those that show when the SQL meets the tables.

    Args:
        catalog: what is read.
        paths: the files whose SQL is tried, with what they are made of; all where none are given.
    """
    faults = dict(catalog.faults)
    needed = None if paths is None else made_of(catalog, paths)
    types: dict[str, Types] = {}
    with empty_tables(catalog.contract) as records:
        broken: set[str] = set()
        for file in models_in_order(catalog):
            if needed is not None and file.name not in needed:
                continue
            # what is made of a faulty model is not at fault itself
            if not broken.isdisjoint(names_in(file)) or file.path in catalog.faults:
                broken.add(file.name)
            elif new_faults := tuple(_model_faults(file, records, catalog, types)):
                faults[file.path] = new_faults
                broken.add(file.name)
        for name, population in catalog.populations.items():
            query, file = catalog.metrics[name], _file_of(catalog, catalog.metrics[name])
            tables = [publication.table for publication in population.publications]
            if needed is not None and needed.isdisjoint(tables):
                continue
            if not broken.isdisjoint(query.tables):
                broken.update(tables)
            elif new_faults := tuple(bound_faults(file, population, records, types, catalog)):
                faults[file.path] = new_faults
                broken.update(tables)
    with empty_release(catalog, types) as release:
        made = {**catalog.names.published, **catalog.names.macros}
        broken |= {name for name, file in made.items() if file.path in catalog.faults}
        for macro in macros_in_order(catalog):
            name = macro.id.rpartition("/")[2]
            if needed is not None and name not in needed:
                continue
            if not broken.isdisjoint(names_in(_file_of(catalog, macro), catalog.macros)):
                broken.add(name)
            elif new_faults := tuple(_macro_faults(macro, _file_of(catalog, macro), release, catalog)):
                faults[macro.path] = new_faults
                broken.add(name)
        for query in catalog.queries.values():
            if paths is not None and query.path not in paths:
                continue
            if broken.isdisjoint(names_in(catalog.files[query.path], catalog.names.macros)) and (
                new_faults := tuple(_query_faults(query, catalog.files[query.path], release, catalog))
            ):
                faults[query.path] = new_faults
        for file in _misled(catalog):
            if (paths is None or file.path in paths) and broken.isdisjoint(names_in(file, catalog.names.macros)):
                faults[file.path] = _bound_first(file, release, catalog)
    return faults


def bind_first(catalog: Catalog) -> Catalog:
    """Return the catalog, where a fault of a header that only follows from one of its SQL has given way to that one."""
    paths = {file.path for file in _misled(catalog)}
    if not paths:
        return catalog
    faults = check_catalog(catalog, paths)
    return replace(
        catalog,
        faults=MappingProxyType(
            {path: faults[path] if path in paths else catalog.faults[path] for path in catalog.faults}
        ),
    )


def _misled(catalog: Catalog) -> Iterator[QueryFile]:
    """Yield the queries whose only faults may follow from their SQL: theirs was not tried, for they are at fault."""
    for path, faults in catalog.faults.items():
        file = catalog.files[path]
        rules = {fault.rule for fault in faults}
        if (
            file.is_query
            and file.query
            and file.statement
            and rules & _FOLLOWING
            and rules <= _FOLLOWING | {"sql-order"}
        ):
            yield file


def _bound_first(file: QueryFile, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> tuple[Fault, ...]:
    faults = catalog.faults[file.path]
    if file.query is None:
        return faults
    query = replace(file.query, tables=names_in(file, catalog.names.macros))
    _, unbound = _bound(query, connection, catalog)
    return (*(fault for fault in faults if fault.rule not in _FOLLOWING), unbound) if unbound else faults


def made_of(catalog: Catalog, paths: Collection[Path]) -> frozenset[str]:
    """Return the names of everything that these files are and are made of."""
    names: set[str] = set()
    for file in (catalog.files[path] for path in paths if path in catalog.files):
        names.update(names_in(file, catalog.names.macros), () if file.is_query else (file.name,))
        names.update(publication.table for publication in (file.population.publications if file.population else ()))
    return catalog.behind(names)


def empty_release(catalog: Catalog, types: Mapping[str, Types]) -> duckdb.DuckDBPyConnection:
    """Return a database in memory with every table that queries may read, all empty.

    Args:
        catalog: what is read.
        types: columns of models and of published tables.
    """
    people = catalog.names.people
    tables = {name: table for name, table in catalog.contract.tables.items() if name not in people}
    connection = empty_tables(Contract(tables))
    connection.execute(RELEASED_FAULTS)
    for name, columns in types.items():
        if name not in people:
            create_columns(connection, name, columns)
    return connection


def _file_of(catalog: Catalog, query: Query) -> QueryFile:
    return catalog.files[query.path]


def models_in_order(catalog: Catalog) -> Iterator[QueryFile]:
    """Yield the models, each after those that it is built from; circles, which are faults, in any order."""
    tables = catalog.contract.tables
    models = {file.name: file for file in catalog.files.values() if file.kind == "model" and file.name not in tables}
    yield from _in_order(models, names_in)


def macros_in_order(catalog: Catalog) -> Iterator[Query]:
    """Yield the faultless macros, each after those that it calls."""
    files = {name: _file_of(catalog, macro) for name, macro in catalog.macros.items()}
    for file in _in_order(files, lambda file: names_in(file, files)):
        yield catalog.macros[file.name]


def _in_order(files: Mapping[str, QueryFile], read: Callable[[QueryFile], Iterable[str]]) -> Iterator[QueryFile]:
    done: set[str] = set()

    def visit(name: str) -> Iterator[QueryFile]:
        if name in files and name not in done:
            done.add(name)
            for other in read(files[name]):
                yield from visit(other)
            yield files[name]

    for name in files:
        yield from visit(name)


def _model_faults(
    file: QueryFile, connection: duckdb.DuckDBPyConnection, catalog: Catalog, types: dict[str, Types]
) -> Iterator[Fault]:
    query, header = file.query, file.header
    if query is None or header is None:
        return
    try:
        types[file.name] = _types(connection, query.sql, {})
        create_view(connection, file.name, query.sql)
    except duckdb.Error as error:
        yield _sql_fault(query, error, catalog)
        return
    yield from _column_faults(file, types[file.name])
    if query.no_people and (fault := person_fault(catalog, file.name, types[file.name])):
        yield fault


def person_fault(catalog: Catalog, model: str, columns: Iterable[str]) -> Fault | None:
    """Return the fault of a model whose rows are for everybody, and which has a column that tells people apart."""
    people = {field.name for table in catalog.contract for field in table.fields if field.is_person}
    file = _file_of(catalog, catalog.models[model])
    name = min(people.intersection(columns), default="")
    if not name or file.header is None:
        return None
    what = f'"no_people" is said of a model that has "{name}".'
    where = Place.of(file.path, file.header.line("no_people"))
    return Fault(what, where, "Take that column out, or no_people.", "model-people")


def _macro_faults(
    macro: Query, file: QueryFile, connection: duckdb.DuckDBPyConnection, catalog: Catalog
) -> Iterator[Fault]:
    for name in macro.arguments if file.header else ():
        if name in catalog.columns_of(names_in(file, catalog.macros)):
            # DuckDB takes the argument, and the condition is true of every row
            what = f'The argument "{name}" is also a column of what the macro reads.'
            where = Place.of(macro.path, file.header.line("arguments") if file.header else 1)
            yield Fault(what, where, f"Give it a name that no column has, such as in_{name}.", "header-value")
    outputs = file.statement.outputs if file.statement and file.statement.star is None else macro.columns
    for name in macro.columns:
        if name not in outputs and file.header:
            what = f'The SQL does not yield the column "{name}".{did_you_mean(name, outputs)}'
            fix = "Add it to the last select, or take it out of [columns]."
            yield Fault(what, Place.of(macro.path, file.header.line("columns", name)), fix, "column-missing")
    try:
        create_macro(connection, macro)
    except duckdb.Error as error:
        yield _sql_fault(macro, error, catalog)


def _query_faults(
    query: Query, file: QueryFile, connection: duckdb.DuckDBPyConnection, catalog: Catalog
) -> Iterator[Fault]:
    types, unbound = _bound(query, connection, catalog)
    if unbound:
        yield unbound
        return
    if types is not None:
        yield from _column_faults(file, types)
        yield from _type_faults(file, types)
        if file.header and query.expectations:
            yield from expectation_faults(query, file.header, types, connection)


def _bound(query: Query, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> tuple[Types | None, Fault | None]:
    """Return the types of the answer's columns where they can be known, or why the SQL does not bind."""
    types: Types | None = None
    examples = {name: _example(parameter) for name, parameter in query.parameters.items()}
    # the SQL must also bind where nothing is chosen, for a null has no type
    nothing: dict[str, Any] = {
        name: [] if is_list(parameter.type) else None
        for name, parameter in query.parameters.items()
        if name not in NEVER_EMPTY and parameter.default is None
    }
    for values in (examples, examples | nothing) if nothing else (examples,):
        # what has run once need only be bound, which takes half the time
        before = "" if types is None else _DESCRIBE
        try:
            types = _types(connection, before + query.sql, values)
        except _STRUCTURAL as error:
            return None, _sql_fault(query, error, catalog, before=before)
        except duckdb.Error:
            # an example that this SQL cannot use, such as a text that it reads as a number
            continue
    return types, None


def _example(parameter: Parameter) -> Any:
    if parameter.choices:
        return [parameter.choices[0]] if is_list(parameter.type) else parameter.choices[0]
    return example(parameter) if parameter.default is None else parameter.default


def _types(connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any]) -> Types:
    """Return the types of the columns by name; the second of a name has a mark after it."""
    types: dict[str, str] = {}
    answer = connection.execute(sql, dict(values))
    for name, type_, *_ in answer.fetchall() if sql.startswith(_DESCRIBE) else answer.description or ():
        types[name if name not in types else f"{name} (again)"] = str(type_)
    return types


def _sql_fault(query: Query, error: duckdb.Error, catalog: Catalog, *, before: str = "") -> Fault:
    """Return the fault that DuckDB reports in a file's SQL, which stood after `before`."""
    what, position = explain(error)
    what = suggest(what, catalog.columns_of(query.tables))
    where = query.place(max((position or 0) - len(before), 0))
    return Fault(what, where, fix_of(what), "sql-binding")


def _column_faults(file: QueryFile, types: Types) -> Iterator[Fault]:
    query, header = file.query, file.header
    if query is None or header is None:
        return
    missing = [name for name in query.columns if name not in types]
    extra = [name for name in types if name not in query.columns]
    for name in missing:
        what = f'The SQL does not yield the column "{name}".{did_you_mean(name, extra)}'
        fix = f"Add it to the last select, or take it out of [columns]. The SQL yields {', '.join(types)}."
        yield Fault(what, Place.of(file.path, header.line("columns", name)), fix, "column-missing")
    for name in extra:
        what = f'The SQL yields "{name}", which has no name of its own.{did_you_mean(name, missing)}'
        fix = "Give each column of the last select a name that it alone has."
        yield Fault(what, Place.of(file.path, header.line("columns")), fix, "column-extra")


def _type_faults(file: QueryFile, types: Types) -> Iterator[Fault]:
    query, header = file.query, file.header
    if query is None or header is None:
        return
    wanted: dict[str, tuple[str, str]] = {}
    for name, column in query.columns.items():
        if column.unit == "date":
            wanted[name] = ("date", f"cast({name} as date)")
        elif column.unit not in _TEXT_UNITS:
            wanted[name] = ("number", f"cast({name} as double)")
    for name in (query.card.complete if query.card else "", query.chart.complete if query.chart else ""):
        wanted |= {name: ("true or false", f"cast({name} as boolean)")} if name else {}
    for name, (kind, fix) in wanted.items():
        if name in types and not _is_kind(types[name], kind):
            what = f'"{name}" is {types[name]} and should be a {kind}.'.replace("a true or false", "true or false")
            where = Place.of(file.path, header.line("columns", name))
            yield Fault(what, where, f"Write {fix} in the last select, or another unit.", "column-type")


def _is_kind(type_: str, kind: str) -> bool:
    # a column that is null in every row has no type yet
    if type_.strip('"') == "NULL":
        return True
    if kind == "whole number":
        return type_ in _WHOLE
    if kind == "number":
        return type_ in _WHOLE or type_ in ("FLOAT", "DOUBLE") or type_.startswith("DECIMAL")
    return type_.startswith(("DATE", "TIMESTAMP")) if kind == "date" else type_ == "BOOLEAN"
