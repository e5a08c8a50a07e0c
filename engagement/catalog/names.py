"""Which names a file may read: records where people are counted, the release everywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engagement.catalog.lineage import SETTINGS, behind, lineage_of
from engagement.catalog.query_file import QueryFile
from engagement.catalog.schema import LEDGER
from engagement.contract import Contract


@dataclass(frozen=True)
class Names:
    """The tables, models and macros of one folder of queries.

    records: what models and metrics files read: every table of the contract, and models.
    release: what queries and macros read: tables and models that hold no people, and published tables.
    people: tables and models whose rows are people; they are in the records alone.
    published: published table -> the metrics file that publishes it.
    """

    records: tuple[str, ...]
    release: tuple[str, ...]
    people: frozenset[str]
    published: Mapping[str, QueryFile]
    macros: Mapping[str, QueryFile]


def names_of(files: Iterable[QueryFile], contract: Contract) -> Names:
    """Sort the names of a folder of queries by who may read them."""
    files = tuple(files)
    models = {file.name: file for file in files if file.kind == "model"}
    lineage = lineage_of(files, contract)
    open_lineage = {
        name: () if name in models and (query := models[name].query) and query.no_people else tables
        for name, tables in lineage.items()
    }
    people = {
        name
        for name in (*contract.tables, *models)
        if not contract.people_tables.isdisjoint(behind([name], open_lineage))
    }
    published = {
        publication.table: file for file in files if file.population for publication in file.population.publications
    }
    everything = (*contract.tables, *sorted(models))
    safe = tuple(name for name in everything if name not in people)
    return Names(
        records=(*everything, SETTINGS, *LEDGER),
        release=(*safe, *sorted(published), SETTINGS, *LEDGER),
        people=frozenset(people),
        published=published,
        macros={file.name: file for file in files if file.kind == "macro"},
    )
