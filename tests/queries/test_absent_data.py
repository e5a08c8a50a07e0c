"""A university that delivers only part of the tables sees that part, and no error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import duckdb
import pytest

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.schema import create_tables
from engagement.contract import load_contract
from engagement.release.build import build_release
from engagement.settings import ROOT
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


@dataclass(frozen=True)
class Partial:
    """An exact release of some of the demonstration's tables."""

    delivered: tuple[str, ...]
    catalog: Catalog
    release: duckdb.DuckDBPyConnection

    def ask(self, query_id: str) -> list[tuple]:
        query = self.catalog.find(query_id)
        given = {name: each.default for name, each in query.parameters.items()} | FRAME
        return self.release.execute(query.sql, {name: given[name] for name in query.parameters}).fetchall()


@pytest.fixture(scope="module", params=DELIVERED.values(), ids=DELIVERED.keys())
def partial(request, tmp_path_factory, demo_settings) -> Iterator[Partial]:
    """A release with nothing rounded and nobody too few, of some of the tables only."""
    folder = tmp_path_factory.mktemp("partial")
    records, release = folder / "people.duckdb", folder / "release.duckdb"
    contract = load_contract(ROOT / "data" / "datapackage.json")
    with duckdb.connect(records) as connection:
        create_tables(connection, contract)
        connection.execute(f"attach '{current_records(demo_settings).database}' as whole (read_only)")
        connection.execute("insert into ledger.snapshot by name select * from whole.ledger.snapshot")
        for name in (*PLACES, *request.param):
            connection.execute(f"insert into {name} by name select * from whole.main.{name}")
    catalog = load_catalog(ROOT / "queries", contract)
    settings = replace(demo_settings, threshold=1, rounding=1)
    build_release(records, release, catalog=catalog, settings=settings, as_of=AS_OF.date(), progress=lambda _: None)
    with duckdb.connect(release, read_only=True) as connection:
        yield Partial(request.param, catalog, connection)


def test_every_query_answers_without_an_error_or_an_endless_number(partial):
    wrong = []
    for query_id in partial.catalog.queries:
        try:
            rows = partial.ask(query_id)
        except duckdb.Error as error:
            wrong.append((query_id, str(error)))
            continue
        cells = (cell for row in rows for cell in row if isinstance(cell, float))
        if not all(math.isfinite(cell) for cell in cells):
            wrong.append((query_id, "an endless number"))
    assert wrong == []


@pytest.mark.parametrize(
    ("table", "query_ids"),
    [
        ("partnerships", ["cards/active_agreements", "cards/reviews_overdue", "partnerships/portfolio"]),
        ("placements", ["cards/students_abroad", "cards/demand_met", "placements/students"]),
        ("leadership_enrollments", ["cards/leadership_completion", "leadership/funnel", "leadership/path"]),
        ("leadership_diagnostics", ["cards/leadership_gain", "leadership/gain", "leadership/gap_closure"]),
    ],
    ids=["agreements", "placements", "leadership", "diagnostics"],
)
def test_what_is_not_delivered_is_no_row_and_not_a_zero(partial, table, query_ids):
    for query_id in query_ids:
        assert bool(partial.ask(query_id)) == (table in partial.delivered), query_id
