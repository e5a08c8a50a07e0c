"""Totals that readers know from elsewhere: the answer of another query, with what is hidden in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

Key = tuple[object, ...]


@dataclass(frozen=True)
class Total:
    """One column of people in another query's answer, as it was before anything was hidden.

    Never leaves the core: it holds true counts. Made by `as_totals`.

    by: the columns that name a row; all of them must be columns of the table whose total this is.
    table: true values, one row per total.
    people: the column of `table` that counts them.
    hidden_rows: rows of `table` whose count readers do not see.
    """

    by: tuple[str, ...]
    table: pa.Table
    people: str
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Margin:
    """The same by name: people in each sum, and which sums readers do not see."""

    by: tuple[str, ...]
    counts: Mapping[Key, int]
    hidden: frozenset[Key]

    def less(self, part: Margin) -> Margin:
        """The people who are counted here and not in `part`; readers know how many where they see both."""
        counts = {key: count - part.counts.get(key, 0) for key, count in self.counts.items()}
        return Margin(self.by, counts, self.hidden | part.hidden)


def row_keys(table: pa.Table, columns: Sequence[str]) -> list[Key]:
    """The values of `columns` in each row; one empty name per row where there are no columns."""
    if not columns:
        return [()] * table.num_rows
    return list(zip(*(table.column(name).to_pylist() for name in columns), strict=True))


def missing_last(value: object) -> tuple[bool, Any]:
    """Sorts the values of a name, missing ones after all others."""
    return value is None, value


def margins_of(totals: Sequence[Total], people: str, by: Sequence[str]) -> dict[frozenset[str], Margin]:
    """What is known of the sums of one column of people, by the columns that the rows of a sum have in common.

    Several queries may tell the same sums; the first one counts.
    """
    found: dict[frozenset[str], Margin] = {}
    for total in totals:
        shared = frozenset(total.by)
        if total.people == people and shared not in found:
            names = tuple(name for name in by if name in shared)
            keys = row_keys(total.table, names)
            counts = dict(zip(keys, total.table.column(people).to_pylist(), strict=True))
            found[shared] = Margin(names, counts, frozenset(keys[row] for row in total.hidden_rows))
    return found
