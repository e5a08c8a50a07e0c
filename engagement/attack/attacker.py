"""An attacker who has a release and nothing else, and works out what small counts it leaves possible.

Every cell of a published table is an unknown whole number. He knows, from the metrics files and the gate, that

- a published count lies within what rounds to it; a cell without a row has fewer people than the threshold
- the people of a union (a region, a span of years, all values of a further dimension) are at least those of any part,
  and at most those of all parts together
- rows add up: those of a union are those of its parts; a cell has at least as many rows as people, and what is
  published of rows tells how many more
- rows that meet a condition add up too, and so do the others
- people who meet a condition are at most all people of the cell

Values of a dimension are those that are published anywhere, unless that cannot be. He makes nothing of medians, nor of
means (whole days times rounded rows: they never narrowed a cell), nor of one population held against another.

Bounds are propagated over all of that until nothing more follows. Cells that it leaves few values are then looked at
with linear programs over people: those of their own value in every place and period, the wholes, and all values of
their place.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from engagement.attack.axes import Axis, times_of
from engagement.attack.published import Published, opened, read
from engagement.attack.system import InconsistentError, System
from engagement.errors import Fault, InputError
from engagement.place import Place
from engagement.population import Measure, Population, Publication
from engagement.release.gate import COARSER

FEW = 10
NARROW = 4
# One in so many small counts may be narrowed to four values or fewer.
ONE_IN = 20
# Cells with more possible values than this after propagation are not narrowed further: of 560 that programs solved one
# by one, none was. A sample of them is solved nevertheless.
_DOUBTFUL = 6
_SAMPLE = 6
_EXAMPLES = 3


@dataclass(frozen=True)
class Ranges:
    """The lowest and the highest number that each cell of a publication can have, by place, period and other values.

    small: cells that the release by itself leaves below ten; unsettled: how many that are doubtful time left out.
    """

    axes: tuple[Axis, Axis, Axis]
    low: np.ndarray
    high: np.ndarray
    small: np.ndarray
    unsettled: int


@dataclass(frozen=True)
class Finding:
    """What follows for one count of one published table.

    small: cells of fewer than ten; exact: those of them that can have one value only; narrowed: four values or fewer,
        the exact ones included; unsettled: those that are doubtful and for which there was no time.
    examples: a few of the narrowed.
    """

    table: str
    measure: str
    cells: int
    small: int
    exact: int
    narrowed: int
    unsettled: int
    examples: tuple[str, ...]

    @property
    def settled(self) -> int:
        """The small ones of which it is known how far they go."""
        return self.small - self.unsettled

    @property
    def share(self) -> float:
        """The narrowed among the settled."""
        return self.narrowed / self.settled if self.settled else 0.0

    @property
    def is_costly(self) -> bool:
        """Whether more follows than may: an exact one, or one in twenty narrowed, the unsettled ones taken as such."""
        return bool(self.exact) or (self.narrowed + self.unsettled) * ONE_IN > self.small


def attack(release: Path, populations: Mapping[str, Population], *, seconds: float = 60.0) -> Iterator[Finding]:
    """Attack every count of people in every published table.

    Args:
        release: a release; no other data are read.
        populations: what the metrics files say, by name.
        seconds: time for linear programs, in equal parts for each count; what propagation takes comes on top.

    Yields:
        What follows, for each; nothing of a population without a cell in any table, as where nobody was delivered.

    Raises:
        InputError: the release lacks a table.
    """
    filled = _with_cells(release, populations)
    populations = {name: counted for name, counted in populations.items() if name in filled}
    seconds /= max(sum(len(_counts(counted)) * len(counted.publications) for counted in populations.values()), 1)
    for population in populations.values():
        for publication in population.publications:
            for measure, narrowed in ranges(release, population, publication, _counts(population), seconds=seconds):
                yield _finding(publication.table, measure, narrowed)


def ranges(
    release: Path, population: Population, publication: Publication, counts: Sequence[str], *, seconds: float = 60.0
) -> Iterator[tuple[str, Ranges]]:
    """Yield the range that each cell of one published table can have.

    Args:
        release: a release; no other data are read.
        population: what its metrics file says.
        publication: one of its tables.
        counts: counts of people.
        seconds: time for linear programs, for each count; cells not reached keep the bounds of propagation.

    Yields:
        The name of each count, and its ranges.
    """
    first = next(iter(population.measures.values()))
    with opened(release) as connection:
        try:
            everybody = _Unknown(read(connection, population, publication), first, population)
        except InconsistentError:
            # then there are values of which nothing is published at all
            published = read(connection, population, publication, has_others=True)
            everybody = _Unknown(published, first, population)
    for name in counts:
        measure = population.measures[name]
        unknown = everybody if measure is first else _Unknown(everybody.published, measure, population, everybody)
        yield name, unknown.solve(time.monotonic() + seconds)


class _Unknown:
    """The true numbers of one table, as a system: people, and every type of their rows."""

    def __init__(
        self, published: Published, measure: Measure, population: Population, everybody: _Unknown | None = None
    ) -> None:
        self.published, self.size = published, int(np.prod(published.shape))
        self._times = times_of(published.axes).ravel()
        self.system = System(self.size)
        low, high = published.bounds(measure.name, self._times * (published.threshold - 1))
        low = np.where(high > self._times * (published.threshold - 1), np.maximum(low, published.threshold), low)
        if everybody is not None:
            high = np.minimum(high, everybody.system.high[: self.size])
        high = np.where(published.is_other, published.many, high)
        self.small = high <= (FEW - 1) * self._times
        people = self.system.block(low, high)
        for axis, sums in enumerate(published.axes):
            for matrix in (sums.sums(), sums.pairs()):
                self.system.rule({people: self._over(axis, matrix)}, 0, np.inf)
        self._rows(measure, population, people, low, high)
        self.system.close()
        self.system.propagate()

    def _rows(self, measure: Measure, population: Population, people: int, low: np.ndarray, high: np.ndarray) -> None:
        """Add the rows of these people: all with the same condition, then those with a narrower one, and the others."""
        of_rows = [row for row in population.measures.values() if row.kind == "rows"]  # each counts at least once
        behind = [counter for counter in of_rows if counter.where == measure.where]
        if not behind:
            return
        own, published, conditions = sparse.eye_array(self.size), self.published, {measure.where}
        least, most = published.bounds(behind[0].name, published.many, less=measure.name, times=COARSER)
        everything = self._additive(low + least, high + most)
        self.system.rule({everything: own, people: -own}, least, most)
        for counter in of_rows if not measure.where else ():
            if counter.where not in conditions:
                conditions.add(counter.where)
                # their people are not published: people and further rows are rounded, each by itself
                part = self._additive(*published.bounds(counter.name, published.many, times=1 + COARSER))
                self.system.rule({everything: own, part: -own, self._additive(0, published.many): -own}, 0, 0)

    def _additive(self, low: np.ndarray | float, high: np.ndarray | float) -> int:
        block = self.system.block(low, np.minimum(high, self.published.many))
        for axis, sums in enumerate(self.published.axes):
            self.system.rule({block: self._over(axis, sums.sums())}, 0, 0)
        return block

    def _over(self, axis: int, matrix: sparse.sparray) -> sparse.sparray:
        """Repeat the equations of one axis at every node of the others."""
        parts = [sparse.eye_array(length) for length in self.published.shape]
        parts[axis] = matrix
        return sparse.kron(sparse.kron(parts[0], parts[1]), parts[2], format="csr")

    def solve(self, until: float) -> Ranges:
        """Narrow by programs the cells that propagation has made doubtful, then some others, while there is time."""
        low, high = self._of_one()
        wide = high - low + 1
        doubtful = np.flatnonzero(self.small & (wide <= _DOUBTFUL) & (wide > 1))
        others = np.flatnonzero(self.small & (wide > _DOUBTFUL) & (self._times == 1))
        self.system.prepare(self.size)
        unsettled = 0
        for cell in (*doubtful[np.argsort(wide[doubtful])], *np.random.default_rng(1).permutation(others)[:_SAMPLE]):
            seconds_left = until - time.monotonic()
            if seconds_left <= 0:
                unsettled += int(wide[cell] <= _DOUBTFUL)
                continue
            among = self._around(cell)
            self.system.low[cell] = self.system.extreme(cell, among, lowest=True, seconds=seconds_left)
            self.system.high[cell] = self.system.extreme(cell, among, lowest=False, seconds=seconds_left)
        low, high, small = (bounds.reshape(self.published.shape) for bounds in (*self._of_one(), self.small))
        return Ranges(self.published.axes, low, high, small, unsettled)

    def _around(self, cell: int) -> np.ndarray:
        """Return the unknowns around a cell: its value, and the whole, in all places and periods; and its place."""
        place, _, value = np.unravel_index(cell, self.published.shape)
        near = np.zeros(self.published.shape, bool)
        near[:, :, value] = near[:, :, -1] = near[place] = True
        among = np.zeros(len(self.system.low), bool)
        among[: self.size] = near.ravel()
        return among

    def _of_one(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the bounds of one of the places that a node stands for."""
        low, high = self.system.low[: self.size], self.system.high[: self.size]
        few = np.where(self._times > 1, self.published.threshold - 1, high)
        return np.maximum(low - (self._times - 1) * few, 0), np.minimum(high, few)


