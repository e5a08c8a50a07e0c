"""A row that the query left out reads as zero, and is treated as one."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import MATRIX, THRESHOLD, drawn, matrix

from engagement.disclosure import release
from engagement.disclosure.grid import complete
from engagement.query import Disclosure


def test_a_missing_row_of_nobody_is_listed_as_hidden_where_nothing_else_keeps_company():
    # without region B in year 2, the total of B would tell B in year 1, and that A
    table = matrix("""
         5 30
        15  .
    """)
    result = release(table, MATRIX, threshold=THRESHOLD)
    assert drawn(result) == "? ?\n? ?"
    assert 3 in result.hidden["students"]


def test_missing_rows_are_not_listed_otherwise():
    table = matrix("""
         5 30 60
        15  . 70
        20 80  .
    """)
    assert release(table, MATRIX, threshold=THRESHOLD).table.num_rows == table.num_rows


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.lists(st.integers(0, 25), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_same_is_shown_whether_a_query_lists_zeros_or_not(counts):
    listed = matrix("\n".join(" ".join(map(str, line)) for line in counts))
    omitted = listed.filter(pa.array([count > 0 for line in counts for count in line]))
    if len(set(omitted.column("region").to_pylist())) < len(counts) or len(set(omitted.column("year").to_pylist())) < 3:
        return
    pictures = [
        {
            (row["region"], row["year"]): row["students"]
            for row in release(table, MATRIX, threshold=THRESHOLD).table.to_pylist()
            if row["students"] != 0
        }
        for table in (listed, omitted)
    ]
    assert pictures[0] == pictures[1]


def test_columns_that_follow_from_another_are_not_combined_freely():
    table = pa.table(
        {
            "region": ["Asia", "Asia", "Asia", "Europe"],
            "country": ["CHN", "CHN", "JPN", "FRA"],
            "year": [1, 2, 2, 1],
            "label": ["2025/26", "2026/27", "2026/27", "2025/26"],
            "students": [5, 40, 50, 60],
        }
    )
    rule = Disclosure(people=("students",), by=("region", "country", "year", "label"))
    further = complete(table, rule, ()).slice(4).to_pylist()
    assert [(row["region"], row["country"], row["label"], row["students"]) for row in further] == [
        ("Asia", "JPN", "2025/26", 0),
        ("Europe", "FRA", "2026/27", 0),
    ]
