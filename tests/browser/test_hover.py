"""Hovers in a real browser: exactly on a mark, its own series answers, however close another is."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

import pytest

from tests.browser.serving import Server
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser

_MARKS = """() => {
    const chart = document.querySelector('.js-plotly-plot:has(.scatterlayer)'), box = chart.getBoundingClientRect();
    const {xaxis, yaxis} = chart._fullLayout;
    return chart._fullData.filter(trace => trace.meta === 'answers').map(trace => {
        const at = trace.x.length - 2;
        return {name: trace.name, value: trace.y[at], x: box.x + xaxis._offset + xaxis.d2p(trace.x[at]),
                y: box.y + yaxis._offset + yaxis.d2p(trace.y[at])};
    });
}"""


def test_exactly_on_a_mark_its_own_region_answers(server: Server, visit: Visit):
    visit.open(f"{server.url}/query_library?query=placements%2Fstudents_by_region_and_year")
    visit.page.locator(".js-plotly-plot .scatterlayer").first.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(1000)
    marks = [mark for mark in visit.page.evaluate(_MARKS) if mark["value"] is not None]
    assert len(marks) > 5
    for mark in marks:
        visit.page.mouse.move(5, 5)
        visit.page.mouse.move(mark["x"] + 1, mark["y"])
        visit.page.mouse.move(mark["x"], mark["y"])
        label = visit.page.locator(".hoverlayer .hovertext")
        label.wait_for(timeout=5_000)
        visit.page.wait_for_timeout(200)
        # of marks that cover each other the topmost is named first, the others "in the same place"
        said = label.first.text_content().replace("in the same place: ", "")
        assert re.search(rf"{re.escape(mark['name'])}(, )?{mark['value']:,} people", said), said


def test_a_click_on_a_mark_shows_the_region_that_was_named(server: Server, visit: Visit):
    visit.open(f"{server.url}/query_library?query=placements%2Fstudents_by_region_and_year")
    visit.page.locator(".js-plotly-plot .scatterlayer").first.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(1000)
    marks = visit.page.evaluate(_MARKS)
    china = next(mark for mark in marks if mark["name"] == "China")
    visit.page.mouse.move(china["x"] + 1, china["y"])
    label = visit.page.locator(".hoverlayer .hovertext").first
    label.wait_for(timeout=5_000)
    visit.page.wait_for_timeout(300)
    said = label.text_content().partition("in the same place")[0]
    named = next(mark["name"] for mark in marks if f"{mark['name']}{mark['value']:,} people" in said)
    visit.page.mouse.click(china["x"], china["y"])
    visit.page.wait_for_timeout(1500)
    visit.drawn()
    assert f"regions={quote_plus(named)}" in visit.page.url
