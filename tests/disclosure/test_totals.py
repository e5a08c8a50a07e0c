"""What one table tells, another one knows."""

from __future__ import annotations

import pyarrow as pa
import pytest
from small_tables import MATRIX, THRESHOLD, drawn, matrix, released, total

from engagement.disclosure import as_totals, release
from engagement.errors import QueryError
from engagement.query import Disclosure

ROWS = Disclosure(people=("students",), by=("region", "year"))


def test_totals_hand_on_what_they_knew_themselves():
    years = total(("year",), {(1,): 40, (2,): 50}, totals=total((), {(): 90}))
    assert [each.by for each in years] == [("year",), ()]


def test_totals_name_the_rows_that_are_hidden_in_them():
    years = total(("year",), {(1,): 4, (2,): 50, (3,): 20}, totals=total((), {(): 74}))
    assert years[0].hidden_rows == (0, 2)


def test_a_margin_hides_its_own_small_sums():
    # with year 1 alone below ten, the years' totals hide another year too, and that is known here
    table = matrix("""
        4 30 40
        0 20 50
    """)
    known = as_totals(table, MATRIX, threshold=THRESHOLD)
    years = next(each for each in known if each.by == ("year",))
    assert years.hidden_rows == (0, 1)
    assert drawn(release(table, MATRIX, threshold=THRESHOLD)).splitlines()[0].split()[:2] == ["?", "?"]


def test_a_margin_is_summed_for_each_column_that_no_query_tells_it_of():
    table = pa.table({"row": [1, 2, 3], "students": [40, 50, 60], "applicants": [90, 95, 9]})
    rule = Disclosure(people=("students", "applicants"), by=("row",), margins=((),))
    assert released(table, rule, totals=total((), {(): 150})) == [None, 50, None]


def test_a_row_that_another_table_of_the_same_cells_hides_is_hidden_here():
    table = matrix("40 50 60")
    same = total(("region", "year"), {("A", 1): 4, ("A", 2): 50, ("A", 3): 60}, totals=total((), {(): 114}))
    assert drawn(release(table, ROWS, threshold=THRESHOLD, totals=same)) == "? ? 60"


def test_a_row_that_another_table_of_the_same_cells_shows_keeps_nothing_company():
    table = matrix("4 20 60")
    same = as_totals(table, ROWS, threshold=THRESHOLD)
    all_ = total((), {(): 84})
    # 20 stands open in the other table, and so does 60: nothing here can hide the 4 under the sum of 84
    assert release(table, ROWS, threshold=THRESHOLD, totals=(*same, *all_)).is_withheld


def test_totals_whose_names_come_in_another_order_are_the_same():
    counts = {(1, "A"): 20, (1, "B"): 30, (2, "A"): 50, (2, "B"): 60}
    table = pa.table(
        {
            "region": ["A", "A", "B", "A", "B"],
            "year": [1, 1, 1, 2, 2],
            "type": ["x", "y", "x", "x", "x"],
            "students": [4, 16, 30, 50, 60],
        }
    )
    rule = Disclosure(people=("students",), by=("region", "year", "type"))
    assert released(table, rule, totals=total(("year", "region"), counts)) == [None, None, 30, 50, 60]


def test_a_query_without_people_tells_nothing():
    table = pa.table({"row": [1], "agreements": [3]})
    assert as_totals(table, Disclosure(people=(), by=("row",)), threshold=THRESHOLD) == ()
    assert release(table, Disclosure(people=(), by=("row",)), threshold=THRESHOLD).table is table


@pytest.mark.parametrize(
    ("by", "people", "message"),
    [
        pytest.param(("type",), "students", "A total by type is no total of rows by region, year", id="other columns"),
        pytest.param(("year",), "applicants", "A total counts applicants, and the rows count students", id="others"),
    ],
)
def test_a_total_of_something_else_is_refused(by, people, message):
    table = pa.table({by[0]: [1], people: [40]})
    other = as_totals(table, Disclosure(people=(people,), by=by), threshold=THRESHOLD)
    with pytest.raises(QueryError, match=message):
        release(matrix("40 50"), ROWS, threshold=THRESHOLD, totals=other)
