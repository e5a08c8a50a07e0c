"""Briefs in a real browser: what is typed is in the file and on the server, whatever is clicked next."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.serving import serving
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser


def first_statement(visit: Visit) -> Locator:
    return visit.page.get_by_role("textbox", name="Statement", exact=True).first


def test_what_is_typed_is_in_the_file_and_outlives_a_reload_and_a_restart(own_data: Path, visit: Visit):
    with serving(own_data) as server:
        page = visit.open(f"{server.url}/summit_brief")
        page.get_by_role("button", name="Make the brief").click()
        page.get_by_text("pages, as they will print").wait_for(timeout=120_000)
        visit.drawn()
        first_statement(visit).fill("We go more")
        first_statement(visit).press_sequentially(" often.")
        with page.expect_download(timeout=60_000) as file:  # with the field still being typed into
            page.get_by_role("button", name="Brief, to open again").click()
        assert "We go more often." in file.value.path().read_text(encoding="utf-8")
        visit.drawn()
        field = first_statement(visit)
        field.press("End")
        field.press_sequentially(" And longer.")
        page.wait_for_timeout(3_000)  # nothing is left or clicked
        visit.drawn()
        assert field.evaluate("field => field === document.activeElement")
        visit.open(page.url)
        assert first_statement(visit).input_value() == "We go more often. And longer."
        page.get_by_role("button", name="Make the brief").click()
        visit.drawn()
        assert first_statement(visit).input_value() == "We go more often. And longer."
    with serving(own_data) as server:
        visit.open(f"{server.url}/summit_brief")
        assert first_statement(visit).input_value() == "We go more often. And longer."
        assert visit.errors == []
