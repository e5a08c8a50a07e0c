"""Places and periods that a row counts in, besides its own: world, regions of every scheme; all and the last years."""

from __future__ import annotations

from itertools import product

import duckdb

WORLD, EVERY_YEAR, NO_PLACE = "world", "all", "ZZZ"
# Countries, places and periods are kept as enums: whatever is counted, is counted by small whole numbers.
COUNTRIES = "lattice_country"
_PLACES, _PERIODS = "lattice_places", "lattice_periods"


def create_lattice(connection: duckdb.DuckDBPyConnection) -> None:
    """Create which places and periods contain which countries and years, from the models.

    Args:
        connection: has the models `region_membership`, `places` and `periods`.
    """
    nodes = f"""
        select iso3, '{WORLD}' as place, 'world' as step from places
        union all
        select iso3, iso3 as place, 'country' as step from places
        union all
        select iso3, scheme || ':' || region as place, 'region ' || scheme as step from region_membership
        """
    connection.execute(f"create temp type {COUNTRIES} as enum (select distinct iso3 from places order by iso3)")
    connection.execute(f"create temp type lattice_place as enum (select distinct place from ({nodes}) order by place)")
    periods = f"select period from periods union select '{EVERY_YEAR}' order by period"  # without records there is none
    connection.execute(f"create temp type lattice_period as enum ({periods})")
    connection.execute(
        f"""
        create temp table {_PLACES} as
        select try_cast(iso3 as {COUNTRIES}) as iso3, cast(place as lattice_place) as place, step from ({nodes})
        """
    )
    connection.execute(
        f"""
        create temp table {_PERIODS} as
        select years.year, cast(periods.period as lattice_period) as period, periods.kind as step
        from periods
        inner join (select year from periods where kind = 'year' union all select null) as years
            on years.year between periods.first_year and periods.last_year
                or (years.year is null and periods.kind = 'all')
        """
    )


def steps(connection: duckdb.DuckDBPyConnection, *, has_place: bool, has_period: bool) -> list[tuple[str, str]]:
    """Every kind of place with every kind of period; an empty name where that is no dimension."""
    places = _steps(connection, _PLACES) if has_place else [""]
    periods = _steps(connection, _PERIODS) if has_period else [""]
    return list(product(places, periods))


def joins(place_step: str, period_step: str, *, has_place: bool, has_period: bool) -> str:
    """The join that takes `rows` with `_iso3` and `_year` to the places and periods of one step; empty takes all steps."""
    text = ""
    if has_place:
        text += f" inner join {_PLACES} as at_place on rows._iso3 = at_place.iso3" + _step("at_place", place_step)
    if has_period:
        text += f" inner join {_PERIODS} as in_period on rows._year is not distinct from in_period.year"
        text += _step("in_period", period_step)
    return text


def _step(name: str, step: str) -> str:
    quoted = step.replace("'", "''")  # a scheme has the name that its reference file gives it
    return f" and {name}.step = '{quoted}'" if step else ""


def _steps(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [step for (step,) in connection.execute(f"select distinct step from {table} order by step").fetchall()]
