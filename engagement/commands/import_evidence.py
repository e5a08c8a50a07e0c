"""python -m engagement import-evidence: the queries of an Evidence project as files in queries/.

What is pasted there is bound here; what cannot be is listed with file and line, and left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog, models_in_order
from engagement.catalog.header import place, shown_path
from engagement.catalog.schema import LEDGER, create_view, empty_tables
from engagement.catalog.statement import StatementError, parse
from engagement.commands.evidence.draft import Draft, draft
from engagement.commands.evidence.interpolation import NotCarriedError, Rewritten, rewrite
from engagement.commands.evidence.project import EvidenceQuery, read_project
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.ingest.quoting import identifier
from engagement.settings import Settings, load_settings


def run(arguments: argparse.Namespace) -> int:
    """Write what can be carried over and list what cannot; 1 where anything is left to do."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    out = (arguments.out or settings.queries_dir / "imported").resolve()
    _refuse(arguments.dir, out, settings)
    contract = load_contract(settings.contract_path)
    catalog = load_catalog(settings.queries_dir, contract)
    left: list[Fault] = []
    written = _carry_over(list(read_project(arguments.dir)), out, settings, catalog, left)
    after = check_catalog(load_catalog(settings.queries_dir, contract))
    for path in written:
        state = f", at fault: {after[path][0].rule}" if path in after else ""
        print(f"{shown_path(path)}{state}")
    to_finish = [fault for path in written for fault in after.get(path, ())]
    for title, faults in (("To finish by hand", to_finish), ("Not carried over", left)):
        if faults:
            print(f"\n{title}\n" + "\n".join(str(fault) for fault in faults))
    note(f"{len(written)} carried over, {len(left)} not, {len(to_finish)} faults to mend.")
    return 1 if left or to_finish else 0


def _refuse(folder: Path, out: Path, settings: Settings) -> None:
    if not ((folder / "queries").is_dir() or (folder / "pages").is_dir()):
        fix = "Name the folder of the project, with queries/ or pages/ in it."
        raise CallError(Fault("This is no Evidence project.", str(folder), fix, "evidence-project"))
    if not out.is_relative_to(settings.queries_dir) or out == settings.queries_dir:
        fix = f"Choose a folder in {shown_path(settings.queries_dir)}/."
        raise CallError(Fault("Queries are read from their own folder.", str(out), fix, "out"))


def _carry_over(
    queries: list[EvidenceQuery], out: Path, settings: Settings, catalog: Catalog, left: list[Fault]
) -> list[Path]:
    """Write each query behind those that it stands on; in circles, and behind what is left out, none can be."""
    area = out.relative_to(settings.queries_dir).as_posix()
    names = _names(queries, {each.name for each in catalog.files.values() if not each.id.startswith(f"{area}/")})
    written: dict[str, Draft] = {}
    with empty_tables(catalog.contract) as connection:
        for model in models_in_order(catalog):
            if model.name in catalog.models:
                with suppress(duckdb.Error):  # python -m engagement check tells what is wrong with it
                    create_view(connection, model.name, catalog.models[model.name].sql)
        waiting = queries
        while waiting:
            still = []
            for query in waiting:
                id_ = f"{area}/{names[query.page, query.name]}"
                try:
                    rewritten = rewrite(query.sql, partial(_known, query, names, area, written))
                    _add_needed(rewritten, written)
                    made = draft(query, _with_our_tables(rewritten, catalog), connection, id_, owner=settings.office)
                    _write(made, settings.queries_dir / f"{id_}.sql", connection)
                    written[id_] = made
                except NotCarriedError as error:
                    still.append((query, error))
            if len(still) == len(waiting):
                left += [_fault(*each) for each in still]
                break
            waiting = [query for query, _ in still]
    return [settings.queries_dir / f"{id_}.sql" for id_ in written]


def _names(queries: list[EvidenceQuery], taken: set[str]) -> dict[tuple[str, str], str]:
    """The last part of each query's id: not one that another query has, which may be known by it."""
    names: dict[tuple[str, str], str] = {}
    for query in queries:
        name = query.imported_name
        name = name if name not in taken else f"{name}_evidence"
        number = 2
        while name in taken or name in names.values():
            name, number = f"{query.imported_name}_{number}", number + 1
        names[query.page, query.name] = name
    return names


def _known(
    query: EvidenceQuery, names: Mapping[tuple[str, str], str], area: str, written: Mapping[str, Draft], name: str
) -> str | None:
    # a page's own query comes before one of queries/
    found = names.get((query.page, name)) or names.get(("", name))
    id_ = f"{area}/{found}"
    return None if found is None else id_ if id_ in written else ""


def _add_needed(rewritten: Rewritten, written: Mapping[str, Draft]) -> None:
    """What a query that is stood on needs, the one that stands on it declares too."""
    for id_ in rewritten.references:
        for name, type_ in written[id_].parameters.items():
            if rewritten.parameters.setdefault(name, type_) != type_:
                raise NotCarriedError(f'${name} is {type_} in "{id_}" and another type here.', 0)


def _with_our_tables(rewritten: Rewritten, catalog: Catalog) -> Rewritten:
    """`source.placements` read as our own placements; a source that we lack stays, and is told as a fault."""
    sql, ours = rewritten.sql, {*catalog.contract.tables, *catalog.models}
    try:
        tables = parse(sql).tables
    except StatementError:
        return rewritten
    for parts in tables:
        if len(parts) == 2 and parts[1] in ours and ".".join(parts) not in LEDGER:
            pattern = rf"\b{parts[0]}\s*\.\s*{parts[1]}\b"
            sql = re.sub(pattern, parts[1], sql, flags=re.IGNORECASE)
    return replace(rewritten, sql=sql)


def _write(made: Draft, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made.text)
    except FileExistsError as error:
        raise CallError(
            Fault("The file is there already.", shown_path(path), "Choose another --out.", "out")
        ) from error
    except OSError as error:
        what = f"The file cannot be written: {error.strerror}."
        raise CallError(Fault(what, shown_path(path), "Choose another --out.", "out")) from error
    columns = ", ".join(f"{identifier(name)} {type_}" for name, type_ in made.columns.items())
    connection.execute(f"create table {identifier(made.id)} ({columns})")


def _fault(query: EvidenceQuery, error: NotCarriedError) -> Fault:
    line = query.line + query.sql.count("\n", 0, error.position)
    fix = "Write it by hand: values are bound as $names, and which columns there are is written out."
    return Fault(error.what, place(query.path, line), fix, "evidence")
