"""What a query inherits from what it reads, titles, units and what is left out: a header says only what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from engagement.catalog.ledger import LEDGER_COLUMNS
from engagement.catalog.lineage import names_in
from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract, Table
from engagement.errors import Fault
from engagement.place import Place
from engagement.population import PERIOD, PLACE, Population
from engagement.query import UNITS, Column, Query

Columns = Mapping[str, Column]


def inherit(
    file: QueryFile,
    known: Mapping[str, Columns],
    macros: Mapping[str, QueryFile],
    left_out: Mapping[str, Sequence[str]],
) -> Query | tuple[Fault, ...]:
    """Return the query with every column's title, and the macros that it calls; or a fault for each column without one.

    Args:
        file: a faultless query's.
        known: columns of every table, model and macro, by its name.
        macros: the macros' files by name; a macro passes on the columns of what it reads.
        left_out: what published tables and macros leave out, by name.
    """
    query, header = file.query, file.header
    if query is None or header is None:
        raise ValueError(f"{file.path} has no query")
    reads = tuple(_read(file, macros))
    read = [known.get(name, {}) for name in reads]
    # columns of what is at fault are not known, and not this file's fault
    is_known = all(name in known or name not in macros for name in reads)
    offered: dict[str, Column] = {}
    # counts and their dimensions come before what other tables call by the same name
    for columns in sorted(read, key=lambda columns: not any(column.is_count for column in columns.values())):
        offered = {**columns, **offered}
    offered = {name: _counted(column, offered) for name, column in offered.items()}
    faults, inherited = [], {}
    for name, column in query.columns.items():
        source = offered.get(column.measure or name)
        if column.measure and (source is None or not source.is_count):
            what = f'"{column.measure}" is no published count that this query reads.'
            where = Place.of(file.path, header.line("columns", name))
            faults.append(Fault(what, where, 'Name one in measure = "…", or leave it out.', "column-measure"))
        elif not (column.title or source) and is_known:
            fix = f'Add {name} = {{ title = "…" }} to [columns].'
            faults.append(
                Fault(
                    f'The column "{name}" has no title.',
                    Place.of(file.path, header.line("columns")),
                    fix,
                    "column-extra",
                )
            )
        else:
            inherited[name] = _merged(column, source, header.values.get("columns", {}).get(name, {}))
    excludes = dict.fromkeys([*(part for name in reads for part in left_out.get(name, ())), *query.excludes])
    tables = names_in(file, macros)
    return tuple(faults) or replace(query, columns=MappingProxyType(inherited), tables=tables, excludes=tuple(excludes))


def _read(file: QueryFile, macros: Mapping[str, QueryFile]) -> Iterator[str]:
    """Yield the names that a file reads, itself and through macros, nearest first."""
    left, seen = [file], set()
    while left:
        for name in names_in(left.pop(0), macros):
            if name not in seen:
                seen.add(name)
                yield name
                left += [macros[name]] if name in macros else []


def columns_known(files: Iterable[QueryFile], contract: Contract) -> dict[str, Columns]:
    """Return the columns of tables, models, macros and published tables, by the name of what has them."""
    known: dict[str, Columns] = {**LEDGER_COLUMNS, **{table.name: dict(_fields(table)) for table in contract}}
    for file in files:
        if file.population:
            known |= {
                publication.table: _published(file.population, publication.by)
                for publication in file.population.publications
            }
        elif file.query and not file.is_query:
            known[file.name] = {name: column for name, column in file.query.columns.items() if column.title}
    return known


def _counted(column: Column, offered: Columns) -> Column:
    """Return a macro's column with the unit of the published count that it is made of."""
    source = offered.get(column.measure)
    if source is None:
        return column
    description = column.description or source.description
    return replace(column, description=description, unit=source.unit, is_count=source.is_count)


def left_out_by(files: Iterable[QueryFile]) -> dict[str, Sequence[str]]:
    """Return what published tables and macros leave out, by name."""
    return {
        name: file.query.excludes
        for file in files
        if file.query and file.kind in ("macro", "metrics")
        for name in ([table.table for table in file.population.publications] if file.population else [file.name])
    }


def _merged(column: Column, source: Column | None, keys: Mapping[str, Any]) -> Column:
    if source is None:
        return column
    return replace(
        source,
        name=column.name,
        measure=column.measure or source.measure,
        **{key: keys[key] for key in ("title", "description", "unit", "unbounded") if key in keys},
        is_count=source.is_count and keys.get("unit", source.unit) == source.unit,
    )


def _published(population: Population, by: tuple[str, ...]) -> dict[str, Column]:
    dimensions = (population.dimensions[name] for name in by)
    columns = {item.name: Column(item.name, item.title, item.description) for item in dimensions}
    for item in population.measures.values():
        columns[item.name] = Column(item.name, item.title, item.description, item.unit, is_count=item.is_count)
    return {name: column for name, column in columns.items() if name not in (PLACE, PERIOD)}


def _fields(table: Table) -> Iterator[tuple[str, Column]]:
    for field in table.fields:
        unit = {"date": "date"}.get(field.type, field.unit if field.unit in UNITS else "text")
        yield field.name, Column(field.name, field.title, field.description, unit)
