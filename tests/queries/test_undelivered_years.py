"""A year of which no row at all was delivered is a gap: no zero, no fall of 100 percent, nothing to compare with."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from engagement.contract import load_contract
from engagement.ingest.models import build_models
from engagement.settings import ROOT
from tests.queries.plain import AS_OF, POLICY_YEARS, THRESHOLD

FRAME = {
    "scheme": "summit",
    "regions": [],
    "countries": [],
    "year_from": None,
    "year_to": None,
    "as_of": AS_OF.date(),
    "policy_years": POLICY_YEARS,
    "threshold": THRESHOLD,
}


@pytest.fixture(scope="module")
def without_2020(tmp_path_factory, snapshot_copy) -> duckdb.DuckDBPyConnection:
    """The demonstration without a single placement or enrollment of 2020/2021."""
    copy = tmp_path_factory.mktemp("gap") / "gap.duckdb"
    shutil.copy(snapshot_copy, copy)
    contract = load_contract(ROOT / "data" / "datapackage.json")
    with duckdb.connect(copy) as connection:
        models = connection.execute("select name from ledger.models").fetchall()
        kinds = dict(connection.execute("select table_name, table_type from information_schema.tables").fetchall())
        for (name,) in models:
            connection.execute(f"drop {'view' if kinds[name] == 'VIEW' else 'table'} {name} cascade")
        connection.execute("delete from ledger.models")
        connection.execute("delete from placements where year = 2020")
        connection.execute("delete from leadership_enrollments where year = 2020")
        build_models(connection, sorted((ROOT / "queries" / "models").glob("*.sql")), list(contract.tables))
        yield connection


def rows(connection, warehouse, query_id):
    query = warehouse.catalog.find(query_id)
    given = {name: each.default for name, each in query.parameters.items()} | FRAME
    answer = connection.execute(query.sql, {name: given[name] for name in query.parameters})
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


@pytest.mark.parametrize(
    "query_id",
    [
        "cards/students_abroad",
        "cards/demand_met",
        "cards/leadership_enrolled",
        "placements/students_by_year",
        "placements/students_by_region_and_year",
        "placements/change_by_region",
        "placements/types",
        "placements/durations",
        "leadership/enrolled_by_year_and_level",
    ],
)
def test_a_year_of_which_nothing_was_delivered_is_no_row_and_no_zero(without_2020, demo_warehouse, query_id):
    assert demo_warehouse.catalog.find(query_id).lists_delivered_years
    found = {row["academic_year"] for row in rows(without_2020, demo_warehouse, query_id)}
    assert {"2019/2020", "2021/2022"} <= found
    assert "2020/2021" not in found


def test_the_year_after_a_gap_has_no_change(without_2020, demo_warehouse):
    found = {row["academic_year"]: row for row in rows(without_2020, demo_warehouse, "placements/students_by_year")}
    after = found["2021/2022"]
    assert after["students"] > 0
    assert (after["previous_students"], after["change"], after["change_share"]) == (None, None, None)
    assert found["2022/2023"]["change"] is not None


def test_a_year_that_was_not_delivered_cannot_be_chosen(without_2020, demo_warehouse):
    years = [row["year"] for row in rows(without_2020, demo_warehouse, "filters/years")]
    assert 2019 in years
    assert 2020 not in years
