"""Where a total is shown, hidden counts need company, and enough of it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import MATRIX, THRESHOLD, drawn, matrix, released, shown, total

from engagement.disclosure import release
from engagement.query import Disclosure


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([3, 40, 50], [None, None, 50], id="a second cell is hidden, the smallest"),
        pytest.param([1, 1, 40, 50], [None, None, None, 50], id="1 + 1 = 2 tells both"),
        pytest.param([9, 2, 40], [None, None, 40], id="9 + 2 = 11 can be 1 + 10"),
        pytest.param([8, 2, 40], [None, None, None], id="8 + 2 = 10 cannot"),
        pytest.param([3, 0, 40, 50], [None, 0, None, 50], id="zeros stay while there are others"),
        pytest.param([3, 0, 0], [None, 0, 0], id="a total that is too small is hidden where it stands"),
    ],
)
def test_hidden_cells_have_company_under_a_shown_total(counts, expected):
    assert shown(counts) == expected


def test_without_a_total_elsewhere_nothing_needs_company():
    assert shown([3, 40, 50], margins=()) == [None, 40, 50]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_a_line_leaves_a_hidden_cell_as_many_numbers_as_the_threshold_if_it_has_the_people(counts):
    hidden = [count for count, value in zip(counts, shown(counts), strict=True) if value is None]
    if sum(counts) < THRESHOLD or not hidden:
        return
    numbers = sum(hidden) - len(hidden) + 1
    assert numbers >= THRESHOLD or len(hidden) == sum(count > 0 for count in counts)
    assert len(hidden) >= 2


def test_company_is_found_in_every_line_to_a_fixed_point():
    table = matrix("""
        3 40 50
        60 20 70
        80 90 99
    """)
    assert drawn(release(table, MATRIX, threshold=THRESHOLD)) == "? ? 50\n? ? 70\n80 90 99"


def test_a_hidden_total_is_not_given_away_by_its_cells():
    # year 2 is hidden where the years' totals stand, to keep year 1 company; here it must not add up
    table = pa.table({"region": ["A", "A", "B", "B"], "year": [1, 2, 1, 2], "students": [4, 20, 0, 30]})
    years = total(("year",), {(1,): 4, (2,): 50}, totals=total((), {(): 54}))
    rule = Disclosure(people=("students",), by=("region", "year"))
    assert drawn(release(table, rule, threshold=THRESHOLD)) == "? 20\n0 30"
    assert drawn(release(table, rule, threshold=THRESHOLD, totals=years)) == "? ?\n0 30"


def test_a_total_less_what_is_shown_of_it_is_a_line_too():
    # years 1 and 2 are hidden elsewhere; what all years leave for them is 12, and 1 + 1 of it is in region A
    table = matrix("""
        1 1 40
        1 9 40
        0 0 40
    """)
    all_ = total((), {(): 132})
    years = total(("year",), {(1,): 2, (2,): 10, (3,): 120}, totals=all_)
    assert years[0].hidden_rows == (0, 1)
    result = release(table, Disclosure(people=("students",), by=("region", "year")), threshold=THRESHOLD, totals=years)
    assert drawn(result) == "? ? 40\n? ? 40\n0 0 40"


def test_people_whom_no_row_lists_are_protected_by_those_that_rows_do():
    # the five hosts most went to, of 123 students: 3 went elsewhere
    table = pa.table({"host": list("abcde"), "students": [40, 30, 20, 16, 14]})
    rule = Disclosure(people=("students",), by=("host",))
    assert released(table, rule, totals=total((), {(): 123})) == [40, 30, 20, 16, None]
    assert released(table, rule, totals=total((), {(): 150})) == [40, 30, 20, 16, 14]


def test_whole_tables_of_small_counts_are_hidden_and_nothing_breaks():
    rng = np.random.default_rng(1)
    table = matrix("\n".join(" ".join(map(str, line)) for line in rng.integers(1, 9, (6, 5))))
    assert release(table, MATRIX, threshold=THRESHOLD).table.column("students").null_count == 30
