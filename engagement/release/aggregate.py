"""Rows of a population -> true counts and statistics of every cell of a publication. What comes out passes the gate.

Rows are added up once, for each country and year and each value of the other dimensions: these few sums are then taken
to every place and period. That counts somebody as often as there are rows; who has several is put right:

- whose rows are in one country and year counts once there, and so everywhere;
- whose rows are in two counts once less in every place and period that contains both;
- only who is in three or more is looked for in each place and period.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from engagement.population import PERIOD, PLACE, Measure, Population, Publication
from engagement.quoting import identifier
from engagement.release import lattice
from engagement.release.gate import people_behind

_ROWS, _OFTEN = "population_rows", "often_rows"
# Statistics keep their values in memory: of more rows than this, one kind of place and period is computed at a time.
_ALL_AT_ONCE = 500_000


@dataclass(frozen=True)
class _Conditions:
    """The distinct conditions of a population's measures: a row has a bit for each that is true for it."""

    sql: tuple[str, ...]
    bit: dict[str, int]

    def mask(self) -> str:
        """Return the bits of a row, in SQL."""
        return " | ".join(f"(coalesce({flag}, false)::ubigint << {bit})" for bit, flag in enumerate(self.sql))

    def holds(self, measure: Measure) -> str:
        """Return whether the bit of a measure is set, in SQL."""
        return f"_mask & {1 << self.bit[measure.name]} <> 0"


@dataclass(frozen=True)
class _Key:
    """What a publication counts by: place and period through the lattice, `own` dimensions by these columns."""

    by: tuple[str, ...]
    own: dict[str, str]
    has: dict[str, bool]

    @property
    def lattice_columns(self) -> list[str]:
        """The columns of the lattice: country and year."""
        return [column for column, has in zip(("_iso3", "_year"), self.has.values(), strict=True) if has]

    @property
    def names(self) -> list[str]:
        """The columns that name a cell of sums."""
        return [*map(identifier, self.own), *self.lattice_columns]

    @property
    def columns(self) -> list[str]:
        """The same columns, computed from rows."""
        return [
            *(f"{identifier(column)} as {identifier(name)}" for name, column in self.own.items()),
            *self.lattice_columns,
        ]

    def in_cells(self, table: str) -> str:
        """Return the rows of a table with the population's columns, joined with the cells that they are added up in."""
        pairs = [
            *((identifier(column), identifier(name)) for name, column in self.own.items()),
            *((column, column) for column in self.lattice_columns),
        ]
        return f"{table} as rows inner join cells on {_same('rows', 'cells', pairs)}"


def stage(connection: duckdb.DuckDBPyConnection, population: Population, sql: str) -> None:
    """Run a population's select once, for all its publications, and set apart the rows of people who have several."""
    person = identifier(population.person)
    people = f"coalesce({identifier(population.people)}, 0)" if population.people else "1"
    place, period = population.dimensions.get(PLACE), population.dimensions.get(PERIOD)
    country = f"coalesce(cast({identifier(place.column)} as varchar), '{lattice.NO_PLACE}')" if place else "null"
    connection.execute(
        f"""
        create or replace temp table {_ROWS} as
        select
            *,
            {person} as _person,
            cast({people} as bigint) as _people,
            try_cast({country} as {lattice.COUNTRIES}) as _iso3,
            {f"cast({identifier(period.column)} as integer)" if period else "null"} as _year,
            {_conditions(population).mask()} as _mask
        from ({sql}
        ) as population
        where {people} > 0 and {person} is not null
        """
    )
    own = {dimension.column for name, dimension in population.dimensions.items() if name not in (PLACE, PERIOD)}
    connection.execute(
        f"""
        create or replace temp table {_OFTEN} as
        select {_list(*map(identifier, sorted(own)))} _person, _iso3, _year, _mask
        from {_ROWS}
        semi join (select _person from {_ROWS} group by all having count(*) > 1) as often using (_person)
        """
    )


