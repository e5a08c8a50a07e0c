"""An answer: the only thing that charts, pages and briefs show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engagement.query import Query

# The command line answers without pandas, which takes longer to import than most queries take to run.
if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


TOO_FEW = "too few"
"""Printed for a value that is missing because it counts fewer people than the threshold."""

NOT_DELIVERED = "not delivered"
"""What is said of a year of which no row at all was delivered."""


@dataclass(frozen=True)
class File:
    """One delivered file behind an answer, as it is however often it is loaded."""

    table: str
    file: str
    sha256: str
    rows_delivered: int
    rows_accepted: int
    rows_rejected: int


@dataclass(frozen=True)
class Source(File):
    """A delivered file, and when it was loaded."""

    loaded_at: datetime


@dataclass(frozen=True)
class LeftOut:
    """What an answer does not count, and how many rows that is where it is known."""

    reason: str
    rows: int | None = None


@dataclass(frozen=True)
class Provenance:
    """Where an answer comes from: everything a reader needs to trace or repeat it."""

    snapshot_id: str
    as_of: date
    is_demonstration: bool
    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Result:
    """An answer: its table, what in it is too small to be published, and where it came from.

    `hidden` maps a column to the row numbers (from 0) that are missing because they count fewer people than
    `threshold`; columns without any are absent.
    """

    query: Query
    parameters: Mapping[str, Any]
    table: pa.Table
    hidden: Mapping[str, tuple[int, ...]]
    threshold: int
    provenance: Provenance

    @cached_property
    def dataframe(self) -> pd.DataFrame:
        """The rows as a pandas frame."""
        return self.table.to_pandas()

    def rows(self, start: int, count: int) -> Result:
        """Return the same answer with some of its rows: at most `count`, from row `start`, which counts from 0."""
        hidden = {
            name: tuple(row - start for row in rows if start <= row < start + count)
            for name, rows in self.hidden.items()
        }
        kept = {name: rows for name, rows in hidden.items() if rows}
        return replace(self, table=self.table.slice(start, count), hidden=kept)

    @property
    def hidden_note(self) -> str:
        """One sentence for readers; empty where everything is large enough."""
        rows = {row for column in self.hidden.values() for row in column}
        return too_few_note(len(rows), self.table.num_rows, self.threshold)


def small_cells(table: pa.Table, query: Query) -> dict[str, tuple[int, ...]]:
    """Return row numbers, by column, of values that are missing because they count too few people.

    A published count is missing where it is small; what is made of counts, such as a rate, where one in its row is.
    """
    counts = [name for name, column in query.columns.items() if column.is_count]
    small = {name: _missing(table, name) for name in counts}
    rows = set().union(*small.values())
    made_of_counts = (name for name, column in query.columns.items() if name not in small and column.unit in _MADE_OF)
    small |= {name: _missing(table, name) & rows for name in made_of_counts}
    return {name: tuple(sorted(indices)) for name, indices in small.items() if indices}


# units of what may be made of counts of people
_MADE_OF = {"people", "placements", "applications", "semesters", "share", "points", "ratio", "index", "count"}


def _missing(table: pa.Table, name: str) -> set[int]:
    column = table.column(name)
    if not column.null_count:
        return set()
    return {row for row, is_missing in enumerate(column.is_null().to_pylist()) if is_missing}


def too_few_note(rows: int, of: int, threshold: int) -> str:
    """Return one sentence on so many rows with values too small to be published; empty where there are none.

    Args:
        rows: in which a value is missing for it.
        of: all rows.
        threshold: the smallest count that is published, in people.
    """
    if not rows:
        return ""
    where = "" if of == 1 else f" in {rows} of {of} rows"
    return f"Fewer than {threshold} people{where}, perhaps none: not shown."
