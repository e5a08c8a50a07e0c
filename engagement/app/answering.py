"""A program's question, answered within what its reader may see, and written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engagement.access.policy import Reader
from engagement.app import audit
from engagement.app.asking import values_of
from engagement.app.choices import choices_of
from engagement.app.offered import days
from engagement.result import Result
from engagement.warehouse import View

MOST_ROWS = 50_000
"""Rows of one answer that is written as text."""


@dataclass(frozen=True)
class Answer:
    """An answer, and the rows of it that were asked for."""

    whole: Result
    part: Result
    start: int

    @property
    def next_row(self) -> int | None:
        """The first row that was left out; None where there is none."""
        after = self.start + self.part.table.num_rows
        return after if self.part.table.num_rows and after < self.whole.table.num_rows else None


def answer(
    view: View,
    reader: Reader,
    id_: str,
    pairs: Iterable[tuple[str, str]],
    *,
    start: int = 0,
    count: int | None = None,
    by: str,
) -> Answer:
    """Answer a query.

    Args:
        view: what the reader may see.
        reader: who asks.
        id_: of the query.
        pairs: name and text of each parameter.
        start: how many rows are passed over first.
        count: how many rows at most; None for all.
        by: the way that it is sent, for the audit log.

    Raises:
        CallError, QueryError, AccessError: as `View.run` does, and for values that no filter offers.
    """
    query = view.catalog.find(id_)
    values = values_of(query, pairs, choices_of(view), days=days(view.as_of))
    whole = view.run(query.id, **values)
    part = whole.rows(start, whole.table.num_rows if count is None else count)
    audit.write(
        view.settings,
        "answer",
        who=reader.name,
        query=query.id,
        parameters={name: str(value) for name, value in whole.parameters.items()},
        by=by,
        rows=part.table.num_rows,
        release=view.snapshot.id,
        limit=str(reader.limit),
    )
    return Answer(whole, part, start)
