"""python -m engagement check: every fault of settings, contract, mappings, queries and named views."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from engagement.app.expectations import unmet
from engagement.app.menu import MENU
from engagement.app.offered import offered
from engagement.app.shown_on import pages_by_query
from engagement.app.views import NamedView, path_of, read_views, unknown
from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog, made_of
from engagement.commands import findings
from engagement.commands.new_query import draft_questions
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, ContractError, Fault, QueryError, SettingsError, SnapshotError
from engagement.ingest.map.fitting import unfit
from engagement.ingest.map.mapping import load_mapping
from engagement.place import Place, shown_path
from engagement.query import NARROWING
from engagement.settings import ROOT, Settings, load_settings
from engagement.store.fingerprint import mapping_files
from engagement.warehouse import View, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Print the faults and warnings; 1 where there are faults."""
    settings: Settings | None = None
    try:
        # without settings or a contract nothing else can be judged
        settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
        faults = sorted(_faults(settings, _wanted(arguments.files, settings)), key=lambda fault: fault.is_warning)
    except (SettingsError, ContractError) as error:
        if arguments.format == "text":
            raise
        faults = list(error.faults)
    is_short = arguments.format == "text" and not (arguments.warnings or arguments.files)
    write = findings.as_summary if is_short else findings.FORMATS[arguments.format]
    print(write([findings.finding_of(fault, settings) for fault in faults]), end="")
    warnings = sum(fault.is_warning for fault in faults)
    of_warnings = f", {_number(warnings, 'warning')}" if warnings else ""
    note(f"{_number(len(faults) - warnings, 'fault')}{of_warnings}.")
    return 1 if len(faults) > warnings else 0


def _number(count: int, noun: str) -> str:
    return f"{count or 'No'} {noun}{'' if count == 1 else 's'}"


def _wanted(files: Sequence[Path], settings: Settings) -> frozenset[Path] | None:
    """Return the files that are asked about, in full; None for all.

    Raises:
        CallError: one is not there, or nothing that is checked.
    """
    if not files:
        return None
    readable = {*mapping_files(settings), path_of(settings), settings.contract_path, ROOT / "engagement.toml"}
    readable |= set(settings.queries_dir.rglob("*.sql"))
    whole = {path.resolve() for path in readable}
    for file in files:
        if file.resolve() not in whole:
            what = "check reads no such file." if file.exists() else "There is no such file."
            fix = "Name files of queries, mappings, the contract or views.toml; without a name, all are checked."
            raise CallError(Fault(what, Place.of(file), fix, "check-file"))
    return frozenset(file.resolve() for file in files)


def _faults(settings: Settings, wanted: Collection[Path] | None) -> Iterator[Fault]:
    """Yield every fault, or those of the files that are wanted; the others are read, for what they are called."""

    def is_wanted(path: Path) -> bool:
        return wanted is None or path.resolve() in wanted

    contract = load_contract(settings.contract_path, settings.own_tables_dir)
    for path in filter(is_wanted, mapping_files(settings)):
        yield from load_mapping(path, contract)[1]
    yield from unfit(settings, contract, is_wanted)
    catalog = load_catalog(settings.queries_dir, contract)
    paths = None if wanted is None else {path for path in catalog.files if is_wanted(path)}
    faults_by_path = check_catalog(catalog, paths)
    for path in sorted(filter(is_wanted, faults_by_path)):
        yield from faults_by_path[path]
    if paths:
        _tell_untried(catalog, paths, faults_by_path)
    yield from catalog.reviews.faults if wanted is None else ()
    yield from (fault for path, fault in _left_filters(catalog, faults_by_path) if is_wanted(path))
    yield from (fault for path, fault in _drafts(catalog) if is_wanted(path))
    views, of_views = read_views(path_of(settings)) if is_wanted(path_of(settings)) else ((), ())
    yield from of_views
    sound = [
        query.id for query in catalog.queries.values() if query.path not in faults_by_path and is_wanted(query.path)
    ]
    if (sound or views) and (view := _view(settings, catalog)):
        for query in (view.catalog.queries[id_] for id_ in sound):
            yield from unmet(view, query)
        yield from _of_views(views, view)


def _tell_untried(catalog: Catalog, paths: Collection[Path], faulty: Collection[Path]) -> None:
    """Say which faulty file keeps one that is asked about from being tried."""
    behind = made_of(catalog, set(paths) - set(faulty))
    for path in sorted(set(faulty) - set(paths)):
        file = catalog.files[path]
        tables = {file.name, *(cut.table for cut in (file.population.publications if file.population else ()))}
        if not file.is_query and not behind.isdisjoint(tables):
            where = shown_path(path)
            note(f"{where} is at fault, and what reads it was not tried: python -m engagement check {where}")


def _drafts(catalog: Catalog) -> Iterator[tuple[Path, Fault]]:
    """Yield a warning for each file whose question is the one that it was begun with."""
    begun = draft_questions()
    for file in catalog.files.values():
        if file.query and file.header and file.query.question in begun:
            fix = "Ask it as a reader would, in question, and look at title and grain too."
            where = Place.of(file.path, file.header.line("question"))
            what = "The question is still the draft's."
            yield file.path, Fault(what, where, fix, "question-draft", is_warning=True)


def _left_filters(catalog: Catalog, faulty: Collection[Path]) -> Iterator[tuple[Path, Fault]]:
    """Yield a warning for each query that does not follow all filters of the page that shows it."""
    filtered = [entry.file.removesuffix(".py") for entry in MENU if entry.is_filtered]
    for id_, names in pages_by_query(catalog, filtered).items():
        query = catalog.queries[id_]
        # agreements on a day have no period; counts of people have one, whatever day stands beside them
        is_of_a_day = "as_of" in query.parameters and not catalog.publications_behind(query)
        ignored = query.ignored_filters | ({"period"} if is_of_a_day else set())
        unused = [name for name in NARROWING if name not in query.narrows | ignored]
        # what fills the filters or marks charts is no answer beside which anything could be said
        if unused and query.path not in faulty and not id_.startswith("filters/"):
            where = f"On the page{'s' * (len(names) > 1)} {', '.join(sorted(names))}"
            what = f"{where}, it does not follow these filters: {', '.join(unused)}."
            fix = 'Use them in its SQL, such as $period; or say why not: ignores = { place = "…", period = "…" }.'
            header = catalog.files[query.path].header
            # where the header names the page, or else where the SQL begins, which could use them
            place_of = Place.of(query.path, header.line("page")) if header and query.spot.page else query.place(0)
            yield query.path, Fault(what, place_of, fix, "page-filters", is_warning=True)


def _of_views(views: Sequence[NamedView], view: View) -> Iterator[Fault]:
    try:
        values = offered(view) if views else {}
    except (CallError, QueryError):
        # without the queries that fill the filters no page offers anything; what is wrong with them is told already
        return
    yield from unknown(views, values)


def _view(settings: Settings, catalog: Catalog) -> View | None:
    """Return the view that expectations are checked on: the snapshot that was loaded last."""
    try:
        return open_warehouse(settings, before=catalog).view
    except SnapshotError as error:
        why = f"{error.faults[0].what} python -m engagement load builds it."
        note(f"No query was answered, and no [[expect]] or value of views.toml was tried. {why}")
        return None
