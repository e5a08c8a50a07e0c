"""A filter that a query does not take is said beside its answer; one that it takes is not."""

from __future__ import annotations

import pytest

from engagement.app.choices import Choices
from engagement.app.scope import Scope, not_narrowed, years_shown
from tests.ui.test_clicks import BAR, LINE, MAP, asked

KNOWN = Choices(
    default_scheme="summit",
    schemes=("summit",),
    versions={"summit": "1"},
    regions={"summit": ("Africa",)},
    members={},
    places={"KEN": "Kenya"},
    periods={"all": "All years", "last_5": "Last 5 complete years", "2023": "2023/2024", "2019": "2019/2020"},
    spans={"all": (2019, 2023), "last_5": (2019, 2023), "2023": (2023, 2023), "2019": (2019, 2019)},
)


@pytest.mark.parametrize(
    ("chosen", "taken", "said"),
    [
        pytest.param({"regions": ("Africa",)}, (), "All regions: not narrowed to Africa", id="a region"),
        pytest.param({"regions": ("Africa",)}, ("regions",), "", id="a region that is taken"),
        pytest.param({}, (), "", id="nothing is chosen"),
        pytest.param(
            {"countries": ("KEN",)}, ("regions",), "All countries and places: not narrowed to Kenya", id="a country"
        ),
        pytest.param({"period": "2019"}, ("regions",), "All years: not narrowed to 2019/2020", id="a year"),
        pytest.param(
            {"period": "last_5"},
            ("regions",),
            "All years: not narrowed to last 5 complete years",
            id="several years",
        ),
        pytest.param({"period": "2019"}, ("period",), "", id="a period that is taken"),
    ],
)
def test_what_a_query_does_not_take_is_said(chosen, taken, said):
    assert not_narrowed(Scope("summit", **chosen), asked(BAR, *taken).query, KNOWN) == said


def test_a_map_says_which_years_it_is_about():
    on_map = asked(MAP, "period").query
    assert years_shown(Scope("summit", period="last_5"), on_map, KNOWN) == "Last 5 complete years"
    assert years_shown(Scope("summit", period="2019"), on_map, KNOWN) == "2019/2020"
    assert years_shown(Scope("summit"), asked(BAR, "period").query, KNOWN) == ""


def test_a_series_over_years_is_narrowed_by_none():
    over_years = asked(LINE, "regions").query
    assert not_narrowed(Scope("summit", period="2019"), over_years, KNOWN) == ""


def test_a_series_over_years_says_that_it_shows_more_than_are_chosen():
    over_years = asked(LINE, "regions").query
    assert years_shown(Scope("summit", period="2019"), over_years, KNOWN) == "Every year is shown, not only 2019/2020"
    assert years_shown(Scope("summit"), over_years, KNOWN) == ""
