"""Free SQL over people: which groups are listed, and that nothing else about the answer depends on the few."""

from __future__ import annotations

import pytest

from engagement.errors import QueryError
from engagement.warehouse import open_warehouse
from engagement.warehouse.sandbox import Limits, Sandbox
from engagement.warehouse.workbench import Workbench
from tests.tiny import publish, settings_in, students

FEW = """update placements set home_school = 'Arts', gender = 'male',
    cost_amount = case when person_key < 3 then 9000 end where person_key < 40"""
ONE = "update placements set home_school = 'Law' where person_key = 7"
OTHERS = "update placements set home_school = 'Science', gender = 'female' where person_key >= 40"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """40 students in France, of whom one reads law and three have a cost; 30 in Chile; 4 in Kenya."""
    settings = settings_in(tmp_path_factory.mktemp("workbench"))
    kenya, chile = students(4, country="KEN", first=100), students(30, country="CHL", first=40)
    publish(settings, [students(40), chile, kenya, OTHERS, FEW, ONE])
    view = open_warehouse(settings).view
    sandbox = Sandbox(Limits(seconds=10, memory="300MB"))

    def ask(sql: str, **given):
        return Workbench(sandbox).ask(view, sql, given)

    yield ask
    sandbox.close()


def rows(found) -> list[tuple]:
    return list(zip(*found.released.table.to_pydict().values(), strict=True))


def count(by: str, where: str = "true") -> str:
    return (
        f"select {by}, count(distinct person_key) as students from placements where {where} group by all order by all"
    )


def test_groups_of_few_are_not_listed_and_have_company(ask):
    # with the total of 74 known, 40 and 30 would tell the 4
    assert rows(ask(count("host_country"))) == [("FRA", 40)]


def test_one_person_and_nobody_look_the_same(ask):
    one = ask("select count(distinct person_key) as students from placements where home_school = 'Law'")
    nobody = ask("select count(distinct person_key) as students from placements where home_school = 'Magic'")
    assert rows(one) == rows(nobody) == []
    assert (one.released.hidden, one.released.is_withheld) == (nobody.released.hidden, nobody.released.is_withheld)


def test_everybody_but_a_few_is_not_listed(ask):
    assert "FRA" not in dict(rows(ask(count("host_country", "home_school <> 'Law'"))))
    assert rows(ask("select count(distinct person_key) as students from placements where home_school <> 'Law'")) == []


def test_a_join_that_leaves_out_a_few_is_seen_too(ask):
    left_out = """with c as (select 'Arts' as school union all select 'Science')
        select count(distinct person_key) as students from placements inner join c on home_school = c.school"""
    assert rows(ask(left_out)) == []


def test_an_average_of_few_is_hidden_among_many(ask):
    found = ask(
        "select host_country, count(distinct person_key) as students, avg(cost_amount) as cost, "
        "avg(participants) as size from placements group by all"
    )
    assert rows(found) == [("FRA", 40, None, 1.0)]
    assert dict(found.released.hidden) == {"cost": (0,)}


def test_a_join_that_repeats_rows_counts_each_once(ask):
    repeated = """with w as (select 'FRA' as iso3 from range(1000))
        select host_country, count(distinct person_key) as students, count(*) as placements, sum(participants) as people
        from placements left join w on host_country = w.iso3 group by all"""
    assert rows(ask(repeated)) == [("FRA", 40, 40, 40)]


def test_the_same_numbers_come_as_from_plain_sql(demo_warehouse):
    """On the demonstration data, every listed group has what DuckDB itself counts for the SQL as it was typed."""
    sql = """select m.region, abroad.year, count(distinct abroad.person_key) as students,
            round(avg(abroad.duration_days), 1) as days, count(*) as placements
        from students_abroad as abroad inner join region_membership as m on abroad.host_country = m.iso3
        where m.scheme = $scheme and abroad.placement_type = 'study'
        group by all order by students desc, m.region, abroad.year"""
    sandbox = Sandbox(Limits(seconds=20, memory="500MB"))
    try:
        found = Workbench(sandbox).ask(demo_warehouse.view, sql, {})
    finally:
        sandbox.close()
    plain = demo_warehouse.view.database.run(sql, {"scheme": found.values["scheme"]}).to_pylist()
    listed = found.released.table.to_pylist()
    assert len(listed) > 20
    assert listed == [row for row in plain if row in listed]
    assert all(row["students"] >= found.released.threshold for row in listed)


def test_questions_over_people_are_written_down(ask, caplog):
    with caplog.at_level("INFO", logger="engagement"):
        ask("select count(distinct person_key) as students\nfrom placements where home_school = 'Law' -- \x1b[2J")
    assert [record.message for record in caplog.records] == [
        "workbench, about people: select count(distinct person_key) as students "
        "from placements where home_school = 'Law' -- ?[2J"
    ]


def test_what_is_not_about_people_is_free(ask):
    found = ask(
        "with n as (select unnest([1, 2, 3]) as i) "
        "select max(i) as most, sum(i) over () as n from n group by i order by i limit 1"
    )
    assert rows(found) == [(1, 6)]
    assert found.rule is None


@pytest.mark.parametrize(
    ("sql", "where", "what"),
    [
        pytest.param("select 1 as a,\n  nothing as b", "line 2, column 3", "nothing", id="a column that is not there"),
        pytest.param("select partner_nam\nfrom partnerships", "line 1, column 8", "partner_name", id="nearly a column"),
        pytest.param("select 1\nfrom placemets", "line 2, column 6", "placements", id="nearly a table"),
        pytest.param("select 1 as a\nfrm partnerships", "line 2, column 1", "syntax", id="no SQL"),
        pytest.param(
            "select home_school,\n max(cost_amount) as c, count(distinct person_key) as n from placements group by all",
            "line 2, column 2",
            "one person",
            id="an aggregate that tells",
        ),
    ],
)
def test_a_fault_is_told_with_line_and_column(ask, sql, where, what):
    with pytest.raises(QueryError) as refused:
        ask(sql)
    (fault,) = refused.value.faults
    assert fault.where == where
    assert what in fault.what
    assert fault.fix
