"""Fixtures that several folders of tests share: real files, and a small demonstration snapshot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

# a busy machine is slow, and that is no fault of what is tested
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    """Path of a real export beside the project; skips, saying so, where there is none."""

    def path(name: str) -> Path:
        if not REAL.is_dir():
            pytest.skip(f"needs the real exports in {REAL}, which are not part of the project")
        return REAL / name

    return path


@pytest.fixture(scope="session")
def demo_settings(tmp_path_factory):
    """Settings of a data folder with the shipped demonstration data, loaded."""
    import shutil

    from engagement.loading.load import load
    from engagement.settings import load_settings

    data = tmp_path_factory.mktemp("demonstration")
    for part in ("exports", "reference", "mappings"):
        if (ROOT / "data" / part).is_dir():
            shutil.copytree(ROOT / "data" / part, data / part)
    settings = load_settings(data_dir=data)
    load(settings)
    return settings


@pytest.fixture(scope="session")
def demo_warehouse(demo_settings):
    """The warehouse over the demonstration data."""
    from engagement.warehouse import open_warehouse

    return open_warehouse(demo_settings)
