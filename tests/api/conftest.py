"""The demonstration data, served to programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from engagement.settings import Settings
from tests.api.served import ACCESS, Served, served


@pytest.fixture(scope="module")
def api(demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration data, served to readers who sign in."""
    data = tmp_path_factory.mktemp("api") / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    (data / "engagement.toml").write_text(ACCESS)
    with pytest.MonkeyPatch.context() as monkeypatch, served(data, monkeypatch) as running:
        yield running
