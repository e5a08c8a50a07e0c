"""Briefs in a real browser: what is typed is in the file and on the server, whatever is clicked next."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.browser.serving import serving
from tests.browser.test_pages_in_a_browser import serious
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser


def first_decision(visit: Visit) -> Locator:
    return visit.page.get_by_role("textbox", name="What is asked", exact=True).first


def test_two_who_write_lose_nothing_by_a_download_a_reload_a_second_click_and_a_restart(own_data: Path, visit: Visit):
    with serving(own_data) as server:
        page = visit.open(f"{server.url}/summit_brief")
        page.get_by_role("button", name="Make the brief").click()
        page.get_by_text("pages, as they will print").wait_for(timeout=120_000)
        visit.drawn()
        first_decision(visit).fill("Let seven")
        first_decision(visit).press_sequentially(" go.")
        with page.expect_download(timeout=60_000) as file:  # with the field still being typed into
            page.get_by_role("button", name="Brief, to open again").click()
        assert "Let seven go." in file.value.path().read_text(encoding="utf-8")
        visit.drawn()
        field = first_decision(visit)
        field.press("End")
        field.press_sequentially(" And longer.")
        page.wait_for_timeout(3_000)  # nothing is left or clicked
        visit.drawn()
        assert field.evaluate("field => field === document.activeElement")
        colleague = Visit(page.context.new_page())
        colleague.open(page.url)
        assert first_decision(colleague).input_value() == "Let seven go. And longer."
        owner = colleague.page.get_by_role("textbox", name="Of whom", exact=True).first
        owner.fill("The provost")
        owner.blur()
        colleague.drawn()
        colleague.page.close()
        page.get_by_role("button", name="Make the brief").click()
        visit.drawn()
        assert first_decision(visit).input_value() == "Let seven go. And longer."
        assert page.get_by_role("textbox", name="Of whom", exact=True).first.input_value() == "The provost"
    with serving(own_data) as server:
        page = visit.open(f"{server.url}/summit_brief")
        assert first_decision(visit).input_value() == "Let seven go. And longer."
        page.get_by_role("button", name="Undo", exact=True).click()
        visit.drawn()
        assert page.get_by_role("textbox", name="Of whom", exact=True).first.input_value() != "The provost"
        assert first_decision(visit).input_value() == "Let seven go. And longer."
        assert visit.errors == []
        assert serious(page) == []  # of a brief that is there; test_pages_in_a_browser sees the page without one
