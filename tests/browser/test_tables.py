"""Tables as they are drawn on the screen: shares rounded, never cut; rows sorted by a click."""

from __future__ import annotations

import pandas as pd
import pytest
from playwright.sync_api import Browser

from engagement.warehouse import Warehouse
from tests.browser.serving import Server
from tests.browser.visiting import visiting

pytestmark = pytest.mark.browser


def test_shares_on_the_screen_are_those_of_pandas_and_a_click_on_a_heading_sorts(
    server: Server, browser: Browser, demo_warehouse: Warehouse
):
    answer = (
        demo_warehouse.view.run("cards/global_experience_rate")
        .table.to_pandas()
        .dropna(subset=["students", "class_size"])
    )
    shares = answer["students"].astype(float) / answer["class_size"].astype(float) * 100
    expected = {f"{share:.1f}%" for share in pd.Series(shares).round(1)}
    cut = {f"{int(share * 10) / 10:.1f}%" for share in shares}
    assert expected - cut, "no share of this answer tells rounding from cutting"
    with visiting(browser) as visit:
        visit.open(f"{server.url}/query_library?query=cards%2Fglobal_experience_rate")
        visit.page.get_by_role("button", name="Table, download and sources").first.click()
        visit.page.get_by_role("tab", name="Table and download").click()
        cells = visit.page.locator(".answer td.number")
        cells.first.wait_for()
        written = set(cells.all_inner_texts())
        heading = visit.page.locator(".answer th[scope=col]").nth(1)
        heading.get_by_role("button").click()
        visit.page.wait_for_function("() => document.querySelector('.answer th[aria-sort]') !== null")
        numbers = [
            float(cell.get_attribute("data-value"))
            for cell in visit.page.locator(".answer tbody tr > :nth-child(2)").all()
            if cell.get_attribute("data-value")
        ]
        assert heading.get_attribute("aria-sort") == "descending"
    assert expected <= written
    assert numbers == sorted(numbers, reverse=True)
