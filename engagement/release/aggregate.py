"""Rows of a population -> true counts and statistics of every cell of a publication. What comes out passes the gate.

People are told apart only where they have to be. Whoever has one row in a cell's own dimensions is one person wherever
that row counts, so such rows are added up: first in each country and year, then these few sums in every place and
period. Only people with rows in several countries or years are looked at one by one, in each place and period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engagement.population import PERIOD, PLACE, Measure, Population, Publication
from engagement.release import lattice
from engagement.release.gate import people_behind

# Up to so many rows it is quicker to take them to all places and periods at once.
_ALL_AT_ONCE = 50_000
_ROWS = "population_rows"


@dataclass(frozen=True)
class _Conditions:
    """The distinct conditions of a population's measures, by number: a row has a bit for each that is true for it."""

    sql: tuple[str, ...]
    number: dict[str, int]

    def mask(self) -> str:
        """The bits of a row, in SQL."""
        bits = (f"(coalesce({each}, false)::ubigint << {number})" for number, each in enumerate(self.sql))
        return " | ".join(bits)

    def holds(self, measure: Measure) -> str:
        """Whether the bit of a measure is set, in SQL."""
        return f"_mask & {1 << self.number[measure.name]} <> 0"


def stage(connection: duckdb.DuckDBPyConnection, population: Population, sql: str) -> int:
    """Run a population's select once, for all its publications; the number of its rows."""
    person = _name(population.person)
    people = f"coalesce({_name(population.people)}, 0)" if population.people else "1"
    place, period = population.dimensions.get(PLACE), population.dimensions.get(PERIOD)
    country = f"coalesce(cast({_name(place.column)} as varchar), '{lattice.NO_PLACE}')" if place else "null"
    connection.execute(
        f"""
        create or replace temp table {_ROWS} as
        with population as materialized (
            select
                *,
                {person} as _person,
                cast({people} as bigint) as _people,
                try_cast({country} as {lattice.COUNTRIES}) as _iso3,
                {f"cast({_name(period.column)} as integer)" if period else "null"} as _year,
                {_conditions(population).mask()} as _mask
            from ({sql}
            ) as population
            where {people} > 0 and {person} is not null
        ),

        often as (select _person from population group by all having count(*) > 1)

        select population.*, often._person is not null as _is_often
        from population
        left join often on population._person = often._person
        """
    )
    return int(connection.execute(f"select count(*) from {_ROWS}").fetchall()[0][0])


