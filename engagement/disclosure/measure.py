"""One count of people in every cell of a table, and the lines of cells whose totals readers may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engagement.disclosure.totals import Margin, row_keys

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """What is counted, and where it adds up.

    A margin (say, the academic year) parts the cells into lines; a line is all cells with the same total.

    counts: people in each cell. (cells,)
    lines: the line that each cell stands in, for each margin; `n_lines` where it stands in none. (cells, margins)
    is_shown: whether readers know the line's total. (lines,)
    is_sum: whether the line is put together from others whose totals are shown too. (lines,)
    rest: people in the line's total who are in no cell, where they are fewer than the threshold; else 0. (lines,)
    """

    counts: Numbers
    lines: Numbers
    is_shown: Mask
    is_sum: Mask
    rest: Numbers

    @property
    def n_lines(self) -> int:
        """How many lines there are."""
        return len(self.is_shown)

    def per_line(self, values: Weights | Numbers | Mask) -> Weights:
        """The sum over each line of one value per cell. (lines,)"""
        sums = np.zeros(self.n_lines + 1)
        for column in self.lines.T:
            sums += np.bincount(column, weights=values, minlength=self.n_lines + 1)
        return sums[:-1]

    def per_cell(self, values: Weights | Mask) -> Weights:
        """The sum over a cell's lines of one value per line. (cells,)"""
        return np.append(values, 0.0)[self.lines].sum(axis=1)


def lay_out(counts: Numbers, cells: pa.Table, known: Iterable[Margin], *, threshold: int) -> Measure:
    """Find the lines of a table.

    Args:
        counts: people in each row of `cells`.
        cells: the table, with the columns that name its rows.
        known: what is known of sums of these counts.
        threshold: smallest count that may be shown.
    """
    columns: list[Numbers] = []
    shared: list[set[str]] = []
    is_shown: list[bool] = []
    rest: list[int] = []
    for margin in known:
        keys = row_keys(cells, margin.by)
        numbers = {key: len(is_shown) + at for at, key in enumerate(dict.fromkeys(keys))}
        column = np.array([numbers[key] for key in keys], dtype=np.int64)
        listed = np.bincount(column, weights=counts, minlength=len(is_shown) + len(numbers))
        for key, number in numbers.items():
            unlisted = int(margin.counts.get(key, 0)) - int(listed[number])
            is_shown.append(key not in margin.hidden)
            rest.append(unlisted if 0 < unlisted < threshold else 0)
        columns.append(column)
        shared.append(set(margin.by))
    sums: list[int] = []
    for whole, column in list(_differences(columns, shared, np.array(is_shown, dtype=bool))):
        sums += whole.tolist()
        found, at = np.unique(column[column >= 0], return_inverse=True)
        column[column >= 0] = len(is_shown) + at
        columns.append(column)
        is_shown += [True] * len(found)
        rest += [0] * len(found)
    lines = np.column_stack(columns) if columns else np.zeros((len(counts), 0), dtype=np.int64)
    lines[lines < 0] = len(is_shown)
    is_sum = np.isin(np.arange(len(is_shown)), sums)
    return Measure(counts, lines, np.array(is_shown, dtype=bool), is_sum, np.array(rest, dtype=np.int64))


def _differences(
    columns: Sequence[Numbers], shared: Sequence[set[str]], is_shown: Mask
) -> Iterator[tuple[Numbers, Numbers]]:
    """Lines that readers get by subtraction: what a shown total leaves when the shown ones below it are taken off.

    The grand total less the totals of all years but two is the total of these two: their cells are a line.

    Yields:
        Lines that others with shown totals are part of; and the line of each cell that these leave of them, else -1.
    """
    for wide, narrow in permutations(range(len(shared)), 2):
        if shared[wide] < shared[narrow]:
            whole, part = columns[wide], columns[narrow]
            divided = np.unique(whole[is_shown[whole] & is_shown[part]])
            yield divided, np.where(np.isin(whole, divided) & ~is_shown[part], whole, -1)
