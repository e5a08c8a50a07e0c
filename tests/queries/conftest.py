"""Questions asked of an exact release of the demonstration data, and its records as pandas frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from engagement.catalog import load_catalog
from engagement.contract import load_contract
from engagement.release.build import build_release
from engagement.store.snapshots import current_records
from tests.queries.plain import AS_OF, POLICY_YEARS, SCOPES, THRESHOLD, Released, Scope, Tables


@pytest.fixture(scope="session")
def records(demo_settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration records, read-only."""
    with duckdb.connect(current_records(demo_settings).database, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def exact_release(demo_settings, tmp_path_factory) -> Path:
    """A release of the demonstration records with nothing rounded and nobody too few: metrics before the gate."""
    target = tmp_path_factory.mktemp("exact") / "release.duckdb"
    settings = replace(demo_settings, threshold=1, rounding=1)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    records = current_records(demo_settings).database
    build_release(records, target, catalog=catalog, settings=settings, as_of=AS_OF.date(), progress=lambda _: None)
    return target


@pytest.fixture(scope="session")
def exact(exact_release) -> Iterator[duckdb.DuckDBPyConnection]:
    """The exact release, read-only."""
    with duckdb.connect(exact_release, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def tables(records) -> Tables:
    """The tables of the records by name."""

    @cache
    def table(name: str) -> pd.DataFrame:
        rows = records.execute(f"select * from {name}").df()
        categories = rows.select_dtypes("category").columns
        return rows.astype(dict.fromkeys(categories, object))

    return table


@pytest.fixture(scope="session")
def ask(exact, demo_warehouse) -> Callable[..., pd.DataFrame]:
    """The true answer of a query: its SQL on the exact release."""
    frame = {
        "scheme": "summit",
        "regions": [],
        "countries": [],
        "period": "all",
        "as_of": AS_OF.date(),
        "policy_years": POLICY_YEARS,
    }

    def answer(query_id: str, **parameters: object) -> pd.DataFrame:
        query = demo_warehouse.catalog.find(query_id)
        given = {name: each.default for name, each in query.parameters.items()} | frame | parameters
        return exact.execute(query.sql, {name: given[name] for name in query.parameters}).df()

    return answer


@pytest.fixture(scope="session")
def ask_published(demo_warehouse) -> Callable[..., pd.DataFrame]:
    """The answer of a query as readers see it."""
    return lambda query_id, **parameters: demo_warehouse.run(query_id, **parameters).dataframe


@pytest.fixture(params=["exact", "published"])
def released(request, ask, ask_published) -> Released:
    """The exact release, and the one that readers see: every count is worked out for both."""
    return Released(ask, 1, 1) if request.param == "exact" else Released(ask_published, THRESHOLD, 5)


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request) -> Scope:
    """What a reader chooses."""
    return request.param
