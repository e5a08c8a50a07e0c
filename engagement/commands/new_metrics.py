"""python -m engagement new-metrics: a file in queries/metrics/ that publishes as it is, to be changed into yours."""

from __future__ import annotations

import argparse
import re

from engagement.catalog import load_catalog
from engagement.commands.new_query import write_draft
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.place import Place, shown_path
from engagement.population import table_name
from engagement.settings import load_settings

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say what to do next; nothing that is there is ever overwritten."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    name = arguments.name.removeprefix("metrics/").removesuffix(".sql")
    folder = Place(f"{shown_path(settings.queries_dir)}/metrics/")
    if not _NAME.fullmatch(name):
        fix = "Use lowercase letters, digits and _, a letter first, such as students_by_school."
        raise CallError(Fault(f'"{name}" cannot be the name of a population.', folder, fix, "query-id"))
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    if name in catalog.columns_known:
        fix = "Choose another name; python -m engagement queries --tables lists those that are taken."
        raise CallError(Fault(f'The name "{name}" is taken.', folder, fix, "model-name"))
    print(shown_path(write_draft("metrics", f"metrics/{name}", settings)))
    table = table_name(name, ("period", "school"))
    note(f"A running dashboard publishes it within seconds; else python -m engagement load. Queries then read {table}.")
    return 0
