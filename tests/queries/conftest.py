"""Questions asked of the demonstration snapshot before disclosure control, and its tables as pandas frames."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from engagement.snapshots import current
from tests.queries.plain import AS_OF, POLICY_YEARS, THRESHOLD, Tables


@pytest.fixture(scope="session")
def snapshot_copy(demo_settings, tmp_path_factory) -> Path:
    """A copy of the demonstration snapshot: a process cannot open one file both locked and unlocked."""
    copy = tmp_path_factory.mktemp("copy") / "snapshot.duckdb"
    shutil.copy(current(demo_settings).database, copy)
    return copy


@pytest.fixture(scope="session")
def snapshot(snapshot_copy) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demonstration snapshot, read-only."""
    with duckdb.connect(snapshot_copy, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def tables(snapshot) -> Tables:
    """The tables of the snapshot by name."""

    @cache
    def table(name: str) -> pd.DataFrame:
        rows = snapshot.execute(f"select * from {name}").df()
        categories = rows.select_dtypes("category").columns
        return rows.astype(dict.fromkeys(categories, object))

    return table


@pytest.fixture(scope="session")
def ask(snapshot, demo_warehouse) -> Callable[..., pd.DataFrame]:
    """The true answer of a query: its SQL on the snapshot, nothing hidden."""
    frame = {
        "scheme": "summit",
        "regions": [],
        "countries": [],
        "year_from": None,
        "year_to": None,
        "as_of": AS_OF.date(),
        "policy_years": POLICY_YEARS,
        "threshold": THRESHOLD,
    }

    def answer(query_id: str, **parameters: object) -> pd.DataFrame:
        query = demo_warehouse.catalog.find(query_id)
        given = {name: each.default for name, each in query.parameters.items()} | frame | parameters
        return snapshot.execute(query.sql, {name: given[name] for name in query.parameters}).df()

    return answer
