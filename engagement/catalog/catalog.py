"""The questions that can be asked: every file in queries/, checked against each other and the contract.

A faulty file is left out and its faults are kept under its path; it takes nothing else with it.
Whether a query is about people follows from the contract and the models, never from what its header says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from engagement.catalog.header import place, shown_path
from engagement.catalog.query_file import QueryFile, read_file, stamp_of
from engagement.catalog.schema import LEDGER
from engagement.contract import Contract
from engagement.errors import CallError, Fault, QueryError
from engagement.nearest import did_you_mean, nearest
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
        return self._canonical(query.tables, self._open_lineage()) or self._canonical(query.tables, self._lineage())

    def is_about_people(self, query: Query) -> bool:
        """Whether a table of people is behind the query, other than through a model that nobody can be found in."""
        behind = _behind(query.tables, self._open_lineage())
        return not query.no_people and not self.contract.people_tables.isdisjoint(behind)

    def columns_of(self, tables: Iterable[str]) -> tuple[str, ...]:
        """The columns of tables and models, in no order: the names that SQL over them may use."""
        fields = (
            each.name for name in tables if name in self.contract.tables for each in self.contract.tables[name].fields
        )
        return (*fields, *(column for name in tables if name in self.models for column in self.models[name].columns))

    def _canonical(self, tables: Iterable[str], lineage: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        found = set(_behind(tables, lineage))
        return tuple(name for name in self.contract.tables if name in found)

    def _open_lineage(self) -> dict[str, tuple[str, ...]]:
        closed = {name for name, model in self.models.items() if model.no_people}
        return {name: tables for name, tables in self._lineage().items() if name not in closed}

    def _lineage(self) -> dict[str, tuple[str, ...]]:
        return _lineage(self.files.values(), self.contract)


def load_catalog(queries_dir: Path, contract: Contract, *, before: Catalog | None = None) -> Catalog:
    """Read every file in a folder of queries.

    Args:
        queries_dir: the folder; its subfolder `models` holds the models.
        contract: the tables that queries may stand on.
        before: an earlier catalog of the same folder and contract; files unchanged since are not read again.
    """
    old = before.files if before and before.root == queries_dir and before.contract == contract else {}
    files = {
        path: old[path] if path in old and old[path].stamp == stamp_of(path) else read_file(path, queries_dir)
        for path in sorted(queries_dir.rglob("*.sql"))
        if not any(part.startswith(".") for part in path.relative_to(queries_dir).parts)
    }
    faults: dict[Path, list[Fault]] = {path: list(file.faults) for path, file in files.items()}
    for path, fault in _faults_between(tuple(files.values()), contract):
        faults[path].append(fault)
    sound = [file for path, file in files.items() if file.query and not faults[path]]
    return Catalog(
        root=queries_dir,
        contract=contract,
        queries=MappingProxyType({each.id: each.query for each in sound if not each.is_model and each.query}),
        models=MappingProxyType({each.name: each.query for each in sound if each.is_model and each.query}),
        faults=MappingProxyType({path: tuple(found) for path, found in faults.items() if found}),
        files=MappingProxyType(files),
    )


def _lineage(files: Iterable[QueryFile], contract: Contract) -> dict[str, tuple[str, ...]]:
    """The tables that each model names, faulty models included as far as they parse; a table stays a table."""
    return {
        each.name: tuple(".".join(name) for name in each.statement.tables)
        for each in files
        if each.is_model and each.statement and each.name not in contract.tables
    }


def _behind(tables: Iterable[str], lineage: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The tables and everything that they are built from."""
    seen: set[str] = set()
    left = list(tables)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            yield name
            left += lineage.get(name, ())