def unstage(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the rows of the population."""
    tables = (_ROWS, _OFTEN, "sums", "cells", "cell_nodes", "added", "repeated", "people", "counts", "keyed_rows")
    for table in tables:
        connection.execute(f"drop table if exists {table}")


def cells_of(connection: duckdb.DuckDBPyConnection, population: Population, publication: Publication) -> pa.Table:
    """Count one publication.

    Returns:
        The cells that any row counts in: the columns of `publication.by`, for each measure its true value, and
        under `people_behind(measure)` the distinct people it counts.
    """
    conditions = _conditions(population)
    own = {name: population.dimensions[name].column for name in publication.by if name not in (PLACE, PERIOD)}
    key = _Key(publication.by, own, {"has_place": PLACE in publication.by, "has_period": PERIOD in publication.by})
    _add_up(connection, key)
    _put_right(connection, key)
    _count(connection)
    statistics = _statistics(connection, population, conditions, key)
    cells = _table(connection, population, conditions, key, statistics)
    for table in set(statistics.values()):
        connection.execute(f"drop table {table}")
    return cells


def _add_up(connection: duckdb.DuckDBPyConnection, key: _Key) -> None:
    """Add up all rows by country, year and own dimensions: cells, and the places and periods that they are in."""
    node, kind = lattice.numbers(**key.has)
    own = ", ".join(map(identifier, key.own))
    statements = f"""
        create or replace temp table sums as
        select {_list(*key.columns)} _mask, sum(_people)::bigint as _people from {_ROWS} group by all;

        create or replace temp table cells as
        select
            {_list(*key.names)}
            cast(row_number() over () as integer) as _cell,
            cast({f"dense_rank() over (order by {own})" if own else "0"} as integer) as _own
        from (select distinct {", ".join(key.names) or "0"} from sums);

        create or replace temp table cell_nodes as
        select
            cells._cell,
            cells._own::bigint * 4294967296 + {node} as _node,
            cast({kind} as integer) as _step
            {", at_place.place" if key.has["has_place"] else ""}
            {", in_period.period" if key.has["has_period"] else ""}
        from cells{lattice.joins(**key.has)};

        create or replace temp table added as
        select cells._cell, sums._mask, sums._people as _people, sums._people as _in_rows
        from sums inner join cells on {_same("sums", "cells", [(name, name) for name in key.names])};
        """
    connection.execute(statements)


def _put_right(connection: duckdb.DuckDBPyConnection, key: _Key) -> None:
    """Take back what was added for rows of people who have several, and add these people."""
    statements = f"""
        create or replace temp table repeated as
        select cells._own, rows._person, cells._cell, bit_or(rows._mask) as _mask
        from {key.in_cells(_OFTEN)} group by all;

        create or replace temp table people as
        select
            _own, _person, count(*) as cells,
            min(_cell) as first_cell, arg_min(_mask, _cell) as first_mask,
            max(_cell) as last_cell, arg_max(_mask, _cell) as last_mask
        from repeated group by all;

        insert into added
        select cells._cell, rows._mask, -count(*) as _people, 0 as _in_rows from {key.in_cells(_OFTEN)} group by all
        union all
        select first_cell, first_mask, count(*), 0 from people where cells <= 2 group by all
        union all
        select last_cell, last_mask, count(*), 0 from people where cells = 2 group by all;
        """
    connection.execute(statements)


def _count(connection: duckdb.DuckDBPyConnection) -> None:
    """Count in every place and period."""
    connection.execute(
        """
        create or replace temp table counts as
        select cell_nodes._node, added._mask, sum(added._people) as _people, sum(added._in_rows) as _in_rows
        from added inner join cell_nodes using (_cell)
        group by all
        union all
        select first_node._node, people.first_mask & people.last_mask, -count(*), 0
        from people
        inner join cell_nodes as first_node on people.first_cell = first_node._cell
        inner join cell_nodes as last_node on people.last_cell = last_node._cell and first_node._node = last_node._node
        where people.cells = 2
        group by all
        union all
        select _node, _mask, count(*), 0
        from (
            select cell_nodes._node, repeated._person, bit_or(repeated._mask) as _mask
            from repeated
            semi join (select _own, _person from people where cells > 2) as several using (_own, _person)
            inner join cell_nodes using (_cell)
            group by all
        )
        group by all
        """
    )


def _statistics(
    connection: duckdb.DuckDBPyConnection, population: Population, conditions: _Conditions, key: _Key
) -> dict[str, str]:
    """Compute what is computed over rows rather than people; the table that each measure is in."""
    grouped: dict[str, list[Measure]] = {}
    for measure in population.measures.values():
        if not measure.is_count or measure.times:
            grouped.setdefault(conditions.holds(measure), []).append(measure)
    if not grouped:
        return {}
    connection.execute(
        f"create or replace temp table keyed_rows as select rows.*, cells._cell from {key.in_cells(_ROWS)}"
    )
    is_small, steps = connection.execute(
        f"""
        select (select count(*) from keyed_rows) <= {_ALL_AT_ONCE}, list(distinct _step order by _step)
        from cell_nodes
        """
    ).fetchall()[0]
    tables: dict[str, str] = {}
    for number, (condition, measures) in enumerate(grouped.items()):
        values = ", ".join(f"{_value(measure)} as {identifier(measure.name)}" for measure in measures)
        select = f"select _node, {values} from keyed_rows as rows inner join cell_nodes using (_cell) where {condition}"
        parts = [""] if is_small or not steps else [f" and _step = {step}" for step in steps]
        table = f"statistics_{number}"
        for first, part in enumerate(parts):
            into = f"insert into {table}" if first else f"create or replace temp table {table} as"
            connection.execute(f"{into} {select}{part} group by all")
        tables |= {measure.name: table for measure in measures}
    return tables


def _table(
    connection: duckdb.DuckDBPyConnection,
    population: Population,
    conditions: _Conditions,
    key: _Key,
    statistics: dict[str, str],
) -> pa.Table:
    """Put counts and statistics side by side, one row per cell."""
    counted, columns = [], []
    for measure in population.measures.values():
        name, behind = identifier(measure.name), identifier(people_behind(measure.name))
        condition = conditions.holds(measure)
        counted.append(f"{_sum('_people', condition)} as {behind}")
        if measure.kind == "rows" and not measure.times:
            counted.append(f"{_sum('_in_rows', condition)} as {name}")
        value = f"counted.{behind}" if measure.kind == "people" else f"{statistics.get(measure.name, 'counted')}.{name}"
        value = f"coalesce({value}, 0)" if measure.times else value
        columns += [f"{value} as {name}", f"counted.{behind}"]
    by = [
        f"any_value(cells.{identifier(name)}) as {identifier(name)}"
        if name in key.own
        else f"any_value(cell_nodes.{name})::varchar as {name}"
        for name in key.by
    ]
    joined = "".join(f" left join {table} using (_node)" for table in dict.fromkeys(statistics.values()))
    # without dimensions there is one cell, which is there without anybody too
    node, group = ("_node, ", "group by _node") if key.by else ("0::bigint as _node, ", "")
    sql = f"""
        with counted as (select {node}{", ".join(counted)} from counts {group}),
        nodes as (select {_list(*by)} _node from cell_nodes inner join cells using (_cell) group by _node)
        select {_list(*(f"nodes.{identifier(name)}" for name in key.by))} {", ".join(columns)}
        from counted {"inner join nodes using (_node)" if key.by else ""}{joined}
        """
    return connection.sql(sql).to_arrow_table()


def _value(measure: Measure) -> str:
    """Return a statistic, or how often rows count that count several times."""
    if not measure.times:
        return measure.value
    return f"cast(coalesce(sum(rows._people * rows.{identifier(measure.times)}), 0) as bigint)"


def _sum(column: str, condition: str) -> str:
    return f"cast(coalesce(sum({column}) filter (where {condition}), 0) as bigint)"


def _same(left: str, right: str, columns: list[tuple[str, str]]) -> str:
    return " and ".join(f"{left}.{column} is not distinct from {right}.{other}" for column, other in columns) or "true"


def _list(*names: str) -> str:
    """Return names in a list that goes on."""
    return "".join(f"{name}, " for name in names)


def _conditions(population: Population) -> _Conditions:
    bit, bit_of = dict[str, int](), dict[str, int]()
    for measure in population.measures.values():
        parts = [f"({measure.where})"] if measure.where else []
        parts += [f"({measure.over}) is not null"] if measure.over else []
        bit[measure.name] = bit_of.setdefault(" and ".join(parts) or "true", len(bit_of))
    return _Conditions(tuple(bit_of), bit)
