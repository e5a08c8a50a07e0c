"""python -m engagement check: every fault of settings, contract, mappings, queries and named views."""

from __future__ import annotations

import argparse
import ast
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.header import shown_path
from engagement.commands import findings
from engagement.commands.expectations import unmet
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, ContractError, Fault, QueryError, SettingsError, SnapshotError
from engagement.ingest.mapping import load_mapping
from engagement.query import NARROWING
from engagement.settings import ROOT, Settings, load_settings
from engagement.store.fingerprint import mapping_files
from engagement.ui.menu import MENU
from engagement.ui.offered import offered
from engagement.ui.views import NamedView, path_of, read_views, unknown
from engagement.warehouse import View, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Print the faults and warnings; 1 where there are faults."""
    settings: Settings | None = None
    try:
        # without settings or a contract nothing else can be judged
        settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
        faults = list(_faults(settings))
    except (SettingsError, ContractError) as error:
        if arguments.format == "text":
            raise
        faults = list(error.faults)
    print(findings.FORMATS[arguments.format]([findings.found(fault, settings) for fault in faults]), end="")
    warnings = sum(fault.is_warning for fault in faults)
    said = f", {_number(warnings, 'warning')}" if warnings else ""
    note(f"{_number(len(faults) - warnings, 'fault')}{said}.")
    return 1 if len(faults) > warnings else 0


def _number(count: int, noun: str) -> str:
    return f"{count or 'No'} {noun}{'' if count == 1 else 's'}"


def _faults(settings: Settings) -> Iterator[Fault]:
    contract = load_contract(settings.contract_path)
    for path in mapping_files(settings):
        yield from load_mapping(path, contract)[1]
    catalog = load_catalog(settings.queries_dir, contract)
    found = check_catalog(catalog)
    for path in sorted(found):
        yield from found[path]
    yield from _left_filters(catalog, found)
    views, of_views = read_views(path_of(settings))
    yield from of_views
    expecting = [each.id for each in catalog.queries.values() if each.expectations and each.path not in found]
    if (expecting or views) and (view := _view(settings, catalog)):
        for id_ in expecting:
            yield from unmet(view, view.catalog.queries[id_])
        yield from _of_views(views, view)


def _left_filters(catalog: Catalog, faulty: Collection[Path]) -> Iterator[Fault]:
    """A warning for each query on a page, by its header or the page's own, that does not take all filters there."""
    placed = {(query.page, query.id) for query in catalog.queries.values() if query.page}
    for page in (ROOT / "pages" / entry.file for entry in MENU if entry.is_filtered):
        placed |= {(page.stem, id_) for id_ in _constants(page) & catalog.queries.keys()}
    for page_name, id_ in sorted(placed):
        query = catalog.queries[id_]
        left = [name for name in NARROWING if name not in query.narrows]
        if left and query.path not in faulty:
            what = f"On the page {page_name}, it does not follow these filters: {', '.join(left)}."
            fix = "Use them in its SQL, such as $period; else the page says that its answer is not narrowed."
            yield Fault(what, shown_path(query.path), fix, "page-filters", is_warning=True)


def _constants(page: Path) -> set[str]:
    """The texts in a page; those that are ids of queries name what it shows."""
    nodes = ast.walk(ast.parse(page.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _of_views(views: Sequence[NamedView], view: View) -> Iterator[Fault]:
    try:
        known = offered(view) if views else {}
    except (CallError, QueryError):
        # without the queries that fill the filters no page offers anything; what is wrong with them is told already
        return
    yield from unknown(views, known)


def _view(settings: Settings, catalog: Catalog) -> View | None:
    """What expectations are tried on: the snapshot as it was loaded last."""
    try:
        return open_warehouse(settings, before=catalog).view
    except SnapshotError as error:
        why = f"{error.faults[0].what} python -m engagement load builds it."
        note(f"[[expect]] and the values of views.toml were not tried. {why}")
        return None
