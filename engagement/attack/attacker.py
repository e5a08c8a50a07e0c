"""An attacker who has a release and nothing else, and works out what small counts it leaves possible.

Every cell of a published table is an unknown whole number. He knows, from the metrics files and the gate, that

- a published count lies within what rounds to it; a cell without a row has fewer people than the threshold
- the people of a union (a region, a span of years, all values of a further dimension) are at least those of any part,
  and at most those of all parts together
- rows add up: those of a union are those of its parts; a cell has at least as many rows as people, and what is
  published of rows tells how many more
- rows that meet a condition add up too, and so do the others
- what a mean is taken of adds up: it is the mean times its rows, and never negative
- people who meet a condition are at most all people of the cell

Values of a dimension are those that are published anywhere, unless that cannot be. He makes nothing of medians, which
say which side of a value rows are on and not how many, nor of one population held against another.

Bounds are propagated over all of that until nothing more follows. Cells that it leaves few values are then looked at
with linear programs over people: those of their own value in every place and period, the wholes, and all values of
their place.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from scipy import sparse

from engagement.attack.axes import Axis, period_axis, place_axis, single, value_axis
from engagement.attack.system import InconsistentError, System
from engagement.errors import Fault, InputError
from engagement.population import PERIOD, PLACE, Measure, Population, Publication
from engagement.release.gate import COARSER, Gate

FEW = 10
NARROW = 4
# One in so many small counts may be narrowed to four values or fewer.
ONE_IN = 20
# Cells that propagation leaves more values than this are taken to be as wide as they look; a sample of them is not.
_DOUBTFUL = 6
_SAMPLE = 6
_EXAMPLES = 3
_OTHERS = ("any other",)


@dataclass(frozen=True)
class Ranges:
    """The lowest and the highest number that each cell of a publication can have, by place, period and other values.

    small: cells that the release by itself leaves below ten.
    """

    axes: tuple[Axis, Axis, Axis]
    low: np.ndarray
    high: np.ndarray
    small: np.ndarray
    unsettled: int

    @property
    def times(self) -> np.ndarray:
        """How many cells each stands for."""
        places, periods, values = (np.array(axis.alike) for axis in self.axes)
        return places[:, None, None] * periods[None, :, None] * values[None, None, :]


@dataclass(frozen=True)
class Finding:
    """What follows for one count of one published table.

    small: cells of fewer than ten; exact: those of them that can have one value only; narrowed: four values or fewer,
        the exact ones included; unsettled: those that are doubtful and that time did not allow to look at.
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
        What follows, for each.
    """
    _refuse_other(release, populations)
    seconds /= max(sum(len(_counts(each)) * len(each.publications) for each in populations.values()), 1)
    for population in populations.values():
        for publication in population.publications:
            for measure, unknown in _unknowns(release, population, publication, _counts(population)):
                yield _finding(publication, population.measures[measure], unknown.solve(time.monotonic() + seconds))


def _counts(population: Population) -> list[str]:
    return [each.name for each in population.measures.values() if each.kind == "people"]


def _refuse_other(release: Path, populations: Mapping[str, Population]) -> None:
    with duckdb.connect(str(release), read_only=True) as connection:
        there = {table for (table,) in connection.execute("select table_name from ledger.publications").fetchall()}
    wanted = {publication.table for each in populations.values() for publication in each.publications}
    if wanted - there:
        what = f"The release lacks {', '.join(sorted(wanted - there)[:3])}: metrics files have changed since."
        raise InputError(Fault(what, release.name, "python -m engagement load builds it.", "attack-release"))


def ranges(
    release: Path, population: Population, publication: Publication, measure: str, *, seconds: float = 60.0
) -> Ranges:
    """What each cell of one published table can be.

    Args:
        release: a release; no other data are read.
        population: what its metrics file says.
        publication: one of its tables.
        measure: a count of people.
        seconds: time for linear programs; cells not reached keep the bounds of propagation.
    """
    ((_, unknown),) = _unknowns(release, population, publication, [measure])
    return unknown.solve(time.monotonic() + seconds)


def _unknowns(
    release: Path, population: Population, publication: Publication, counts: Sequence[str]
) -> Iterator[tuple[str, _Unknown]]:
    """The system of each count, one after the other: people who meet a condition are among all."""
    with duckdb.connect(str(release), read_only=True) as connection:
        known = _Known(connection, population, publication)
    first = next(iter(population.measures.values()))
    try:
        everybody = _Unknown(known, first, population, None)
    except InconsistentError:
        # then there are values of which nothing is published at all
        known = known.with_others()
        everybody = _Unknown(known, first, population, None)
    for name in counts:
        is_first = name == first.name
        yield name, everybody if is_first else _Unknown(known, population.measures[name], population, everybody)


class _Known:
    """What is published of a population that bears on one of its tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, population: Population, publication: Publication) -> None:
        self.threshold, self.rounding = connection.execute("select threshold, rounding from settings").fetchall()[0]
        own = tuple(name for name in publication.by if name not in (PLACE, PERIOD))
        # the same dimensions, or none beyond place and period: those are the wholes
        tables = [
            each
            for each in population.publications
            if tuple(name for name in each.by if name not in (PLACE, PERIOD)) in ((), own)
            and {PLACE, PERIOD} & set(each.by) <= set(publication.by)
        ]
        rows = [(each, row) for each in tables for row in _rows(connection, each, population)]
        gate = Gate(self.threshold, self.rounding)
        # by values of the other dimensions; () is the whole, or the only one there is
        self.base = gate.base(publication.by, coarse=publication.coarse)
        wholes = [gate.base(each.by, coarse=each.coarse) for each in tables if not set(own) <= set(each.by)]
        self.base_of_whole = max(wholes, default=self.base)
        keyed = [(_key(row, publication, own if set(own) <= set(each.by) else ()), row) for each, row in rows]
        has_whole = bool(own) and any(not set(own) <= set(each.by) for each in tables)
        counts = [name for name, each in population.measures.items() if each.is_count]
        values = sorted({key[2] for key, _ in keyed if key[2]}, key=str)
        # where no value of the other dimensions is published, there are nothing but others
        self.others: int | None = None if values or not own else 0
        values = values or [_OTHERS if own else ()]
        # more than there are rows; not much more, or adding them up would lose what is small
        self.many = 1000.0 + 4 * max((float(row[name] or 0) for _, row in keyed for name in counts), default=0.0)
        self.axes: tuple[Axis, Axis, Axis] = (
            place_axis(connection, {key[0] for key, _ in keyed}) if PLACE in publication.by else single("world"),
            period_axis(connection) if PERIOD in publication.by else single("all"),
            value_axis(values, has_whole=has_whole),
        )
        self.shape = tuple(len(axis.names) for axis in self.axes)
        self.published = {name: np.full(self.shape, np.nan) for name in population.measures}
        indices = [axis.index for axis in self.axes]
        for key, row in keyed:
            at = tuple(index[part] for index, part in zip(indices, key, strict=True))
            for name in population.measures:
                self.published[name][at] = np.nan if row[name] is None else float(row[name])

    def with_others(self) -> _Known:
        """The same, with one more value for all those of which nothing is published."""
        known = copy(self)
        places, periods, values = self.axes
        # before the whole, which stands last
        known.others = len(values.names) - 1 if values.unions else len(values.names)
        names = [*values.names]
        names.insert(known.others, _OTHERS)
        known.axes = (
            places,
            periods,
            value_axis([each for each in names if isinstance(each, tuple) and each], has_whole=bool(values.unions)),
        )
        known.shape = tuple(len(axis.names) for axis in known.axes)
        known.published = {
            name: np.insert(numbers, known.others, np.nan, axis=2) for name, numbers in self.published.items()
        }
        return known

    def leeway(self, times: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """How far below and above a published count the true one can be."""
        base = np.tile(
            [self.base if name else self.base_of_whole for name in self.axes[2].names], self.shape[0] * self.shape[1]
        ) * (times if self.rounding > 1 else 1)
        return base // 2, base - 1 - base // 2


def _rows(
    connection: duckdb.DuckDBPyConnection, publication: Publication, population: Population
) -> list[dict[str, Any]]:
    names = list(population.columns_of(publication))
    rows = connection.execute(f"select {', '.join(_name(name) for name in names)} from {_name(publication.table)}")  # noqa: S608 - names of ours, quoted
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _key(
    row: Mapping[str, object], publication: Publication, own: Sequence[str]
) -> tuple[object, object, tuple[object, ...]]:
    return row.get(PLACE, "world"), row.get(PERIOD, "all"), tuple(row[name] for name in own)


class _Unknown:
    """The true numbers of one table, as a system: people, and every kind of row that is behind them."""

    def __init__(self, known: _Known, measure: Measure, population: Population, everybody: _Unknown | None) -> None:
        self.known, self.size = known, int(np.prod(known.shape))
        self._times = np.einsum("i,j,k->ijk", *(np.array(axis.alike, float) for axis in known.axes)).ravel()
        self._blocks: list[tuple[np.ndarray, np.ndarray, bool]] = []
        self._rules: list[tuple[dict[int, sparse.sparray], np.ndarray | float, np.ndarray | float]] = []
        low, high = self._people(measure.name)
        if everybody is not None:
            high = np.minimum(high, everybody.system.high[: self.size])
        if known.others is not None:
            high = np.where(np.arange(self.size) % known.shape[2] == known.others, known.many, high)
        self.people = self._block(low, high)
        self.small = high <= (FEW - 1) * self._times
        for axis in range(3):
            self._rule({self.people: self._over(axis, known.axes[axis].sums())}, 0, np.inf)
            self._rule({self.people: self._over(axis, known.axes[axis].pairs())}, 0, np.inf)
        self._rows(measure, population)
        self.system: System = self._system()
        self.system.propagate()

    def _people(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        published = self.known.published[name].ravel()
        down, up = self.known.leeway()
        is_told = ~np.isnan(published)
        few = (self.known.threshold - 1) * self._times
        return np.where(is_told, np.maximum(published - down, self.known.threshold), 0), np.where(
            is_told, published + up, few
        )

    def _rows(self, measure: Measure, population: Population) -> None:
        """Rows behind these people: all with the same condition, then those with a narrower one, and the others."""
        of_rows = [each for each in population.measures.values() if each.kind == "rows"]
        behind = [each for each in of_rows if each.where == measure.where]
        if not behind:
            return
        own = sparse.eye_array(self.size)
        least, most = self._further(measure.name, behind[0].name)
        everything = self._additive(*(edge + self._blocks[self.people][at] for at, edge in enumerate((least, most))))
        self._rule({everything: own, self.people: -own}, least, most)
        by_condition = {measure.where: everything}
        for each in of_rows:
            if not measure.where and each.where and each.where not in by_condition:
                part, others = self._additive(*self._part(each.name)), self._additive()
                self._rule({everything: own, part: -own, others: -own}, 0, 0)
                by_condition[each.where] = part
        for each in population.measures.values():
            if each.kind == "statistic" and each.value.startswith("avg(") and each.over:
                self._mean(each, by_condition)

    def _further(self, people: str, rows: str) -> tuple[np.ndarray, np.ndarray]:
        """How many more rows there are than people."""
        told = (self.known.published[rows] - self.known.published[people]).ravel()
        down, up = self.known.leeway(COARSER)
        return np.where(np.isnan(told), 0, np.maximum(told - down, 0)), np.where(
            np.isnan(told), self.known.many, told + up
        )

    def _part(self, rows: str) -> tuple[np.ndarray, np.ndarray]:
        """Rows of which the people are not published: people and further rows are rounded, each by itself."""
        told = self.known.published[rows].ravel()
        (down, up), (more_down, more_up) = self.known.leeway(), self.known.leeway(COARSER)
        is_told = ~np.isnan(told)
        return np.where(is_told, np.maximum(told - down - more_down, 0), 0), np.where(
            is_told, told + up + more_up, self.known.many
        )

    def _additive(self, low: np.ndarray | float = 0.0, high: np.ndarray | float = np.inf) -> int:
        block = self._block(np.full(self.size, low), np.minimum(np.full(self.size, high), self.known.many))
        for axis in range(3):
            self._rule({block: self._over(axis, self.known.axes[axis].sums())}, 0, 0)
        return block

    def _mean(self, measure: Measure, by_condition: Mapping[str, int]) -> None:
        """What the mean is of adds up, and is its rows times the mean, give or take the rounding."""
        over = " and ".join([*([measure.where] if measure.where else []), f"{measure.over} is not null"])
        rows = by_condition.get(over)
        published = self.known.published[measure.name].ravel()
        if rows is None or measure.unit != "days":
            return  # days are never negative, and rounded to whole ones; a score may be anything
        amounts = self._block(np.zeros(self.size), np.full(self.size, self.known.many * 1000), is_whole=False)
        for axis in range(3):
            self._rule({amounts: self._over(axis, self.known.axes[axis].sums())}, 0, 0)
        told = np.flatnonzero(~np.isnan(published))
        pick = sparse.eye_array(self.size, format="csr")[told]
        for edge, least, most in ((-0.5, 0.0, np.inf), (0.5, -np.inf, 0.0)):
            self._rule({amounts: pick, rows: -sparse.diags_array(published[told] + edge) @ pick}, least, most)

    def _over(self, axis: int, matrix: sparse.sparray) -> sparse.sparray:
        """What holds along one axis holds at every node of the others."""
        parts = [sparse.eye_array(len(each.names)) for each in self.known.axes]
        parts[axis] = matrix
        return sparse.kron(sparse.kron(parts[0], parts[1]), parts[2], format="csr")

    def _block(self, low: np.ndarray, high: np.ndarray, *, is_whole: bool = True) -> int:
        self._blocks.append((low, high, is_whole))
        return len(self._blocks) - 1

    def _rule(self, parts: dict[int, sparse.sparray], least: np.ndarray | float, most: np.ndarray | float) -> None:
        if next(iter(parts.values())).shape[0]:
            self._rules.append((parts, least, most))

    def _system(self) -> System:
        low, high = (np.concatenate([block[at] for block in self._blocks]) for at in (0, 1))
        system = System(low, high, np.repeat([block[2] for block in self._blocks], self.size))
        for parts, least, most in self._rules:
            count = next(iter(parts.values())).shape[0]
            empty = sparse.csr_array((count, self.size))
            system.add(sparse.hstack([parts.get(at, empty) for at in range(len(self._blocks))]), least, most)
        system.close()
        return system

    def solve(self, until: float) -> Ranges:
        """Narrow by programs the cells that propagation has made doubtful, then some others, while there is time."""
        low, high = self._of_one()
        wide = high - low + 1
        doubtful = np.flatnonzero(self.small & (wide <= _DOUBTFUL) & (wide > 1))
        others = np.flatnonzero(self.small & (wide > _DOUBTFUL) & (self._times == 1))
        self.system.prepare(self.size)
        unsettled = 0
        for cell in (*doubtful[np.argsort(wide[doubtful])], *np.random.default_rng(1).permutation(others)[:_SAMPLE]):
            left = until - time.monotonic()
            if left <= 0:
                unsettled += int(wide[cell] <= _DOUBTFUL)
                continue
            among = self._around(cell)
            self.system.low[cell] = self.system.extreme(cell, among, lowest=True, seconds=left)
            self.system.high[cell] = self.system.extreme(cell, among, lowest=False, seconds=left)
        low, high, small = (each.reshape(self.known.shape) for each in (*self._of_one(), self.small))
        return Ranges(self.known.axes, low, high, small, unsettled)

    def _around(self, cell: int) -> np.ndarray:
        """Unknowns that bear on a cell: its value, and the whole, in all places and periods; and all of its place."""
        place, _, value = np.unravel_index(cell, self.known.shape)
        near = np.zeros(self.known.shape, bool)
        near[:, :, value] = near[:, :, -1] = near[place] = True
        among = np.zeros(len(self.system.low), bool)
        among[: self.size] = near.ravel()
        return among

    def _of_one(self) -> tuple[np.ndarray, np.ndarray]:
        """The bounds of one of the places that a node stands for."""
        low, high = self.system.low[: self.size], self.system.high[: self.size]
        few = np.where(self._times > 1, self.known.threshold - 1, high)
        return np.maximum(low - (self._times - 1) * few, 0), np.minimum(high, few)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _finding(publication: Publication, measure: Measure, found: Ranges) -> Finding:
    wide, times, small = found.high - found.low + 1, found.times, found.small
    narrowed = small & (wide <= NARROW)
    order = sorted(zip(wide[narrowed], *np.nonzero(narrowed), strict=True))[:_EXAMPLES]
    return Finding(
        table=publication.table,
        measure=measure.name,
        cells=int(times.sum()),
        small=int(times[small].sum()),
        exact=int(times[small & (wide <= 1)].sum()),
        narrowed=int(times[narrowed].sum()),
        unsettled=found.unsettled,
        examples=tuple(_told(found, tuple(int(part) for part in at)) for _, *at in order),
    )


def _told(found: Ranges, at: tuple[int, ...]) -> str:
    names = [axis.names[part] for axis, part in zip(found.axes, at, strict=True)]
    where = ", ".join(str(each) for each in (*names[:2], *names[2])) if isinstance(names[2], tuple) else str(names)
    low, high = int(found.low[at]), int(found.high[at])
    return f"{where}: {low}" if low == high else f"{where}: {low} to {high}"
