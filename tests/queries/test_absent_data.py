"""A university that delivers only part of the tables sees that part, and no error."""

from __future__ import annotations

import math

import duckdb
import pytest

from engagement.catalog.schema import create_tables
from engagement.contract import load_contract
from engagement.ingest.models import build_models
from engagement.settings import ROOT
from tests.queries.plain import AS_OF, POLICY_YEARS, THRESHOLD

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
    "year_from": None,
    "year_to": None,
    "as_of": AS_OF.date(),
    "policy_years": POLICY_YEARS,
    "threshold": THRESHOLD,
}


@pytest.fixture(scope="module", params=DELIVERED.values(), ids=DELIVERED.keys())
def partial(request, tmp_path_factory, snapshot_copy) -> duckdb.DuckDBPyConnection:
    """A database with the models, filled from the demonstration snapshot for some of the tables only."""
    contract = load_contract(ROOT / "data" / "datapackage.json")
    with duckdb.connect(tmp_path_factory.mktemp("partial") / "partial.duckdb") as connection:
        create_tables(connection, contract)
        connection.execute(f"attach '{snapshot_copy}' as whole (read_only)")
        connection.execute("insert into ledger.settings by name select * from whole.ledger.settings")
        connection.execute("insert into ledger.snapshot by name select * from whole.ledger.snapshot")
        for name in (*PLACES, *request.param):
            connection.execute(f"insert into {name} by name select * from whole.main.{name}")
        build_models(connection, sorted((ROOT / "queries" / "models").glob("*.sql")), list(contract.tables))
        yield connection


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


def test_what_is_not_delivered_is_no_row_and_not_a_zero(partial, demo_warehouse):
    delivered = partial.execute("select count(*) from partnerships").fetchone()[0]
    for query_id in ("cards/active_agreements", "cards/reviews_overdue", "partnerships/portfolio"):
        assert bool(_rows(partial, demo_warehouse, query_id)) == bool(delivered), query_id
    delivered = partial.execute("select count(*) from placements").fetchone()[0]
    for query_id in ("cards/students_abroad", "cards/demand_met", "placements/students"):
        assert bool(_rows(partial, demo_warehouse, query_id)) == bool(delivered), query_id
    delivered = partial.execute("select count(*) from leadership_enrollments").fetchone()[0]
    for query_id in ("cards/leadership_completion", "leadership/funnel"):
        assert bool(_rows(partial, demo_warehouse, query_id)) == bool(delivered), query_id


def _rows(connection, warehouse, query_id: str) -> int:
    query = warehouse.catalog.find(query_id)
    given = {name: each.default for name, each in query.parameters.items()} | FRAME
    return len(connection.execute(query.sql, {name: given[name] for name in query.parameters}).fetchall())
