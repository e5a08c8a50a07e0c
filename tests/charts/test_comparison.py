"""A figure is compared with what is asked for, or it is said why not; nothing hidden enters an average."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engagement.present.comparison import AcademicYear, Others, others, with_others, with_target, with_year
from engagement.present.reading import reading
from engagement.query import Card
from tests.answers import answer

CARD = Card("students", "academic_year", complete="is_complete", target="target")
YEARS = [
    ("2022/2023", 100, None, True),
    ("2023/2024", 4, None, True),
    ("2024/2025", None, None, True),
    ("2025/2026", 150, 200, True),
    ("2026/2027", 60, 210, False),
]


def card(rows, *, people=("students",), unit="people"):
    columns = {"academic_year": "Year", "students": ("Students", unit), "target": "Target", "is_complete": "Complete"}
    found = answer(columns, rows, people=people if people else ())
    return replace(found, query=replace(found.query, card=CARD))


def year(start: int) -> AcademicYear:
    return AcademicYear(f"{start}/{start + 1}", date(start, 8, 1), date(start + 1, 7, 31))


@pytest.mark.parametrize(
    ("start", "change", "said"),
    [
        pytest.param(2022, "+50 (+50.0%)", "from 2022/2023", id="another year"),
        pytest.param(2023, "", "not compared: 2023/2024 is too small to show", id="a small one"),
        pytest.param(2024, "", "not compared: 2024/2025 is missing", id="one without data"),
        pytest.param(2025, "", "not compared: the figure is that of 2025/2026 itself", id="its own"),
        pytest.param(2026, "", "not compared: 2026/2027 is incomplete", id="one that is running"),
        pytest.param(1990, "", "not compared: nothing is shown here for 1990/1991", id="one that is not there"),
    ],
)
def test_a_figure_is_compared_with_another_year_or_it_is_said_why_not(start, change, said):
    rows = [row for row in YEARS if row[1] is not None or start == 2024]
    result = card(rows, people=() if start == 2024 else ("students",))
    found = with_year(reading(result), result, year(start))
    assert (found.change, found.compared_with) == (change, said)


def test_a_day_is_compared_with_the_same_day_of_the_other_year():
    days = [(date(at, 11, 1), at - 2000, None, True) for at in (2023, 2024, 2025)]
    result = card(days, people=())
    assert with_year(reading(result), result, year(2023)).compared_with == "from Nov 1, 2023"


def test_a_figure_is_compared_with_its_target_or_has_none():
    result = card([row for row in YEARS if row[1] is not None])
    found = with_target(reading(result), result)
    assert (found.change, found.compared_with) == ("-50 (-25.0%)", "from the target of 200")
    without = card(YEARS[:1])
    assert with_target(reading(without), without).compared_with == "no target for 2022/2023"


def test_what_is_hidden_is_compared_with_nothing():
    result = card([("2025/2026", 3, 200, True)])
    assert with_target(reading(result), result).change == ""
    assert with_others(reading(result), result, Others(100.0, "100")).change == ""


REGIONS = {"region": "Region", "academic_year": "Year", "met": ("Met", "people"), "applicants": ("Asked", "people")}
ROWS = [
    ("Africa", "2025/2026", 150, 200),
    ("China", "2025/2026", 100, 400),
    ("Chile", "2025/2026", 50, 60),
    ("Malta", "2025/2026", 4, 8),
    ("China", "2024/2025", 900, 999),
]


def by_region(rows=ROWS):
    return answer(REGIONS, rows, people=("met", "applicants"))


def compared(*, base="", among=("China", "Chile", "Fiji"), period="2025/2026"):
    return others(by_region(), value="met", base=base, among=among, moment=("academic_year", period))


def test_a_count_is_compared_with_the_mean_per_region_in_which_nobody_is_zero():
    assert compared() == Others(50.0, "50.0, the mean of 3 other regions", is_mean=True)


def test_a_rate_is_compared_with_sums_divided_by_sums():
    assert compared(base="applicants") == Others(150 / 460, "32.6% in 3 other regions together")


def test_a_hidden_region_enters_nothing_and_is_named():
    found = compared(among=("China", "Chile", "Malta"))
    assert (found.value, found.left_out) == (75.0, ("Malta",))
    result = card([row for row in YEARS if row[1] is not None])
    said = with_others(reading(result), result, found)
    assert said.change == "+75.0 (+100.0%)"
    assert said.compared_with == "from 75.0, the mean of 2 other regions; hidden and left out: Malta"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param({"among": ("Malta",)}, "not compared: the other regions have too few people", id="all are hidden"),
        pytest.param({"period": "1990/1991"}, "not compared: the other regions are missing", id="no data"),
        pytest.param(
            {"base": "applicants", "among": ("Fiji",)},
            "not compared: the other regions have nothing to divide by",
            id="a denominator of zero",
        ),
    ],
)
def test_where_the_others_come_to_nothing_it_is_said(asked, why):
    assert compared(**asked) == Others(None, why)
