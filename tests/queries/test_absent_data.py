"""A university that delivers only part of the tables sees that part, and no error."""

from __future__ import annotations

import math
from collections.abc import Iterator

import duckdb
import pytest

from engagement.catalog.schema import create_tables
from engagement.release.build import build_release
from engagement.store.snapshots import current_records
from tests.queries.plain import AS_OF, POLICY_YEARS

PLACES = ("countries", "country_aliases", "regions")
DELIVERED = {
    "nothing": (),
    "agreements only": ("partnerships",),
    "placements only": ("placements",),
    "leadership programs only": ("leadership_enrollments",),
    "diagnostics only": ("leadership_diagnostics",),
    "all but populations and targets": (
        "partnerships",
        "placements",
        "leadership_enrollments",
        "leadership_diagnostics",
    ),
}
FRAME = {
    "scheme": "summit",
    "regions": [],
    "countries": [],
    "period": "all",
    "as_of": AS_OF.date(),
    "policy_years": POLICY_YEARS,
}


@pytest.fixture(scope="module", params=DELIVERED.values(), ids=DELIVERED.keys())
def partial(request, tmp_path_factory, demo_settings, demo_warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release of records that have some of the demonstration's tables only."""
    folder, catalog = tmp_path_factory.mktemp("partial"), demo_warehouse.catalog
    records, release = folder / "people.duckdb", folder / "release.duckdb"
    with duckdb.connect(records) as connection:
        create_tables(connection, catalog.contract)
        connection.execute(f"attach '{current_records(demo_settings).database}' as whole (read_only)")
        connection.execute("insert into ledger.snapshot by name select * from whole.ledger.snapshot")
        for name in (*PLACES, *request.param):
            connection.execute(f"insert into {name} by name select * from whole.main.{name}")
    build_release(
        records, release, catalog=catalog, settings=demo_settings, as_of=AS_OF.date(), progress=lambda _: None
    )
    with duckdb.connect(release, read_only=True) as connection:
        yield connection


@pytest.fixture
def delivered(request) -> tuple[str, ...]:
    """The tables that are delivered."""
    return request.node.callspec.params["partial"]


def test_every_query_answers_without_an_error_or_an_endless_number(partial, demo_warehouse):
    wrong = []
    for query in demo_warehouse.catalog.queries.values():
        given = {name: each.default for name, each in query.parameters.items()} | FRAME
        try:
            rows = partial.execute(query.sql, {name: given[name] for name in query.parameters}).fetchall()
        except duckdb.Error as error:
            wrong.append((query.id, str(error)))
            continue
        cells = (cell for row in rows for cell in row if isinstance(cell, float))
        if not all(math.isfinite(cell) for cell in cells):
            wrong.append((query.id, "an endless number"))
    assert wrong == []


def test_what_is_not_delivered_is_no_row_and_not_a_zero(partial, delivered, demo_warehouse):
    for table, query_ids in {
        "partnerships": ("cards/active_agreements", "cards/reviews_overdue", "partnerships/portfolio"),
        "placements": ("cards/students_abroad", "cards/demand_met", "placements/students"),
        "leadership_enrollments": ("cards/leadership_completion", "leadership/funnel"),
    }.items():
        for query_id in query_ids:
            assert bool(_rows(partial, demo_warehouse, query_id)) == (table in delivered), query_id


def _rows(connection, warehouse, query_id: str) -> int:
    query = warehouse.catalog.find(query_id)
    given = {name: each.default for name, each in query.parameters.items()} | FRAME
    return len(connection.execute(query.sql, {name: given[name] for name in query.parameters}).fetchall())
