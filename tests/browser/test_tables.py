"""Shares in tables as they are drawn on the screen: rounded, never cut."""

from __future__ import annotations

import pandas as pd
import pytest
from playwright.sync_api import Browser

from engagement.warehouse import Warehouse
from tests.browser.serving import Server
from tests.browser.visiting import LISTEN, visiting

pytestmark = pytest.mark.browser


def test_shares_on_the_screen_are_those_of_pandas(server: Server, browser: Browser, demo_warehouse: Warehouse):
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
        visit.page.add_init_script(LISTEN)
        visit.open(f"{server.url}/query_library?query=cards%2Fglobal_experience_rate")
        visit.page.get_by_text("Table", exact=True).first.click()
        visit.page.locator('[data-testid="stDataFrame"]').first.scroll_into_view_if_needed()
        visit.page.wait_for_timeout(2_000)
        written = {text.replace("\N{NO-BREAK SPACE}", "") for text in visit.page.evaluate("[...window.written]")}
    assert expected <= written
