"""What a card says of a series: its latest complete period, compared with the one right before it, or not at all."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from engagement.errors import QueryError
from engagement.present.reading import reading
from engagement.query import Card, Column, Query
from engagement.result import Provenance, Result, small_cells

COLUMNS = {
    "year": Column("year", "Academic year"),
    "students": Column("students", "Students", unit="people"),
    "rate": Column("rate", "Rate", unit="share"),
    "ratio": Column("ratio", "Gain", unit="ratio"),
    "day": Column("day", "Day", unit="date"),
    "agreements": Column("agreements", "Agreements", unit="agreements"),
    "applicants": Column("applicants", "Applicants", unit="people"),
    "target": Column("target", "Target", unit="people"),
    "is_complete": Column("is_complete", "Complete"),
}


def answer(rows, card, *, people=()):
    """An answer with these rows; of the columns `people`, counts under 10 are not published."""
    rows = [{**row, **{name: row[name] if (row[name] or 0) >= 10 else None for name in people}} for row in rows]
    columns = {name: replace(column, is_count=name in people) for name, column in COLUMNS.items()}
    query = Query(
        id="cards/test",
        path=Path("queries/cards/test.sql"),
        text="",
        sql="",
        sha256="",
        title="Students abroad",
        question="How many?",
        grain="one row per year",
        owner="us",
        columns=columns,
        card=card,
    )
    table = pa.table(
        {
            name: [row.get(name) for row in rows]
            for name in columns | dict.fromkeys(name for row in rows for name in row)
        }
    )
    provenance = Provenance("0", date(2026, 11, 1), False, (), ())
    return Result(query, {}, table, small_cells(table, query), 10, provenance)


def years(*values, running=None):
    rows = [
        {"year": f"{2020 + at}/{2021 + at}", "students": value, "is_complete": True} for at, value in enumerate(values)
    ]
    return rows + ([{"year": "2030/2031", "students": running, "is_complete": False}] if running is not None else [])


STUDENTS = Card(value="students", period="year", complete="is_complete")


def test_the_value_is_the_latest_complete_year_with_its_unit_and_name():
    said = reading(answer(years(100, 1234), STUDENTS))
    assert (said.value, said.unit) == ("1,234", "people in 2021/2022")


@pytest.mark.parametrize(
    ("values", "change", "direction"),
    [
        pytest.param((100, 141), "+41 (+41.0%)", 1, id="more"),
        pytest.param((141, 100), "-41 (-29.1%)", -1, id="fewer"),
        pytest.param((100, 100), "no change", 0, id="the same"),
        pytest.param((0, 40), "+40", 1, id="no percentage of nothing"),
    ],
)
def test_the_change_is_against_the_complete_year_before(values, change, direction):
    said = reading(answer(years(*values), STUDENTS))
    assert (said.change, said.compared_with, said.direction) == (change, "from 2020/2021", direction)


def test_a_small_change_of_a_ratio_is_a_change_and_has_no_percentage():
    rows = [{"year": f"{year}/{year + 1}", "ratio": value} for year, value in ((2024, 1.27), (2025, 1.31))]
    said = reading(answer(rows, Card(value="ratio", period="year")))
    assert (said.unit, said.change, said.direction) == ("in 2025/2026", "+0.04", 1)


def test_a_running_year_is_told_apart_and_never_compared():
    said = reading(answer(years(100, 141, running=60), STUDENTS))
    assert said.value == "141"
    assert said.change.startswith("+41")
    assert "2030/2031 to date: 60" in said.notes


def test_the_trend_leaves_the_running_year_out():
    assert reading(answer(years(100, 141, running=60), STUDENTS)).trend == (100.0, 141.0)


def test_only_a_running_year_is_no_figure_yet():
    said = reading(answer(years(running=60), STUDENTS))
    assert (said.value, said.change) == ("no data", "")


def test_a_first_year_is_compared_with_nothing():
    said = reading(answer(years(100), STUDENTS))
    assert (said.change, said.compared_with) == ("", "no earlier period to compare with")


def test_a_small_count_is_too_few_and_never_zero():
    said = reading(answer(years(100, 9), STUDENTS, people=("students",)))
    assert said.value == "too few"
    assert said.notes[0].startswith("fewer than 10 people")
    assert math.isnan(said.trend[-1])


def test_no_change_is_told_from_a_year_of_too_few():
    said = reading(answer(years(9, 100), STUDENTS, people=("students",)))
    assert (said.change, said.compared_with) == ("", "no change shown: 2020/2021 is too small to show")


def test_a_zero_of_what_is_no_count_of_people_is_shown():
    assert reading(answer(years(100, 0), STUDENTS)).value == "0"


def test_nobody_looks_like_a_few():
    assert reading(answer(years(100, 0), STUDENTS, people=("students",))).value == "too few"


def test_no_rows_are_no_data_delivered():
    said = reading(answer([], STUDENTS))
    assert (said.value, said.notes) == ("no data", ("nothing recorded",))


def test_a_missing_value_is_no_data_and_not_hidden():
    said = reading(answer(years(100, None), STUDENTS))
    assert (said.value, said.notes[0]) == ("no data", "nothing recorded")


def test_a_rate_changes_in_points_and_names_its_denominator():
    rows = [
        {"year": "2020/2021", "rate": 0.30, "applicants": 500},
        {"year": "2021/2022", "rate": 0.325, "applicants": 1200},
    ]
    said = reading(answer(rows, Card(value="rate", period="year", base="applicants")))
    assert (said.value, said.change, said.notes) == ("32.5%", "+2.5 points", ("Denominator: 1,200, applicants",))


def test_a_state_is_named_by_its_day():
    rows = [{"day": date(2025, 11, 1), "agreements": 300}, {"day": date(2026, 11, 1), "agreements": 1}]
    said = reading(answer(rows, Card(value="agreements", period="day")))
    assert (said.unit, said.compared_with) == ("agreement on Nov 1, 2026", "from Nov 1, 2025")


@pytest.mark.parametrize(
    ("better", "value", "told"),
    [
        pytest.param("up", 120, ("20 above target (100)", 1.2), id="above, and up is better"),
        pytest.param("up", 90, ("10 below target (100)", 0.9), id="below, and up is better"),
        pytest.param("up", 100, ("on target (100)", 1.0), id="on it"),
        pytest.param("down", 120, ("20 above target (100)", None), id="above, and down is better"),
    ],
)
def test_the_target_is_told_with_the_distance_to_it(better, value, told):
    rows = [{"year": "2020/2021", "students": value, "target": 100}]
    said = reading(answer(rows, Card(value="students", period="year", target="target", better=better)))
    assert (said.target, said.progress) == told


def test_a_state_is_not_judged_by_the_target_of_a_year_that_is_not_over():
    rows = [{"day": date(2026, 11, 1), "agreements": 302, "target": 346, "target_year": "2026/2027"}]
    said = reading(answer(rows, Card(value="agreements", period="day", target="target", target_for="target_year")))
    assert said.target == "target 346 for 2026/2027"


def test_a_query_without_a_card_is_told():
    with pytest.raises(QueryError, match=r"has no \[card\]"):
        reading(answer(years(100), None))


ON_THE_WAY = Card(value="students", period="year", complete="is_complete", target="target", better="up")


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        pytest.param((100, 300, 120, 160), 200, "(+20 a year), 200 is reached in 2025/2026", id="twice the pace"),
        pytest.param((100, 100, 100, 130), 141, "(+10 a year), 141 is reached in 2025/2026", id="a part of a year"),
        pytest.param((100, 100, 100, 103), 200, "is reached in more than 20 years", id="not in our time"),
        pytest.param((100, 120, 140, 90), 200, "have not come closer to the target of 200", id="backward"),
    ],
)
def test_a_target_is_reached_when_growth_goes_on(values, target, expected):
    rows = [{**row, "target": target} for row in years(*values)]
    assert [expected in note for note in reading(answer(rows, ON_THE_WAY)).notes].count(True) == 1


@pytest.mark.parametrize(
    ("values", "target", "better"),
    [
        pytest.param((100, 120, 140, 160), 160, "up", id="reached"),
        pytest.param((100, 120, 140, 160), None, "up", id="no target"),
        pytest.param((120, 140, 160), 200, "up", id="two years of growth"),
        pytest.param((None, 120, 140, 160), 200, "up", id="nothing to begin with"),
        pytest.param((100, 120, 140, 160), 200, "down", id="fewer are better"),
    ],
)
def test_no_pace_is_told_where_there_is_none(values, target, better):
    rows = [{**row, "target": target} for row in years(*values)]
    assert not any(
        "last three years" in note for note in reading(answer(rows, replace(ON_THE_WAY, better=better))).notes
    )
