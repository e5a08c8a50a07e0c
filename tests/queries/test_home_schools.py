"""Home schools: every number a second time, in plain pandas, exactly and as it is published."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import (
    LAST_COMPLETE,
    Released,
    abroad,
    added,
    parts_of,
    people,
    same,
    year_label,
    years_of,
)


def by_school(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(list(rows.groupby(rows["home_school"].fillna("Not recorded"))))


def students(released: Released, parts: list[pd.DataFrame]) -> list[int | None]:
    return [released.broken_down.count(people(part)) for part in parts]


def test_schools_stand_in_the_order_of_their_students_with_the_change_of_the_last_complete_year(
    released, tables, scope
):
    year = int(scope["period"]) if scope.get("period", "").isdecimal() else LAST_COMPLETE
    found = released.ask("placements/home_schools", **scope).set_index("home_school")
    expected = {}
    for school, rows in by_school(abroad(tables, {**scope, "period": "all"})).items():
        parts = list(parts_of(rows, scope).values())
        now, before = (students(released, [part[part["year"] == at] for part in parts]) for at in (year, year - 1))
        pairs = [pair for pair in zip(now, before, strict=True) if pair != (None, None)]
        is_whole = pairs and all(None not in pair for pair in pairs)
        if pairs:
            change = sum(new - old for new, old in pairs) if is_whole else None
            expected[school] = (added(now), added(before), change)
    assert set(found.index) == set(expected)
    for place, column in enumerate(("students", "previous_students", "change")):
        same(found[column], [expected[school][place] for school in found.index])
    assert found["students"].dropna().is_monotonic_decreasing
    assert set(found["academic_year"]) <= {year_label(year)}


def test_a_school_is_counted_in_every_year_among_all_and_alone(released, tables, scope):
    schools = by_school(abroad(tables, {**scope, "period": "all"}))
    found = released.ask("placements/home_schools_by_year", **scope)
    years = years_of(tables, "placements", {})
    for school, part in found.groupby("home_school"):
        parts = list(parts_of(schools.get(school, schools["Arts"].head(0)), scope).values())
        counts = [added(students(released, [area[area["year"] == year] for area in parts])) for year in years]
        same(part["students"], counts)
    alone = released.ask("placements/one_home_school", school="Arts", **scope)
    pd.testing.assert_series_equal(
        alone["students"],
        found[found["home_school"] == "Arts"]["students"].reset_index(drop=True),
        check_dtype=False,
    )


@pytest.mark.parametrize(
    ("query_id", "column", "key"),
    [
        pytest.param("placements/home_schools_by_region", "region", "region", id="to regions"),
        pytest.param("placements/one_home_school_destinations", "iso3", "host_country", id="to countries"),
    ],
)
def test_destinations_of_a_school_are_counted_each_for_itself(released, tables, scope, query_id, column, key):
    rows = by_school(abroad(tables, scope))["Arts"]
    if column == "region" and scope.get("countries"):
        rows = rows.assign(region=rows["host_country"].map(released.ask("filters/places").set_index("iso3")["place"]))
    parameters = {"school": "Arts"} if column == "iso3" else {}
    found = released.ask(query_id, **parameters, **scope)
    found = found[found["home_school"] == "Arts"] if column == "region" else found
    counts = {place: released.broken_down.count(people(part)) for place, part in rows.groupby(key)}
    expected = {place: count for place, count in counts.items() if count is not None}
    assert found.dropna(subset="students").set_index(column)["students"].to_dict() == expected
