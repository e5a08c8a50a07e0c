"""DuckDB's own parse of a select as a tree, and back. Nothing is run, and there is no data to run it on."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import duckdb

_LOCK = threading.Lock()


def tree_of(sql: str) -> Mapping[str, Any]:
    """The tree of one select that `catalog.statement.parse` has accepted."""
    tree = json.loads(_ask("select json_serialize_sql($1::varchar)", sql))
    node: Mapping[str, Any] = tree["statements"][0]["node"]
    return node


def text_of(node: Mapping[str, Any]) -> str:
    """The SQL of a tree."""
    tree = {"error": False, "statements": [{"node": node, "named_param_map": []}]}
    return _ask("select json_deserialize_sql($1::json)", json.dumps(tree))


def base_tables(part: Any) -> Iterator[Mapping[str, Any]]:
    """Every table that is named anywhere in a part of a tree, whatever `with` calls by the same name."""
    if isinstance(part, list):
        for each in part:
            yield from base_tables(each)
    elif isinstance(part, dict):
        if part.get("type") == "BASE_TABLE":
            yield part
        for each in part.values():
            yield from base_tables(each)


def _ask(sql: str, value: str) -> str:
    with _LOCK:
        found = _parser().execute(sql, [value]).fetchone()
    return str(found[0]) if found else ""


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"enable_external_access": "false", "lock_configuration": "true"})
