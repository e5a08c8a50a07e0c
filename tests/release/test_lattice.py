"""A row counts in the world, in its country and in one region of every scheme; and in the periods around its year."""

from __future__ import annotations

import duckdb
import pytest

from engagement.release.lattice import create_lattice, joins, numbers
from tests.release.world import REGIONS, periods_of, places_of


def _nodes(connection: duckdb.DuckDBPyConnection, country: str | None, year: int | None) -> list[tuple[str, str]]:
    has = {"has_place": True, "has_period": True}
    sql = f"""
        select at_place.place::varchar, in_period.period::varchar
        from (select try_cast(? as lattice_country) as _iso3, ?::integer as _year) as cells{joins(**has)}
        """
    return connection.execute(sql, [country, year]).fetchall()


@pytest.mark.parametrize("year", [None, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
@pytest.mark.parametrize("country", [*REGIONS, "XXX"])
def test_a_row_counts_once_in_every_place_and_period_that_contains_it(connection, country, year):
    expected = [(place, period) for place in places_of(country) for period in periods_of(year)]

    assert sorted(_nodes(connection, country, year)) == sorted(expected)


def test_an_unknown_year_counts_in_all_years_and_in_no_other_period(connection):
    assert {period for _, period in _nodes(connection, "KEN", None)} == {"all"}


def test_no_row_counts_twice_in_the_same_kind_of_place_and_period(connection):
    has = {"has_place": True, "has_period": True}
    twice = connection.execute(
        f"""
        with cells as (
            select countries.iso3 as _iso3, years.year as _year
            from (select distinct iso3 from lattice_places) as countries
            cross join (select distinct year from lattice_periods) as years
        )
        select _iso3, _year from cells{joins(**has)} group by _iso3, _year, {numbers(**has)[1]} having count(*) > 1
        """
    ).fetchall()

    assert twice == []


def test_places_and_periods_have_numbers_of_their_own(connection):
    node, _ = numbers(has_place=True, has_period=True)
    places, periods, nodes = connection.execute(
        f"select count(distinct place), count(distinct period), count(distinct {node})"
        " from lattice_places as at_place cross join lattice_periods as in_period"
    ).fetchall()[0]

    assert nodes == places * periods


def test_without_a_record_there_are_places_and_no_periods():
    with duckdb.connect() as connection:
        connection.execute("create table places as select 'ZZZ' as iso3")
        connection.execute("create table region_membership (scheme varchar, region varchar, iso3 varchar)")
        connection.execute(
            "create table periods (period varchar, kind varchar, year integer, first_year integer, last_year integer)"
        )
        create_lattice(connection)

        assert _nodes(connection, "ZZZ", 2024) == []
