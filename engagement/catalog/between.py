"""Faults that a file in queries/ has only among the others: names, tables, circles, people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engagement.catalog.header import place, shown_path
from engagement.catalog.lineage import behind, lineage_of, names_in
from engagement.catalog.lint import outside_functions
from engagement.catalog.names import Names
from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract
from engagement.errors import Fault
from engagement.nearest import did_you_mean


def faults_between(files: tuple[QueryFile, ...], contract: Contract, names: Names) -> Iterator[tuple[Path, Fault]]:
    """Faults that a file has only among the others."""
    lineage = lineage_of(files, contract)
    yield from _name_faults(files, contract)
    for each in files:
        yield from ((each.path, fault) for fault in _table_faults(each, files, names))
        yield from ((each.path, fault) for fault in _function_faults(each, names))
        yield from ((each.path, fault) for fault in _unused_parameters(each))
        if each.kind in ("model", "macro") and each.name in behind(lineage.get(each.name, ()), lineage):
            what = f'The {each.kind} "{each.name}" is built from itself.'
            yield each.path, Fault(what, place(each.path, 1), "Take one of them out of the circle.", "model-circular")


def _unused_parameters(file: QueryFile) -> Iterator[Fault]:
    query, statement, header = file.query, file.statement, file.header
    if query is None or statement is None or header is None:
        return
    for name in query.parameters:
        if name not in statement.parameters:
            unused = [each for each in statement.parameters if each not in query.parameters]
            what = f'The SQL does not use the parameter "{name}".{did_you_mean(name, unused)}'
            where = place(query.path, header.line("parameters", name))
            yield Fault(what, where, f"Use ${name}, or take it out of [parameters].", "parameter-unused")


def _name_faults(files: tuple[QueryFile, ...], contract: Contract) -> Iterator[tuple[Path, Fault]]:
    """Names that two things have: a model, a macro and a published table are each known by one name."""
    first: dict[str, QueryFile] = {}
    for each in files:
        if each.is_query:
            continue
        publications = each.population.publications if each.population else ()
        own = [publication.table for publication in publications] if each.kind == "metrics" else [each.name]
        for name in own:
            taken = "a table" if name in contract.tables else ""
            taken = shown_path(first[name].path) if name in first else taken
            if taken:
                what = f'The name "{name}" is taken by {taken}.'
                yield each.path, Fault(what, place(each.path, 1), "Choose another name.", "model-name")
            first.setdefault(name, each)


def _function_faults(file: QueryFile, names: Names) -> Iterator[Fault]:
    if file.statement and file.header:
        macros = names.macros if file.kind in ("query", "macro") else ()
        for fault in outside_functions(file.statement, macros):
            yield Fault(fault.what, file.header.sql_place(file.path, fault.position), fault.fix, fault.rule)


def _table_faults(file: QueryFile, files: tuple[QueryFile, ...], names: Names) -> Iterator[Fault]:
    if not file.statement or not file.header:
        return
    counts_people = file.kind in ("model", "metrics")
    known = names.records if counts_people else names.release
    for parts, position in file.statement.tables.items():
        name = ".".join(parts)
        # a quoted "ledger.faults" is one name with a dot in it, and no table of ours
        if name in known and (len(parts) == 2) == ("." in name):
            continue
        where = file.header.sql_place(file.path, position)
        if len(parts) == 1 and ("." in name or "/" in name or "\\" in name):
            fix = "Put the file into data/exports/ with a mapping, and read its table."
            yield Fault(f'"{name}" is a file, and queries read no files.', where, fix, "sql-reads-file")
        elif name in names.people:
            yield _people_fault(name, where, names)
        elif unpublished := _unpublished(name, files):
            yield _unpublished_fault(name, where, *unpublished)
        else:
            what = f'There is no table "{name}".{did_you_mean(name, (*known, *names.macros))}'
            fix = "python -m engagement queries --tables lists the tables and models that there are."
            yield Fault(what, where, fix, "table-unknown")


def _people_fault(name: str, where: str, names: Names) -> Fault:
    what = f'Rows of "{name}" are people, and no query reads people.'
    tables = [table for table, file in names.published.items() if name in names_in(file)]
    fix = f"Read a published table: {', '.join(tables[:4])}{', …' if len(tables) > 4 else ''}." if tables else ""
    fix = fix or "Publish counts of it: python -m engagement new-metrics begins a file."
    return Fault(what, where, fix, "table-people")


def _unpublished(name: str, files: tuple[QueryFile, ...]) -> tuple[QueryFile, list[str]] | None:
    """The metrics file, and the dimensions, that a name such as students_abroad_by_place_gender would come from."""
    population, _, by = name.partition("_by_")
    file = next((each for each in files if each.kind == "metrics" and each.name == population), None)
    if file is None or file.population is None or not by:
        return None
    wanted, left = [], by
    while left:
        dimension = next(
            (each for each in file.population.dimensions if left == each or left.startswith(f"{each}_")), ""
        )
        if not dimension:
            return None
        wanted.append(dimension)
        left = left[len(dimension) + 1 :]
    return file, wanted


def _unpublished_fault(name: str, where: str, file: QueryFile, by: list[str]) -> Fault:
    line = f"by = [{', '.join(f'{chr(34)}{each}{chr(34)}' for each in by)}]"
    fix = f"Add [[publish]] with {line} to {shown_path(file.path)}; saved, it is there within seconds."
    return Fault(f'No table "{name}" is published.', where, fix, "table-unpublished")
