"""What a table's columns hold, for whoever writes SQL: type, allowed values, an example, and where each comes from.

Read from the release, so that no example is ever of a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from engagement.catalog import Catalog
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE, shown_path
from engagement.quoting import identifier
from engagement.warehouse import View
from engagement.warehouse.cache import Cache

_types: Cache[Mapping[str, Mapping[str, str]]] = Cache(16)
_LONGEST = 40
_VALUE = re.compile(r"'((?:[^']|'')*)'")


@dataclass(frozen=True)
class ColumnAbout:
    """A column: `values` are those that are allowed, `example` one that is there, `origin` where it comes from."""

    name: str
    type: str
    unit: str
    title: str
    description: str
    values: tuple[str, ...]
    example: str
    origin: str


def tables_of(view: View) -> tuple[str, ...]:
    """Return what queries read: published tables, then models, then tables of the contract."""
    catalog, there = view.catalog, _columns(view)
    names = (*catalog.names.published, *catalog.models, *catalog.contract.tables)
    return tuple(name for name in names if name not in catalog.names.people and name in there)


def holds(view: View, table: str) -> Mapping[str, str]:
    """Return, by the name of each column in the order of the release, its type, or the values that are allowed."""
    return {
        name: " | ".join(values) if (values := _allowed(view.catalog, table, name) or _values_of(type_)) else type_
        for name, type_ in _columns(view)[table].items()
    }


def columns_of(view: View, table: str) -> tuple[ColumnAbout, ...]:
    """Return the columns of a table as they are in the release.

    Raises:
        CallError: queries read no such table.
    """
    known = tables_of(view)
    if table not in known:
        what = f'There is no table "{table}" that queries read.{did_you_mean(table, known)}'
        raise CallError(Fault(what, NOWHERE, "python -m engagement queries --tables lists them.", "table-unknown"))
    catalog, types = view.catalog, _columns(view)[table]
    picked = ", ".join(f"cast(any_value({identifier(name)}) as varchar) as {identifier(name)}" for name in types)
    (row,) = view.database.run(f"select {picked} from {identifier(table)}").to_pylist()  # noqa: S608  our own names
    told = catalog.columns_known.get(table, {})
    return tuple(
        ColumnAbout(
            name=name,
            type="VARCHAR" if type_.startswith("ENUM") else type_,
            unit=told[name].unit if name in told else "",
            title=told[name].title if name in told else "",
            description=told[name].description if name in told else "",
            values=_values_of(type_) or _allowed(catalog, table, name),
            example=_short(row[name] or ""),
            origin=_origin(view, table, name),
        )
        for name, type_ in types.items()
    )


def _columns(view: View) -> Mapping[str, Mapping[str, str]]:
    return _types.get(view.snapshot.id, lambda: _read_types(view))


def _read_types(view: View) -> Mapping[str, Mapping[str, str]]:
    types: dict[str, dict[str, str]] = defaultdict(dict)
    for row in view.database.run(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = 'main' "
        "order by table_name, ordinal_position"
    ).to_pylist():
        types[row["table_name"]][row["column_name"]] = row["data_type"]
    return types


def _values_of(type_: str) -> tuple[str, ...]:
    """Return the values of a list that is a type of its own: ENUM('study', 'work')."""
    return tuple(value.replace("''", "'") for value in _VALUE.findall(type_)) if type_.startswith("ENUM") else ()


def _allowed(catalog: Catalog, table: str, name: str) -> tuple[str, ...]:
    """Return the values of a list that people are counted by, from the field of the contract."""
    file = catalog.names.published.get(table)
    dimension = file.population.dimensions.get(name) if file and file.population else None
    if dimension is None:
        return ()
    behind = catalog.behind([table])
    fields = (field for source in catalog.contract.tables.values() if source.name in behind for field in source.fields)
    return next((field.enum for field in fields if field.name == dimension.column), ())


def _origin(view: View, table: str, name: str) -> str:
    catalog = view.catalog
    if table in catalog.names.published:
        file = catalog.names.published[table]
        population = file.population
        dimension = population.dimensions.get(name) if population else None
        by = f", by {dimension.column}" if dimension and dimension.column != name else ""
        return f"{shown_path(file.path)}{by}"
    if table in catalog.models:
        return shown_path(catalog.models[table].path)
    field = next((field for field in catalog.contract.tables[table].fields if field.name == name), None)
    if field and field.is_derived:
        return f"derived from {', '.join(field.derived_from)}" if field.derived_from else "derived"
    return ", ".join(source.file for source in view.ledger.behind((table,))) or "nothing delivered"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
