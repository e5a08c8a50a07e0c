"""A rule that does not fit its table is refused before anything is shown."""

from __future__ import annotations

import pyarrow as pa
import pytest
from small_tables import THRESHOLD

from engagement.disclosure import release
from engagement.errors import QueryError
from engagement.query import Disclosure

TABLE = pa.table(
    {"region": ["A", "B"], "year": [1, 2], "students": [40, 50], "earlier": [None, 40], "target": [45, 55]}
)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        pytest.param({"people": ("student",)}, "disclosure-people", id="no such people"),
        pytest.param({"by": ("regoin",)}, "disclosure-by", id="no such name"),
        pytest.param({"by": ()}, "disclosure-by", id="rows that nothing tells apart"),
        pytest.param({"open": ("targets",)}, "disclosure-open", id="no such open column"),
        pytest.param({"open": ("students",)}, "disclosure-people", id="people in the open"),
        pytest.param({"by": ("region", "students")}, "disclosure-people", id="people as a name"),
        pytest.param({"margins": (("year",),)}, "disclosure-totals", id="a total by what is no name"),
        pytest.param({"parts": {"students": "applicants"}}, "disclosure-parts", id="no such whole"),
        pytest.param({"parts": {"students": "students"}}, "disclosure-parts", id="a part of itself"),
        pytest.param({"previous": {"earlier": "applicants"}}, "disclosure-previous", id="no such count to repeat"),
        pytest.param({"previous": {"earlier": "students"}}, "disclosure-period", id="no period to look back along"),
        pytest.param({"shares": {"share": ()}}, "disclosure-shares", id="no such share"),
        pytest.param({"depends": {"target": ("applicants",)}}, "disclosure-depends", id="no such people to depend on"),
        pytest.param({"depends": {"target": ()}}, "disclosure-depends", id="a column that depends on nobody"),
    ],
)
def test_a_rule_that_does_not_fit_is_refused(rule, fault):
    with pytest.raises(QueryError) as error:
        release(TABLE, Disclosure(**{"people": ("students",), "by": ("region",)} | rule), threshold=THRESHOLD)
    assert fault in {each.rule for each in error.value.faults}


def test_a_list_names_no_row():
    table = pa.table({"regions": [["A"], ["B"]], "students": [40, 50]})
    with pytest.raises(QueryError, match='"regions" holds lists'):
        release(table, Disclosure(people=("students",), by=("regions",)), threshold=THRESHOLD)


def test_a_wrong_name_is_told_with_the_right_one():
    with pytest.raises(QueryError, match='Did you mean "region"'):
        release(TABLE, Disclosure(people=("students",), by=("regoin",)), threshold=THRESHOLD)


def test_a_repeated_name_is_refused():
    table = pa.table({"region": ["A", "A"], "students": [40, 50]})
    with pytest.raises(QueryError, match="Two rows have the same region"):
        release(table, Disclosure(people=("students",), by=("region",)), threshold=THRESHOLD)
