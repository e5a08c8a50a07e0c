"""A real browser, and the real server over the demonstration data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from engagement.settings import Settings
from tests.browser import chromium
from tests.browser.serving import Server, serving
from tests.browser.visiting import Visit, visiting


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, with a fresh profile; nothing is downloaded."""
    path = chromium.find()
    assert path, "no Chromium on the PATH: python tests/browser/chromium.py says how to get one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(demo_settings: Settings) -> Iterator[Server]:
    """The dashboard over the demonstration data, which no test changes."""
    with serving(demo_settings.data_dir) as running:
        yield running


@pytest.fixture
def own_data(demo_settings: Settings, tmp_path: Path) -> Path:
    """A copy of the demonstration data, its snapshot included, that a test may change."""
    data = tmp_path / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    return data


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A reader's window on a wide screen, light."""
    with visiting(browser) as visit:
        yield visit
