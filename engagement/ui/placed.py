"""Queries that ask in their header for a place on a page, and so need no Python to get one."""

from __future__ import annotations

from engagement.ui import parts, running, show
from engagement.ui.filters import Scope


def queries(page: str, *, scope: Scope) -> None:
    """Show every query whose header names the page, in the order that the headers ask for."""
    catalog = running.view().catalog
    placed = [query for query in catalog.queries.values() if query.page == page]
    asked = sorted(placed, key=lambda one: (one.order, one.id))
    if asked:
        parts.section("More")
    for query in asked:
        show.query(query.id, scope=scope)
