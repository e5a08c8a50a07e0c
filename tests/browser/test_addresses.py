"""Addresses in a real browser: a link opens the same view, and no address breaks a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Server
from tests.browser.speaking import open_tab
from tests.browser.visiting import Visit, visiting

pytestmark = pytest.mark.browser


def asked(visit: Visit) -> dict[str, list[str]]:
    """The filters in the address bar."""
    return parse_qs(urlsplit(visit.page.url).query)


def first_figure(visit: Visit) -> str:
    return visit.page.locator(".tile .value").first.inner_text()


def choose_region(visit: Visit, region: str) -> None:
    visit.page.get_by_role("combobox", name="Region", exact=True).click()
    visit.page.get_by_role("option", name=region, exact=True).click()
    visit.drawn()


def chosen_regions(visit: Visit) -> list[str]:
    """What stands in the filter."""
    return visit.page.locator(".st-key-filter-regions [data-tag]").all_inner_texts()


def go_to(visit: Visit, page: str) -> None:
    visit.page.get_by_role("link", name=page, exact=True).click()
    visit.page.get_by_role("heading", name=page, exact=True).wait_for()
    visit.drawn()


def test_a_first_visit_to_a_deep_link_gets_the_page_with_its_frame(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships?regions=Africa")
    assert visit.page.get_by_role("heading", name="Partnerships", exact=True).is_visible()
    assert "Demonstration data" in visit.text()
    assert chosen_regions(visit) == ["Africa"]


def test_a_plain_address_stays_plain(server: Server, visit: Visit):
    visit.open(server.url)
    assert asked(visit) == {}


def test_what_a_reader_chooses_is_in_the_address_bar(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships")
    choose_region(visit, "Africa")
    assert asked(visit) == {"regions": ["Africa"]}


def test_the_address_bar_opens_the_same_view_for_somebody_else(server: Server, visit: Visit, browser: Browser):
    visit.open(f"{server.url}/partnerships")
    everywhere = first_figure(visit)
    choose_region(visit, "Africa")
    with visiting(browser) as other:
        other.open(visit.page.url)
        assert first_figure(other) == first_figure(visit) != everywhere


def test_a_link_with_a_first_and_a_last_year_leaves_the_period_in_the_address(server: Server, visit: Visit):
    visit.open(f"{server.url}/placements?regions=Africa&from=2018%2F2019&to=2020%2F2021")
    visit.page.wait_for_timeout(1_000)
    assert asked(visit) == {"regions": ["Africa"], "period": ["2020/2021"]}
    assert chosen_regions(visit) == ["Africa"]


def test_the_menu_keeps_the_filters(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships?regions=Africa")
    go_to(visit, "Students abroad")
    assert asked(visit) == {"regions": ["Africa"]}
    assert chosen_regions(visit) == ["Africa"]


def test_the_back_button_goes_back_to_the_page_before_with_its_filters(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships?regions=Africa")
    go_to(visit, "Students abroad")
    visit.page.go_back()
    visit.page.get_by_role("heading", name="Partnerships", exact=True).wait_for()
    assert chosen_regions(visit) == ["Africa"]


def click_a_bar(visit: Visit, chart: re.Pattern[str]) -> None:
    bar = visit.page.get_by_role("figure", name=chart).locator(".bars .point path").first
    bar.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(300)  # Plotly finds out where it stands
    box = bar.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.drawn()


def test_a_click_on_a_bar_shows_its_region_alone_and_a_second_click_all_again(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships")
    chart = re.compile("^Bar chart: Active agreements by region")
    click_a_bar(visit, chart)
    (region,) = asked(visit)["regions"]
    assert chosen_regions(visit) == [region]
    click_a_bar(visit, chart)
    assert asked(visit) == {}


def test_a_number_of_agreements_leads_to_the_agreements(server: Server, visit: Visit):
    visit.open(f"{server.url}/partnerships?regions=Africa")
    visit.page.locator(".tile", has_text="Active agreements").click()
    link = visit.page.get_by_role("dialog").get_by_role("link", name="See the agreements")
    link.wait_for()
    assert asked(visit)["about"] == ["cards/active_agreements"]
    link.click()
    visit.page.get_by_role("heading", name="Agreement register").wait_for()
    assert asked(visit) == {"regions": ["Africa"], "state": ["Active"]}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/partnerships?regions=" + quote("<img src=x onerror=alert(1)>"), id="markup"),
        pytest.param("/register?on=1492-10-12&partner=" + quote("<script>alert(1)</script>"), id="a partner"),
    ],
)
def test_a_hostile_address_runs_no_script(server: Server, visit: Visit, address: str):
    dialogs = []
    visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page = visit.open(server.url + address)
    assert page.get_by_test_id("stException").count() == 0
    assert "cannot be shown" not in visit.text()
    assert (dialogs, visit.outside, visit.errors) == ([], [], [])


@pytest.mark.parametrize(
    ("page", "query", "shown"),
    [
        pytest.param("placements", "countries=" + quote("'; drop table placements; --"), b"Students abroad", id="SQL"),
        pytest.param("", "from=%00%FF&to=-1&period=%FE&scheme=../../etc/passwd", b"Overview", id="bytes and paths"),
        pytest.param(
            "query_library", "query=" + quote("../../../etc/passwd"), b"Query library", id="a path as a query"
        ),
        pytest.param(
            "query_library",
            "partnerships/agreements_ending.within_months=10**9",
            b"Query library",
            id="a parameter",
        ),
        pytest.param("methods", "regions=" + "&regions=".join(["Africa"] * 500), b"Methods", id="five hundred times"),
        pytest.param("region", "x" * 6000, b"Regions", id="very long"),
    ],
)
def test_a_hostile_address_opens_a_calm_page(server: Server, page: str, query: str, shown: bytes):
    with open_tab(server.url) as tab:
        came = tab.ask(page, query)
    assert shown in came
    assert b"Traceback" not in came
    assert b"cannot be shown" not in came


def test_the_first_page_opens_by_its_name_with_its_filters(server: Server, visit: Visit):
    visit.open(f"{server.url}/overview?regions=Africa")
    assert visit.page.get_by_role("heading", name="Overview", exact=True).is_visible()
    assert "Page not found" not in visit.page.locator("body").inner_text()
    assert urlsplit(visit.page.url).path == "/"
    assert asked(visit) == {"regions": ["Africa"]}
    assert visit.console == []


def test_a_page_that_is_not_there_leads_to_the_first_one(server: Server, visit: Visit):
    visit.open(f"{server.url}/no_such_page")
    assert visit.page.get_by_role("heading", name="Overview", exact=True).is_visible()


def test_a_drawer_stands_in_the_address_until_it_is_closed(server: Server, visit: Visit):
    page = visit.open(f"{server.url}/partnerships?about=cards/active_agreements")
    page.get_by_role("dialog").get_by_text("Table and download").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    visit.drawn()
    assert asked(visit) == {}


def test_ctrl_k_goes_to_a_partner_by_a_part_of_its_name(server: Server, visit: Visit):
    page = visit.open(server.url)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to").fill("aldric st")
    page.get_by_role("option", name=re.compile("University of St. Aldric's.*partner")).click()
    page.get_by_role("heading", name="Register", exact=True).wait_for()
    visit.drawn()
    assert asked(visit)["partner"][0].startswith("University of St. Aldric's")
    assert visit.console == []
