"""A part tells of those who are not in it."""

from __future__ import annotations

import pyarrow as pa
import pytest
from small_tables import THRESHOLD, released

from engagement.disclosure import release
from engagement.errors import QueryError
from engagement.query import Disclosure

RULE = Disclosure(people=("enrolled", "completed"), by=("row",), parts={"completed": "enrolled"})


def row(enrolled: int, completed: int) -> pa.Table:
    return pa.table({"row": [1], "enrolled": [enrolled], "completed": [completed]})


@pytest.mark.parametrize(
    ("enrolled", "completed", "expected"),
    [
        pytest.param(40, 25, (40, 25), id="enough in, enough out"),
        pytest.param(40, 40, (40, 40), id="nobody is out"),
        pytest.param(40, 30, (40, 30), id="the threshold is out"),
        pytest.param(40, 31, (40, None), id="too few are out"),
        pytest.param(40, 9, (40, None), id="too few are in"),
        pytest.param(40, 0, (40, 0), id="nobody is in"),
        pytest.param(9, 0, (None, None), id="the whole is too small"),
    ],
)
def test_a_part_is_hidden_where_too_few_are_in_it_or_out_of_it(enrolled, completed, expected):
    table = row(enrolled, completed)
    assert (released(table, RULE, column="enrolled")[0], released(table, RULE, column="completed")[0]) == expected


def test_a_hidden_part_finds_company_in_its_own_column():
    table = pa.table({"row": [1, 2, 3], "enrolled": [40, 60, 80], "completed": [38, 20, 50]})
    rule = Disclosure(people=RULE.people, by=("row",), parts=RULE.parts, margins=((),))
    assert released(table, rule, column="enrolled") == [40, 60, 80]
    assert released(table, rule, column="completed") == [None, None, 50]


def test_the_people_out_of_hidden_parts_are_enough_too():
    # 1 and 1 are out of the first two: whoever adds up would know, so a third part hides with them
    table = pa.table({"row": [1, 2, 3], "enrolled": [40, 60, 80], "completed": [39, 59, 50]})
    rule = Disclosure(people=RULE.people, by=("row",), parts=RULE.parts, margins=((),))
    assert released(table, rule, column="completed") == [None, None, None]


def test_a_funnel_is_hidden_from_the_first_step_that_would_tell():
    table = pa.table({"row": [1], "applied": [90], "admitted": [60], "enrolled": [58], "completed": [30]})
    steps = {"admitted": "applied", "enrolled": "admitted", "completed": "enrolled"}
    rule = Disclosure(people=("applied", "admitted", "enrolled", "completed"), by=("row",), parts=steps)
    assert release(table, rule, threshold=THRESHOLD).table.to_pylist() == [
        {"row": 1, "applied": 90, "admitted": 60, "enrolled": None, "completed": None}
    ]


def test_parts_of_one_whole_are_hidden_together():
    # 40 enrolled, 20 completed, 17 under way: 3 have left, which no pair of these tells
    table = pa.table({"row": [1], "enrolled": [40], "completed": [20], "under_way": [17], "left": [3]})
    parts = dict.fromkeys(("completed", "under_way", "left"), "enrolled")
    rule = Disclosure(people=("enrolled", *parts), by=("row",), parts=parts)
    assert set(release(table, rule, threshold=THRESHOLD).hidden) == set(parts)


def test_who_is_in_no_part_is_protected_too():
    table = pa.table({"row": [1], "enrolled": [40], "completed": [20], "under_way": [17]})
    parts = dict.fromkeys(("completed", "under_way"), "enrolled")
    rule = Disclosure(people=("enrolled", *parts), by=("row",), parts=parts)
    assert set(release(table, rule, threshold=THRESHOLD).hidden) == set(parts)


def test_a_part_larger_than_its_whole_is_refused():
    with pytest.raises(QueryError, match='"completed" counts more people than "enrolled"'):
        release(row(20, 30), RULE, threshold=THRESHOLD)
