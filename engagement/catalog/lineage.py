"""What each name is made of: the tables that models, macros and published tables come from, however many steps away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract

Lineage = Mapping[str, tuple[str, ...]]
# What loading and publishing know, and every file may read.
SETTINGS = "settings"


def lineage_of(files: Iterable[QueryFile], contract: Contract) -> dict[str, tuple[str, ...]]:
    """The names that each model, macro and published table reads, faulty ones as far as they parse."""
    files = [each for each in files if not each.is_query]
    macros = {each.name for each in files if each.kind == "macro"}
    lineage: dict[str, tuple[str, ...]] = {}
    for each in files:
        if each.kind == "metrics":
            tables = each.population.publications if each.population else ()
            lineage |= {publication.table: names_in(each) for publication in tables}
        elif each.name not in contract.tables:
            lineage[each.name] = names_in(each, macros)
    return lineage


def names_in(file: QueryFile, macros: Iterable[str] = ()) -> tuple[str, ...]:
    """The tables and models that a file's SQL names, as written, and those of `macros` that it calls."""
    if not file.statement:
        return ()
    tables = (".".join(parts) for parts in file.statement.tables)
    called = {*file.statement.table_functions, *file.statement.functions}
    return (*tables, *(name for name in macros if name in called))


def behind(names: Iterable[str], lineage: Lineage) -> Iterator[str]:
    """The names and everything that they are made of."""
    seen: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            yield name
            left += lineage.get(name, ())
