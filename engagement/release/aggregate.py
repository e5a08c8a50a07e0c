"""Rows of a population -> true counts and statistics of every cell of a publication. What comes out passes the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engagement.population import PERIOD, PLACE, Measure, Population, Publication
from engagement.release import lattice
from engagement.release.gate import people_behind

# Up to so many rows it is quicker to count them in all places and periods at once.
_ALL_AT_ONCE = 400_000
_ROWS = "population_rows"


@dataclass(frozen=True)
class _Condition:
    """Rows that count: `sql` is true for them. Measures with the same condition have the same people behind them."""

    sql: str
    column: str


def stage(connection: duckdb.DuckDBPyConnection, population: Population, sql: str) -> int:
    """Run a population's select once, for all its publications; the number of its rows."""
    person = _name(population.person)
    people = f"coalesce({_name(population.people)}, 0)" if population.people else "1"
    place, period = population.dimensions.get(PLACE), population.dimensions.get(PERIOD)
    connection.execute(
        f"""
        create or replace temp table {_ROWS} as
        select
            *,
            {person} as _person,
            cast({people} as bigint) as _people,
            {f"coalesce({_name(place.column)}, '{lattice.NO_PLACE}')" if place else "null"} as _iso3,
            {f"cast({_name(period.column)} as integer)" if period else "null"} as _year
        from ({sql}
        ) as population
        where {people} > 0 and {person} is not null
        """
    )
    return int(connection.execute(f"select count(*) from {_ROWS}").fetchall()[0][0])


