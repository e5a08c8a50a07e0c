"""The only thing that reaches a person: an answer that has passed disclosure control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engagement.query import Query

# The command line answers without pandas, which takes longer to import than most queries take to run.
if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True)
class Source:
    """One delivered file behind an answer."""

    table: str
    file: str
    sha256: str
    rows_delivered: int
    rows_taken: int
    rows_rejected: int
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


class Released:
    """Proof that a table passed disclosure control. Only `engagement.disclosure` makes one.

    is_withheld: not even its rows may be shown; `table` has none.
    """

    __slots__ = ("hidden", "is_withheld", "table", "threshold")

    def __init__(
        self,
        table: pa.Table,
        hidden: Mapping[str, tuple[int, ...]],
        threshold: int,
        *,
        is_withheld: bool = False,
        key: object,
    ) -> None:
        if key is not _KEY:
            raise TypeError("A table is released by engagement.disclosure, and by nothing else.")
        self.table, self.hidden, self.threshold, self.is_withheld = table, hidden, threshold, is_withheld


_KEY = object()


@dataclass(frozen=True)
class Result:
    """An answer: its table with hidden cells missing, what was hidden, and where it came from.

    `hidden` maps a column to the row numbers (from 0) whose value is hidden there.
    """

    query: Query
    parameters: Mapping[str, Any]
    released: Released
    provenance: Provenance

    def __post_init__(self) -> None:
        if not isinstance(self.released, Released):
            raise TypeError("A Result holds only what disclosure control has released.")

    @property
    def table(self) -> pa.Table:
        """The rows, one column per header column, hidden cells null."""
        return self.released.table

    @property
    def hidden(self) -> Mapping[str, tuple[int, ...]]:
        """Row numbers whose value is hidden, by column; columns without any are absent."""
        return self.released.hidden

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows as a pandas frame, hidden cells missing."""
        return self.table.to_pandas()

    @property
    def hidden_note(self) -> str:
        """One sentence for readers; empty where nothing is hidden."""
        threshold = self.released.threshold
        if self.released.is_withheld:
            return f"No row is shown: together they would give away numbers of fewer than {threshold} people."
        rows = {row for column in self.hidden.values() for row in column}
        return hidden_words(len(rows), self.table.num_rows, threshold)


def hidden_words(rows: int, of: int, threshold: int) -> str:
    """One sentence on so many rows with hidden values; empty where there are none.

    Args:
        rows: in which something is hidden.
        of: all rows.
        threshold: the smallest count that may be shown, in people.
    """
    if not rows:
        return ""
    where = "Values are" if of == 1 else f"Values in {rows} of {of} rows are"
    return (
        f"{where} hidden: they are about fewer than {threshold} people, perhaps none, or would give such a number away."
    )
