"""Releases to attack: the shipped demonstration data, and other worlds of the same shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from engagement.catalog import Catalog, load_catalog
from engagement.contract import load_contract
from engagement.release.build import build_release
from engagement.settings import Settings
from engagement.store.snapshots import current, current_records
from tests.queries.plain import AS_OF


@dataclass(frozen=True)
class World:
    """A data folder, loaded."""

    settings: Settings
    catalog: Catalog
    release: Path

    def publish(self, target: Path, *, threshold: int, rounding: int) -> Path:
        """Write another release of the same records."""
        settings = replace(self.settings, threshold=threshold, rounding=rounding)
        records, as_of = current_records(settings).database, AS_OF.date()
        build_release(records, target, catalog=self.catalog, settings=settings, as_of=as_of, progress=lambda _: None)
        return target


@pytest.fixture(scope="session")
def exact(world, tmp_path_factory) -> Path:
    """The release of 900 placements with nothing rounded and nobody too few."""
    return world(900, 3).publish(tmp_path_factory.mktemp("exact") / "release.duckdb", threshold=1, rounding=1)


@pytest.fixture(scope="session")
def world(demo_settings, invented) -> Callable[[int, int], World]:
    """The world of so many placements and a seed; (0, 0) is the shipped one."""

    @cache
    def made(placements: int, seed: int) -> World:
        settings = invented(placements, seed) if placements else demo_settings
        catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
        return World(settings, catalog, current(settings).database)

    return made
