"""The gate: the only way from people to what is published."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.population import Measure
from engagement.release.gate import Gate, ReleaseError, people_behind, publish

GATE = Gate(threshold=10, rounding=5)
STUDENTS = Measure("students", "people", "Students")


def cells(**columns: list) -> pa.Table:
    return pa.table(columns)


def counted(*people: int) -> pa.Table:
    return cells(place=[str(each) for each in people], students=people, **{people_behind("students"): people})


def published(table: pa.Table, *measures: Measure, gate: Gate = GATE) -> list[dict]:
    return publish(table, by=["place"], measures={each.name: each for each in measures}, gate=gate).to_pylist()


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        pytest.param(137, [135], id="counts are rounded to the nearest 5"),
        pytest.param(138, [140], id="upwards too"),
        pytest.param(10, [10], id="the threshold itself is published"),
        pytest.param(9, [], id="fewer are not"),
        pytest.param(0, [], id="none looks like few"),
    ],
)
def test_counts_of_people_are_published_so_that_nobody_stands_out(people, shown):
    assert [row["students"] for row in published(counted(people), STUDENTS)] == shown


def test_the_same_people_give_the_same_number_wherever_they_are_counted():
    assert [row["students"] for row in published(counted(42, 42), STUDENTS)] == [40, 40]


def test_a_further_count_of_few_is_missing():
    women = Measure("women", "people", "Women")
    table = counted(40).append_column("women", pa.array([4])).append_column(people_behind("women"), pa.array([4]))
    assert published(table, STUDENTS, women) == [{"place": "40", "students": 40, "women": None}]


@pytest.mark.parametrize(
    ("value", "unit", "people", "shown"),
    [
        pytest.param(108.4, "days", 10, 108.0, id="whole days"),
        pytest.param(12_345.0, "EUR", 10, 12_000.0, id="two digits of money"),
        pytest.param(3.44, "score", 10, 3.4, id="one decimal of a score"),
        pytest.param(0.456, "ratio", 10, 0.46, id="two of a ratio"),
        pytest.param(108.4, "days", 9, None, id="nothing of few"),
        pytest.param(float("nan"), "ratio", 10, None, id="nothing of what is no number"),
    ],
)
def test_a_statistic_is_published_of_enough_people_and_rounded_as_its_unit_bears(value, unit, people, shown):
    measure = Measure("found", "statistic", "Found", value="avg(x)", over="x", unit=unit)
    table = counted(40).append_column("found", pa.array([value]))
    (row,) = published(table.append_column(people_behind("found"), pa.array([people])), STUDENTS, measure)
    assert row["found"] == shown


@pytest.mark.parametrize("wrong", [pytest.param([None], id="missing"), pytest.param([-1], id="negative")])
def test_a_count_that_is_no_count_is_refused_and_not_told(wrong):
    values = pa.array(wrong, pa.int64())
    table = cells(place=["a"], students=values, **{people_behind("students"): values})
    with pytest.raises(ReleaseError) as caught:
        published(table, STUDENTS)
    assert "-1" not in str(caught.value)
