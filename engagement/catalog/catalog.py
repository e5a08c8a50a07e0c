"""The questions that can be asked: every file in queries/, checked against each other and the contract.

A faulty file is left out and its faults are kept under its path; it takes nothing else with it.
Whether a query is about people follows from the contract and the models, never from what its header says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from engagement.catalog.between import faults_between
from engagement.catalog.composing import composed
from engagement.catalog.header import shown_path
from engagement.catalog.lineage import Lineage, behind, lineage_of
from engagement.catalog.query_file import QueryFile, read_file, stamp_of
from engagement.catalog.references import References
from engagement.contract import Contract
from engagement.errors import CallError, Fault, QueryError
from engagement.nearest import nearest
from engagement.query import Query


@dataclass(frozen=True)
class Catalog:
    """What can be asked of one folder of queries.

    queries: by id, such as "placements/students_by_year"; faultless ones only.
    models: by name; faultless ones only.
    faults: by path, for every file that is not in `queries` or `models`.
    files: everything that was read, for reading only what changed the next time.
    """

    root: Path
    contract: Contract
    queries: Mapping[str, Query]
    models: Mapping[str, Query]
    faults: Mapping[Path, tuple[Fault, ...]]
    files: Mapping[Path, QueryFile] = field(repr=False)

    def find(self, id_: str) -> Query:
        """The query of that id; the last part of an id will do where only one query has it.

        Raises:
            CallError: there is none, or several; it names the nearest.
            QueryError: there is one and it is at fault.
        """
        if id_ in self.queries:  # every figure of every page asks, at every click
            return self.queries[id_]
        files = [each for each in self.files.values() if not each.is_model]
        found = [each for each in files if each.id == id_] or [each for each in files if each.name == id_]
        where, fix = f"{shown_path(self.root)}/", "python -m engagement queries lists them all."
        if len(found) > 1:
            what = f'"{id_}" is the name of {len(found)} queries.'
            fix = f"Write one of {', '.join(each.id for each in found)}."
            raise CallError(Fault(what, where, fix, "query-unknown"))
        if not found:
            # the nearest by its whole id, or else by its last part
            by_name = {each.rpartition("/")[2]: each for each in self.queries}
            match = nearest(id_, self.queries) or by_name.get(nearest(id_.rpartition("/")[2], by_name), "")
            what = f'There is no query named "{id_}".' + (f' Did you mean "{match}"?' if match else "")
            raise CallError(Fault(what, where, fix, "query-unknown"))
        if found[0].id not in self.queries:
            raise QueryError(*self.faults[found[0].path])
        return self.queries[found[0].id]

    def sources(self, query: Query) -> tuple[str, ...]:
        """The tables of the contract that an answer is made of, models resolved, in the contract's order.

        What only gives it its years or names, by way of a model with `no_people`, does not count beside them.
        """
        return self._canonical(query.tables, self._open_lineage) or self._canonical(query.tables, self._lineage)

    def is_about_people(self, query: Query) -> bool:
        """Whether a table of people is behind the query, other than through a model that nobody can be found in."""
        found = behind(query.tables, self._open_lineage)
        return not query.no_people and not self.contract.people_tables.isdisjoint(found)

    def columns_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The columns of tables, models and queries, in no order: the names that SQL over them may use."""
        names = tuple(names)
        fields = (
            each.name for name in names if name in self.contract.tables for each in self.contract.tables[name].fields
        )
        others = (each[name] for name in names for each in (self.models, self.queries) if name in each)
        return (*fields, *(column for other in others for column in other.columns))

    def _canonical(self, tables: Iterable[str], lineage: Lineage) -> tuple[str, ...]:
        found = set(behind(tables, lineage))
        return tuple(name for name in self.contract.tables if name in found)

    @cached_property
    def _open_lineage(self) -> dict[str, tuple[str, ...]]:
        closed = {name for name, model in self.models.items() if model.no_people}
        return {name: tables for name, tables in self._lineage.items() if name not in closed}

    @cached_property
    def _lineage(self) -> dict[str, tuple[str, ...]]:
        return lineage_of(self.files.values(), self.contract)


def load_catalog(queries_dir: Path, contract: Contract, *, before: Catalog | None = None) -> Catalog:
    """Read every file in a folder of queries.

    Args:
        queries_dir: the folder; its subfolder `models` holds the models.
        contract: the tables that queries may stand on.
        before: an earlier catalog of the same folder and contract; files unchanged since are not read again.
    """
    old = before.files if before and before.root == queries_dir and before.contract == contract else {}
    files = {
        path: old[path] if path in old and old[path].stamp == stamp_of(path) else _read(path, queries_dir, old)
        for path in sorted(queries_dir.rglob("*.sql"))
        if not any(part.startswith(".") for part in path.relative_to(queries_dir).parts)
    }
    if before is not None and old.keys() == files.keys() and all(old[path] is file for path, file in files.items()):
        return before
    references = References(files.values(), contract)
    faults: dict[Path, list[Fault]] = {path: list(file.faults) for path, file in files.items()}
    for path, fault in faults_between(tuple(files.values()), contract, references):
        faults[path].append(fault)
    sound = [file for path, file in files.items() if file.query and not faults[path]]
    queries = _composed([file for file in sound if not file.is_model], references, faults)
    return Catalog(
        root=queries_dir,
        contract=contract,
        queries=MappingProxyType(queries),
        models=MappingProxyType({each.name: each.query for each in sound if each.is_model and each.query}),
        faults=MappingProxyType({path: tuple(found) for path, found in faults.items() if found}),
        files=MappingProxyType(files),
    )


def _read(path: Path, root: Path, old: Mapping[Path, QueryFile]) -> QueryFile:
    """A file as it is now; where its header does not say which page it belongs on, the last good header does."""
    file = read_file(path, root)
    if file.header is None and not file.page and path in old:
        return replace(file, page=old[path].page)
    return file


def _composed(
    files: Iterable[QueryFile], references: References, faults: Mapping[Path, list[Fault]]
) -> dict[str, Query]:
    """The queries by id; those that cannot be put together with what they stand on are added to the faults."""
    found = {}
    for file in files:
        at_fault = next((id_ for id_ in references.behind(file.id) if faults[references.files[id_].path]), None)
        query = _stands_on_faulty(file, at_fault, references) if at_fault else composed(file, references)
        if isinstance(query, Fault):
            faults[file.path].append(query)
        else:
            found[file.id] = query
    return found


def _stands_on_faulty(file: QueryFile, id_: str, references: References) -> Fault:
    first = references.of[file.id][0]
    at = next((each for each in references.of[file.id] if id_ in (each.ids[0], *references.behind(each.ids[0]))), first)
    where = file.header.sql_place(file.path, at.position) if file.header else shown_path(file.path)
    what = f'It stands on "{id_}", which is at fault.'
    return Fault(what, where, f"Mend {shown_path(references.files[id_].path)}.", "reference-faulty")
