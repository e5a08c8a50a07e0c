"""python -m engagement lineage: what is made of what, from exports to pages, and what breaks when a column goes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from engagement.app.lineage import Step, around, steps, without_column
from engagement.catalog import load_catalog
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import SnapshotError
from engagement.export.text_table import text_table
from engagement.settings import Settings, load_settings
from engagement.warehouse import open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Print the arrows around a name, or all of them; with --without, what breaks, and 1 where anything does."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    if arguments.without:
        table, _, column = arguments.without.partition(".")
        broken = list(without_column(catalog, table, column))
        print(text_table(("breaks", "because"), list(map(list, broken))))
        note(f"{len(broken) or 'Nothing'} without {arguments.without}.")
        return 1 if broken else 0
    arrows = (*_exports(settings), *steps(catalog))
    arrows = around(arrows, arguments.name) if arguments.name else arrows
    if arguments.format == "mermaid":
        print(_mermaid(arrows))
    else:
        print(text_table(("from", "to"), [[arrow.source, arrow.target] for arrow in arrows]))
    return 0


def _exports(settings: Settings) -> list[Step]:
    """Return which delivered file filled which table; nothing where nothing has been loaded."""
    try:
        sources = open_warehouse(settings).view.ledger.sources
    except SnapshotError:
        return []
    return [Step(source.file, table) for table, files in sources.items() for source in files]


def _mermaid(arrows: Sequence[Step]) -> str:
    """Return a picture in Mermaid's words, which code hosts and many editors draw."""
    names = {name: f"n{number}" for number, name in enumerate(dict.fromkeys(_names(arrows)))}
    nodes = [f'    {key}["{name}"]' for name, key in names.items()]
    return "\n".join(
        ["flowchart LR", *nodes, *(f"    {names[arrow.source]} --> {names[arrow.target]}" for arrow in arrows)]
    )


def _names(arrows: Sequence[Step]) -> list[str]:
    return [name for arrow in arrows for name in (arrow.source, arrow.target)]
