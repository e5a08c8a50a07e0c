"""Classes of values: few, round, and none lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.model.classes import MOST, class_of, classes


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        pytest.param([], "people", [], id="nothing to class"),
        pytest.param([0], "people", ["0"], id="only zero"),
        pytest.param([0, 12, 40], "people", ["0", "10 to 19", "20 to 49"], id="zero has its own class"),
        pytest.param([3], "agreements", ["2 to 4"], id="one value"),
        pytest.param(
            [10, 90, 900, 9000],
            "people",
            ["10 to 49", "50 to 99", "100 to 499", "500 to 999", "1,000 to 4,999", "5,000 to 9,999"],
            id="skewed counts grow",
        ),
        pytest.param([0.12, 0.48], "share", ["10% to 20%", "20% to 30%", "30% to 40%", "40% to 50%"], id="shares"),
        pytest.param(
            [-0.4, -0.1, 0.1, 0.2, 2.8],
            "share",
            ["under -40%", "-40% to -20%", "-20% to 0%", "0% to 20%", "20% to 40%", "40% and over"],
            id="both sides of zero, one far out",
        ),
    ],
)
def test_classes_have_round_bounds(values, unit, labels):
    assert [one.label for one in classes(values, unit)] == labels


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=30), st.sampled_from(["people", "days"]))
def test_every_count_falls_into_its_class(values, unit):
    found = classes(values, unit)
    assert 1 <= len(found) <= MOST
    for value in values:
        one = found[class_of(value, found)]
        assert one.low <= value < one.high


@given(st.lists(st.floats(-50, 50, allow_subnormal=False), min_size=1, max_size=30))
def test_there_are_never_more_classes_than_colors(values):
    found = classes(values, "ratio")
    assert 1 <= len(found) <= MOST
    assert all(0 <= class_of(value, found) < len(found) for value in values)
