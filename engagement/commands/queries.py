"""python -m engagement queries: what can be asked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from engagement.app.columns import ColumnAbout, columns_of
from engagement.catalog import Catalog, load_catalog
from engagement.catalog.header_schema import schema_of
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.export.text_table import text_table
from engagement.settings import load_settings
from engagement.warehouse import open_warehouse

_MOST_VALUES = 8


def run(arguments: argparse.Namespace) -> int:
    """List the queries, or with --tables what they read; faulty files are counted on standard error."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    if arguments.schema:
        print(json.dumps(schema_of(arguments.schema), ensure_ascii=False, indent=2))
        return 0
    if arguments.tables:
        _print_columns(columns_of(open_warehouse(settings).view, arguments.tables), as_json=arguments.format == "json")
        return 0
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    is_of_tables = arguments.tables is not None
    rows = _tables(catalog) if is_of_tables else _queries(catalog)
    if arguments.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        headers = ("name", "kind", "columns") if is_of_tables else ("id", "question")
        print(text_table(headers, [[_text(row[name]) for name in headers] for row in rows]))
    if catalog.faults:
        note(f"{len(catalog.faults)} more at fault: python -m engagement check says why.")
    return 0


def _print_columns(columns: Sequence[ColumnAbout], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(column) for column in columns], ensure_ascii=False, indent=2))
        return
    headers = ("column", "type", "unit", "example", "allowed values", "comes from")
    rows = [
        [column.name, column.type, column.unit, column.example, _some(column.values), column.origin]
        for column in columns
    ]
    print(text_table(headers, rows))


def _some(values: Sequence[str]) -> str:
    more = f" … {len(values) - _MOST_VALUES} more" if len(values) > _MOST_VALUES else ""
    return f"{', '.join(values[:_MOST_VALUES])}{more}"


def _queries(catalog: Catalog) -> list[dict[str, object]]:
    return [
        {"id": query.id, "question": query.question, "parameters": list(query.parameters)}
        for query in catalog.queries.values()
    ]


def _tables(catalog: Catalog) -> list[dict[str, object]]:
    """Return every table that SQL may read: what queries read, then what only models and metrics files read."""
    names, columns_known = catalog.names, catalog.columns_known
    kinds = {
        "published": [*names.published],
        "macro": [*names.macros],
        "model": [name for name in catalog.models if name not in names.people],
        "table": [name for name in catalog.contract.tables if name not in names.people],
        "people": sorted(names.people),
    }
    rows: list[dict[str, object]] = []
    for kind, tables in kinds.items():
        for name in tables:
            macro = names.macros[name].query if kind == "macro" else None
            called = f"{name}({', '.join(macro.arguments)})" if macro else name
            population = names.published[name].population if kind == "published" else None
            publications = population.publications if population else ()
            keys = next((cut.by for cut in publications if cut.table == name), ())
            columns = [*(key for key in keys if key not in columns_known.get(name, {})), *columns_known.get(name, {})]
            rows.append({"name": called, "kind": kind, "columns": columns})
    return rows


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
