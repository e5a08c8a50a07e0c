"""Groups that somebody has put together freely: which are listed, and what stands in them."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.disclosure import release_groups
from engagement.errors import QueryError


def listed(
    groups: dict[str, tuple[int, int]], *, days: list[int] | None = None, by: tuple[str, ...] = ("region",)
) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    """What is listed of groups, each with its people and everyone who might have been in it; and what is hidden."""
    people, everyone = zip(*groups.values(), strict=True)
    table = pa.table({"region": list(groups), "students": people, "__everyone": everyone})
    behind = {}
    if days is not None:
        table = table.append_column("days", pa.array([90.0] * len(groups))).append_column("__behind", pa.array(days))
        behind = {"days": "__behind"}
    found = release_groups(table, by=by, people="students", everyone="__everyone", behind=behind, threshold=10)
    assert set(found.table.column_names) <= {"region", "students", "days"}
    shown = found.table.to_pydict()
    return dict(zip(shown["region"], shown["students"], strict=True)), dict(found.hidden)


def same(**groups: int) -> dict[str, tuple[int, int]]:
    """Groups that no condition narrows."""
    return {name: (people, people) for name, people in groups.items()}


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        pytest.param(same(Africa=40, China=25), {"Africa": 40, "China": 25}, id="enough people, nothing hidden"),
        pytest.param(same(Africa=10, China=25), {"Africa": 10, "China": 25}, id="the threshold itself"),
        pytest.param(same(Africa=40, China=25, Chile=4), {"Africa": 40}, id="the total would tell of few"),
        pytest.param(same(Africa=40, Chile=0, China=25), {"Africa": 40, "China": 25}, id="nobody is not listed"),
        pytest.param(same(Chile=4), {}, id="few alone"),
        pytest.param(same(Chile=0), {}, id="nobody alone"),
    ],
)
def test_groups_of_few_and_of_nobody_are_not_listed(groups, shown):
    assert listed(groups)[0] == shown


def test_few_and_nobody_leave_the_same_answer():
    few, nobody = (listed(same(Chile=n)) for n in (9, 0))
    assert few == nobody == ({}, {})


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        pytest.param({"Africa": (30, 40), "China": (12, 25)}, {"Africa": 30, "China": 12}, id="many left out"),
        pytest.param({"Africa": (39, 40), "China": (12, 60)}, {}, id="one left out, and the total would tell"),
        pytest.param(
            {"Africa": (0, 4), "China": (30, 60), "Chile": (20, 40)}, {"China": 30, "Chile": 20}, id="emptied"
        ),
    ],
)
def test_a_condition_that_leaves_out_a_few_is_not_answered(groups, shown):
    assert listed(groups)[0] == shown


@pytest.mark.parametrize(
    ("days", "hidden"),
    [
        pytest.param([40, 25, 30], (), id="all have one"),
        pytest.param([40, 25, 0], (2,), id="nobody has one"),
        pytest.param([40, 25, 3], (1, 2), id="few have one, and company"),
    ],
)
def test_values_of_few_are_hidden_among_many(days, hidden):
    shown, found = listed(same(Africa=40, China=25, Chile=30), days=days)
    assert len(shown) == 3
    assert found.get("days", ()) == hidden


def test_groups_of_the_same_name_are_refused():
    with pytest.raises(QueryError, match="Two rows"):
        listed(same(Africa=40, China=25), by=())
