"""Releases to attack: the shipped demonstration data, and other worlds of the same shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from engagement.catalog import Catalog, load_catalog
from engagement.contract import load_contract
from engagement.demo import write_demo
from engagement.loading.load import load
from engagement.release.build import build_release
from engagement.settings import Settings, load_settings
from engagement.store.snapshots import current, current_records
from tests.queries.plain import AS_OF


@dataclass(frozen=True)
class World:
    """A data folder, loaded; `exact` is its release with nothing rounded and nobody too few."""

    settings: Settings
    catalog: Catalog
    release: Path
    exact: Path


@pytest.fixture(scope="session")
def world(demo_settings, tmp_path_factory) -> Callable[[int, int], World]:
    """The world of so many placements and a seed; (0, 0) is the shipped one."""

    @cache
    def made(placements: int, seed: int) -> World:
        settings = demo_settings
        folder = tmp_path_factory.mktemp(f"world_{placements}_{seed}")
        if placements:
            write_demo(folder, placements=placements, seed=seed)
            settings = load_settings(data_dir=folder)
            load(settings)
        catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
        exact = folder / "exact" / "release.duckdb"
        exact.parent.mkdir()
        build_release(
            current_records(settings).database,
            exact,
            catalog=catalog,
            settings=replace(settings, threshold=1, rounding=1),
            as_of=AS_OF.date(),
            progress=lambda _: None,
        )
        return World(settings, catalog, current(settings).database, exact)

    return made
