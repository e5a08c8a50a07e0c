"""What a SQL text is made of is found with its scope and its place, and nothing but one select gets through."""

from __future__ import annotations

import duckdb
import pytest

from engagement.catalog.lint import CLOCK_AND_CHANCE, FORBIDDEN_FUNCTIONS, TABLE_FUNCTIONS
from engagement.catalog.statement import StatementError, columns_in, parse, uncounted


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        pytest.param("select 1", set(), id="none"),
        pytest.param("from placements", {("placements",)}, id="from alone"),
        pytest.param("select * from Main.Placements", {("placements",)}, id="schema main, any case"),
        pytest.param("select * from ledger.faults as partnerships", {("ledger", "faults")}, id="another schema, alias"),
        pytest.param("with a as (select 1) select * from a, b", {("b",)}, id="a name of its own is no table"),
        pytest.param("with a as (select * from a) select * from a", {("a",)}, id="a name given to its own table"),
        pytest.param("with A as (select 1) select * from a", set(), id="names in any case"),
        pytest.param("select (select max(x) from a)", {("a",)}, id="in a subquery"),
        pytest.param("select 1 where exists (from a)", {("a",)}, id="in exists"),
        pytest.param("select x from a union all select x from b", {("a",), ("b",)}, id="in a union"),
        pytest.param("select (with b as (select 1) select * from b) from b", {("b",)}, id="a name that ended"),
        pytest.param(
            "with recursive a as (select 1 as i union all select i + 1 from a, b) select * from a",
            {("b",)},
            id="itself",
        ),
        pytest.param("select * from a, lateral (select * from b)", {("a",), ("b",)}, id="lateral"),
        pytest.param(
            "select x from a where x in (select y from b order by (select 1 from c))",
            {("a",), ("b",), ("c",)},
            id="deep",
        ),
        pytest.param("select * from 'people.csv'", {("people.csv",)}, id="a file"),
    ],
)
def test_tables_are_found_with_their_scope(sql, tables):
    assert set(parse(sql).tables) == tables


@pytest.mark.parametrize(
    "sql",
    [
        "with a as (select * from b), c as (select * from a join d on true) select * from c",
        "select x, (select count(*) from e where e.x = f.x) from f where x in (select y from g)",
        "select * from h left join (select * from i union select * from j) on true",
        "with k as (with l as (from m) from l) select * from k, l",
    ],
)
def test_tables_agree_with_those_that_duckdb_names(sql):
    with duckdb.connect() as connection:
        assert {name for (name,) in parse(sql).tables} == connection.get_table_names(sql)


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        pytest.param("", "sql-missing", id="nothing"),
        pytest.param("/* select 1 */ -- select 2", "sql-missing", id="comments alone"),
        pytest.param("select 1; select 2", "sql-several", id="two"),
        pytest.param("select 1; /* ; */ drop table placements", "sql-several", id="two, the second behind a comment"),
        pytest.param("insert into placements values (1)", "sql-not-select", id="insert"),
        pytest.param("with a as (delete from b returning *) from a", "sql-not-select", id="delete inside with"),
        pytest.param("copy (from placements) to 'x.csv'", "sql-not-select", id="copy"),
        pytest.param("pivot placements on year using count(*)", "sql-not-select", id="pivot"),
        pytest.param("describe placements", "sql-not-select", id="describe"),
        pytest.param("from (describe placements)", "sql-not-select", id="describe inside"),
        pytest.param("call pragma_version()", "sql-not-select", id="call"),
        pytest.param("execute prepared", "sql-not-select", id="execute"),
        pytest.param("set variable x = 1", "sql-not-select", id="set variable"),
        pytest.param("select count(", "sql-syntax", id="half of one"),
    ],
)
def test_nothing_but_one_select_gets_through(sql, rule):
    with pytest.raises(StatementError) as caught:
        parse(sql)
    assert caught.value.rule == rule


@pytest.mark.parametrize("sql", ["select 1;", "select 1; -- and that is all", "-- first\nselect 1", "values (1)"])
def test_one_select_gets_through_with_its_comments(sql):
    parse(sql)