def unstage(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the rows of the population."""
    for table in (_ROWS, "sums", "own_values", "cells", "repeated", "counts"):
        connection.execute(f"drop table if exists {table}")


def cells_of(connection: duckdb.DuckDBPyConnection, population: Population, publication: Publication) -> pa.Table:
    """Count one publication.

    Returns:
        The cells that any row counts in: the columns of `publication.by`, for each measure its true value, and
        under `people_behind(measure)` the distinct people behind it.
    """
    conditions = _conditions(population)
    key = _Key(population, publication)
    _add_up(connection, key)
    _tell_apart(connection, key)
    _count(connection, key)
    statistics = _statistics(connection, population, conditions, key)
    return _table(connection, population, conditions, key, statistics)


class _Key:
    """What a publication counts by: place and period by the lattice, other dimensions by their columns."""

    def __init__(self, population: Population, publication: Publication) -> None:
        self.by = publication.by
        self.own = {name: population.dimensions[name].column for name in self.by if name not in (PLACE, PERIOD)}
        self.has = {"has_place": PLACE in self.by, "has_period": PERIOD in self.by}
        self.at = [column for has, column in zip(self.has.values(), ("_iso3", "_year"), strict=True) if has]
        self.nodes = [name for name in (PLACE, PERIOD) if name in self.by]

    def own_columns(self) -> list[str]:
        """The columns of rows, named as the dimensions."""
        return [f"{_name(column)} as {_name(name)}" for name, column in self.own.items()]

    def same_own(self) -> str:
        """Whether `rows` have the own dimensions of `own_values`, in SQL."""
        same = (f"rows.{_name(column)} is not distinct from own_values.{_name(name)}" for name, column in self.own.items())
        return " and ".join(same) or "true"

    def node_columns(self) -> list[str]:
        """The places and periods that rows are taken to by the lattice's join."""
        columns = {PLACE: "at_place.place", PERIOD: "in_period.period"}
        return [f"{columns[name]} as {name}" for name in self.nodes]

    def steps(self, connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
        """Joins of `rows` with places and periods: one for all kinds of them, or one for each where rows are many."""
        is_small = connection.execute(f"select count(*) <= {_ALL_AT_ONCE} from {table}").fetchall()[0][0]
        steps = [("", "")] if is_small else lattice.steps(connection, **self.has)
        return [lattice.joins(place, period, **self.has) for place, period in steps]


def _add_up(connection: duckdb.DuckDBPyConnection, key: _Key) -> None:
    """Add up rows by country and year: all of them, and the people in them without those who have to be told apart."""
    own = [_name(name) for name in key.own]
    connection.execute(
        f"""
        create or replace temp table sums as
        select {_list(*key.own_columns(), *key.at)} _mask,
            sum(_people - cast(_is_often as integer)) as _people, sum(_people) as _in_rows
        from {_ROWS} group by all
        """
    )
    connection.execute(
        f"""
        create or replace temp table own_values as
        select {_list(*own)} cast(row_number() over () as integer) as _own
        from (select distinct {", ".join(own) or "0"} from sums)
        """
    )
    same = " and ".join(f"sums.{name} is not distinct from own_values.{name}" for name in own)
    connection.execute(
        f"""
        create or replace temp table cells as
        select {_list("own_values._own", *key.at)} _mask, cast(_people as bigint) as _people, cast(_in_rows as bigint) as _in_rows
        from sums inner join own_values on {same or "true"}
        """
    )


def _tell_apart(connection: duckdb.DuckDBPyConnection, key: _Key) -> None:
    """Find who counts in several countries or years of the same own dimensions; the others go to the sums."""
    at = "".join(f", {column}" for column in key.at)
    connection.execute(
        f"""
        create or replace temp table repeated as
        select own_values._own, rows._person{at}, bit_or(rows._mask) as _mask
        from {_ROWS} as rows inner join own_values on {key.same_own()}
        where rows._is_often group by all
        """
    )
    several = "(select _own, _person from repeated group by all having count(*) > 1)"
    connection.execute(
        f"""
        insert into cells
        select _own{at}, _mask, count(*) as _people, 0 as _in_rows
        from repeated anti join {several} as several using (_own, _person) group by all
        """
    )
    connection.execute(
        f"create or replace temp table repeated as select * from repeated semi join {several} as several using (_own, _person)"
    )


def _count(connection: duckdb.DuckDBPyConnection, key: _Key) -> None:
    """Take sums and people to every place and period."""
    nodes, keys = _list(*key.node_columns()), _list(*key.nodes)
    selects = [
        f"select rows._own, {nodes} rows._mask, sum(_people) as _people, sum(_in_rows) as _in_rows"
        f" from cells as rows{lattice.joins('', '', **key.has)} group by all"
    ]
    selects += [
        f"select _own, {keys} _mask, count(*) as _people, 0 as _in_rows from ("
        f"select rows._own, {nodes} rows._person, bit_or(rows._mask) as _mask from repeated as rows{join} group by all"
        ") group by all"
        for join in key.steps(connection, "repeated")
    ]
    connection.execute(f"create or replace temp table counts as {selects[0]}")
    for select in selects[1:]:
        connection.execute(f"insert into counts {select}")


def _statistics(
    connection: duckdb.DuckDBPyConnection, population: Population, conditions: _Conditions, key: _Key
) -> list[tuple[str, list[str]]]:
    """Compute what is computed over rows rather than people: tables, each with the measures in it."""
    grouped: dict[str, list[Measure]] = {}
    for measure in population.measures.values():
        if not measure.is_count:
            grouped.setdefault(conditions.holds(measure), []).append(measure)
    tables = []
    for number, (condition, measures) in enumerate(grouped.items()):
        values = ", ".join(f"{each.value} as {_name(each.name)}" for each in measures)
        selects = [
            f"select {_list('own_values._own', *key.node_columns())} {values}"
            f" from {_ROWS} as rows inner join own_values on {key.same_own()}{join} where {condition} group by all"
            for join in key.steps(connection, _ROWS)
        ]
        connection.execute(f"create or replace temp table statistics_{number} as {' union all '.join(selects)}")
        tables.append((f"statistics_{number}", [measure.name for measure in measures]))
    return tables


def _table(
    connection: duckdb.DuckDBPyConnection,
    population: Population,
    conditions: _Conditions,
    key: _Key,
    statistics: list[tuple[str, list[str]]],
) -> pa.Table:
    """Put counts and statistics side by side, one row per cell."""
    where = {name: table for table, names in statistics for name in names}
    counted, columns = [], []
    for measure in population.measures.values():
        name, behind = _name(measure.name), _name(people_behind(measure.name))
        condition = conditions.holds(measure)
        counted.append(f"{_sum('_people', condition)} as {behind}")
        if measure.kind == "rows":
            counted.append(f"{_sum('_in_rows', condition)} as {name}")
        table, value = ("counted", behind) if measure.kind == "people" else (where.get(measure.name, "counted"), name)
        columns += [f"{table}.{value} as {name}", f"counted.{behind}"]
    by = [f"cast(counted.{name} as varchar) as {name}" if name in key.nodes else f"own_values.{_name(name)}" for name in key.by]
    cell = ["_own", *key.nodes]
    joined = "".join(
        f" left join {table} on " + " and ".join(f"counted.{name} = {table}.{name}" for name in cell)
        for table, _ in statistics
    )
    # without dimensions there is one cell, and it is there without anybody too
    group = f"group by {', '.join(cell)}" if key.by else ""
    sql = f"""
        with counted as (select {_list(*cell) if key.by else "1 as _own,"} {", ".join(counted)} from counts {group})
        select {_list(*by)} {", ".join(columns)}
        from counted {"inner join own_values on counted._own = own_values._own" if key.own else ""}{joined}
        """
    return connection.sql(sql).to_arrow_table()


def _sum(column: str, condition: str) -> str:
    return f"cast(coalesce(sum({column}) filter (where {condition}), 0) as bigint)"


def _list(*names: str) -> str:
    """Names in a list that goes on."""
    return "".join(f"{name}, " for name in names)


def _conditions(population: Population) -> _Conditions:
    number, known = dict[str, int](), dict[str, int]()
    for measure in population.measures.values():
        parts = [f"({measure.where})"] if measure.where else []
        parts += [f"({measure.over}) is not null"] if measure.over else []
        number[measure.name] = known.setdefault(" and ".join(parts) or "true", len(known))
    return _Conditions(tuple(known), number)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
