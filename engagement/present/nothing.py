"""Why an answer has no rows, in words: nothing was delivered, or the filters leave nothing over."""

from __future__ import annotations

from engagement.query import Query
from engagement.result import Result
from engagement.warehouse import View

_FILTERS = ("regions", "countries")


def why(result: Result, undelivered: tuple[str, ...] = ()) -> str:
    """Return one or two sentences for an answer without rows.

    Args:
        result: the answer.
        undelivered: titles of tables that it depends on and of which nothing has been delivered.
    """
    if undelivered:
        return f"Nothing has been delivered to answer this from: {', '.join(undelivered).lower()}."
    if any(result.parameters.get(name) for name in _FILTERS):
        return "Nothing matches these filters. Choose more years or places, or clear the filters."
    left_out = f" Left out: {'; '.join(result.query.excludes)}." if result.query.excludes else ""
    return f"None.{left_out}"


def undelivered(view: View, query: Query, result: Result) -> tuple[str, ...]:
    """Return titles of the offices' tables that a query depends on and of which no file has been delivered."""
    delivered = {source.table for source in result.provenance.sources}
    tables = (view.catalog.contract.tables[name] for name in view.catalog.sources(query))
    return tuple(table.title for table in tables if not table.is_reference and table.name not in delivered)
