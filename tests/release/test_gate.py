"""What leaves the gate: counts rounded, few left out, statistics where enough people stand behind them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.population import Measure
from engagement.release.gate import Gate, ReleaseError, _rounded, people_behind, publish

GATE = Gate(threshold=10, rounding=5)
STUDENTS = Measure("students", "people", "Students")


def _published(*, by=("place",), gate=GATE, **columns):
    """Publish cells of places A, B, … first by `students`; further measures are (values, people, kind, unit)."""
    measures, data = {}, {}
    for name, column in {"students": (columns.pop("students"), None, "people", "people"), **columns}.items():
        values, people, kind, unit = column
        measures[name] = Measure(name, kind, name, unit=unit)
        data[name] = values
        data[people_behind(name)] = people if people is not None else values
    names = {"place": [chr(65 + at) for at in range(len(data["students"]))]} if by else {}
    return publish(pa.table({**names, **data}), by=by, measures=measures, gate=gate).to_pylist()


@pytest.mark.parametrize(
    ("people", "published"),
    [
        pytest.param(137, 135, id="counts are rounded to the nearest 5"),
        pytest.param(138, 140, id="upwards too"),
        pytest.param(10, 10, id="the threshold itself is published"),
        pytest.param(12, 10, id="a little more is rounded down to it"),
        pytest.param(13, 15, id="and from there up"),
        pytest.param(5_000_000_003, 5_000_000_005, id="so are counts that need more than 32 bits"),
    ],
)
def test_counts_of_people_are_published_so_that_nobody_stands_out(people, published):
    assert _published(students=[people]) == [{"place": "A", "students": published}]


def test_a_rounded_count_is_the_same_wherever_the_same_people_are_counted():
    alone, among_others = _published(students=[43]), _published(students=[12, 43, 998])

    assert alone[0]["students"] == among_others[1]["students"] == 45


@pytest.mark.parametrize("people", [0, 1, 5, 9])
def test_none_and_few_look_alike_and_have_no_row(people):
    assert _published(students=[20, people, 30]) == [
        {"place": "A", "students": 20},
        {"place": "C", "students": 30},
    ]


def test_where_nothing_is_rounded_counts_stay_as_they_are():
    gate = Gate(threshold=1, rounding=1)

    assert _published(students=[7, 0], gate=gate) == [{"place": "A", "students": 7}]


def test_one_cell_without_dimensions_stays_and_says_nothing_of_few():
    assert _published(students=[9], by=()) == [{"students": None}]


def test_a_further_count_of_few_people_is_missing():
    rows = _published(students=[40, 40, 40], lost=([9, 10, 0], [9, 10, 0], "people", "people"))

    assert [row["lost"] for row in rows] == [None, 10, None]


def test_a_count_of_rows_is_published_where_enough_people_stand_behind_it():
    rows = _published(students=[40, 40], placements=([52, 12], [40, 9], "rows", "placements"))

    assert [row["placements"] for row in rows] == [50, None]


@pytest.mark.parametrize(
    ("rows", "people", "published"),
    [
        pytest.param(43, 43, 45, id="one row for each is as many as people"),
        pytest.param(47, 43, 45, id="four further rows are none"),
        pytest.param(48, 43, 55, id="five are ten"),
        pytest.param(98, 43, 105, id="fifty-five are sixty"),
    ],
)
def test_a_count_of_rows_is_its_people_as_published_and_further_rows_to_the_nearest_ten(rows, people, published):
    found = _published(students=[100], placements=([rows], [people], "rows", "placements"))

    assert found == [{"place": "A", "students": 100, "placements": published}]


def test_breakdowns_beyond_place_and_period_are_rounded_to_the_nearest_ten():
    by = ("place", "period", "type")
    cells = {"place": ["A", "B"], "period": ["all"] * 2, "type": ["study"] * 2, "students": [44, 45]}
    table = pa.table({**cells, people_behind("students"): cells["students"]})

    found = publish(table, by=by, measures={"students": STUDENTS}, gate=GATE)

    assert found.column("students").to_pylist() == [40, 50]


def test_a_coarse_cut_is_rounded_as_a_breakdown_is():
    table = pa.table({"place": ["A"], "students": [44], people_behind("students"): [44]})

    found = publish(table, by=("place",), measures={"students": STUDENTS}, gate=GATE, coarse=True)

    assert found.column("students").to_pylist() == [40]


def test_a_statistic_of_few_people_is_missing():
    rows = _published(students=[40, 40], score=([3.14, 3.14], [10, 9], "statistic", "score"))

    assert [row["score"] for row in rows] == [3.1, None]


@pytest.mark.parametrize(
    ("value", "unit", "published"),
    [
        pytest.param(118.6, "days", 119, id="whole days"),
        pytest.param(3.14159, "score", 3.1, id="one decimal of scores"),
        pytest.param(0.4567, "ratio", 0.46, id="two of ratios"),
        pytest.param(0.4567, "index", 0.46, id="two of an index"),
        pytest.param(0.4567, "share", 0.46, id="two of shares"),
        pytest.param(12_345.6, "amount", 12_000, id="two significant digits of money"),
        pytest.param(987.6, "USD", 990, id="in whatever currency"),
        pytest.param(0.0, "amount", 0, id="no money is no money"),
        pytest.param(-12_345.6, "amount", -12_000, id="debts too"),
        pytest.param(-0.04, "score", 0, id="nothing is not less than nothing"),
        pytest.param(float("nan"), "score", None, id="no number is missing"),
        pytest.param(float("inf"), "ratio", None, id="so is one without end"),
        pytest.param(None, "days", None, id="a missing statistic stays missing"),
    ],
)
def test_statistics_are_rounded_to_what_their_unit_bears(value, unit, published):
    rows = _published(students=[40], each=([value], [40], "statistic", unit))

    assert rows == [{"place": "A", "students": 40, "each": published}]
    assert str(rows[0]["each"]) != "-0.0"


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param([20, None], id="missing"),
        pytest.param([20, -1], id="negative"),
        pytest.param([20.0, 30.5], id="not whole"),
        pytest.param(["20", "30"], id="text"),
    ],
)
@pytest.mark.parametrize("where", ["first", "further", "behind a statistic"])
def test_what_is_no_count_is_refused_without_a_word_of_its_value(counts, where):
    cases = {
        "first": {"students": counts},
        "further": {"students": [20, 20], "lost": (counts, [20, 20], "people", "people")},
        "behind a statistic": {"students": [20, 20], "score": ([1.0, 2.0], counts, "statistic", "score")},
    }
    with pytest.raises(ReleaseError, match="is no count of people") as refused:
        _published(**cases[where])

    assert not any(str(value) in str(refused.value) for value in counts if value is not None)


def test_nothing_leaves_but_dimensions_and_measures():
    cells = pa.table({"place": ["A"], "students": [20], people_behind("students"): [20], "person_key": [7]})

    assert publish(cells, by=("place",), measures={"students": STUDENTS}, gate=GATE).column_names == [
        "place",
        "students",
    ]


def test_cells_of_nobody_publish_an_empty_table():
    none = pa.array([], pa.int64())
    cells = pa.table({"place": pa.array([], pa.string()), "students": none, people_behind("students"): none})

    assert publish(cells, by=("place",), measures={"students": STUDENTS}, gate=GATE).num_rows == 0


def test_a_mean_between_two_roundings_does_not_depend_on_the_order_of_its_rows():
    assert {_rounded(mean, "score") for mean in (3.05, 3.0499999999999994, 3.0500000000000007)} == {3.0}
