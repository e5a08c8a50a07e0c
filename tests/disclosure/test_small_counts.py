"""Few people are hidden, and everything about them with them."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from small_tables import THRESHOLD, released, shown

from engagement.disclosure import release
from engagement.errors import QueryError
from engagement.query import Disclosure

ALONE = Disclosure(people=("students",), by=("row",))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([40, 25, 30], [40, 25, 30], id="nothing small, nothing hidden"),
        pytest.param([40, 0, 30], [40, 0, 30], id="zero is a finding, not a secret"),
        pytest.param([40, 9, 30], [40, None, None], id="one small cell hides a second"),
        pytest.param([40, 10, 30], [40, 10, 30], id="the threshold itself is shown"),
    ],
)
def test_small_counts_are_hidden(counts, expected):
    assert shown(counts) == expected


@pytest.mark.parametrize("threshold", [2, 5, 10, 30])
def test_the_threshold_is_the_smallest_count_that_is_shown(threshold):
    table = pa.table({"row": range(threshold + 2), "students": range(threshold + 2)})
    expected = [0, *[None] * (threshold - 1), threshold, threshold + 1]
    assert released(table, ALONE, threshold=threshold) == expected


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(None, id="missing"),
        pytest.param(-1, id="negative"),
        pytest.param(12.5, id="not whole"),
        pytest.param(float("nan"), id="not a number"),
        pytest.param("12", id="text"),
        pytest.param(True, id="yes or no"),
    ],
)
def test_a_count_that_is_no_count_is_refused_and_not_told(count):
    table = pa.table({"row": [1], "students": [count]})
    with pytest.raises(QueryError, match='"students" counts people') as error:
        release(table, ALONE, threshold=THRESHOLD)
    assert error.value.faults[0].rule == "disclosure-count"
    assert "12" not in str(error.value)


def test_sums_of_participants_are_counts_too():
    sums = duckdb.connect().sql(
        "select 'Erasmus' as row, sum(n) as students from (values (4::integer), (5)) as aggregated(n)"
    )
    assert released(sums.to_arrow_table(), ALONE) == [None]


def test_each_column_of_people_decides_for_the_whole_row():
    table = pa.table({"row": [1, 2, 3], "students": [3, 40, 40], "applicants": [40, 3, 40], "placements": [50, 51, 52]})
    result = release(table, Disclosure(people=("students", "applicants"), by=("row",)), threshold=THRESHOLD)
    assert result.table.drop_columns("row").to_pylist() == [
        {"students": None, "applicants": None, "placements": None},
        {"students": None, "applicants": None, "placements": None},
        {"students": 40, "applicants": 40, "placements": 52},
    ]


def test_everything_but_names_and_open_columns_is_hidden_with_the_people():
    table = pa.table(
        {
            "row": ["a"],
            "students": [3],
            "median_days": [12.5],
            "first_day": [date(2025, 1, 1)],
            "schools": [["law", "arts"]],
            "is_growing": [True],
            "target": [20],
        }
    )
    result = release(table, Disclosure(people=("students",), by=("row",), open=("target",)), threshold=THRESHOLD)
    assert result.table.to_pylist() == [
        {
            "row": "a",
            "students": None,
            "median_days": None,
            "first_day": None,
            "schools": None,
            "is_growing": None,
            "target": 20,
        }
    ]
    assert result.hidden == dict.fromkeys(("students", "median_days", "first_day", "schools", "is_growing"), (0,))


def test_values_of_every_type_can_be_hidden_also_in_rows_that_are_added():
    table = (
        duckdb.connect()
        .sql("""
        select
            region, year, sum(n) as students,
            'a'::enum ('a', 'b') as kind, [1, 2] as list, {'a': 1} as parts, map {'a': 1} as by_name,
            interval 3 days as span, timestamptz '2025-01-01' as moment, time '10:00' as hour, uuid() as id,
            true as is_open, 1.5::decimal(10, 2) as cost, 2.5::double as mean, 'x'::blob as raw
        from (values ('A', 1, 5), ('B', 1, 15), ('A', 2, 30)) as counted (region, year, n)
        group by all
    """)
        .to_arrow_table()
    )
    rule = Disclosure(people=("students",), by=("region", "year"), margins=(("region",), ("year",), ()))
    result = release(table, rule, threshold=THRESHOLD)
    assert result.table.num_rows == 4
    assert result.table.schema.names == table.schema.names
    assert result.table.schema.types == table.schema.types
    assert all(result.table.column(name).null_count == 4 for name in table.column_names[2:])


def test_a_column_is_hidden_with_the_people_it_depends_on():
    table = pa.table(
        {"row": [1], "enrolled": [40], "completed": [38], "hours": [12], "rate": [0.95]},
    )
    parts = {"completed": "enrolled"}
    careful = Disclosure(people=("enrolled", "completed"), by=("row",), parts=parts)
    exact = Disclosure(people=("enrolled", "completed"), by=("row",), parts=parts, depends={"hours": ("enrolled",)})
    assert set(release(table, careful, threshold=THRESHOLD).hidden) == {"completed", "hours", "rate"}
    assert set(release(table, exact, threshold=THRESHOLD).hidden) == {"completed", "rate"}
