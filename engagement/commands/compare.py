"""python -m engagement compare: an answer now, and as an earlier delivery or another version of the query has it."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from engagement.catalog import load_catalog
from engagement.commands.printing import note
from engagement.commands.run import values_of
from engagement.errors import CallError, Fault
from engagement.export.text_table import text_table
from engagement.place import Place
from engagement.present.differing import differing
from engagement.settings import load_settings
from engagement.store.history import find
from engagement.warehouse import View, open_warehouse

_HEADERS = ("row", "column", "before", "now", "change")


def run(arguments: argparse.Namespace) -> int:
    """Print the differences; 1 where there are any."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    now = open_warehouse(settings).view
    query = now.catalog.find(arguments.id)
    values = {"as_of": now.as_of, **values_of(query, arguments.param)}
    if arguments.version:
        before = _with_version(now, query.path, arguments.version)
    else:
        release = find(settings, arguments.delivery)
        before = open_warehouse(settings, release=release, before=now.catalog).view
    rows = list(differing(before.run(query.id, **values), now.run(query.id, **values)))
    if rows:
        print(text_table(_HEADERS, [[row.row, row.column, row.before, row.now, row.change] for row in rows]))
    count = f"{len(rows)} difference{'' if len(rows) == 1 else 's'}" if rows else "No difference"
    note(f"{count}. Both answers are for {now.as_of}.")
    return 1 if rows else 0


def _with_version(view: View, path: Path, version: Path) -> View:
    """Return the same view with another text of one query."""
    if not version.is_file():
        raise CallError(Fault("There is no such file.", Place.of(version), "Name another version of it.", "version"))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "queries"
        shutil.copytree(view.catalog.root, root)
        shutil.copy(version, root / path.relative_to(view.catalog.root))
        catalog = load_catalog(root, view.catalog.contract)
    return replace(view, catalog=catalog)
