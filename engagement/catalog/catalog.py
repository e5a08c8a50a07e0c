"""The questions that can be asked: every file in queries/, checked against each other and the contract.

A faulty file is left out and its faults are kept under its path; it takes nothing else with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from engagement.catalog.between import faults_between
from engagement.catalog.inheriting import Columns, columns_known, inherit, left_out_by
from engagement.catalog.lineage import behind, lineage_of
from engagement.catalog.names import Names, names_of
from engagement.catalog.query_file import QueryFile, read_file, stamp_of
from engagement.catalog.reviews import Reviews, read_reviews
from engagement.contract import Contract
from engagement.errors import CallError, Fault, QueryError
from engagement.nearest import nearest
from engagement.place import Place, shown_path
from engagement.population import Population
from engagement.query import Query


@dataclass(frozen=True)
class Catalog:
    """What can be asked of one folder of queries.

    queries: by id, such as "placements/students_by_year"; faultless ones only.
    models, macros, metrics: by name; faultless ones only. The SQL of a metrics file is in `metrics`, what it counts
        in `populations`.
    faults: by path, for every file that is not among them.
    names: who may read what.
    files: everything that was read, for reading only what changed the next time.
    reviews: the ledger of reviews.
    """

    root: Path
    contract: Contract
    queries: Mapping[str, Query]
    models: Mapping[str, Query]
    macros: Mapping[str, Query]
    metrics: Mapping[str, Query]
    populations: Mapping[str, Population]
    faults: Mapping[Path, tuple[Fault, ...]]
    files: Mapping[Path, QueryFile] = field(repr=False)
    names: Names = field(repr=False)
    reviews: Reviews = field(repr=False)

    def find(self, id_: str) -> Query:
        """Return the query of that id; the last part of an id is enough where only one query has it.

        Raises:
            CallError: there is none, or several; it names the nearest.
            QueryError: there is one and it is at fault.
        """
        if id_ in self.queries:  # every figure of every page asks, at every click
            return self.queries[id_]
        files = [file for file in self.files.values() if file.is_query]
        matches = [file for file in files if file.id == id_] or [file for file in files if file.name == id_]
        where, fix = Place(f"{shown_path(self.root)}/"), "python -m engagement queries lists them all."
        if len(matches) > 1:
            what = f'"{id_}" is the name of {len(matches)} queries.'
            fix = f"Write one of {', '.join(file.id for file in matches)}."
            raise CallError(Fault(what, where, fix, "query-unknown"))
        if not matches:
            # the nearest by its whole id, or else by its last part
            by_name = {other.rpartition("/")[2]: other for other in self.queries}
            match = nearest(id_, self.queries) or by_name.get(nearest(id_.rpartition("/")[2], by_name), "")
            what = f'There is no query named "{id_}".' + (f' Did you mean "{match}"?' if match else "")
            raise CallError(Fault(what, where, fix, "query-unknown"))
        if matches[0].id not in self.queries:
            raise QueryError(*self.faults[matches[0].path])
        return self.queries[matches[0].id]

    def sources(self, query: Query) -> tuple[str, ...]:
        """Return the tables of the contract that an answer is made of, models resolved, in the contract's order.

        What only gives it its years or names, by way of a model with `no_people`, does not count beside them.
        """
        return self._canonical(query.tables, closed=True) or self._canonical(query.tables, closed=False)

    def publications_behind(self, query: Query) -> tuple[str, ...]:
        """Return the published tables that a query reads: whether it shows numbers of people, and which."""
        return tuple(name for name in behind(query.tables, self.lineage) if name in self.names.published)

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """Return the names and everything that they are made of: tables, models, macros and published tables."""
        return frozenset(behind(names, self.lineage))

    def columns_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the columns of tables, models, macros and published tables, unordered: the names that SQL may use."""
        return tuple(column for name in names for column in self.columns_known.get(name, ()))

    @cached_property
    def columns_known(self) -> dict[str, Columns]:
        """Return the columns of everything that can be read, by its name."""
        return columns_known(self.files.values(), self.contract)

    def _canonical(self, tables: Iterable[str], *, closed: bool) -> tuple[str, ...]:
        stops = {name for name, model in self.models.items() if model.no_people} if closed else set()
        lineage = {name: read for name, read in self.lineage.items() if name not in stops}
        sources = set(behind(tables, lineage))
        return tuple(name for name in self.contract.tables if name in sources)

    @cached_property
    def lineage(self) -> dict[str, tuple[str, ...]]:
        """Return the names that each model, macro and published table reads."""
        return lineage_of(self.files.values(), self.contract)


