"""What cells are counted by, as an attacker sees it: the parts that there are, and the unions of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
from scipy import sparse

# A union by its index, and the indices of parts that make it up.
Union = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class Axis:
    """Nodes of one dimension.

    names: a published key each; of places that are alike, the first stands for all of them.
    alike: how many places each node stands for: those that were never published and lie in the same regions.
    unions: which nodes consist of which others; a node may do so in several ways.
    """

    names: tuple[object, ...]
    alike: tuple[int, ...]
    unions: tuple[Union, ...]

    @cached_property
    def index(self) -> Mapping[object, int]:
        """Where a key stands."""
        return {name: index for index, name in enumerate(self.names)}

    def sums(self) -> sparse.csr_array:
        """Return a row for each union: its parts less itself."""
        matrix = sparse.lil_array((len(self.unions), len(self.names)))
        for row, (union, parts) in enumerate(self.unions):
            matrix[row, list(parts)] = 1
            matrix[row, union] = -1
        return matrix.tocsr()

    def pairs(self) -> sparse.csr_array:
        """Return a row for each union and part: the union less the part, as many times as it holds places."""
        pairs = sorted({(union, part) for union, parts in self.unions for part in parts})
        rows = np.repeat(np.arange(len(pairs)), 2)
        values = [value for _, part in pairs for value in (float(self.alike[part]), -1.0)]
        columns = [index for pair in pairs for index in pair]
        return sparse.csr_array((values, (rows, columns)), shape=(len(pairs), len(self.names)))


def times_of(axes: Sequence[Axis]) -> np.ndarray:
    """Return how many cells each cell of three axes stands for."""
    places, periods, values = (np.array(axis.alike, float) for axis in axes)
    return places[:, None, None] * periods[None, :, None] * values[None, None, :]


def single(name: object) -> Axis:
    """Return an axis of a publication that is not counted by this dimension."""
    return Axis((name,), (1,), ())


def place_axis(connection: duckdb.DuckDBPyConnection, place_keys: Collection[object]) -> Axis:
    """Return the axis of the world, regions of every scheme and countries.

    Unpublished countries of the same regions are one place."""
    regions: dict[str, dict[str, str]] = {}
    for scheme, region, iso3 in connection.execute("select scheme, region, iso3 from region_membership").fetchall():
        regions.setdefault(scheme, {})[iso3] = f"{scheme}:{region}"
    groups: dict[tuple[str, ...], list[str]] = {}
    for (iso3,) in connection.execute("select iso3 from places order by iso3").fetchall():
        within = tuple(regions[scheme].get(iso3, "") for scheme in sorted(regions))
        groups.setdefault((*within, iso3 if iso3 in place_keys else ""), []).append(iso3)
    names: list[object] = [members[0] for members in groups.values()]
    alike = [len(members) for members in groups.values()]
    inside: dict[str, list[int]] = {}
    unions: list[Union] = []
    for index, within in enumerate(groups):
        for region in set(within[:-1]) - {""}:
            inside.setdefault(region, []).append(index)
    world = len(names) + len(inside)
    for scheme in sorted(regions):
        of_world = [index for index, within in enumerate(groups) if not within[sorted(regions).index(scheme)]]
        for region in sorted(key for key in inside if key.startswith(f"{scheme}:")):
            unions.append((len(names), tuple(inside[region])))
            of_world.append(len(names))
            names.append(region)
        unions.append((world, tuple(of_world)))
    return Axis((*names, "world"), (*alike, *[1] * (len(names) - len(alike) + 1)), tuple(unions))


def period_axis(connection: duckdb.DuckDBPyConnection) -> Axis:
    """Return years and spans; a span is all its years, and also the next shorter span with the years beyond it."""
    rows = connection.execute(
        "select period, kind, first_year, last_year from periods order by last_year - first_year, first_year"
    ).fetchall()
    years = {first: index for index, (_, kind, first, _) in enumerate(rows) if kind == "year"}
    spans = {
        index: frozenset(year for year in years if first <= year <= last)
        for index, (_, kind, first, last) in enumerate(rows)
        if kind != "year"
    }
    unions: list[Union] = []
    for index, inside in spans.items():
        unions.append((index, tuple(years[year] for year in sorted(inside))))
        shorter = [other for other in spans if other != index and spans[other] < inside]
        if shorter:
            longest = max(shorter, key=lambda other: len(spans[other]))
            unions.append((index, (longest, *(years[year] for year in sorted(inside - spans[longest])))))
    return Axis(tuple(row[0] for row in rows), (1,) * len(rows), tuple(unions))


def value_axis(values: Sequence[tuple[object, ...]], *, has_whole: bool) -> Axis:
    """Return values of the other dimensions together and, where it is published, the whole of them: an empty tuple."""
    names: list[object] = list(values)
    unions: tuple[Union, ...] = ()
    if has_whole:
        unions = ((len(names), tuple(range(len(names)))),)
        names.append(())
    return Axis(tuple(names), (1,) * len(names), unions)
