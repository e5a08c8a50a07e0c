"""Fixtures that several folders of tests share: real files, and a small demonstration snapshot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from engagement.settings import Settings

# a busy machine is slow, and that is no fault of what is tested
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
SLOWEST = {"browser", "test_kill.py", "test_watch.py", "test_cli.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: a worker that takes such a file last keeps the others waiting."""
    items.sort(key=lambda item: SLOWEST.isdisjoint(item.path.parts))


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """Path of a real export beside the project; skips, saying so, where there is none."""

    def path(name: str) -> Path:
        if not REAL.is_dir():
            pytest.skip(f"needs the real exports in {REAL}, which are not part of the project")
        return REAL / name

    return path


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Copy a folder that the first of this run's processes to ask for it has made."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copied(name: str, make: Callable[[Path], object]) -> Path:
        kept, whole = shared / f"made_{name}", shared / f"made_{name}.whole"
        with FileLock(shared / f"made_{name}.lock"):
            if not whole.exists():
                kept.mkdir()
                make(kept)
                whole.touch()
        copy = tmp_path_factory.mktemp(name) / "data"
        shutil.copytree(kept, copy)
        return copy

    return copied


@pytest.fixture(scope="session")
def demo_settings(made_once):
    """Settings of a data folder with the shipped demonstration data, loaded."""
    from engagement.loading.load import load
    from engagement.settings import load_settings

    def make(data: Path) -> None:
        for part in ("exports", "reference", "mappings"):
            if (ROOT / "data" / part).is_dir():
                shutil.copytree(ROOT / "data" / part, data / part)
        load(load_settings(data_dir=data))

    return load_settings(data_dir=made_once("demonstration", make))


@pytest.fixture(scope="session")
def invented(made_once) -> Callable[[int, int], Settings]:
    """Settings of a data folder with so many invented placements, by a seed, loaded."""
    from engagement.demo import write_demo
    from engagement.loading.load import load
    from engagement.settings import load_settings

    @cache
    def settings(placements: int, seed: int) -> Settings:
        def make(data: Path) -> None:
            write_demo(data, placements=placements, seed=seed)
            load(load_settings(data_dir=data))

        return load_settings(data_dir=made_once(f"invented_{placements}_{seed}", make))

    return settings


@pytest.fixture(scope="session")
def demo_warehouse(demo_settings):
    """The warehouse over the demonstration data."""
    from engagement.warehouse import open_warehouse

    return open_warehouse(demo_settings)
