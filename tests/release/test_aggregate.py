"""Every cell of every publication, before the gate, against a count by hand in plain Python."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import product
from statistics import fmean, median

import pyarrow as pa
import pytest

from engagement.population import Dimension, Measure, Population, Publication
from engagement.release import aggregate
from engagement.release.gate import people_behind
from tests.release.world import REGIONS, periods_of, places_of

MEASURES = {
    "students": Measure("students", "people", "Students"),
    "funded": Measure("funded", "people", "Funded", where="is_funded"),
    "placements": Measure("placements", "rows", "Placements"),
    "known_days": Measure("known_days", "rows", "Of known length", where="days is not null"),
    "median_days": Measure("median_days", "statistic", "Median", value="median(days)", over="days", unit="days"),
    "mean_days": Measure("mean_days", "statistic", "Mean", value="avg(days)", over="days", unit="days"),
    "funded_days": Measure("funded_days", "statistic", "Sum", where="is_funded", value="sum(days)", over="days"),
}
# what a row has to be to count in a measure
COUNTS = {
    "students": lambda row: True,
    "funded": lambda row: row["is_funded"] is True,
    "placements": lambda row: True,
    "known_days": lambda row: row["days"] is not None,
    "median_days": lambda row: row["days"] is not None,
    "mean_days": lambda row: row["days"] is not None,
    "funded_days": lambda row: row["is_funded"] is True and row["days"] is not None,
}
STATISTICS = {"median_days": median, "mean_days": fmean, "funded_days": sum}
CUTS = [
    (),
    ("place",),
    ("period",),
    ("kind",),
    ("place", "period"),
    ("period", "kind", "place"),
    ("kind", "size"),
    ("place", "period", "kind", "size"),
]


def _population(*, people: str = "participants") -> Population:
    columns = {"place": "country", "period": "year", "kind": "type of stay", "size": "size"}
    return Population(
        name="students",
        person="person",
        people=people,
        dimensions={name: Dimension(name, column, name) for name, column in columns.items()},
        measures=MEASURES,
        publications=tuple(Publication("_".join(("students", *cut)), cut) for cut in CUTS),
    )


def _rows(seed: int, *, people: int, rows: int) -> list[dict]:
    chance = random.Random(seed)
    return [
        {
            "person": chance.choice([None, *range(people)]) if chance.random() < 0.1 else chance.randrange(people),
            "participants": chance.choice([1] * 12 + [0, 2, 30, None]),
            "country": chance.choice([None, "XXX", *REGIONS]),
            "year": chance.choice([None, 2019, 2020, 2021, 2022, 2022, 2023, 2024, 2024, 2025]),
            "type of stay": chance.choice(["study", 'it\'s "work"', None]),
            "size": chance.choice([1, 2, None]),
            "is_funded": chance.choice([True, False, None]),
            "days": chance.choice([None, 7, 30, 30.5, 120, 300]),
        }
        for _ in range(rows)
    ]


def _by_hand(rows: list[dict], cut: tuple[str, ...]) -> dict[tuple, dict]:
    """What each cell holds: a list of its rows, then counted one measure at a time."""
    inside = defaultdict(list)
    for row in rows:
        if row["person"] is None or not row["participants"]:
            continue
        values = {
            "place": places_of(row["country"]),
            "period": periods_of(row["year"]),
            "kind": [row["type of stay"]],
            "size": [row["size"]],
        }
        for cell in product(*(values[name] for name in cut)):
            inside[cell].append(row)
    if not cut:
        inside.setdefault((), [])
    return {cell: _measured(found) for cell, found in inside.items()}


def _measured(rows: list[dict]) -> dict:
    found = {}
    for name, measure in MEASURES.items():
        counted = [row for row in rows if COUNTS[name](row)]
        people = len({row["person"] for row in counted}) + sum(row["participants"] - 1 for row in counted)
        found[people_behind(name)] = people
        if measure.kind == "people":
            found[name] = people
        elif measure.kind == "rows":
            found[name] = sum(row["participants"] for row in counted)
        else:
            days = [row["days"] for row in counted]
            found[name] = pytest.approx(STATISTICS[name](days)) if days else None
    return found


def _computed(connection, rows: list[dict], population: Population) -> dict[tuple[str, ...], pa.Table]:
    types = {"person": "ubigint", "participants": "integer", "country": "varchar", "year": "integer"}
    types |= {"type of stay": "varchar", "size": "integer", "is_funded": "boolean", "days": "double"}
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types.items())
    connection.execute(f"create or replace table recorded ({columns})")
    if rows:
        marks = ", ".join("?" for _ in types)
        connection.executemany(f"insert into recorded values ({marks})", [list(row.values()) for row in rows])
    aggregate.stage(connection, population, "select * from recorded")
    tables = {each.by: aggregate.cells_of(connection, population, each) for each in population.publications}
    aggregate.unstage(connection)
    return tables


def _check(tables: dict[tuple[str, ...], pa.Table], rows: list[dict]) -> None:
    for cut, table in tables.items():
        expected = _by_hand(rows, cut)
        found = {tuple(row.pop(name) for name in cut): row for row in table.to_pylist()}
        assert table.num_rows == len(found), f"{cut} has a cell twice"
        assert found.keys() == expected.keys(), cut
        for cell, values in expected.items():
            assert found[cell] == values, (cut, cell)


@pytest.mark.parametrize(
    ("people", "rows"),
    [
        pytest.param(1, 12, id="one person everywhere"),
        pytest.param(4, 30, id="people with many rows"),
        pytest.param(40, 60, id="people with one, two or three rows"),
        pytest.param(500, 60, id="people with one row"),
        pytest.param(1, 0, id="nobody"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_every_cell_holds_what_counting_by_hand_gives(connection, seed, people, rows):
    recorded = _rows(seed, people=people, rows=rows)

    _check(_computed(connection, recorded, _population()), recorded)


def test_statistics_of_many_rows_are_computed_step_by_step_to_the_same_values(connection, monkeypatch):
    monkeypatch.setattr(aggregate, "_ALL_AT_ONCE", 0)
    recorded = _rows(7, people=30, rows=80)

    _check(_computed(connection, recorded, _population()), recorded)


def test_a_row_is_one_person_where_nothing_says_how_many_it_stands_for(connection):
    recorded = [{**row, "participants": 1} for row in _rows(3, people=20, rows=50)]

    _check(_computed(connection, recorded, _population(people="")), recorded)


def test_a_population_leaves_nothing_behind_for_the_next_one(connection):
    before = connection.execute("show all tables").fetchall()
    _computed(connection, _rows(1, people=9, rows=20), _population())
    connection.execute("drop table recorded")

    assert connection.execute("show all tables").fetchall() == before
