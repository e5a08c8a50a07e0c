"""The workbench in a real browser: what is typed is colored, completed, run, and refused with its place in the text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from tests.browser.serving import Server
from tests.browser.visiting import Visit

pytestmark = pytest.mark.browser

ATTACKS = [
    pytest.param("select * from read_csv('/etc/passwd')", "cannot stand in from", id="a file"),
    pytest.param("select 1 as a; copy partnerships to '/tmp/stolen.csv'", "2 statements", id="a second statement"),
    pytest.param(
        "select home_school, max(cost_amount) as c, count(distinct person_key) as n from applications group by all",
        "no table",
        id="records of people",
    ),
]


def field(server: Server, visit: Visit) -> Locator:
    page = visit.open(f"{server.url}/query_library?show=Workbench")
    found = page.get_by_role("textbox", name="SQL", exact=True)
    found.wait_for()
    return found


def test_attacks_that_are_typed_in_are_refused_with_their_place(server: Server, visit: Visit):
    typed = field(server, visit)
    for attack in ATTACKS:
        sql, told = attack.values
        typed.fill(f"{sql}\n")
        typed.press("Control+Enter")
        visit.page.locator(".status", has_text=told).wait_for(timeout=30_000)
        visit.drawn()
        assert "Where: line 1, column" in visit.text()
        assert visit.page.locator(".line.wrong").count() == 1
    assert (visit.outside, visit.errors) == ([], [])


def test_words_are_offered_and_an_answer_is_drawn_and_taken_along(server: Server, visit: Visit):
    typed = field(server, visit)
    typed.fill("select p.partner_type, count(*) as agreements from partnerships as p group by all order by p.part")
    typed.press("End")
    typed.press("Control+Space")
    visit.page.get_by_role("option", name="partner_type").click()
    assert typed.input_value().endswith("order by p.partner_type")
    assert visit.page.locator(".table", has_text="partnerships").count() == 1
    visit.page.get_by_role("button", name="Run", exact=True).click()
    visit.page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=30_000)
    visit.page.get_by_role("tab", name="File").click()
    with visit.page.expect_download() as file:
        visit.page.get_by_role("button", name="Download the file").click()
    text = file.value.path().read_text(encoding="utf-8")
    assert file.value.suggested_filename == "a_new_question.sql"
    assert text.startswith("/*---")
    assert "order by p.partner_type" in text
    assert visit.errors == []
