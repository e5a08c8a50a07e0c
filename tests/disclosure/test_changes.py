"""A change from one period to the next does not tell what is hidden in either."""

from __future__ import annotations

import pyarrow as pa
import pytest
from small_tables import THRESHOLD

from engagement.disclosure import release
from engagement.query import Disclosure

RULE = Disclosure(people=("students",), by=("year",), period="year", previous={"earlier": "students"})


def table(students: list[int], earlier: list[int | None], **more: list) -> pa.Table:
    changes = [None if old is None else new - old for new, old in zip(students, earlier, strict=True)]
    years = list(range(2021, 2021 + len(students)))
    return pa.table({"year": years, "students": students, "earlier": earlier, "change": changes, **more})


def test_a_change_is_hidden_where_the_count_before_is():
    result = release(table([40, 9, 50, 60], [None, 40, 9, 50]), RULE, threshold=THRESHOLD)
    assert result.table.column("students").to_pylist() == [40, None, 50, 60]
    assert result.table.column("earlier").to_pylist() == [None, None, None, 50]
    assert result.table.column("change").to_pylist() == [None, None, None, 10]


def test_what_does_not_depend_on_the_count_before_stays():
    data = table([40, 9, 50], [None, 40, 9], placements=[45, 10, 55])
    exact = Disclosure(**{**vars(RULE), "depends": {"placements": ("students",)}})
    assert release(data, exact, threshold=THRESHOLD).table.column("placements").to_pylist() == [45, None, 55]
    assert release(data, RULE, threshold=THRESHOLD).table.column("placements").to_pylist() == [45, None, None]


def test_a_count_from_before_the_first_row_is_hidden():
    # a filter of years cuts the table off; whether 2020 may be shown cannot be told from here
    result = release(table([40, 50], [30, 40]), RULE, threshold=THRESHOLD)
    assert result.table.column("earlier").to_pylist() == [None, 40]
    assert result.table.column("change").to_pylist() == [None, 10]


def test_a_count_that_is_not_the_nearest_earlier_one_is_hidden():
    result = release(table([40, 50, 60], [None, 40, 40]), RULE, threshold=THRESHOLD)
    assert result.table.column("earlier").to_pylist() == [None, 40, None]


@pytest.mark.parametrize("nothing", [0, None])
def test_a_change_from_nobody_is_shown(nothing):
    result = release(table([0, 50], [None, nothing]), RULE, threshold=THRESHOLD)
    assert result.table.column("students").to_pylist() == [0, 50]
    assert result.hidden == {}


def test_series_do_not_look_at_each_other():
    data = pa.table(
        {
            "region": ["A", "A", "B", "B"],
            "year": [1, 2, 1, 2],
            "students": [9, 30, 20, 40],
            "earlier": [None, 9, None, 20],
        }
    )
    rule = Disclosure(**{**vars(RULE), "by": ("region", "year")})
    assert release(data, rule, threshold=THRESHOLD).table.column("earlier").to_pylist() == [None, None, None, 20]


def test_zero_is_not_told_where_the_zero_before_is_hidden():
    # region B has no row in year 1; that nobody was there is hidden, as there is nothing else to keep A company
    data = pa.table(
        {
            "region": ["A", "B", "A", "C"],
            "year": [1, 2, 2, 1],
            "students": [5, 15, 30, 40],
            "earlier": [None, 0, 5, None],
        }
    )
    rule = Disclosure(**{**vars(RULE), "by": ("region", "year"), "margins": (("region",), ("year",), ())})
    result = release(data, rule, threshold=THRESHOLD)
    rows = {(row["region"], row["year"]): row for row in result.table.to_pylist()}
    for (region, year), row in rows.items():
        before = rows.get((region, year - 1))
        if before is not None and before["students"] is None:
            assert row["earlier"] is None
