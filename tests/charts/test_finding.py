"""What a chart's title says is what its released values say, and nothing where another could be meant."""

from __future__ import annotations

import pytest

from engagement.charts.model.finding import finding
from engagement.query import ChartSpec
from tests.answers import YEARS, answer
from tests.charts.drawn import drawing

COLUMNS = {"region": "Region", "academic_year": "Academic year", "students": ("Students", "people"), "done": "Complete"}


def by_year(unit="people", **regions):
    rows = [
        (region, year, count, year != YEARS[-1])
        for region, counts in regions.items()
        for year, count in zip(YEARS, counts, strict=True)
    ]
    series = {"series": "region"} if len(regions) > 1 else {}
    chart = ChartSpec("line", x="academic_year", y=("students",), complete="done", **series)
    columns = COLUMNS | {"students": ("Students", unit)}
    return drawing(answer(columns, rows, chart, people=("students",) if unit == "people" else ()))


def ranked(*rows):
    chart = ChartSpec("bar", x="region", y=("students",), orientation="horizontal")
    return drawing(answer({"region": "Region", "students": ("Students", "people")}, rows, chart, people=("students",)))


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        pytest.param(
            by_year(Africa=(20, 30, 75, 10), China=(80, 90, 95, 20)),
            "Africa grew most in 2024/2025: +45 students",
            id="the last complete year counts, not the running one",
        ),
        pytest.param(
            by_year(Africa=(20, 80, 75, 10), China=(80, 90, 60, 20)),
            "China fell most in 2024/2025: -30 students",
            id="where none grew, the deepest fall",
        ),
        pytest.param(
            by_year(Africa=(20, 30, 75, 10), China=(80, 3, 60, 20)), None, id="a hidden one may have grown more"
        ),
        pytest.param(by_year(Africa=(20, 30, 40, 10), China=(20, 30, 40, 20)), None, id="two grew as much"),
        pytest.param(
            by_year(All=(20, 100, 110, 10)),
            "110 students in 2024/2025, +10 (+10.0%) from 2023/2024",
            id="a single line tells its last complete year",
        ),
        pytest.param(
            by_year(All=(20, 10, 40, 10)),
            "40 students in 2024/2025, +30 from 2023/2024",
            id="no percentage of a small base",
        ),
        pytest.param(
            by_year("share", All=(0.2, 0.4, 0.45, 0.1)),
            "45.0% in 2024/2025, +5.0 points from 2023/2024",
            id="shares change by points",
        ),
        pytest.param(ranked(("Europe", 50), ("China", 40), ("Africa", 3)), None, id="two bars need no words"),
        pytest.param(
            ranked(("China", 40), ("Europe", 50), ("Africa", 20)),
            "Europe has the most: 50 students",
            id="the longest bar",
        ),
        pytest.param(ranked(("China", 50), ("Europe", 50), ("Africa", 20)), None, id="two are longest"),
        pytest.param(
            ranked(("No country recorded", 50), ("China", 40), ("Africa", 20)), None, id="no region is longest"
        ),
    ],
)
def test_a_title_says_what_stands_out(drawn, words):
    told = finding(drawn)
    assert (told.words if told else None) == words
