"""A year of which no row at all was delivered is a gap: no zero, no fall of 100 percent, nothing to compare with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb
import pytest

from engagement.release.build import build_release
from engagement.store.snapshots import current_records
from tests.queries.plain import AS_OF, POLICY_YEARS

FRAME = {
    "scheme": "summit",
    "regions": [],
    "countries": [],
    "period": "all",
    "as_of": AS_OF.date(),
    "policy_years": POLICY_YEARS,
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory, demo_settings, demo_warehouse) -> Iterator[Callable[[str], list[dict]]]:
    """Questions of the demonstration without a single placement or enrollment of 2020/2021."""
    folder = tmp_path_factory.mktemp("gap")
    records, release = folder / "people.duckdb", folder / "release.duckdb"
    shutil.copyfile(current_records(demo_settings).database, records)
    with duckdb.connect(records) as connection:
        connection.execute("delete from placements where year = 2020")
        connection.execute("delete from leadership_enrollments where year = 2020")
    catalog, settings = demo_warehouse.catalog, replace(demo_settings, threshold=1, rounding=1)
    build_release(records, release, catalog=catalog, settings=settings, as_of=AS_OF.date(), progress=lambda _: None)
    with duckdb.connect(release, read_only=True) as connection:

        def rows(query_id: str) -> list[dict]:
            query = catalog.find(query_id)
            given = {name: each.default for name, each in query.parameters.items()} | FRAME
            answer = connection.execute(query.sql, {name: given[name] for name in query.parameters})
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

        yield rows


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
def test_a_year_of_which_nothing_was_delivered_is_no_row_and_no_zero(ask, demo_warehouse, query_id):
    assert demo_warehouse.catalog.find(query_id).lists_delivered_years
    found = {row["academic_year"] for row in ask(query_id)}
    assert {"2019/2020", "2021/2022"} <= found
    assert "2020/2021" not in found


def test_the_year_after_a_gap_has_no_change(ask):
    found = {row["academic_year"]: row for row in ask("placements/students_by_year")}
    after = found["2021/2022"]
    assert after["students"] > 0
    assert (after["previous_students"], after["change"], after["change_share"]) == (None, None, None)
    assert found["2022/2023"]["change"] is not None


def test_a_year_that_was_not_delivered_cannot_be_chosen(ask):
    years = [row["year"] for row in ask("filters/years")]
    assert 2019 in years
    assert 2020 not in years
