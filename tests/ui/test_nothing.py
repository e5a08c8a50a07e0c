"""An answer without rows says why: it may not be shown, nothing was delivered, or the filters leave nothing over."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from engagement.disclosure import release
from engagement.query import Disclosure
from engagement.result import Result
from engagement.ui.nothing import why
from tests.answers import answer

EMPTY = answer({"region": "Region"}, [], parameters={"regions": [], "year_from": None})


def test_a_table_that_may_not_be_shown_says_so_and_what_helps():
    rule = Disclosure(people=("students",), margins=((),))
    withheld = release(pa.table({"row": range(12), "students": [1] * 12}), rule, threshold=10)
    said = why(Result(EMPTY.query, {"regions": ["Africa"]}, withheld, EMPTY.provenance))
    assert said.startswith("No row is shown: together they would give away numbers of fewer than 10 people.")
    assert said.endswith("Choose more years or places to see more.")


@pytest.mark.parametrize(
    ("parameters", "undelivered", "said"),
    [
        pytest.param({"regions": ["Africa"]}, (), "Nothing matches these filters", id="filters leave nothing over"),
        pytest.param({"regions": []}, (), "There is nothing of the kind", id="no filter is chosen"),
        pytest.param({"regions": ["Africa"]}, ("Placements",), "from: placements", id="nothing was delivered"),
    ],
)
def test_what_is_missing_is_named(parameters, undelivered, said):
    assert said in why(Result(EMPTY.query, parameters, EMPTY.released, EMPTY.provenance), undelivered)


def test_what_a_query_leaves_out_is_told_where_nothing_is_left():
    asked = replace(EMPTY.query, excludes=("scores without a pair",))
    said = why(Result(asked, {}, EMPTY.released, EMPTY.provenance))
    assert said == "There is nothing of the kind. Left out: scores without a pair."
