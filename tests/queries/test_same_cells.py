"""A number that stands in several views is the same in all of them, published or missing."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.mark.parametrize(
    ("first", "by", "others"),
    [
        pytest.param(
            "placements/students_by_year",
            ["academic_year"],
            [
                "cards/students_abroad",
                "placements/days_abroad",
                "placements/concentration",
                "placements/partner_concentration",
            ],
            id="students by year",
        ),
        pytest.param(
            "placements/students_by_region_and_year",
            ["region", "academic_year"],
            ["placements/change_by_region"],
            id="students by region and year",
        ),
    ],
)
def test_the_same_cell_is_the_same_in_every_view(ask_published, first, by, others):
    cells = ask_published(first).set_index(by)["students"]
    for other in others:
        found = ask_published(other).set_index(by)["students"]
        pd.testing.assert_series_equal(found.sort_index(), cells.sort_index(), check_dtype=False, obj=other)
