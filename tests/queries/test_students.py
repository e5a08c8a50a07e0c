"""Students abroad: every number a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import (
    SCOPES,
    THRESHOLD,
    abroad,
    is_complete,
    people,
    same,
    share,
    year_label,
    years_of,
)


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def by_year(tables, scope) -> dict[int, int]:
    rows = abroad(tables, {**scope, "year_from": 0, "year_to": 9999})
    counts = {int(year): people(part) for year, part in rows.groupby("year")}
    return {year: counts.get(year, 0) for year in years_of(tables, "placements", {})}


def change(counts: dict[int, int], year: int) -> float:
    before = counts.get(year - 1)
    if before is None or before < THRESHOLD or not is_complete(year):
        return float("nan")
    return float(counts[year] - before)


def test_students_are_counted_once_a_year(ask, tables, scope):
    counts, years = by_year(tables, scope), years_of(tables, "placements", scope)
    for query_id in ("cards/students_abroad", "placements/students_by_year"):
        found = ask(query_id, **scope)
        same(found["academic_year"], [year_label(year) for year in years])
        same(found["students"], [counts[year] for year in years])
        same(found["is_complete"], [is_complete(year) for year in years])


def test_a_change_is_against_the_year_before_and_only_between_complete_years(ask, tables, scope):
    counts, years = by_year(tables, scope), years_of(tables, "placements", scope)
    found = ask("placements/students_by_year", **scope)
    same(found["previous_students"], [counts.get(year - 1) for year in years])
    same(found["change"], [change(counts, year) for year in years])
    same(found["change_share"], [share(change(counts, year), counts.get(year - 1, 0)) for year in years])


def test_students_and_their_change_by_region_and_year_match(ask, tables, scope):
    rows = abroad(tables, {**scope, "year_from": 0, "year_to": 9999})
    found = ask("placements/students_by_region_and_year", **scope)
    assert set(found["region"]) >= set(abroad(tables, scope)["region"])
    pd.testing.assert_frame_equal(found, ask("placements/change_by_region", **scope))
    years = years_of(tables, "placements", scope)
    for region, part in found.groupby("region"):
        grouped = rows[rows["region"] == region].groupby("year")
        counts = dict.fromkeys(years_of(tables, "placements", {}), 0)
        counts |= {int(year): people(group) for year, group in grouped}
        same(part["students"], [counts[year] for year in years])
        same(part["change"], [change(counts, year) for year in years])


def test_a_region_that_nobody_went_to_in_a_year_stands_as_zero(ask, tables):
    found = ask("placements/students_by_region_and_year")
    years = years_of(tables, "placements", {})
    assert len(found) == found["region"].nunique() * len(years)
    assert (found["students"] >= 0).all()


def test_students_by_region_and_by_country_count_each_student_once_in_each(ask, tables, scope):
    rows = abroad(tables, scope)
    regions = ask("placements/students_by_region", **scope).set_index("region")["students"]
    assert regions.to_dict() == {region: people(part) for region, part in rows.groupby("region")}
    places = ask("placements/students_by_country", **scope).set_index("iso3")["students"]
    assert places.to_dict() == {iso3: people(part) for iso3, part in rows.groupby("host_country")}
    total = ask("placements/students", **scope)
    assert total["students"].item() == people(rows)
    assert total["placements"].item() == rows["participants"].sum()


def test_the_change_by_country_holds_every_country_with_a_student_in_either_year(ask, tables, scope):
    rows = abroad(tables, {**scope, "year_from": 0, "year_to": 9999})
    counts = {(iso3, int(year)): people(part) for (iso3, year), part in rows.groupby(["host_country", "year"])}
    years = years_of(tables, "placements", scope)
    expected = {key for key in counts if key[1] in years}
    expected |= {(iso3, year + 1) for iso3, year in counts if year + 1 in years}
    found = ask("placements/change_by_country", **scope)
    keys = list(zip(found["iso3"], found["academic_year"].str[:4].astype(int), strict=True))
    assert set(keys) == expected
    assert len(keys) == len(expected)
    same(found["students"], [counts.get(key, 0) for key in keys])
    first = years_of(tables, "placements", {})[0]
    before = [counts.get((iso3, year - 1), 0) if year > first else None for iso3, year in keys]
    same(found["previous_students"], before)


def test_the_last_complete_year_comes_first_in_the_change_by_country(ask):
    found = ask("placements/change_by_country")
    assert found["academic_year"].iloc[0] == "2025/2026"
    assert found["is_complete"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("query_id", "name", "label"),
    [
        pytest.param("placements/types", "placement_type", "placement_type", id="what students do"),
        pytest.param("placements/durations", "duration_band", "band", id="how long they stay"),
    ],
)
def test_shares_of_placements_are_of_all_placements_of_the_year(ask, tables, scope, query_id, name, label):
    rows = abroad(tables, scope)
    kinds = rows[name].fillna("unknown")
    if name == "placement_type":
        kinds = kinds.where(kinds.isin(["study", "work", "research", "service"]), "other")
    rows = rows.assign(kind=kinds)
    whole = rows.groupby("year")["participants"].sum()
    expected = {
        (kind, year_label(int(year))): (
            people(part),
            int(part["participants"].sum()),
            part["participants"].sum() / whole[year],
        )
        for (kind, year), part in rows.groupby(["kind", "year"])
    }
    found = ask(query_id, **scope)
    found["kind"] = found[label].map(_code)
    seen = {}
    for row in found.to_dict("records"):
        if row["students"]:
            seen[row["kind"], row["academic_year"]] = (row["students"], row["placements"], row["share"])
    assert seen.keys() == expected.keys()
    for key, values in expected.items():
        assert seen[key] == pytest.approx(values), key
    for _, part in found.groupby("academic_year"):
        assert part["share"].sum() == pytest.approx(1) or part["placements"].sum() == 0


def _code(label: str) -> str:
    return {
        "Under 2 weeks": "under_2_weeks",
        "2 to 8 weeks": "2_to_8_weeks",
        "Summer, over 8 weeks": "summer_over_8_weeks",
        "Academic year": "academic_year",
        "Not known": "unknown",
    }.get(label, label.lower())


def test_days_abroad_are_days_of_all_placements_divided_by_placements(ask, tables, scope):
    rows = abroad(tables, scope)
    rows = rows[rows["duration_days"].notna()]
    found = ask("placements/days_abroad", **scope).set_index("academic_year")
    for year, part in rows.groupby("year"):
        row = found.loc[year_label(int(year))]
        if people(part) < THRESHOLD:
            assert pd.isna(row["median_days"])
            assert pd.isna(row["mean_days"])
            continue
        assert row["median_days"] == part["duration_days"].median()
        days = (part["duration_days"] * part["participants"]).sum()
        assert row["mean_days"] == pytest.approx(days / part["participants"].sum())
    total = ask("placements/days_abroad_in_total", **scope).iloc[0]
    assert total["median_days"] == rows["duration_days"].median()
    assert total["mean_days"] == pytest.approx(rows["duration_days"].mean())


def test_concentration_of_placements_is_rounded_so_that_no_country_can_be_worked_out(ask, tables, scope):
    rows = abroad(tables, scope)
    found = ask("placements/concentration", **scope)
    for row in found.to_dict("records"):
        counts = rows[rows["year"] == int(row["academic_year"][:4])]["host_country"].value_counts()
        shares = counts / counts.sum()
        steps = 1000 if counts.sum() >= 500 else 100
        assert row["hhi"] == pytest.approx((shares**2).sum(), abs=0.51 / steps)
        assert row["top_5_share"] == pytest.approx(shares.nlargest(5).sum(), abs=0.0051)
        assert row["hhi"] * steps == pytest.approx(round(row["hhi"] * steps))
