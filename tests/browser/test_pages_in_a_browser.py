"""Every page in a real browser, wide in the light and narrow in the dark. Each is opened once for all claims.

The window gets narrow and dark while the page is open, as when a tablet is turned in the evening; `test_touch` opens
pages on a phone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.serving import Server
from tests.browser.visiting import NARROW, PAGES, WIDE, Visit, visiting

pytestmark = pytest.mark.browser

VIEWS = {
    **PAGES,
    "one region": "/region?regions=Africa&period=2023%2F2024",
    "one query": "/query_library?query=placements%2Fstudents_by_region",
    "workbench": "/query_library?show=Workbench",
}
SCREENS = [
    pytest.param((name, width, dark), id=f"{name}, {width} px, {'dark' if dark else 'light'}")
    for width, dark in ((WIDE, False), (NARROW, True))
    for name in VIEWS
]


@dataclass(frozen=True)
class Sight:
    """What was seen of a page."""

    text: str
    exceptions: int
    outside: tuple[str, ...]
    errors: tuple[str, ...]
    console: tuple[str, ...]
    page_width: int
    violations: tuple[str, ...]


@pytest.fixture(scope="module")
def see(browser: Browser, server: Server) -> Callable[[tuple[str, int, bool]], Sight]:
    """Open a page as a new reader and note everything that the claims are about."""
    seen: dict[tuple[str, int, bool], Sight] = {}

    def look(visit: Visit) -> Sight:
        page = visit.drawn()
        return Sight(
            text=visit.text(),
            exceptions=page.get_by_test_id("stException").count(),
            outside=tuple(visit.outside),
            errors=tuple(visit.errors),
            console=tuple(visit.console),
            page_width=page.evaluate("document.documentElement.scrollWidth"),
            violations=tuple(serious(page)),
        )

    def see(screen: tuple[str, int, bool]) -> Sight:
        name = screen[0]
        if screen not in seen:
            with visiting(browser) as visit:
                page = visit.open(server.url + VIEWS[name])
                seen[name, WIDE, False] = look(visit)
                page.emulate_media(color_scheme="dark")
                page.set_viewport_size({"width": NARROW, "height": 900})
                seen[name, NARROW, True] = look(visit)
        return seen[screen]

    return see


def serious(page) -> list[str]:
    """What axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_opens_without_a_traceback(see, screen):
    sight = see(screen)
    assert sight.exceptions == 0
    assert "Traceback" not in sight.text
    assert "cannot be shown" not in sight.text


@pytest.mark.parametrize("screen", SCREENS)
def test_no_request_leaves_this_machine(see, screen):
    assert see(screen).outside == ()


@pytest.mark.parametrize("screen", SCREENS)
def test_no_script_fails(see, screen):
    assert see(screen).errors == ()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_console_has_no_error(see, screen):
    assert see(screen).console == ()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_is_no_wider_than_its_screen(see, screen):
    assert see(screen).page_width == screen[1]


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_serious_in_what_is_ours(see, screen):
    assert see(screen).violations == ()
