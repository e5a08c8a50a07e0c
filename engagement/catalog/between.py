"""Faults that a file in queries/ has only among the others: names, tables, circles, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from engagement.catalog.lineage import behind, lineage_of, names_in
from engagement.catalog.lint import outside_functions
from engagement.catalog.names import Names
from engagement.catalog.query_file import QueryFile
from engagement.contract import Contract
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place, shown_path


def faults_between(files: tuple[QueryFile, ...], contract: Contract, names: Names) -> Iterator[tuple[Path, Fault]]:
    """Yield the faults that a file has only among the others."""
    lineage = lineage_of(files, contract)
    yield from _name_faults(files, contract)
    for file in files:
        yield from ((file.path, fault) for fault in _table_faults(file, files, names))
        yield from ((file.path, fault) for fault in _function_faults(file, names))
        yield from ((file.path, fault) for fault in _unused_parameters(file))
        if file.kind in ("model", "macro") and file.name in behind(lineage.get(file.name, ()), lineage):
            what = f'The {file.kind} "{file.name}" is built from itself.'
            yield (
                file.path,
                Fault(what, Place.of(file.path, 1), "Take one of them out of the circle.", "model-circular"),
            )


def _unused_parameters(file: QueryFile) -> Iterator[Fault]:
    query, statement, header = file.query, file.statement, file.header
    if query is None or statement is None or header is None:
        return
    for name in query.parameters:
        if name not in statement.parameters:
            unused = [parameter for parameter in statement.parameters if parameter not in query.parameters]
            what = f'The SQL does not use the parameter "{name}".{did_you_mean(name, unused)}'
            where = Place.of(query.path, header.line("parameters", name))
            yield Fault(what, where, f"Use ${name}, or take it out of [parameters].", "parameter-unused")


def _name_faults(files: tuple[QueryFile, ...], contract: Contract) -> Iterator[tuple[Path, Fault]]:
    """Yield faults of names that two things have: a model, a macro and a published table are each known by one name."""
    first: dict[str, QueryFile] = {}
    for file in files:
        if file.is_query:
            continue
        publications = file.population.publications if file.population else ()
        own = [publication.table for publication in publications] if file.kind == "metrics" else [file.name]
        for name in own:
            taken = "a table" if name in contract.tables else ""
            taken = shown_path(first[name].path) if name in first else taken
            if taken:
                what = f'The name "{name}" is taken by {taken}.'
                yield file.path, Fault(what, Place.of(file.path, 1), "Choose another name.", "model-name")
            first.setdefault(name, file)


def _function_faults(file: QueryFile, names: Names) -> Iterator[Fault]:
    if not file.statement or not file.header:
        return
    called = {**file.statement.functions, **file.statement.table_functions}
    if file.kind in ("model", "metrics"):
        for name in names.macros:
            if name in called:
                what = f'"{name}" is a macro, and macros are made over the release.'
                fix = "Write it out; models and metrics files read records and models."
                yield Fault(what, file.header.sql_place(file.path, called[name]), fix, "sql-function")
    for fault in outside_functions(file.statement, names.macros):
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
        elif counts_people and name in names.published:
            tables = ", ".join(names_in(names.published[name]))
            what = f'"{name}" is published from records, and this file reads records.'
            fix = f"Read {tables}, as {shown_path(names.published[name].path)} does."
            yield Fault(what, where, fix, "table-unknown")
        elif faulty := next(
            (metrics for metrics in files if _publishes_nothing(metrics) and name.startswith(metrics.name)), None
        ):
            what = f'"{name}" is not published: its metrics file is at fault.'
            yield Fault(what, where, f"Mend {shown_path(faulty.path)} first.", "table-unpublished")
        elif population := _asked(name, files):
            yield _unpublished_fault(name, where, population)
        else:
            what = f'There is no table "{name}".{did_you_mean(name, (*known, *names.macros))}'
            fix = "python -m engagement queries --tables lists the tables and models that there are."
            yield Fault(what, where, fix, "table-unknown")


def _publishes_nothing(file: QueryFile) -> bool:
    return file.kind == "metrics" and file.population is None


def _people_fault(name: str, where: Place, names: Names) -> Fault:
    what = f'Rows of "{name}" are people, and no query reads people.'
    tables = [table for table, file in names.published.items() if name in names_in(file)]
    fix = f"Read a published table: {', '.join(tables[:4])}{', …' if len(tables) > 4 else ''}." if tables else ""
    fix = fix or "Publish counts of it: python -m engagement new-metrics begins a file."
    return Fault(what, where, fix, "table-people")


def _asked(name: str, files: tuple[QueryFile, ...]) -> QueryFile | None:
    """Return the metrics file that publishes names such as students_abroad_by_place_gender; the longest that fits."""
    candidates = [file for file in files if file.kind == "metrics" and name.startswith(f"{file.name}_by_")]
    return max((file for file in candidates if file.population), key=lambda file: len(file.name), default=None)


def _unpublished_fault(name: str, where: Place, file: QueryFile) -> Fault:
    """Report what to add so that a table of this name is published; or the name that it is published under."""
    population = file.population
    if population is None:
        raise ValueError(f"{file.path} has no population")
    path = shown_path(file.path)
    by, unknown = _dimensions_in(name.removeprefix(f"{file.name}_by_"), population.dimensions)
    same = next((table.table for table in population.publications if not unknown and set(table.by) == set(by)), "")
    near = ""
    if same:
        near = f' Did you mean "{same}"?'
        fix = f"Dimensions stand in the order of the file that publishes them, {path}."
    elif unknown:
        near = f' {file.name} has no dimension "{unknown}".{did_you_mean(unknown, population.dimensions)}'
        known = ", ".join(population.dimensions)
        fix = f"Its dimensions are {known}; add {unknown} to [dimensions] of {path}, and a [[publish]] with it."
    else:
        line = f"by = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in by)}]"
        fix = f"Add [[publish]] with {line} to {path}; saved, it is there within seconds."
    return Fault(f'No table "{name}" is published.{near}', where, fix, "table-unpublished")


def _dimensions_in(text: str, dimensions: Iterable[str]) -> tuple[list[str], str]:
    """Return the dimensions that a text names in a row, as in place_period, and the rest that names none."""
    named: list[str] = []
    while text:
        fits = [
            dimension for dimension in dimensions if f"{text}_".startswith(f"{dimension}_") and dimension not in named
        ]
        if not fits:
            return named, text
        named.append(max(fits, key=len))
        text = text[len(named[-1]) + 1 :]
    return named, ""