@pytest.mark.parametrize(
    ("sql", "has_star"),
    [
        pytest.param("select * from a", True, id="star"),
        pytest.param("select a.* from a", True, id="star of a table"),
        pytest.param("from a", True, id="from alone"),
        pytest.param("select x from a union all select * from b", True, id="in the second of a union"),
        pytest.param("select sum(columns(*)) from a", True, id="columns"),
        pytest.param("with b as (select * from a) select x from b", False, id="in a step before"),
        pytest.param("select count(*) as n from a", False, id="count"),
        pytest.param("select exists (select * from a) as x", False, id="in a subquery"),
    ],
)
def test_a_star_is_found_where_the_answer_is_named(sql, has_star):
    assert (parse(sql).star is not None) is has_star


@pytest.mark.parametrize(
    ("expression", "columns"),
    [
        pytest.param("avg(after) - avg(before)", ("after", "before"), id="each of them"),
        pytest.param("sum(days) / nullif(sum(days), 0)", ("days",), id="once"),
        pytest.param("count(*)", (), id="none"),
        pytest.param("corr(rows.before, after)", ("before", "after"), id="with the name of their table"),
    ],
)
def test_columns_of_an_expression_are_found(expression, columns):
    assert columns_in(expression) == columns


@pytest.mark.parametrize(
    ("expression", "picks"),
    [
        pytest.param("avg(days)", False, id="an aggregate"),
        pytest.param("avg(days) filter (where is_new)", True, id="a filter"),
        pytest.param("sum(case when is_new then 1 end)", True, id="a case"),
        pytest.param("sum(cast(days > 3 as integer))", True, id="a comparison"),
        pytest.param("sum(days) over ()", True, id="a window"),
        pytest.param("sum((select 1))", True, id="a subquery"),
    ],
)
def test_what_picks_rows_by_itself_is_noticed(expression, picks):
    assert uncounted(f"select {expression}") is picks


def functions(where: str) -> set[str]:
    sql = f"select distinct function_name from duckdb_functions() where {where}"
    return {name for (name,) in duckdb.connect().execute(sql).fetchall()}


def test_every_function_that_answers_otherwise_the_next_time_is_refused():
    changing = functions("function_type in ('scalar', 'aggregate') and stability <> 'CONSISTENT'")
    assert changing - CLOCK_AND_CHANCE - FORBIDDEN_FUNCTIONS == set()


def test_of_table_functions_only_those_that_count_are_let_in():
    assert functions("function_type = 'table'") >= TABLE_FUNCTIONS
    assert {"range", "generate_series", "unnest"} == TABLE_FUNCTIONS


@pytest.mark.parametrize("sql", ["select 1" + "+1" * 600, "select " + "not " * 950 + "true"])
def test_what_is_nested_too_deeply_is_a_fault_of_its_file_alone(sql):
    with pytest.raises(StatementError, match="nested too deeply"):
        parse(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "with a as (select b, count(*) as n from c group by b) select b, n from a",
        "select a, (select max(b) from c) as b from d",
        "select a, row_number() over (order by b) as n from c",
        "select a from b union all select a from c",
        "select list_sum(a) as total from b",
    ],
)
def test_only_the_last_select_makes_one_row_of_several(sql):
    assert parse(sql).gathered is None


@pytest.mark.parametrize(
    ("sql", "gathered"),
    [
        ("select 'é' as e, avg(a) + 1 as a from b", ("avg", 18)),
        ("select a from b group by a", ("group by", 16)),
        ("select a from b group by all", ("group by", 16)),
        ("select count(*) as n from b", ("count", 7)),
        ("select distinct a from b", ("distinct", 0)),
        ("select a from b union select a from c", ("union without all", 16)),
        ("with a as (select b from c) select sum(b) as b from a", ("sum", 35)),
    ],
)
def test_what_makes_one_row_of_several_has_its_place(sql, gathered):
    assert parse(sql).gathered == gathered
