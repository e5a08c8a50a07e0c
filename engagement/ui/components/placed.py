"""Queries that ask in their header for a place on a page, and so need no Python to get one."""

from __future__ import annotations

from engagement.app import runtime
from engagement.app.scope import Scope
from engagement.catalog.query_file import QueryFile
from engagement.errors import QueryError
from engagement.query import Query
from engagement.ui.components import show
from engagement.ui.shell import parts


def queries(page: str, *, scope: Scope) -> None:
    """Show every query whose header names the page, in the order that the headers ask for.

    One at fault stands in its place with its faults; it does not vanish.
    """
    catalog = runtime.view().catalog
    placed = [(file, catalog.queries.get(file.id)) for file in catalog.files.values() if _is_placed(file, page)]
    if placed:
        parts.section("More")
    for file, query in sorted(placed, key=lambda one: (_order(*one), one[0].id)):
        if query is not None:
            show.query(query.id, scope=scope)
        else:
            parts.failing(QueryError(*catalog.faults[file.path]), title=_title(file))


def _is_placed(file: QueryFile, page: str) -> bool:
    return file.is_query and file.page == page


def _order(file: QueryFile, query: Query | None) -> int:
    asked = query.order if query else file.header.values.get("order") if file.header else None
    return asked if isinstance(asked, int) else Query.order


def _title(file: QueryFile) -> str:
    title = file.header.values.get("title") if file.header else None
    return title if isinstance(title, str) and title else file.id
