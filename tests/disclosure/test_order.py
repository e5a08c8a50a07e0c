"""The order of rows does not tell between which shown counts a hidden one lies."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import THRESHOLD

from engagement.disclosure import release
from engagement.disclosure.order import arrange
from engagement.query import Disclosure


@pytest.mark.parametrize(
    ("keys", "hidden", "expected"),
    [
        pytest.param(
            [("Chile",), ("Peru",), ("Brazil",), ("Cuba",)], "Peru", "Chile Brazil Cuba Peru", id="most students first"
        ),
        pytest.param(
            [("Brazil",), ("Chile",), ("Cuba",), ("Peru",)], "Cuba", "Brazil Chile Cuba Peru", id="by the alphabet"
        ),
        pytest.param([(2023,), (2022,), (2021,)], 2022, "2023 2022 2021", id="latest year first"),
        pytest.param(
            [("b", 1), ("b", 2), ("b", 3), ("a", 1), ("a", 2)],
            "b 2",
            "b 1 b 2 b 3 a 1 a 2",
            id="regions as in the menu, then years",
        ),
        pytest.param(
            [("b", 1), ("c", 1), ("a", 1), ("a", 2), ("b", 2), ("c", 2)],
            "c 1",
            "b 1 a 1 c 1 a 2 b 2 c 2",
            id="within each year most students first",
        ),
        pytest.param([(None,), ("x",), ("y",)], None, "x y None", id="a missing name comes last"),
    ],
)
def test_hidden_rows_stand_where_their_names_put_them(keys, hidden, expected):
    mask = np.array([" ".join(map(str, key)) == str(hidden) for key in keys])
    assert mask.sum() == 1
    order = arrange(keys, mask)
    assert " ".join(str(value) for row in order for value in keys[row]) == expected


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4)), unique=True, max_size=12),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_the_order_is_the_same_wherever_the_query_put_hidden_rows(keys, random, data):
    hidden = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    moved = list(keys)
    random.shuffle(moved)
    shown = iter([key for key in keys if key not in hidden])
    moved = [key if key in hidden else next(shown) for key in moved]
    ordered = [
        [each[row] for row in arrange(each, np.array([key in hidden for key in each], dtype=bool))]
        for each in (keys, moved)
    ]
    assert ordered[0] == ordered[1]
    assert [key for key in ordered[0] if key not in hidden] == [key for key in keys if key not in hidden]


def test_a_ranking_does_not_show_the_place_of_a_hidden_row():
    places = ["Mexico", "Peru", "Chile", "Brazil", "Cuba"]
    table = pa.table({"place": places, "students": [95, 90, 50, 9, 0]})
    rule = Disclosure(people=("students",), by=("place",), margins=((),))
    result = release(table, rule, threshold=THRESHOLD)
    assert result.table.to_pylist() == [
        {"place": "Mexico", "students": 95},
        {"place": "Peru", "students": 90},
        {"place": "Cuba", "students": 0},
        {"place": "Brazil", "students": None},
        {"place": "Chile", "students": None},
    ]
    assert result.hidden == {"students": (3, 4)}
