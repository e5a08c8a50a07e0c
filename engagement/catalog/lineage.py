"""What each name is made of: the tables that models, macros and published tables come from, however many steps away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract

Lineage = Mapping[str, tuple[str, ...]]
# What loading and publishing know, and every file may read.
SETTINGS = "settings"


def lineage_of(files: Iterable[QueryFile], contract: Contract) -> dict[str, tuple[str, ...]]:
    """Return the names that each model, macro and published table reads, faulty ones as far as they parse."""
    files = [file for file in files if not file.is_query]
    macros = {file.name for file in files if file.kind == "macro"}
    lineage: dict[str, tuple[str, ...]] = {}
    for file in files:
        if file.kind == "metrics":
            tables = file.population.publications if file.population else ()
            lineage |= {publication.table: names_in(file) for publication in tables}
        elif file.name not in contract.tables:
            lineage[file.name] = names_in(file, macros)
    return lineage


def names_in(file: QueryFile, macros: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the tables and models that a file's SQL names, as written, and those of `macros` that it calls."""
    if not file.statement:
        return ()
    tables = (".".join(parts) for parts in file.statement.tables)
    called = {*file.statement.table_functions, *file.statement.functions}
    return (*tables, *(name for name in macros if name in called))


def behind(names: Iterable[str], lineage: Lineage) -> Iterator[str]:
    """Return the names and everything that they are made of."""
    seen: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            yield name
            left += lineage.get(name, ())
