"""Queries that ask in their header for a place on a page, and so need no Python to get one."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.app import runtime
from engagement.app.scope import Scope
from engagement.catalog.query_file import QueryFile
from engagement.errors import QueryError
from engagement.query import Query
from engagement.ui.components import show
from engagement.ui.shell import parts

NOT_REVIEWED = "Not reviewed"
"""Marks what somebody has placed here, and nobody has reviewed as it is now."""


@dataclass(frozen=True)
class Placed:
    """A file with a place on a page; without a query where it is at fault, which stands in that place then."""

    file: QueryFile
    query: Query | None

    @property
    def order(self) -> int:
        """Where it stands among the others."""
        return self.file.spot.order

    @property
    def label(self) -> str:
        """The words on its tab."""
        return self.file.spot.tab or self.title

    @property
    def title(self) -> str:
        """What it is called, also where it is at fault."""
        title = self.file.header.values.get("title") if self.file.header else None
        return title if isinstance(title, str) and title else self.file.id

    def draw(self, *, scope: Scope, with_table: bool = False) -> None:
        """Draw its own parameters and its answer, or its faults."""
        if self.query is not None:
            is_reviewed = self.query.review is not None and self.query.review.is_current
            show.query(
                self.query.id,
                scope=scope,
                with_widgets=True,
                with_table=with_table,
                mark="" if is_reviewed else NOT_REVIEWED,
            )
        else:
            parts.failing(QueryError(*runtime.view().catalog.faults[self.file.path]), title=self.title)


def of(page: str, section: str = "") -> list[Placed]:
    """Return what the headers place in a section of a page, or on it without one, in the order that they ask for."""
    catalog = runtime.view().catalog
    placed = [
        Placed(file, catalog.queries.get(file.id))
        for file in catalog.files.values()
        if file.is_query and (file.spot.page, file.spot.section) == (page, section)
    ]
    return sorted(placed, key=lambda entry: (entry.order, entry.file.id))


def queries(page: str, *, scope: Scope) -> None:
    """Show, at the end of a page, what the headers place on it without a section."""
    placed = of(page)
    if placed:
        parts.section("More")
    for entry in placed:
        entry.draw(scope=scope)
