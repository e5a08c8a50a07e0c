"""A query may stand on another by name, as on a table; people, parameters and places follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.errors import QueryError
from engagement.warehouse import open_warehouse
from tests.tiny import CONTRACT, publish, save, settings_in, students

HEAD = """/*---
title    = "{name}"
question = "How many?"
grain    = "one row per country or place"
owner    = "Global Education Office"
excludes = ["what {name} leaves out"]
{more}
[columns]
host_country = {{ title = "Country or place", unit = "iso3" }}
students     = {{ title = "Students", unit = "people" }}
---*/
"""
PEOPLE = '[disclosure]\npeople = "students"\nby = ["host_country"]\ntotals = []\n'
COUNTED = """select host_country, count(distinct person_key) as students
from placements
where len($countries) = 0 or list_contains($countries, host_country)
group by all
order by host_country; -- the end
"""
COUNTRIES = '[parameters]\ncountries = "VARCHAR[]"\n'


def query(name: str, sql: str, *more: str) -> str:
    return HEAD.format(name=name, more="\n".join(more)) + sql


def on(name: str) -> str:
    return f"select host_country, students from {name} order by students desc"


@pytest.fixture
def place(tmp_path):
    settings = settings_in(
        tmp_path,
        {
            "area/counted": query("counted", COUNTED, COUNTRIES, PEOPLE),
            "area/ranked": query("ranked", on('"area/counted"'), PEOPLE),
            "top": query("top", on("ranked").replace("order", "where students > 5 order"), PEOPLE),
        },
    )
    publish(settings, [students(40), students(70, country="KEN", first=100), students(3, country="PER", first=900)])
    return settings


def rows(result) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in result.table.to_pylist()]


def test_a_query_answers_from_the_query_that_it_stands_on(place):
    assert rows(open_warehouse(place).run("top")) == [("KEN", 70), ("FRA", 40)]


def test_people_behind_a_query_are_protected(place):
    found = dict(rows(open_warehouse(place).run("area/ranked")))
    assert found.keys() == {"KEN", "FRA", "PER"}
    assert found["PER"] is None


def test_filters_reach_the_query_that_it_stands_on(place):
    result = open_warehouse(place).run("top", countries=["FRA"])
    assert rows(result) == [("FRA", 40)]
    assert result.parameters == {"countries": ["FRA"]}


def test_what_the_inner_query_leaves_out_and_comes_from_is_told(place):
    warehouse = open_warehouse(place)
    left_out = [each.reason for each in warehouse.run("top").provenance.left_out]
    assert left_out == ["what top leaves out", "what counted leaves out", "what ranked leaves out"]
    assert warehouse.catalog.sources(warehouse.catalog.find("top")) == ("placements",)
    assert warehouse.catalog.find("top").stands_on == ("area/counted", "area/ranked")


def test_an_answer_is_new_when_the_query_that_it_stands_on_was_saved(place):
    warehouse = open_warehouse(place, look_every_seconds=0)
    before = warehouse.catalog.find("top").sha256
    assert rows(warehouse.run("top")) == [("KEN", 70), ("FRA", 40)]
    save(
        place,
        "area/counted",
        query("counted", COUNTED.replace("where", "where host_country <> 'KEN' and"), COUNTRIES, PEOPLE),
    )
    assert warehouse.refresh()
    assert rows(warehouse.run("top")) == [("FRA", 40)]
    assert warehouse.catalog.find("top").sha256 != before


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param(on('"area/counted"'), id="by its id"),
        pytest.param(on("counted"), id="by its last part"),
        pytest.param(on('"Area/Counted" as c'), id="in capitals, under another name"),
        pytest.param(f"with a as ({on('counted')}) select host_country, students from a order by 1", id="in a step"),
        pytest.param(
            "select host_country, (select max(students) from counted) as students from partnerships, "
            "(select 'FRA' as host_country) order by 1",
            id="in a subquery",
        ),
        pytest.param("with counted as (from counted) " + on("counted"), id="behind a step of the same name"),
    ],
)
def test_a_query_over_people_cannot_be_stood_on_without_disclosure(place, sql):
    path = save(place, "escape", query("escape", sql))
    catalog = load_catalog(place.queries_dir, CONTRACT)
    assert [fault.rule for fault in catalog.faults[path]] == ["disclosure-missing"]


def test_a_step_cannot_change_what_the_inner_query_reads(place):
    sql = "with placements as (select 'KEN' as host_country, 1 as person_key) " + on("counted")
    save(place, "shadow", query("shadow", sql, PEOPLE))
    assert rows(open_warehouse(place).run("shadow", countries=["FRA"])) == [("FRA", 40)]


def test_a_step_may_have_the_name_of_the_query_that_it_reads(place):
    sql = "with counted as (select host_country, students + 100 as students from counted) " + on("counted")
    save(place, "again", query("again", sql, PEOPLE))
    assert rows(open_warehouse(place).run("again", countries=["FRA"])) == [("FRA", 140)]


def test_the_order_of_the_outer_query_holds(tmp_path):
    text = query(
        "many",
        "with numbers as (select cast(i * 7919 % 100003 as varchar) as host_country, i * 7919 % 100003 as students "
        "from range(100003) as r (i)) select host_country, students from numbers order by students",
    )
    settings = settings_in(
        tmp_path,
        {"many": text, "again": query("again", "select host_country, students from many order by students desc")},
    )
    publish(settings)
    found = open_warehouse(settings).run("again").table.column("students").to_pylist()
    assert found == list(range(100002, -1, -1))


def test_a_table_of_that_name_comes_first(place):
    save(place, "area/partnerships", query("partnerships", COUNTED, COUNTRIES, PEOPLE))
    sql = "select partner_country as host_country, count(*) as students from partnerships group by all order by 1"
    path = save(place, "agreements", query("agreements", sql))
    assert path not in load_catalog(place.queries_dir, CONTRACT).faults


def test_a_fault_in_the_inner_query_is_told_in_its_own_file(place):
    inner = save(
        place,
        "area/counted",
        query("counted", COUNTED.replace("host_country,", "host_contry as host_country,"), COUNTRIES, PEOPLE),
    )
    faults = check_catalog(load_catalog(place.queries_dir, CONTRACT))
    assert {path: [fault.rule for fault in found] for path, found in faults.items()} == {inner: ["sql-binding"]}
    with pytest.raises(QueryError) as caught:
        open_warehouse(place).run("top")
    assert f"{inner}:19:8" in str(caught.value)


def test_a_fault_in_the_outer_query_is_told_in_its_own_file(place):
    path = save(
        place, "top", query("top", "select host_country,\n    studets as students\nfrom ranked\norder by 1", PEOPLE)
    )
    (fault,) = check_catalog(load_catalog(place.queries_dir, CONTRACT))[path]
    assert (fault.rule, fault.where) == ("sql-binding", f"{path}:17:5")
    assert 'Did you mean "students"?' in fault.what


def test_a_circle_is_named(place):
    path = save(place, "area/counted", query("counted", on("top"), PEOPLE))
    faults = load_catalog(place.queries_dir, CONTRACT).faults
    assert '"area/counted" stands on itself: area/counted → top → area/ranked → area/counted.' in str(faults[path][0])
    assert {fault.rule for found in faults.values() for fault in found} == {"reference-circular"}


def test_what_is_no_filter_must_be_declared(place):
    counted = query("counted", COUNTED.replace("$countries", "$wanted"), '[parameters]\nwanted = "VARCHAR[]"', PEOPLE)
    save(place, "area/counted", counted)
    catalog = load_catalog(place.queries_dir, CONTRACT)
    (fault,) = catalog.faults[Path(place.queries_dir / "area" / "ranked.sql")]
    assert (fault.rule, fault.fix) == ("reference-parameter", 'Add wanted = "VARCHAR[]" to [parameters].')
    save(place, "area/ranked", query("ranked", on("counted"), '[parameters]\nwanted = "VARCHAR[]"', PEOPLE))
    assert rows(open_warehouse(place).run("area/ranked", wanted=["KEN"])) == [("KEN", 70)]
