"""Faults that a file in queries/ has only among the others: names, people, totals, references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from engagement.catalog.header import place, shown_path
from engagement.catalog.lineage import Lineage, behind, lineage_of
from engagement.catalog.query_file import QueryFile
from engagement.catalog.references import References
from engagement.catalog.schema import LEDGER
from engagement.contract import Contract
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.query import Query


def faults_between(
    files: tuple[QueryFile, ...], contract: Contract, references: References
) -> Iterator[tuple[Path, Fault]]:
    """Faults that a file has only among the others."""
    lineage = lineage_of(files, contract)
    closed = {each.name for each in files if each.is_model and each.query and each.query.no_people}
    about = {name: tables for name, tables in lineage.items() if name not in closed}
    models = {each.name for each in files if each.is_model}
    known = (*contract.tables, *sorted(models), *LEDGER)
    yield from _name_faults(files, contract)
    for each in files:
        yield from ((each.path, fault) for fault in _table_faults(each, known, references))
        yield from ((each.path, fault) for fault in references.faults(each))
        yield from ((each.path, fault) for fault in _unused_parameters(each, references.needed(each.id)))
        if each.is_model and each.name in behind(lineage.get(each.name, ()), lineage):
            what = f'The model "{each.name}" is built from itself.'
            fix = "Take one model out of the circle."
            yield each.path, Fault(what, place(each.path, 1), fix, "model-circular")
        query = each.query
        if query and not each.is_model and query.disclosure is None:
            people = contract.people_tables.intersection(behind(references.tables(each), about))
            if people:
                yield each.path, _missing_disclosure(each, people, about, references)
    yield from _total_faults({each.id: each for each in files if not each.is_model})


def _unused_parameters(file: QueryFile, needed: Collection[str]) -> Iterator[Fault]:
    """Parameters that neither the file's SQL uses nor, as `needed`, a query that it stands on."""
    query, statement, header = file.query, file.statement, file.header
    if query is None or statement is None or header is None:
        return
    for name in query.parameters:
        if name not in statement.parameters and name not in needed:
            unused = [each for each in statement.parameters if each not in query.parameters]
            what = f'The SQL does not use the parameter "{name}".{did_you_mean(name, unused)}'
            where = place(query.path, header.line("parameters", name))
            yield Fault(what, where, f"Use ${name}, or take it out of [parameters].", "parameter-unused")


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


def _table_faults(file: QueryFile, known: tuple[str, ...], references: References) -> Iterator[Fault]:
    if not file.statement or not file.header:
        return
    queries = {each.written for each in references.of.get(file.id, ())}
    for parts, position in file.statement.tables.items():
        name = ".".join(parts)
        # a quoted "ledger.faults" is one name with a dot in it, and no table of ours
        if name in queries or (name in known and (len(parts) == 2) == ("." in name)):
            continue
        where = file.header.sql_place(file.path, position)
        is_id = len(parts) == 2 and "/".join(parts) in references.files
        if is_id or (len(parts) == 1 and "/" in name and "." not in name):
            what = f'There is no table "{name}".'
            what = what if is_id else f'There is no query "{name}" to stand on.{did_you_mean(name, references.files)}'
            fix = f'Write a query\'s id in double quotes: from "{"/".join(parts) if is_id else "placements/students"}".'
            yield Fault(what, where, fix, "table-unknown")
            continue
        if len(parts) == 1 and ("." in name or "/" in name or "\\" in name):
            fix = "Put the file into data/exports/ with a mapping, and read its table."
            yield Fault(f'"{name}" is a file, and queries read no files.', where, fix, "sql-reads-file")
            continue
        names = (*known, *(each.name for each in references.files.values()))
        what = f'There is no table "{name}".{did_you_mean(name, names)}'
        fix = "python -m engagement queries --tables lists the tables and models that there are."
        yield Fault(what, where, fix, "table-unknown")


def _missing_disclosure(file: QueryFile, people: Iterable[str], lineage: Lineage, references: References) -> Fault:
    statement, header = file.statement, file.header
    at = 0
    for parts, position in statement.tables.items() if statement else ():
        if set(people).intersection(behind(references.tables_behind(".".join(parts)), lineage)):
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
        if id_ in behind(wanted, totals):
            what = f'"{id_}" takes its totals from itself, by way of {", ".join(wanted)}.'
            fix = "Only the finer query names the coarser one."
            yield file.path, Fault(what, where, fix, "total-circular")


def _is_total(total: Query, query: Query) -> bool:
    coarse, fine = total.disclosure, query.disclosure
    if coarse is None or fine is None:
        return False
    return set(coarse.by) <= set(fine.by) and not set(coarse.people).isdisjoint(fine.people)
