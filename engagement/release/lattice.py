"""Places and periods that a row counts in, besides its own: world, regions of every scheme; all and the last years."""

from __future__ import annotations

import duckdb

# The models that it is made from.
READS = ("periods", "places", "region_membership")
WORLD, EVERY_YEAR, NO_PLACE = "world", "all", "ZZZ"
# Countries, places and periods are kept as enums: whatever is counted, is counted by small whole numbers.
COUNTRIES = "lattice_country"
_PLACES, _PERIODS = "lattice_places", "lattice_periods"


def create_lattice(connection: duckdb.DuckDBPyConnection) -> None:
    """Create which places and periods contain which countries and years, from the models.

    `step` numbers kinds of places, and of periods: a row counts once in each.

    Args:
        connection: has the models that it `READS`.
    """
    contained = f"""
        select iso3, '{WORLD}' as place, '{WORLD}' as kind from places
        union all
        select iso3, iso3 as place, 'country' as kind from places
        union all
        select iso3, scheme || ':' || region as place, 'region ' || scheme as kind from region_membership
        """
    for name, values in (
        (COUNTRIES, "select distinct iso3 from places"),
        ("lattice_place", f"select distinct place from ({contained})"),
        # where nothing is recorded there is no period at all
        ("lattice_period", f"select period from periods union select '{EVERY_YEAR}'"),
    ):
        connection.execute(f"create temp type {name} as enum ({values} order by all)")
    connection.execute(
        f"""
        create temp table {_PLACES} as
        select
            try_cast(iso3 as {COUNTRIES}) as iso3,
            cast(place as lattice_place) as place,
            dense_rank() over (order by kind) as step
        from ({contained})
        """
    )
    connection.execute(
        f"""
        create temp table {_PERIODS} as
        select
            years.year,
            cast(periods.period as lattice_period) as period,
            dense_rank() over (order by periods.kind) as step
        from periods
        inner join (select year from periods where kind = 'year' union all select null) as years
            on years.year between periods.first_year and periods.last_year
                or (years.year is null and periods.kind = '{EVERY_YEAR}')
        """
    )


def joins(*, has_place: bool, has_period: bool) -> str:
    """Return the joins that take `cells` with `_iso3` and `_year` to every place and period that contains them."""
    text = ""
    if has_place:
        text += f" inner join {_PLACES} as at_place on cells._iso3 = at_place.iso3"
    if has_period:
        text += f" inner join {_PERIODS} as in_period on cells._year is not distinct from in_period.year"
    return text


def numbers(*, has_place: bool, has_period: bool) -> tuple[str, str]:
    """Return SQL on these joins: one number for the place and period, and one for the kinds of them."""
    place, period = "enum_code(at_place.place)::bigint * 65536", "enum_code(in_period.period)::bigint"
    node = [part for part, has in ((place, has_place), (period, has_period)) if has]
    kind = [part for part, has in (("at_place.step * 100", has_place), ("in_period.step", has_period)) if has]
    return " + ".join(node) or "0", " + ".join(kind) or "0"
