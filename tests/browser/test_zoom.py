"""A chart over time is zoomed on the screen, by keyboard too; nothing is asked of the server for it."""

from __future__ import annotations

import pytest

from tests.browser.serving import Server
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser

_AXES = """() => {
    const {xaxis, yaxis} = document.querySelector('.js-plotly-plot')._fullLayout;
    return {years: xaxis.range[1] - xaxis.range[0], values: yaxis.range};
}"""


def test_the_years_are_zoomed_by_keyboard_and_the_server_hears_nothing(server: Server, visit: Visit):
    page = visit.page
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append("a message")))
    visit.open(f"{server.url}/query_library?query=placements%2Fstudents_by_region_and_year")
    zoom = page.locator(".stPlotlyChart").get_by_role("button", name="Zoom in", exact=True)
    zoom.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    page.on("request", lambda request: sent.append(request.url))
    before = page.evaluate(_AXES)
    sent.clear()
    zoom.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("years => (" + _AXES + ")().years < years", arg=before["years"])
    assert page.evaluate(_AXES)["values"] == before["values"]
    assert page.locator(".modebar").evaluate("bar => getComputedStyle(bar).opacity") == "1"
    page.wait_for_timeout(500)
    assert sent == []