def load_catalog(
    queries_dir: Path, contract: Contract, *, before: Catalog | None = None, folders: Sequence[str] = ()
) -> Catalog:
    """Read every file in a folder of queries.

    Args:
        queries_dir: the folder; its subfolder `models` holds the models.
        contract: the tables that queries may depend on.
        before: an earlier catalog of the same folder and contract; files unchanged since are not read again.
        folders: those below it that are read alone; all where none is named.
    """
    old = before.files if before and before.root == queries_dir and before.contract == contract else {}
    files = {
        path: old[path] if path in old and old[path].stamp == stamp_of(path) else _read(path, queries_dir, old)
        for path in sorted(path for folder in folders or ("",) for path in (queries_dir / folder).rglob("*.sql"))
        if not any(part.startswith(".") for part in path.relative_to(queries_dir).parts)
    }
    reviews = read_reviews(queries_dir)
    is_same = old.keys() == files.keys() and all(old[path] is file for path, file in files.items())
    if before is not None and is_same and before.reviews == reviews:
        return before
    names = names_of(files.values(), contract)
    faults: dict[Path, list[Fault]] = {path: list(file.faults) for path, file in files.items()}
    for path, fault in faults_between(tuple(files.values()), contract, names):
        faults[path].append(fault)
    sound = [file for path, file in files.items() if file.query and not faults[path]]
    queries = _inherited([file for file in sound if file.is_query], files.values(), contract, faults)
    return Catalog(
        root=queries_dir,
        contract=contract,
        queries=MappingProxyType({id_: replace(query, review=reviews.of(query)) for id_, query in queries.items()}),
        models=_by_name(sound, "model"),
        macros=_by_name(sound, "macro"),
        metrics=_by_name(sound, "metrics"),
        populations=MappingProxyType({file.name: file.population for file in sound if file.population}),
        faults=MappingProxyType({path: tuple(file_faults) for path, file_faults in faults.items() if file_faults}),
        files=MappingProxyType(files),
        names=names,
        reviews=reviews,
    )


def _read(path: Path, root: Path, old: Mapping[Path, QueryFile]) -> QueryFile:
    """Return a file as it is now; where its header does not say which page it belongs on, the last good header does."""
    file = read_file(path, root)
    if file.header is None and not file.spot.page and path in old:
        return replace(file, spot=old[path].spot)
    return file


def _by_name(files: Iterable[QueryFile], kind: str) -> Mapping[str, Query]:
    return MappingProxyType({file.name: file.query for file in files if file.kind == kind and file.query})


def _inherited(
    queries: Iterable[QueryFile],
    files: Iterable[QueryFile],
    contract: Contract,
    faults: Mapping[Path, list[Fault]],
) -> dict[str, Query]:
    """Return the queries by id, with inherited titles; those with a column without a title join the faults."""
    known, left_out = columns_known(files, contract), left_out_by(files)
    macros = {file.name: file for file in files if file.kind == "macro"}
    inherited = {}
    for file in queries:
        query = inherit(file, known, macros, left_out)
        if isinstance(query, Query):
            inherited[file.id] = query
        else:
            faults[file.path].extend(query)
    return inherited