def _counts(population: Population) -> list[str]:
    return [measure.name for measure in population.measures.values() if measure.kind == "people"]


def _with_cells(release: Path, populations: Mapping[str, Population]) -> set[str]:
    """Return the populations of which there is a cell in some published table.

    Raises:
        InputError: the release lacks a table.
    """
    with opened(release) as connection:
        cells_of = dict(connection.execute("select table_name, cells from ledger.publications").fetchall())
    wanted = {publication.table for population in populations.values() for publication in population.publications}
    if lacking := wanted - cells_of.keys():
        what = f"The release lacks {', '.join(sorted(lacking)[:3])}: metrics files have changed since."
        raise InputError(Fault(what, Place(release.name), "python -m engagement load builds it.", "attack-release"))
    return {name for name, its in populations.items() if any(cells_of[table.table] for table in its.publications)}


def _finding(table: str, measure: str, ranges_: Ranges) -> Finding:
    times = times_of(ranges_.axes)
    wide = ranges_.high - ranges_.low + 1
    narrowed = ranges_.small & (wide <= NARROW)
    order = sorted(zip(wide[narrowed], *np.nonzero(narrowed), strict=True))[:_EXAMPLES]
    return Finding(
        table=table,
        measure=measure,
        cells=int(times.sum()),
        small=int(times[ranges_.small].sum()),
        exact=int(times[ranges_.small & (wide <= 1)].sum()),
        narrowed=int(times[narrowed].sum()),
        unsettled=ranges_.unsettled,
        examples=tuple(_told(ranges_, tuple(int(part) for part in index)) for _, *index in order),
    )


def _told(ranges_: Ranges, index: tuple[int, ...]) -> str:
    place, period, values = (axis.names[part] for axis, part in zip(ranges_.axes, index, strict=True))
    where = ", ".join(map(str, (place, period, *(values if isinstance(values, tuple) else ()))))
    low, high = int(ranges_.low[index]), int(ranges_.high[index])
    return f"{where}: {low}" if low == high else f"{where}: {low} to {high}"
