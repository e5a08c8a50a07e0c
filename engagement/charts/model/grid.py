"""Rows laid out by position and series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from engagement.charts.model.data import ChartData
from engagement.charts.model.drawing import NO_REGIONS, NOT_STATED, Series
from engagement.errors import Fault, QueryError
from engagement.present import format

REGION = "region"
"""The column of this name holds regions, of whatever scheme."""


class Grid:
    """Positions along the axis, and for each series a value or a gap at every one.

    Raises:
        QueryError: two rows fall on the same point, so that one would be drawn over the other.
    """

    def __init__(self, data: ChartData) -> None:
        spec = data.spec
        column = spec.iso3 if spec.kind == "map" else spec.x
        self._spec, self._data, self._cells = spec, data, data.cells
        self._unit = data.columns[column].unit
        keys = [NOT_STATED if item is None else item for item in self._cells[column]]
        self.is_time = spec.kind != "map" and _is_time(keys, self._unit)
        self.positions = _in_time(keys) if self.is_time else self._in_order(keys)
        place = {key: index for index, key in enumerate(self.positions)}
        self._at = [place[key] for key in keys]

    def _in_order(self, keys: Sequence[Any]) -> tuple[Any, ...]:
        """Return positions as the rows have them; bars of regions by length, for regions have no order of their own."""
        if self._spec.kind not in ("bar", "stacked_bar") or self._spec.x != REGION:
            return tuple(dict.fromkeys(keys))
        lengths = dict.fromkeys(keys, 0.0)
        for key, cell in zip(keys, self._cells[self._spec.y[0]], strict=True):
            lengths[key] += number(cell) or 0.0
        return tuple(sorted(lengths, key=lambda key: (key in NO_REGIONS, -lengths[key])))

    def labels(self) -> tuple[str, ...]:
        """Return what each position is called: the label column where there is one, else its value."""
        named = dict(zip(self._at, self._cells[self._spec.label], strict=True)) if self._spec.label else {}
        return tuple(str(named.get(index) or format.value(key, self._unit)) for index, key in enumerate(self.positions))

    def series(self) -> tuple[Series, ...]:
        """Return every series as the chart orders them, else by first appearance; each y column is a series.

        What is no region comes last, so that regions keep their colors.
        """
        rows_of: dict[str, list[int]] = {}
        names = self._cells[self._spec.series] if self._spec.series else [""] * len(self._at)
        for row, name in enumerate(names):
            rows_of.setdefault(NOT_STATED if name is None else format.value(name, "text"), []).append(row)
        order = {name: number for number, name in enumerate(self._spec.series_order)}
        ordered = sorted(rows_of.items(), key=lambda item: (order.get(item[0], len(order)), item[0] in NO_REGIONS))
        return tuple(self._one(name, column, rows) for name, rows in ordered for column in self._spec.y)

    def along(self, column: str) -> tuple[float | None, ...]:
        """Return a column's value at every position, for what is the same in all series."""
        return self._spread(column, range(len(self._at)))

    def running(self, column: str) -> frozenset[int]:
        """Return positions whose period is not over."""
        if not column:
            return frozenset()
        return frozenset(index for row, index in enumerate(self._at) if self._cells[column][row] is False)

    def undelivered(self) -> frozenset[int]:
        """Return academic years without a row where every year of which anything was delivered has one."""
        if not self.is_time or not self._data.lists_delivered_years:
            return frozenset()
        return frozenset(range(len(self.positions))) - frozenset(self._at)

    def _one(self, name: str, column: str, rows: Sequence[int]) -> Series:
        asked = self._data.columns[column]
        parts = (name, asked.title if len(self._spec.y) > 1 else "")
        full = " · ".join(part for part in parts if part) or asked.title
        places = [self._at[row] for row in rows]
        if len(set(places)) < len(places):
            twice = next(index for index in places if places.count(index) > 1)
            what = f'Two rows fall on the same point: {full}, "{self.positions[twice]}".'
            fix = "Name the column that tells them apart as series."
            raise QueryError(Fault(what, self._data.where, fix, "chart-grain"))
        concealed = frozenset(self._data.small.get(column, ()))
        hidden = frozenset(self._at[row] for row in rows if row in concealed)
        low, high = self._spread(self._spec.low, rows), self._spread(self._spec.high, rows)
        return Series(full, asked.unit, self._spread(column, rows), hidden, low, high)

    def _spread(self, column: str, rows: Sequence[int]) -> tuple[float | None, ...]:
        if not column:
            return ()
        values = {self._at[row]: number(self._cells[column][row]) for row in rows}
        return tuple(values.get(index) for index in range(len(self.positions)))


def number(item: Any) -> float | None:
    """Return a cell as a number to draw, or None."""
    return float(item) if isinstance(item, (int, float, Decimal)) and not isinstance(item, bool) else None


def _is_time(keys: Sequence[Any], unit: str) -> bool:
    if not keys:
        return False
    if unit == "year":
        return all(isinstance(key, int) for key in keys)
    return all(isinstance(key, date) or (isinstance(key, str) and format.ACADEMIC_YEAR.fullmatch(key)) for key in keys)


def _in_time(keys: Sequence[Any]) -> tuple[Any, ...]:
    """Return periods in order, with those that have no row: a year without data is a gap, not a shorter way."""
    ordered = sorted(set(keys))
    first, last = ordered[0], ordered[-1]
    if isinstance(first, int) and last - first < 200:
        return tuple(range(first, last + 1))
    if isinstance(first, str) and int(last[:4]) - int(first[:4]) < 200:
        years = range(int(first[:4]), int(last[:4]) + 1)
        return tuple(sorted({f"{year}/{year + 1}" for year in years} | set(ordered)))
    return tuple(ordered)
