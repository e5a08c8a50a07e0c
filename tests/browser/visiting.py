"""Open pages in the real browser and wait until they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

PAGES = {
    "overview": "/",
    "partnerships": "/partnerships",
    "register": "/register",
    "placements": "/placements",
    "schools": "/schools",
    "leadership": "/leadership",
    "strategy": "/strategy",
    "region": "/region",
    "summit_brief": "/summit_brief",
    "query_library": "/query_library",
    "data_health": "/data_health",
    "methods": "/methods",
}
WIDE, NARROW = 1440, 390

_DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stAppSkeleton"], [data-testid="stSkeleton"]')
        && document.querySelectorAll('.stMain h1').length > 0;
}"""


@dataclass
class Visit:
    """An open page, with every request that left this machine and every error of a script or in the console."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Open an address and wait until its page is drawn."""
        self.page.goto(url)
        return self.drawn()

    def drawn(self) -> Page:
        """Wait until the script has run and every part of the page is there."""
        self.page.wait_for_function(_DRAWN, timeout=120_000)
        self.page.wait_for_timeout(250)  # a rerun that a click asks for begins a moment later
        self.page.wait_for_function(_DRAWN, timeout=120_000)
        return self.page

    def text(self) -> str:
        """The words in the main part of the page."""
        return self.page.locator(".stMain").inner_text()

    def _note(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("localhost", "127.0.0.1"):
            self.outside.append(request.url)


_resting: dict[Browser, list[Page]] = {}
"""Windows without a reader. What a window has read of the page's scripts it need not read again: half of a visit."""


@contextmanager
def visiting(
    browser: Browser, *, width: int = WIDE, dark: bool = False, height: int = 900, is_new: bool = False
) -> Iterator[Visit]:
    """A window of a reader who has never been here. `is_new`: nor has the browser, so that nothing is in its cache."""
    resting = [] if is_new else _resting.setdefault(browser, [])
    page = resting.pop() if resting else browser.new_context(locale="en-US", timezone_id="America/New_York").new_page()
    page.set_viewport_size({"width": width, "height": height})
    # drawing every frame of an animation on the processor is half of what a page costs
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    visit = Visit(page)
    listening: dict[str, Callable[[Any], None]] = {
        "request": visit._note,
        "pageerror": lambda error: visit.errors.append(str(error)),
        "console": lambda said: visit.console.append(said.text) if said.type == "error" else None,
    }
    for event, listener in listening.items():
        page.on(event, listener)  # type: ignore[call-overload]
    try:
        yield visit
    finally:
        for event, listener in listening.items():
            page.remove_listener(event, listener)
        if is_new or page.is_closed() or len(page.context.pages) > 1:
            page.context.close()
        else:
            _forget(page)
            resting.append(page)


def _forget(page: Page) -> None:
    """Leave nothing of a reader in a window but the files that everybody gets."""
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.unroute_all()
    page.goto("about:blank")
    page.context.clear_cookies()
