"""What is published of a population that bears on one of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from engagement.attack.axes import Axis, period_axis, place_axis, single, value_axis
from engagement.population import PERIOD, PLACE, Population, Publication
from engagement.quoting import identifier, literal
from engagement.release.gate import Gate

_OTHERS = ("any other",)


@dataclass(frozen=True)
class Published:
    """Counts of one table, and of the wholes that it breaks down, by place, period and other values.

    counts: by measure; not a number where there is none.
    base: what counts are multiples of, for each cell; many: more than there are rows, though not much more.
    is_other: cells of values of which nothing at all is published.
    """

    axes: tuple[Axis, Axis, Axis]
    counts: Mapping[str, np.ndarray]
    base: np.ndarray
    is_other: np.ndarray
    threshold: int
    many: float

    @property
    def shape(self) -> tuple[int, ...]:
        """How many places, periods and values there are."""
        return tuple(len(axis.names) for axis in self.axes)

    def bounds(
        self, name: str, missing: np.ndarray | float, *, less: str = "", times: int = 1
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the lowest and the highest true numbers behind a count.

        Args:
            name: the count.
            missing: the highest where it is not published.
            less: another count, taken off.
            times: how much more coarsely it is rounded than people are.
        """
        difference = self.counts[name] - (self.counts[less] if less else 0)
        base = np.where(self.base > 1, self.base * times, 1)
        low, high = np.maximum(difference - base // 2, 0), difference + (base - 1) // 2
        return np.where(np.isnan(difference), 0, low), np.where(np.isnan(difference), missing, high)


@contextmanager
def opened(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a release, also where this process has it open in another way."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(release))} as release (read_only)")
        connection.execute("use release")
        yield connection


def read(
    connection: duckdb.DuckDBPyConnection, population: Population, publication: Publication, *, has_others: bool = False
) -> Published:
    """Read a table, and those of the same values or of none beyond place and period.

    Args:
        connection: a release.
        population: what its metrics file says.
        publication: one of its tables.
        has_others: whether there are further values, of which nothing is published.
    """
    threshold, rounding = connection.execute("select threshold, rounding from settings").fetchall()[0]
    own, gate = _own(publication), Gate(threshold, rounding)
    tables = [
        table
        for table in population.publications
        if _own(table) in ((), own) and {PLACE, PERIOD} & set(table.by) <= set(publication.by)
    ]
    counts = [name for name, measure in population.measures.items() if measure.is_count]
    rows: dict[tuple[object, object, tuple[object, ...]], tuple[float, ...]] = {}
    for table in tables:
        columns = ", ".join(map(identifier, (*table.by, *counts)))
        for row in connection.execute(f"select {columns} from {identifier(table.table)}").fetchall():  # noqa: S608 - names of ours
            key = dict(zip(table.by, row, strict=False))
            node = (key.get(PLACE, "world"), key.get(PERIOD, "all"), tuple(key[name] for name in _own(table)))
            rows[node] = tuple(np.nan if count is None else float(count) for count in row[len(table.by) :])
    values: list[tuple[object, ...]] = sorted({value for _, _, value in rows if value}, key=str) if own else [()]
    # where no value is published, there are nothing but others
    values += [_OTHERS] if has_others or not values else []
    wholes = [table for table in tables if own and not _own(table)]
    axes = (
        place_axis(connection, {place for place, _, _ in rows}) if PLACE in publication.by else single("world"),
        period_axis(connection) if PERIOD in publication.by else single("all"),
        value_axis(values, has_whole=bool(wholes)),
    )
    shape = tuple(len(axis.names) for axis in axes)
    numbers, base = np.full((*shape, len(counts)), np.nan), np.full(shape, _base(gate, publication))
    for (place, period, value), row in rows.items():
        numbers[axes[0].index[place], axes[1].index[period], axes[2].index[value]] = row
    if wholes:
        base[:, :, -1] = max(_base(gate, table) for table in wholes)
    is_other = np.full(shape, [name == _OTHERS for name in axes[2].names])
    return Published(
        axes,
        {name: numbers[..., index].ravel() for index, name in enumerate(counts)},
        base.ravel(),
        is_other.ravel(),
        threshold,
        1000.0 + 4 * float(np.nanmax(numbers, initial=0.0)),
    )


def _own(publication: Publication) -> tuple[str, ...]:
    return tuple(name for name in publication.by if name not in (PLACE, PERIOD))


def _base(gate: Gate, publication: Publication) -> int:
    return gate.base(publication.by, coarse=publication.coarse)