def unstage(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the rows of the population."""
    connection.execute(f"drop table if exists {_ROWS}")


def cells_of(connection: duckdb.DuckDBPyConnection, population: Population, publication: Publication) -> pa.Table:
    """Count one publication.

    Returns:
        The cells that any row counts in: the columns of `publication.by`, for each measure its true value, and
        under `people_behind(measure)` the distinct people behind it.
    """
    conditions = _conditions(population)
    own = [name for name in publication.by if name not in (PLACE, PERIOD)]
    rows = _rows(population, own, conditions)
    connection.execute(f"create or replace temp table flagged_rows as {rows}")
    _split(connection, own, conditions)
    has = {"has_place": PLACE in publication.by, "has_period": PERIOD in publication.by}
    everything = connection.execute(f"select count(*) <= {_ALL_AT_ONCE} from {_ROWS}").fetchall()[0][0]
    steps: Sequence[tuple[str, str]] = [("", "")] if everything else lattice.steps(connection, **has)
    tables = [_step(connection, population, publication, conditions, own, step, has) for step in steps]
    return pa.concat_tables(tables)


def _rows(population: Population, own: Sequence[str], conditions: dict[str, _Condition]) -> str:
    named = "".join(f", {_name(population.dimensions[name].column)} as {_name(name)}" for name in own)
    flags = "".join(f", coalesce({each.sql}, false) as {each.column}" for each in _distinct(conditions))
    return f"select _person, _people, _iso3, _year{named}{flags} from {_ROWS}"


def _split(connection: duckdb.DuckDBPyConnection, own: Sequence[str], conditions: dict[str, _Condition]) -> None:
    """Set apart people with one row, who are one wherever it counts, from those who have to be told apart.

    Most people have one row, and their cells can simply be added up.
    """
    names = "".join(f", {_name(name)}" for name in own)
    same = " and ".join(f"rows.{_name(name)} is not distinct from often.{_name(name)}" for name in ("_person", *own))
    connection.execute(
        f"""
        create or replace temp table often as
        select _person{names} from flagged_rows group by all having count(*) > 1
        """
    )
    once = ", ".join(
        f"coalesce(sum(_people) filter (where {each.column}), 0) as {each.column}" for each in _distinct(conditions)
    )
    connection.execute(
        f"""
        create or replace temp table once_cells as
        select _iso3, _year{names}, {once} from flagged_rows as rows anti join often on {same} group by all
        """
    )
    connection.execute(
        f"create or replace temp table often_rows as select rows.* from flagged_rows as rows semi join often on {same}"
    )


def _step(
    connection: duckdb.DuckDBPyConnection,
    population: Population,
    publication: Publication,
    conditions: dict[str, _Condition],
    own: Sequence[str],
    step: tuple[str, str],
    has: dict[str, bool],
) -> pa.Table:
    """The cells of one kind of place and one kind of period, or of all of them."""
    join = lattice.joins(step[0] or None, step[1] or None, **has)
    key = {PLACE: "at_place.place", PERIOD: "in_period.period"}
    names = [f"{key.get(name, 'rows.' + _name(name))} as {_name(name)}" for name in publication.by]
    by = ", ".join(names) + ", " if names else ""
    keys = ", ".join(_name(name) for name in publication.by)
    each = _distinct(conditions)
    counts = _people_counts(by, keys, join, [condition.column for condition in each])
    parts = [f"counts as ({counts})"]
    columns, joined = [f"counts.{_name(name)}" for name in publication.by], ""
    for number, (condition, measures) in enumerate(_statistics(population, conditions)):
        values = ", ".join(f"{_value(measure)} as {_name(measure.name)}" for measure in measures)
        own_names = [
            f"{key.get(name, _name(population.dimensions[name].column) if name in population.dimensions else name)}"
            f" as {_name(name)}"
            for name in publication.by
        ]
        own_by = ", ".join(own_names) + ", " if own_names else ""
        parts.append(
            f"statistics_{number} as (select {own_by}{values} from {_ROWS} as rows{join} where {condition.sql}"
            f"{' group by all' if keys else ''})"
        )
        same = " and ".join(
            f"counts.{_name(name)} is not distinct from statistics_{number}.{_name(name)}" for name in publication.by
        )
        joined += f" left join statistics_{number} on {same or 'true'}"
    for measure in population.measures.values():
        condition = conditions[measure.name]
        value = {
            "people": f"counts.{condition.column}",
            "rows": f"coalesce({_name(measure.name)}, 0)",
            "statistic": _name(measure.name),
        }[measure.kind]
        columns.append(f"{value} as {_name(measure.name)}")
        columns.append(f"counts.{condition.column} as {_name(people_behind(measure.name))}")
    sql = f"with {', '.join(parts)} select {', '.join(columns)} from counts{joined}"
    return connection.sql(sql).to_arrow_table()


def _people_counts(by: str, keys: str, join: str, flags: Sequence[str]) -> str:
    group = " group by all" if keys else ""
    named = f"{keys}, " if keys else ""
    once = ", ".join(f"cast(sum(rows.{flag}) as bigint) as {flag}" for flag in flags)
    # somebody with several rows is one person; a row of many people adds those beyond the first
    person = ", ".join(
        f"cast(bool_or(rows.{flag}) as bigint) + coalesce(sum(rows._people - 1) filter (where rows.{flag}), 0) as {flag}"
        for flag in flags
    )
    total = ", ".join(f"cast(coalesce(sum({flag}), 0) as bigint) as {flag}" for flag in flags)
    added = ", ".join(f"sum({flag}) as {flag}" for flag in flags)
    return (
        f"select {named}{total} from ("
        f" select {by}{once} from once_cells as rows{join}{group}"
        f" union all select {named}{added} from (select {by}{person} from often_rows as rows{join}"
        f" group by {keys + ', ' if keys else ''}rows._person){group}"
        f"){group}"
    )


def _conditions(population: Population) -> dict[str, _Condition]:
    """The condition of every measure, by its name; equal ones share a column."""
    known: dict[str, _Condition] = {}
    by_measure = {}
    for measure in population.measures.values():
        parts = [f"({measure.where})"] if measure.where else []
        parts += [f"({measure.over}) is not null"] if measure.over else []
        sql = " and ".join(parts) or "true"
        by_measure[measure.name] = known.setdefault(sql, _Condition(sql, f"_flag_{len(known)}"))
    return by_measure


def _distinct(conditions: dict[str, _Condition]) -> list[_Condition]:
    return list(dict.fromkeys(conditions.values()))


def _statistics(population: Population, conditions: dict[str, _Condition]) -> list[tuple[_Condition, list[Measure]]]:
    """What is computed over rows rather than people, by its condition: statistics, and counts of rows."""
    grouped: dict[_Condition, list[Measure]] = {}
    for measure in population.measures.values():
        if measure.kind != "people":
            grouped.setdefault(conditions[measure.name], []).append(measure)
    return list(grouped.items())


def _value(measure: Measure) -> str:
    if measure.kind != "rows":
        return measure.value
    times = f" * rows.{_name(measure.times)}" if measure.times else ""
    return f"cast(coalesce(sum(rows._people{times}), 0) as bigint)"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
