"""python -m engagement queries: what can be asked."""

from __future__ import annotations

import argparse
import json

from engagement.catalog import Catalog, load_catalog
from engagement.commands.printing import note, text_table
from engagement.contract import load_contract
from engagement.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """List the queries, or with --tables what they stand on; faulty files are counted on standard error."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    rows = _tables(catalog) if arguments.tables else _queries(catalog)
    if arguments.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        headers = ("name", "kind", "people", "columns") if arguments.tables else ("id", "question")
        print(text_table(headers, [[_text(row[name]) for name in headers] for row in rows]))
    if catalog.faults:
        note(f"{len(catalog.faults)} more at fault: python -m engagement check says why.")
    return 0


def _queries(catalog: Catalog) -> list[dict[str, object]]:
    return [
        {"id": each.id, "question": each.question, "parameters": list(each.parameters)}
        for each in catalog.queries.values()
    ]


def _tables(catalog: Catalog) -> list[dict[str, object]]:
    people = catalog.contract.people_tables
    tables = [
        {
            "name": table.name,
            "kind": "table",
            "people": table.name in people,
            "columns": [each.name for each in table.fields],
        }
        for table in catalog.contract
    ]
    models = [
        {"name": name, "kind": "model", "people": catalog.is_about_people(model), "columns": list(model.columns)}
        for name, model in catalog.models.items()
    ]
    return [*tables, *models]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "people" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
