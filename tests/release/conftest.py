"""Seven countries in two schemes and six years, one of them without a record, as models of a release give them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from engagement.release.lattice import create_lattice
from tests.release.world import PERIODS, REGIONS


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the lattice of the small world."""
    with duckdb.connect() as connection:
        connection.execute("create table places (iso3 varchar)")
        connection.execute("create table region_membership (scheme varchar, region varchar, iso3 varchar)")
        for iso3, (one, other) in REGIONS.items():
            connection.execute("insert into places values (?)", [iso3])
            connection.execute("insert into region_membership values ('one', ?, ?)", [one, iso3])
            connection.execute("insert into region_membership values ('it''s', ?, ?)", [other, iso3])
        connection.execute(
            "create table periods (period varchar, kind varchar, year integer, first_year integer, last_year integer)"
        )
        for period, (first, last) in PERIODS.items():
            is_year = period.isdigit()
            connection.execute(
                "insert into periods values (?, ?, ?, ?, ?)",
                [period, "year" if is_year else period, first if is_year else None, first, last],
            )
        create_lattice(connection)
        yield connection
