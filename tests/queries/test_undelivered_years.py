"""A year of which no row at all was delivered is a gap: no zero, no fall of 100 percent, nothing to compare with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import duckdb
import pandas as pd
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
def ask_without_2020(tmp_path_factory, demo_settings, demo_warehouse) -> Iterator[Callable[[str], pd.DataFrame]]:
    """The release of the demonstration without a single placement or enrollment of 2020/2021."""
    folder, catalog = tmp_path_factory.mktemp("gap"), demo_warehouse.catalog
    records, release = folder / "people.duckdb", folder / "release.duckdb"
    shutil.copy(current_records(demo_settings).database, records)
    with duckdb.connect(records) as connection:
        connection.execute("delete from placements where year = 2020")
        connection.execute("delete from leadership_enrollments where year = 2020")
        connection.execute(
            "delete from leadership_diagnostics where administered_date between '2020-08-01' and '2021-07-31' "
            "or enrollment_id not in (select enrollment_id from leadership_enrollments)"
        )
    build_release(
        records, release, catalog=catalog, settings=demo_settings, as_of=AS_OF.date(), progress=lambda _: None
    )
    with duckdb.connect(release, read_only=True) as connection:

        def answer(query_id: str) -> pd.DataFrame:
            query = catalog.find(query_id)
            return connection.execute(query.sql, {name: FRAME[name] for name in query.parameters}).df()

        yield answer


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
def test_a_year_of_which_nothing_was_delivered_is_no_row_and_no_zero(ask_without_2020, demo_warehouse, query_id):
    assert demo_warehouse.catalog.find(query_id).lists_delivered_years
    found = set(ask_without_2020(query_id)["academic_year"])
    assert {"2019/2020", "2021/2022"} <= found
    assert "2020/2021" not in found


def test_the_year_after_a_gap_has_no_change(ask_without_2020):
    found = ask_without_2020("placements/students_by_year").set_index("academic_year")
    assert found.loc["2021/2022", "students"] > 0
    assert found.loc["2021/2022", ["previous_students", "change", "change_share"]].isna().all()
    assert found.loc["2022/2023", "change"] > 0


def test_a_year_that_was_not_delivered_cannot_be_chosen(ask_without_2020):
    periods = ask_without_2020("filters/periods")["period"].tolist()
    assert periods[:3] == ["all", "last_5", "last_3"]
    assert "2019" in periods
    assert "2020" not in periods
