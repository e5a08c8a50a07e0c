"""A filter that a query does not take is said beside its answer; one that it takes is not."""

from __future__ import annotations

import pytest

from engagement.ui.choices import Choices
from engagement.ui.scope import Scope, added_years, not_narrowed
from tests.ui.test_clicks import BAR, MAP, asked

KNOWN = Choices(
    default_scheme="summit",
    schemes=("summit",),
    versions={"summit": "1"},
    regions={"summit": ("Africa",)},
    members={},
    places={"KEN": "Kenya"},
    academic_years={2019: "2019/2020", 2023: "2023/2024"},
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
        pytest.param(
            {"year_from": 2019, "year_to": 2023},
            ("regions",),
            "All years: not narrowed to 2019/2020 to 2023/2024",
            id="years",
        ),
        pytest.param({"year_from": 2019, "year_to": 2023}, ("year_from", "year_to"), "", id="years that are taken"),
    ],
)
def test_what_a_query_does_not_take_is_said(chosen, taken, said):
    assert not_narrowed(Scope("summit", **chosen), asked(BAR, *taken).query, KNOWN) == said


def test_a_map_says_which_years_it_adds_up():
    several, one = Scope("summit"), Scope("summit", year_from=2019, year_to=2019)
    on_map = asked(MAP, "year_from", "year_to").query
    assert added_years(several, on_map, KNOWN) == "2019/2020 to 2023/2024 together"
    assert added_years(one, on_map, KNOWN) == "2019/2020"
    assert added_years(several, asked(BAR, "year_from").query, KNOWN) == ""
