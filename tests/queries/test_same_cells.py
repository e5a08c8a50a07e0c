"""A number that stands in several views is hidden in all of them or in none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.warehouse import open_warehouse

# At this threshold the demonstration data has small cells in every view.
THRESHOLD = 120


@pytest.fixture(scope="module")
def warehouse(demo_settings):
    return open_warehouse(replace(demo_settings, threshold=THRESHOLD))


def shown(warehouse, query_id: str, people: str) -> dict[tuple, object]:
    result = warehouse.run(query_id)
    names = result.query.disclosure.by
    hidden = set(result.hidden.get(people, ()))
    rows = result.table.to_pylist()
    return {tuple(row[name] for name in names): None if at in hidden else row[people] for at, row in enumerate(rows)}


@pytest.mark.parametrize(
    ("first", "others", "people"),
    [
        pytest.param(
            "placements/students_by_year",
            ["cards/students_abroad", "placements/days_abroad", "placements/concentration"],
            "students",
            id="students by year",
        ),
        pytest.param(
            "placements/students_by_year", ["placements/partner_concentration"], "students", id="students of partners"
        ),
        pytest.param(
            "placements/students_by_region_and_year",
            ["placements/change_by_region"],
            "students",
            id="students by region and year",
        ),
        pytest.param("placements/students_by_region", ["strategy/alignment"], "students", id="students by region"),
    ],
)
def test_the_same_cell_is_hidden_in_every_view(warehouse, first, others, people):
    cells = shown(warehouse, first, people)
    for other in others:
        found = shown(warehouse, other, people)
        differing = {key for key in cells.keys() & found.keys() if cells[key] != found[key]}
        assert differing == set(), other


def test_something_is_hidden_at_this_threshold(warehouse):
    assert None in shown(warehouse, "placements/students_by_region_and_year", "students").values()
    assert None in shown(warehouse, "placements/students_by_year", "students").values()
