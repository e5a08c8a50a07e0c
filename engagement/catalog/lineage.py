"""What is behind a name: the tables that models and queries are made of, however many steps away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract

Lineage = Mapping[str, tuple[str, ...]]


def lineage_of(files: Iterable[QueryFile], contract: Contract) -> dict[str, tuple[str, ...]]:
    """The tables that each model names, faulty models included as far as they parse; a table stays a table."""
    return {each.name: names_in(each) for each in files if each.is_model and each.name not in contract.tables}


def names_in(file: QueryFile) -> tuple[str, ...]:
    """The tables, models and queries that a file's SQL names, as written."""
    return tuple(".".join(parts) for parts in file.statement.tables) if file.statement else ()


def behind(names: Iterable[str], lineage: Lineage) -> Iterator[str]:
    """The names and everything that they are built from."""
    seen: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            yield name
            left += lineage.get(name, ())
