"""Run pages as Streamlit runs them, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engagement.app import runtime
from engagement.settings import ROOT, Settings

PAGES = (
    "overview",
    "partnerships",
    "register",
    "placements",
    "schools",
    "leadership",
    "strategy",
    "region",
    "summit_brief",
    "query_library",
    "data_health",
    "methods",
)
TAG = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)
_TILE = re.compile(r'<button[^>]*class="tile"[^>]*><span class="name">(.*?)</span>(.*?)</button>', re.DOTALL)
OpenPage = Callable[..., AppTest]

# The data folder that goes on being served from one test to the next, with the answers that were asked of it.
_served: list[Path] = []


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Have the pages of this test read another data folder, or another folder of queries."""

    def serve(data_dir: Path, queries_dir: Path | None = None, *, is_shared: bool = False) -> None:
        monkeypatch.setenv("ENGAGEMENT_DATA", str(data_dir))
        if is_shared and _served[-1:] == [data_dir]:
            return
        runtime.stop()
        _served[:] = [data_dir] if is_shared else []
        if queries_dir is not None:
            monkeypatch.setenv("ENGAGEMENT_QUERIES", str(queries_dir))

    yield serve
    if not _served:
        runtime.stop()


@pytest.fixture
def open_page(demo_settings: Settings, serve: Callable[..., None]) -> OpenPage:
    """Open a page by its name and the filters in its address, over the demonstration data."""
    serve(demo_settings.data_dir, is_shared=True)
    return visit


def visit(name: str = "overview", **address: str | list[str]) -> AppTest:
    """A first visit, by a link: the frame runs, and the page that the address asks for."""
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for key, value in address.items():
        page.query_params[key.rstrip("_")] = value
    if name != "overview":
        page.switch_page(f"{name}.py")
    return page.run()


def figures(page: AppTest) -> dict[str, str]:
    """What each tile of a page says, by its title."""
    said = {}
    for element in page.get("html"):
        for title, rest in _TILE.findall(element.proto.body):
            said[unescape(title)] = " ".join(unescape(TAG.sub(" ", rest)).split())
    return said


def words(page: AppTest) -> str:
    """Everything that a page says in words."""
    said = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.warning, *page.info]
    html = [TAG.sub(" ", element.proto.body) for element in page.get("html")]
    return "\n".join([*(str(element.value) for element in said), *html]).replace("\\", "")
