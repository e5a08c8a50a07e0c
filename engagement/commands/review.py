"""python -m engagement review: marks queries as reviewed, until they change."""

from __future__ import annotations

import argparse
from datetime import date

from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.parameters import parse
from engagement.catalog.reviews import write_review
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault, QueryError
from engagement.place import Place
from engagement.query import Parameter
from engagement.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Enter day, reviewer and a hash of what is asked into the ledger; a query at fault is not marked."""
    reviewer = arguments.reviewer.strip()
    if not reviewer or not arguments.reviewer.isprintable():
        raise CallError(
            Fault("A review has a reviewer.", Place(part="--reviewer"), 'Write --reviewer "A. Name".', "reviewer")
        )
    day = parse(Parameter("--date", "DATE"), [arguments.date]) if arguments.date else date.today()
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    faults = check_catalog(catalog)
    queries = [catalog.find(id_) for id_ in arguments.id]
    if at_fault := [fault for query in queries for fault in faults.get(query.path, ())]:
        raise QueryError(*at_fault)
    for query in queries:
        write_review(catalog.root, query, day, reviewer)
        print(f"{query.id}: reviewed on {day} by {reviewer}")
    note("It holds until the SQL or its parameters change.")
    return 0
