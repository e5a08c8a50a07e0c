"""Nothing is shown that has not been released, and what is released says what it hides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from small_tables import THRESHOLD

from engagement.disclosure import release
from engagement.query import Disclosure, Query
from engagement.result import Provenance, Released, Result

RULE = Disclosure(people=("students",), by=("region",), margins=((),))
TABLE = pa.table({"region": ["A", "B", "C"], "students": [40, 9, 30]})


def result(released: Released) -> Result:
    query = Query("placements/students", Path("x.sql"), "", "", "", "Students", "How many?", "one row", "Office")
    return Result(query, {}, released, Provenance("snapshot", date(2026, 11, 1), False, (), ()))


def test_nobody_else_can_release_a_table():
    with pytest.raises(TypeError, match=r"released by engagement\.disclosure"):
        Released(TABLE, {}, THRESHOLD, key=object())


def test_no_answer_holds_a_table_that_was_not_released():
    with pytest.raises(TypeError, match="only what disclosure control has released"):
        result(TABLE)


def test_a_hidden_cell_is_missing_and_named():
    released = release(TABLE, RULE, threshold=THRESHOLD)
    assert released.table.column("students").to_pylist() == [40, None, None]
    assert released.hidden == {"students": (1, 2)}
    assert result(released).frame["students"].isna().tolist() == [False, True, True]


def test_an_answer_says_that_something_is_hidden_and_why():
    assert result(release(TABLE, RULE, threshold=THRESHOLD)).hidden_note == (
        "Values in 2 of 3 rows are hidden: they are about fewer than 10 people, or would give such a number away."
    )
    assert result(release(TABLE.slice(0, 1), RULE, threshold=THRESHOLD)).hidden_note == ""


def test_an_answer_that_is_withheld_says_so():
    table = pa.table({"region": list("ABCDEFGHIJ"), "students": [1] * 10})
    note = result(release(table, RULE, threshold=THRESHOLD)).hidden_note
    assert note == "No row is shown: together they would give away numbers of fewer than 10 people."


def test_true_values_stay_as_they_were():
    before = TABLE.to_pylist()
    release(TABLE, RULE, threshold=THRESHOLD)
    assert TABLE.to_pylist() == before


def test_the_same_table_is_always_released_the_same():
    assert release(TABLE, RULE, threshold=THRESHOLD).hidden == release(TABLE, RULE, threshold=THRESHOLD).hidden


def test_without_a_rule_everything_is_shown():
    agreements = pa.table({"region": ["A"], "agreements": [3]})
    released = release(agreements, None, threshold=THRESHOLD)
    assert released.table is agreements
    assert released.hidden == {}


@pytest.mark.parametrize("by", [(), ("region",), ("region", "year")])
def test_an_empty_answer_stays_empty(by):
    columns = {name: pa.array([], pa.string()) for name in by}
    table = pa.table(columns | {"students": pa.array([], pa.int64())})
    margins = ((),) if by else ()
    released = release(table, Disclosure(people=("students",), by=by, margins=margins), threshold=THRESHOLD)
    assert released.table.num_rows == 0
    assert not released.is_withheld
