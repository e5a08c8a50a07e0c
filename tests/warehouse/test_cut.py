"""A limited reader's part of a release: whatever is asked, nothing else is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engagement.access.policy import REJECTS, Limit
from engagement.errors import QueryError
from engagement.warehouse import View, Warehouse
from engagement.workbench.sandbox import Sandbox
from engagement.workbench.workbench import Workbench

AFRICA = Limit(regions=("Africa",))
ENGINEERING = Limit(owning_units=("School of Engineering",))


@pytest.fixture(scope="module")
def africa(demo_warehouse: Warehouse) -> View:
    return replace(demo_warehouse.view_of(AFRICA), closed=REJECTS)


@pytest.fixture(scope="module")
def engineering(demo_warehouse: Warehouse) -> View:
    return demo_warehouse.view_of(ENGINEERING)


def rows_of(view: View) -> Callable[[str], list[tuple[Any, ...]]]:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in view.database.run(sql).to_pylist()]

    return ask


def test_every_row_with_a_place_is_of_the_readers_region(africa: View, demo_warehouse: Warehouse):
    whole = rows_of(demo_warehouse.view)
    inside = {iso3 for (iso3,) in whole("select iso3 from region_membership where scheme='summit' and region='Africa'")}
    ask = rows_of(africa)
    places = ("place", "place_iso3", "partner_country", "country", "iso3")
    tables = ask(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal "
        f"and column_name in {places} and (table_name, column_name) <> ('places', 'place')"
    )
    assert len(tables) > 15
    for table, column in tables:
        found = {place for (place,) in ask(f'select distinct "{column}" from "{table}"')}
        outside = {place for place in found - inside if ":" not in place}
        assert not outside, (table, column)


def test_no_region_of_any_scheme_reaches_beyond_it(africa: View, demo_warehouse: Warehouse):
    members = "select scheme || ':' || region, list(iso3 order by iso3) from region_membership group by all"
    whole = dict(rows_of(demo_warehouse.view)(members))
    part = dict(rows_of(africa)(members))
    assert part
    assert part == {region: whole[region] for region in part}
    assert "worldbank:Middle East, North Africa, Afghanistan and Pakistan" not in part


@pytest.mark.parametrize("table", ["populations", "skill_gain_by_level_instrument_scale_period", "ledger.faults"])
def test_what_has_no_place_is_left_out(africa: View, demo_warehouse: Warehouse, table: str):
    assert rows_of(demo_warehouse.view)(f"select 1 from {table} limit 1")
    assert not rows_of(africa)(f"select 1 from {table} limit 1")


def test_all_regions_are_the_readers_own(africa: View, demo_warehouse: Warehouse):
    whole = demo_warehouse.run("cards/students_abroad", regions=["Africa"]).table
    assert africa.run("cards/students_abroad").table.equals(whole)
    assert africa.run("partnerships/register", regions=["Europe"]).table.num_rows == 0


def test_an_answer_of_one_reader_is_never_taken_for_that_of_another(africa: View, demo_warehouse: Warehouse):
    whole = demo_warehouse.run("filters/places").table
    part = africa.run("filters/places").table
    assert part.num_rows < whole.num_rows
    assert demo_warehouse.run("filters/places").table.equals(whole)
    assert africa.snapshot.id != demo_warehouse.snapshot.id


def test_a_unit_sees_its_agreements_and_no_counts_of_people(engineering: View):
    ask = rows_of(engineering)
    assert ask("select distinct owning_unit from agreements") == [("School of Engineering",)]
    assert not ask("select 1 from agreed_places where agreement_id not in (select agreement_id from agreements)")
    published = ask("select table_name from ledger.publications")
    assert all(not ask(f'select 1 from "{table}" limit 1') for (table,) in published)
    assert engineering.run("partnerships/register").table.num_rows


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as n from whole.main.agreements",
        "select count(*) as n from ledger.faults",
        "from duckdb_databases()",
    ],
)
def test_typed_sql_finds_no_way_around(africa: View, sql: str):
    sandbox = Sandbox()
    try:
        with pytest.raises(QueryError):
            Workbench(sandbox).ask(africa, sql, {})
        found = Workbench(sandbox).ask(africa, "select count(*) as n from agreements", {})
    finally:
        sandbox.close()
    assert found.table.to_pylist() == [{"n": len(rows_of(africa)("from agreements"))}]


def test_every_query_runs_on_the_part(africa: View, engineering: View):
    for view in (africa, engineering):
        for query in view.catalog.queries.values():
            if view.closed.isdisjoint(query.tables):
                view.run(query.id)
