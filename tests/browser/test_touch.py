"""On a phone or a tablet a finger scrolls past a chart; a chart that listens to clicks would hold it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Server
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser

_CHART_AT = """() => {
    const page = document.querySelector('[data-testid="stMain"]'), chart = document.querySelector('.stPlotlyChart');
    page.scrollTop += chart.getBoundingClientRect().top - 200;
    return page.scrollTop;
}"""


_PHONE, _TABLET = "Chrome/130.0 Mobile Safari/537.36", "Safari/605.1.15"


@pytest.mark.parametrize(
    ("agent", "query"),
    [
        pytest.param(_PHONE, "partnerships%2Factive_agreements_by_region", id="bars on a phone"),
        pytest.param(_TABLET, "partnerships%2Factive_agreements_by_region", id="bars on a tablet"),
        pytest.param(_PHONE, "placements%2Fstudents_by_region_and_year", id="what can be zoomed, on a phone"),
        pytest.param(_TABLET, "placements%2Fstudents_by_region_and_year", id="what can be zoomed, on a tablet"),
    ],
)
def test_a_finger_scrolls_past_a_chart(server: Server, browser: Browser, agent: str, query: str):
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, user_agent=f"Mozilla/5.0 {agent}"
    )
    try:
        visit = Visit(context.new_page())
        page = visit.open(f"{server.url}/query_library?query={query}")
        touch = context.new_cdp_session(page)
        before = page.evaluate(_CHART_AT)
        page.wait_for_timeout(300)
        for kind, y in (("touchStart", 350), *(("touchMove", 350 - 15 * step) for step in range(1, 11))):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 195, "y": y}]})
            page.wait_for_timeout(16)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(500)
        assert page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop") > before + 50
    finally:
        context.close()
