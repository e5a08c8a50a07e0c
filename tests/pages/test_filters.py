"""Filters live in the address and nowhere else: a link opens the same view."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.ui.shell.filters import KEYS
from engagement.warehouse import Warehouse
from tests.pages.conftest import OpenPage, figures, words


def chosen(page) -> dict[str, object]:
    """What the filters of a drawn page stand at."""
    return {key: page.session_state[key] for key in KEYS if page.session_state[key]}


def in_address(page) -> dict[str, list[str]]:
    """The filters in the address."""
    return {key: page.query_params[key] for key in KEYS if key in page.query_params}


def test_a_first_visit_chooses_nothing_and_leaves_the_address_empty(open_page: OpenPage):
    page = open_page()
    assert chosen(page) == {"scheme": "summit"}
    assert in_address(page) == {}


def test_a_link_opens_the_view_that_it_names(open_page: OpenPage):
    page = open_page(regions="Africa", countries="Kenya", period="2023/2024")
    assert chosen(page) == {"scheme": "summit", "regions": ["Africa"], "countries": ["KEN"], "period": "2023"}


@pytest.mark.parametrize(
    ("address", "period", "said"),
    [
        pytest.param(
            {"from_": "2021/2022", "to": "2023/2024"},
            "last_5",
            "The link asks for 2021/2022 to 2023/2024. It opens at the nearest period, last 5 complete years.",
            id="three years in the past",
        ),
        pytest.param(
            {"from_": "2023/2024", "to": "2021/2022"},
            "last_5",
            "The link asks for 2021/2022 to 2023/2024. It opens at the nearest period, last 5 complete years.",
            id="in the wrong order",
        ),
        pytest.param(
            {"from_": "2024/2025"},
            "last_3",
            "The link asks for years from 2024/2025. It opens at the nearest period, last 3 complete years.",
            id="a first year alone",
        ),
        pytest.param({"from_": "2023/2024", "to": "2025/2026"}, "last_3", "", id="exactly a period"),
        pytest.param({"from_": "2022/2023", "to": "2022/2023"}, "2022", "", id="one year"),
    ],
)
def test_a_link_with_a_first_and_a_last_year_opens_at_the_nearest_period(
    open_page: OpenPage, address: dict[str, str], period: str, said: str
):
    page = open_page(**address)
    assert chosen(page) == {"scheme": "summit", "period": period}
    assert [note.value for note in page.info] == ([said] if said else [])
    assert not {"from", "to"} & set(page.query_params)


@pytest.mark.parametrize("name", ["overview", "partnerships", "placements", "leadership"])
@pytest.mark.parametrize("year", ["2015/2016", "2021/2022", "2026/2027"])
def test_every_card_shows_the_chosen_year_or_says_that_it_does_not(open_page: OpenPage, name: str, year: str):
    told = figures(open_page(name, period=year)).values()
    assert all(f"in {year}" in figure or f"ot narrowed to {year}" in figure for figure in told)
    assert any(f"in {year}" in figure for figure in told)


def test_a_card_of_a_chosen_year_tells_what_changed_in_that_year(open_page: OpenPage, demo_warehouse: Warehouse):
    before, now = (
        row["met"]
        for row in demo_warehouse.run("cards/demand_met").table.to_pylist()
        if row["academic_year"] in ("2021/2022", "2022/2023")
    )
    said = words(open_page("overview", period="2022/2023", about="cards/demand_met"))
    assert f"With a place: {now:,} after {before:,}" in said
    assert "With a place: 1,520" not in said


def test_the_scorecard_shows_the_chosen_year(open_page: OpenPage):
    assert "in 2022/2023" in figures(open_page("strategy", period="2022/2023"))["Global-experience rate"]


def test_a_chosen_year_is_compared_with_its_own_target(open_page: OpenPage, demo_warehouse: Warehouse):
    rows = demo_warehouse.run("cards/global_experience_rate").table.to_pylist()
    (target,) = (row["target"] for row in rows if row["academic_year"] == "2022/2023")
    page = open_page("overview", period="2022/2023", compare="The target")
    assert f"from the target of {target:.1%}" in figures(page)["Global-experience rate"]


def test_a_view_shows_the_numbers_of_its_filters(open_page: OpenPage, demo_warehouse: Warehouse):
    page = open_page("partnerships", regions="Africa")
    active = demo_warehouse.run("cards/active_agreements", regions=["Africa"]).table.column("agreements")[-1].as_py()
    assert figures(page)["Active agreements"].startswith(f"{active} ")


def test_a_card_and_a_chart_that_a_filter_does_not_reach_say_so(open_page: OpenPage):
    assert words(open_page("leadership", regions="Africa")).count("All regions: not narrowed to Africa") >= 2
    assert "not narrowed" not in words(open_page("leadership"))


def test_several_places_are_said_to_be_added_up(open_page: OpenPage):
    added = "Sums over several places count people once in each place"
    assert added in words(open_page("placements", regions=["Africa", "China"]))
    assert added not in words(open_page("placements", regions="Africa"))


def test_filters_survive_going_to_another_page(open_page: OpenPage):
    page = open_page(regions=["Africa", "China"])
    page.switch_page("partnerships.py").run()
    assert chosen(page)["regions"] == ["Africa", "China"]
    assert in_address(page) == {"regions": ["Africa", "China"]}


def test_an_apostrophe_and_an_accent_are_ordinary(open_page: OpenPage):
    page = open_page(countries="Côte d'Ivoire")
    assert chosen(page)["countries"] == ["CIV"]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param({"regions": "Atlantis"}, id="unknown region"),
        pytest.param({"countries": "<script>alert(1)</script>"}, id="markup"),
        pytest.param({"countries": "'; drop table placements; --"}, id="SQL"),
        pytest.param({"period": "9999"}, id="a year that never was"),
        pytest.param({"from_": "9999"}, id="a first year that never was"),
        pytest.param({"to": "\x00\ufffd"}, id="bytes"),
        pytest.param({"scheme": "../../etc/passwd"}, id="a path"),
        pytest.param({"regions": "x" * 10_000}, id="very long"),
    ],
)
def test_what_an_address_asks_for_and_nobody_knows_is_left_out_with_a_note(open_page: OpenPage, address):
    page = open_page(**address)
    assert chosen(page) == {"scheme": "summit"}
    assert [note.value for note in page.info if "does not know" in note.value]
    assert not page.exception


def test_the_known_part_of_an_address_is_shown(open_page: OpenPage):
    page = open_page(regions=["Atlantis", "Africa"], period="2019/2020")
    assert chosen(page) == {"scheme": "summit", "regions": ["Africa"], "period": "2019"}


def test_a_note_shows_markdown_as_it_was_typed(open_page: OpenPage):
    page = open_page(regions="[click](https://example.com)")
    assert any(r"\[click\](https" in note.value for note in page.info)


def test_a_country_outside_the_chosen_region_is_left_out_with_a_note(open_page: OpenPage):
    page = open_page(regions="China", countries="Brazil")
    assert "countries" not in chosen(page)
    assert any("Brazil" in note.value for note in page.info)


def test_another_scheme_drops_regions_that_it_does_not_have(open_page: OpenPage):
    page = open_page(regions=["China", "Africa"])
    page.selectbox(key="scheme").select("worldbank").run()
    assert chosen(page) == {"scheme": "worldbank"}
    assert "regions" not in in_address(page)


def test_clearing_shows_everything_again(open_page: OpenPage):
    page = open_page(regions="Africa", period="2019/2020")
    next(button for button in page.button if button.label == "Clear filters").click().run()
    assert chosen(page) == {"scheme": "summit"}
    assert in_address(page) == {}


def test_clearing_leaves_no_filter_of_any_kind(open_page: OpenPage):
    everything = {"regions": "Africa", "countries": "Ghana", "period": "2023/2024"}
    page = open_page(**everything, scheme="United Nations M49", on="2024-03-01", compare="The target")
    next(button for button in page.button if button.label == "Clear filters").click().run()
    assert chosen(page) == {"scheme": "summit"}
    assert in_address(page) == {}


@pytest.mark.parametrize(
    "address",
    [
        {"period": "Last 3 complete years"},
        {"on": "2024-03-01"},
        {"compare": "The target"},
        {"scheme": "World Bank regions"},
    ],
    ids=str,
)
def test_each_kind_of_filter_can_be_cleared(open_page: OpenPage, address: dict[str, str]):
    page = open_page(**address)
    next(button for button in page.button if button.label == "Clear filters").click().run()
    assert in_address(page) == {}


def test_there_is_nothing_to_clear_where_nothing_is_chosen(open_page: OpenPage):
    assert "Clear filters" not in [button.label for button in open_page().button]


def test_what_is_chosen_behind_more_stands_beside_it(open_page: OpenPage):
    page = open_page("partnerships", on="2024-03-01", compare="The target", scheme="World Bank regions")
    assert "World Bank regions · Agreements as of Mar 1, 2024 · Compared with the target" in words(page)


def test_what_a_page_does_not_use_is_not_offered_to_be_cleared(open_page: OpenPage):
    page = open_page("methods", regions="Africa", on="2024-03-01")
    assert "Clear filters" not in [button.label for button in page.button]
    assert chosen(page)["regions"] == ["Africa"]


def test_agreements_are_shown_for_the_day_that_the_address_names(open_page: OpenPage, demo_warehouse: Warehouse):
    page = open_page("partnerships", on="2020-03-01")
    (row,) = demo_warehouse.run("cards/active_agreements", as_of=date(2020, 3, 1)).table.to_pylist()[-1:]
    assert figures(page)["Active agreements"].startswith(f"{row['agreements']} agreements on Mar 1, 2020")
    assert "Agreements as of Mar 1, 2020" in words(page)


def test_numbers_about_people_keep_the_day_of_the_data(open_page: OpenPage):
    assert "As of Nov 1, 2026" in words(open_page("placements", on="2020-03-01"))
    assert "As of Mar 1, 2020" not in words(open_page("placements", on="2020-03-01"))


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "1492-10-12", "9999-01-01", "<b>1</b>"])
def test_a_day_that_nobody_can_mean_is_left_out_with_a_note(open_page: OpenPage, day: str):
    page = open_page("partnerships", on=day)
    assert "on" not in chosen(page)
    assert any("does not know" in note.value for note in page.info)


def test_the_address_of_what_is_shown_can_be_copied(open_page: OpenPage):
    page = open_page("register", state="Review overdue", regions=["Africa", "China"])
    page.session_state["views and links"] = True
    page.run()
    assert page.code[0].value.endswith("?state=Review+overdue&regions=Africa&regions=China")


@pytest.mark.parametrize(
    ("address", "compared"),
    [
        pytest.param({}, "from 2024/2025", id="the period before"),
        pytest.param({"compare": "2018/2019"}, "from 2018/2019", id="another year"),
        pytest.param({"compare": "The target"}, "from the target of", id="the target"),
        pytest.param({"compare": "The other regions"}, "other regions together", id="the other regions"),
    ],
)
def test_figures_are_compared_with_what_the_address_asks_for(open_page: OpenPage, address, compared):
    page = open_page("region", regions="China", **address)
    assert any(compared in figure for figure in figures(page).values())