def _faults_between(files: tuple[QueryFile, ...], contract: Contract) -> Iterator[tuple[Path, Fault]]:
    """Faults that a file has only among the others."""
    lineage = _lineage(files, contract)
    closed = {each.name for each in files if each.is_model and each.query and each.query.no_people}
    about = {name: tables for name, tables in lineage.items() if name not in closed}
    models = {each.name for each in files if each.is_model}
    yield from _name_faults(files, contract)
    for each in files:
        known = (*contract.tables, *sorted(models), *LEDGER)
        yield from ((each.path, fault) for fault in _table_faults(each, known))
        if each.is_model and each.name in _behind(lineage.get(each.name, ()), lineage):
            what = f'The model "{each.name}" is built from itself.'
            fix = "Take one model out of the circle."
            yield each.path, Fault(what, place(each.path, 1), fix, "model-circular")
        query = each.query
        if query and not each.is_model and query.disclosure is None:
            people = contract.people_tables.intersection(_behind(query.tables, about))
            if people:
                yield each.path, _missing_disclosure(each, people, about)
    yield from _total_faults({each.id: each for each in files if not each.is_model})


def _name_faults(files: tuple[QueryFile, ...], contract: Contract) -> Iterator[tuple[Path, Fault]]:
    first: dict[str, QueryFile] = {}
    for each in files:
        if not each.is_model:
            continue
        taken = "a table" if each.name in contract.tables else ""
        taken = shown_path(first[each.name].path) if each.name in first else taken
        if taken:
            what = f'The name "{each.name}" is taken by {taken}.'
            yield each.path, Fault(what, place(each.path, 1), "Give the file another name.", "model-name")
        first.setdefault(each.name, each)


def _table_faults(file: QueryFile, known: tuple[str, ...]) -> Iterator[Fault]:
    if not file.statement or not file.header:
        return
    for parts, position in file.statement.tables.items():
        name = ".".join(parts)
        # a quoted "ledger.faults" is one name with a dot in it, and no table of ours
        if name in known and (len(parts) == 2) == ("." in name):
            continue
        where = file.header.sql_place(file.path, position)
        if len(parts) == 1 and ("." in name or "/" in name or "\\" in name):
            fix = "Put the file into data/exports/ with a mapping, and read its table."
            yield Fault(f'"{name}" is a file, and queries read no files.', where, fix, "sql-reads-file")
            continue
        what = f'There is no table "{name}".{did_you_mean(name, known)}'
        fix = "python -m engagement queries --tables lists the tables and models that there are."
        yield Fault(what, where, fix, "table-unknown")


def _missing_disclosure(file: QueryFile, people: Iterable[str], lineage: Mapping[str, tuple[str, ...]]) -> Fault:
    statement, header = file.statement, file.header
    at = 0
    for parts, position in statement.tables.items() if statement else ():
        if set(people).intersection(_behind((".".join(parts),), lineage)):
            at = position
            break
    where = header.sql_place(file.path, at) if header else place(file.path, 1)
    what = f"Rows of {' and '.join(sorted(people))} are people, and the header has no [disclosure]."
    fix = 'Add [disclosure] with people = "students", by = ["region"], totals = [] (docs/adding-a-query.md).'
    return Fault(what, where, fix, "disclosure-missing")


def _total_faults(files: Mapping[str, QueryFile]) -> Iterator[tuple[Path, Fault]]:
    totals = {
        id_: file.query.disclosure.total_queries for id_, file in files.items() if file.query and file.query.disclosure
    }
    for id_, wanted in totals.items():
        file = files[id_]
        where = place(file.path, file.header.line("disclosure", "totals") if file.header else 1)
        for name in wanted:
            # a faulty query is shown nowhere, so its totals give nothing away
            other = files[name].query if name in files else None
            if name not in files:
                what = f'There is no query named "{name}" to take totals from.{did_you_mean(name, files)}'
                fix = 'Write its whole id, such as "placements/students_by_year".'
                yield file.path, Fault(what, where, fix, "total-unknown")
            elif other and file.query and not _is_total(other, file.query):
                what = f'The answer of "{name}" is not a total of these rows.'
                fix = "It needs [disclosure] with some of our `by`, and one of our `people`."
                yield file.path, Fault(what, where, fix, "total-mismatch")
        if id_ in _behind(wanted, totals):
            what = f'"{id_}" takes its totals from itself, by way of {", ".join(wanted)}.'
            fix = "Only the finer query names the coarser one."
            yield file.path, Fault(what, where, fix, "total-circular")


def _is_total(total: Query, query: Query) -> bool:
    coarse, fine = total.disclosure, query.disclosure
    if coarse is None or fine is None:
        return False
    return set(coarse.by) <= set(fine.by) and not set(coarse.people).isdisjoint(fine.people)
