"""An answer without rows says why: nothing was delivered, or the filters leave nothing over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.present.nothing import why
from tests.answers import answer

EMPTY = answer({"region": "Region"}, [], parameters={"regions": [], "period": "all"})


@pytest.mark.parametrize(
    ("parameters", "undelivered", "said"),
    [
        pytest.param({"regions": ["Africa"]}, (), "Nothing matches these filters", id="filters leave nothing over"),
        pytest.param({"regions": []}, (), "None.", id="no filter is chosen"),
        pytest.param({"regions": ["Africa"]}, ("Placements",), "from: placements", id="nothing was delivered"),
    ],
)
def test_what_is_missing_is_named(parameters, undelivered, said):
    assert said in why(replace(EMPTY, parameters=parameters), undelivered)


def test_what_a_query_leaves_out_is_told_where_nothing_is_left():
    said = why(replace(EMPTY, query=replace(EMPTY.query, excludes=("scores without a pair",))))
    assert said == "None. Left out: scores without a pair."
