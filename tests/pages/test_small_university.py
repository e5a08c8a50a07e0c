"""A small university sees something: no chart is empty where a number of ten people or more is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from engagement.catalog import load_catalog
from engagement.contract import load_contract
from engagement.release.build import build_release
from engagement.settings import Settings
from engagement.store.snapshots import current_records
from engagement.warehouse import open_warehouse
from tests.pages.conftest import visit

SIZES = ((4000, 7), (900, 3))
REGIONS = (
    "Africa",
    "China",
    "East and Southeast Asia",
    "Europe",
    "Latin America",
    "Middle East",
    "North America",
    "Oceania",
    "South and Central Asia",
)
TABS = (
    *(("overview", {"students": tab}) for tab in ("On the map", "Change")),
    *(("leadership", {"way": tab}) for tab in ("Funnel", "Over the years", "By level", "Completion", "By program")),
    *(("leadership", {"levels": tab}) for tab in ("Gap closed", "Gain of individuals by year", "Do raters agree?")),
)


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]} placements")
def small(request: pytest.FixtureRequest, invented: Callable[[int, int], Settings]) -> Settings:
    """A university with a few placements, loaded."""
    return invented(*request.param)


@pytest.fixture(scope="module")
def exact(small: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release of the same records with nothing rounded and nobody too few."""
    target = tmp_path_factory.mktemp("exact") / "release.duckdb"
    settings, as_of = replace(small, threshold=1, rounding=1), open_warehouse(small).view.as_of
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    records = current_records(small).database
    build_release(records, target, catalog=catalog, settings=settings, as_of=as_of, progress=lambda _: None)
    with duckdb.connect(target, read_only=True) as connection:
        yield connection


def most_in_a_year(exact: duckdb.DuckDBPyConnection, people: str, table: str, region: str) -> int:
    """The most people of a region in any year."""
    sql = f"select max({people}) from {table} where place = $place and regexp_matches(period, '^[0-9]+$')"
    return exact.execute(sql, {"place": f"summit:{region}"}).fetchall()[0][0] or 0


def empty(page: AppTest) -> list[str]:
    """The charts of a page without a single value, by what they are said to be."""
    said = [chart.proto.alt for chart in page.get("plotly_chart")]
    return [alt for alt in said if "No value is shown" in alt or "Nothing to show" in alt]


@pytest.mark.parametrize(("name", "tab"), TABS, ids=str)
def test_no_chart_of_everything_is_empty(small: Settings, serve: Callable[..., None], name: str, tab: dict[str, str]):
    serve(small.data_dir, is_shared=True)
    page = visit(name, **tab)
    assert page.get("plotly_chart")
    assert empty(page) == []


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_has_a_chart_where_ten_people_are_in_a_year(
    small: Settings, exact: duckdb.DuckDBPyConnection, serve: Callable[..., None], region: str
):
    serve(small.data_dir, is_shared=True)
    said = "\n".join(empty(visit("region", regions=region)))
    abroad = most_in_a_year(exact, "students", "students_abroad_by_place_period", region)
    applied = most_in_a_year(exact, "applied", "leadership_participants_by_place_period", region)
    assert ("Students abroad by year" in said) == (abroad < 10)
    assert ("Leadership participants" in said) == (applied < 10)
