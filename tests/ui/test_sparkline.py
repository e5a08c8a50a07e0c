"""A card's trend as a small line."""

from __future__ import annotations

import math
import re

import pytest

from engagement.ui.components.sparkline import image, svg


def runs(trend) -> list[list[tuple[float, float]]]:
    drawn = re.findall(r'points="([^"]*)"', svg(trend))
    return [[tuple(map(float, point.split(","))) for point in line.split()] for line in drawn]


def test_a_higher_value_stands_higher_and_time_runs_to_the_right():
    ((first, second, third),) = runs([1.0, 3.0, 2.0])
    assert first[0] < second[0] < third[0]
    assert second[1] < third[1] < first[1]


@pytest.mark.parametrize(
    ("trend", "lengths"),
    [
        pytest.param([1.0, math.nan, 2.0, 3.0], [2, 2], id="a hidden value parts the line, and one alone is a dot"),
        pytest.param([5.0, 5.0, 5.0], [3], id="no change is a level line"),
        pytest.param([math.nan, 0.0, 1.0], [2], id="nothing is drawn before the first value"),
    ],
)
def test_a_gap_stays_a_gap(trend, lengths):
    assert [len(run) for run in runs(trend)] == lengths


def test_words_from_the_data_stay_words():
    assert 'alt="&lt;b&gt; &quot;&amp;"' in image([1.0, 2.0], label='<b> "&')


def test_one_value_is_no_line():
    assert image([1.0, math.nan], label="") == ""
