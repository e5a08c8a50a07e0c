"""Free SQL runs over the release as it is: whatever it does with published counts, nothing else is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement.errors import QueryError
from engagement.query import Column, Query
from engagement.warehouse import open_warehouse
from engagement.workbench.sandbox import Limits, Sandbox
from engagement.workbench.workbench import Workbench
from tests.tiny import publish, settings_in, students


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """42 students in France, and 4 in Kenya, who are too few."""
    settings = settings_in(tmp_path_factory.mktemp("workbench"))
    publish(settings, [students(42), students(4, country="KEN", first=100)])
    view = open_warehouse(settings).view
    sandbox = Sandbox(Limits(seconds=10, memory="300MB"))

    def ask(sql: str, **given):
        return Workbench(sandbox).ask(view, sql, given)

    yield ask
    sandbox.close()


def rows(found) -> list[tuple]:
    return list(zip(*found.table.to_pydict().values(), strict=True))


COUNTRIES = """select iso3, students from (select unnest(['FRA', 'KEN']) as iso3) as chosen
    left join students_abroad_by_place_period as abroad on iso3 = place and period = $period order by iso3"""


def test_published_counts_are_read_as_they_are(ask):
    assert rows(ask(COUNTRIES, period="all")) == [("FRA", 40), ("KEN", None)]
    assert rows(ask("select count(*) as n from students_abroad_by_place_period where place = 'KEN'")) == [(0,)]


def test_under_a_header_a_missing_count_is_told_as_too_few(ask):
    columns = {
        "iso3": Column("iso3", "Place"),
        "students": Column("students", "Students", unit="people", is_count=True),
    }
    query = Query("mine", Path("mine.sql"), "", "", "", "", "", "", "", columns=columns)
    result = ask(COUNTRIES, period="all").result(query)
    assert (dict(result.hidden), result.threshold) == ({"students": (1,)}, 10)


def test_filters_of_the_page_and_values_of_ones_own_are_bound(ask):
    found = ask("select len($regions) as n, $mine as mine", regions=["Africa", "Europe"], mine="a", countries=["KEN"])
    assert rows(found) == [(2, "a")]
    assert dict(found.values) == {"regions": ["Africa", "Europe"], "mine": "a"}


def test_macros_can_be_called(ask):
    sql = "select region from chosen_areas($scheme, $regions, $countries) order by region"
    assert rows(ask(sql, scheme="summit", regions=[], countries=[])) == [
        ("Africa",),
        ("Europe",),
        ("No country recorded",),
    ]


def test_questions_are_written_down_on_one_line(ask, caplog):
    with caplog.at_level("INFO", logger="engagement"):
        ask("select 1 as one\nfrom periods where period = 'all' -- \x1b[2J")
    assert [record.message for record in caplog.records] == [
        "workbench: select 1 as one from periods where period = 'all' -- ?[2J"
    ]


def test_any_select_may_be_written(ask):
    found = ask(
        "with n as (select unnest([1, 2, 3]) as i) "
        "select max(i) as most, sum(i) over () as n from n group by i order by i limit 1"
    )
    assert rows(found) == [(1, 6)]


@pytest.mark.parametrize(
    ("sql", "where", "what"),
    [
        pytest.param("select 1 as a,\n  nothing as b", "line 2, column 3", "nothing", id="a column that is not there"),
        pytest.param("select partner_nam\nfrom partnerships", "line 1, column 8", "partner_name", id="nearly a column"),
        pytest.param("select 1\nfrom partnershps", "line 2, column 6", "partnerships", id="nearly a table"),
        pytest.param("select 1 as a\nfrm partnerships", "line 2, column 1", "syntax", id="no SQL"),
        pytest.param("select 1 as a\nfrom placements", "line 2, column 6", "placements", id="a table of people"),
    ],
)
def test_a_fault_is_told_with_line_and_column(ask, sql, where, what):
    with pytest.raises(QueryError) as refused:
        ask(sql)
    (fault,) = refused.value.faults
    assert str(fault.where) == where
    assert what in fault.what
    assert fault.fix
