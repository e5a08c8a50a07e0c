"""python -m engagement check: every fault of settings, contract, mappings, queries and named views."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog
from engagement.commands import findings
from engagement.commands.expectations import unmet
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, ContractError, Fault, QueryError, SettingsError, SnapshotError
from engagement.fingerprint import mapping_files
from engagement.ingest.mapping import load_mapping
from engagement.settings import Settings, load_settings
from engagement.ui.offered import offered
from engagement.ui.views import NamedView, path_of, read_views, unknown
from engagement.warehouse import View, open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Print the faults; 1 where there are any."""
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
    note(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}." if faults else "No faults.")
    return 1 if faults else 0


def _faults(settings: Settings) -> Iterator[Fault]:
    contract = load_contract(settings.contract_path)
    for path in mapping_files(settings):
        yield from load_mapping(path, contract)[1]
    catalog = load_catalog(settings.queries_dir, contract)
    found = check_catalog(catalog)
    for path in sorted(found):
        yield from found[path]
    views, of_views = read_views(path_of(settings))
    yield from of_views
    expecting = [each.id for each in catalog.queries.values() if each.expectations and each.path not in found]
    if (expecting or views) and (view := _view(settings, catalog)):
        for id_ in expecting:
            yield from unmet(view, view.catalog.queries[id_])
        yield from _of_views(views, view)


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
