"""The answers that are kept in tests/kept_answers/: each query's on the demonstration data, to see when one changes.

Released values only: a small one reads `too few`.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

from engagement.catalog import Catalog
from engagement.query import Query
from engagement.result import TOO_FEW, Result
from engagement.settings import ROOT
from engagement.warehouse import View

FOLDER = ROOT / "tests" / "kept_answers"
MAX_ROWS = 40


def kept_queries(catalog: Catalog) -> tuple[Query, ...]:
    """Return the queries with golden results: all but those about loading, whose answers change with every load."""
    return tuple(query for query in catalog.queries.values() if not _asks_about_loading(query, catalog))


def _asks_about_loading(query: Query, catalog: Catalog) -> bool:
    tables = [name for name in query.tables if name not in catalog.macros]
    return bool(tables) and all(name.startswith("ledger.") for name in tables)


def kept_path(folder: Path, query: Query) -> Path:
    """Return the file of a query's kept answer."""
    return folder / f"{query.id}.csv"


def kept_text(view: View, query: Query) -> str:
    """Return the golden result of an answer: its first rows as CSV, and a hash of all if there are more.

    Asked without any filter, or with what the first [[expect]] says under `given`.
    """
    values = next((expected.given for expected in query.expectations if expected.given), {})
    result = view.run(query.id, **values)
    rows = _rows(result)
    text = _csv([list(query.columns), *rows[:MAX_ROWS]])
    if len(rows) > MAX_ROWS:
        all_rows = hashlib.sha256(_csv(rows).encode()).hexdigest()[:12]
        text += _csv([[f"… {len(rows) - MAX_ROWS} more of {len(rows)} rows; all of them: {all_rows}"]])
    return text


def _rows(result: Result) -> list[list[str]]:
    hidden = {name: set(rows) for name, rows in result.hidden.items()}
    return [
        [TOO_FEW if index in hidden.get(name, ()) else _text(value) for name, value in row.items()]
        for index, row in enumerate(result.table.to_pylist())
    ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    # sums of fractions differ in the last digits with the number of threads
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
