"""Students abroad: every number a second time, in plain pandas, exactly and as it is published."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import (
    Released,
    abroad,
    is_complete,
    parts_of,
    people,
    same,
    year_label,
    years_of,
)


def all_years(scope):
    return {**scope, "period": "all"}


def in_year(parts: dict[str, pd.DataFrame], year: int) -> list[pd.DataFrame]:
    return [part[part["year"] == year] for part in parts.values()]


def changes(released: Released, parts: list[pd.DataFrame], years: list[int]) -> list[int | None]:
    """The change of each year: of the sum, where each part has a count in both years or in neither."""
    counts = {year: [released.count(people(part[part["year"] == year])) for part in parts] for year in years}
    found = []
    for year in years:
        now, before = counts[year], counts.get(year - 1, [None] * len(parts))
        pairs = [(new, old) for new, old in zip(now, before, strict=True) if (new, old) != (None, None)]
        is_whole = pairs and all(None not in pair for pair in pairs) and is_complete(year)
        found.append(sum(new - old for new, old in pairs) if is_whole else None)
    return found


def test_students_are_counted_once_a_year(released, tables, scope):
    parts = parts_of(abroad(tables, all_years(scope)), scope)
    years = years_of(tables, "placements", {})
    for query_id in ("cards/students_abroad", "placements/students_by_year"):
        found = released.ask(query_id, **scope)
        same(found["academic_year"], [year_label(year) for year in years])
        same(found["students"], [released.students(in_year(parts, year)) for year in years])
        same(found["placements"], [released.rows(in_year(parts, year)) for year in years])
        same(found["is_complete"], [is_complete(year) for year in years])


def test_a_change_is_against_the_year_before_and_only_between_complete_years(released, tables, scope):
    parts = parts_of(abroad(tables, all_years(scope)), scope)
    years = years_of(tables, "placements", {})
    before = [released.students(in_year(parts, year - 1)) for year in years]
    change = changes(released, list(parts.values()), years)
    found = released.ask("placements/students_by_year", **scope)
    same(found["previous_students"], before)
    same(found["change"], change)
    same(
        found["change_share"],
        [None if by is None else float(by / old) for by, old in zip(change, before, strict=True)],
    )


def test_students_and_their_change_by_region_and_year_match(released, tables, scope):
    rows = abroad(tables, all_years(scope))
    found = released.ask("placements/students_by_region_and_year", **scope)
    years = years_of(tables, "placements", {})
    changed = released.ask("placements/change_by_region", **scope)
    pd.testing.assert_frame_equal(found[[*changed.columns]], changed)
    column = "place" if scope.get("countries") else "region"
    names = released.ask("filters/places").set_index("iso3")["place"]
    rows = rows.assign(place=rows["host_country"].map(names))
    went = {area for area, part in rows.groupby([column, "year"]) if people(part) >= released.threshold}
    assert set(found["region"]) >= {area for area, _ in went}
    for area, part in found.groupby("region"):
        chosen = rows[rows[column] == area]
        same(part["academic_year"], [year_label(year) for year in years])
        same(part["students"], [released.students([chosen[chosen["year"] == year]]) for year in years])
        same(part["change"], changes(released, [chosen], years))


def test_a_region_that_is_chosen_stands_there_even_if_few_went(ask_published):
    found = ask_published("placements/students_by_region_and_year", countries=["NRU"])
    assert found["region"].unique().tolist() == ["Nauru"]
    assert found["students"].isna().all()


def test_students_by_region_and_by_country_count_each_student_once_in_each(released, tables, scope):
    rows = abroad(tables, scope)
    places = released.ask("placements/students_by_country", **scope)
    expected = {iso3: released.count(people(part)) for iso3, part in rows.groupby("host_country")}
    assert places.set_index("iso3")["students"].to_dict() == {key: n for key, n in expected.items() if n is not None}
    assert places["students"].is_monotonic_decreasing
    if not scope.get("countries"):
        regions = released.ask("placements/students_by_region", **scope).dropna(subset="students")
        expected = {region: released.count(people(part)) for region, part in rows.groupby("region")}
        assert regions.set_index("region")["students"].to_dict() == {k: n for k, n in expected.items() if n is not None}
    total = released.ask("placements/students", **scope)
    parts = parts_of(rows, scope).values()
    same(total["students"], [released.students(parts)])
    same(total["placements"], [released.rows(parts)])


@pytest.mark.parametrize(("period", "year"), [("all", 2025), ("last_3", 2025), ("2024", 2024)])
def test_the_change_by_country_is_of_one_complete_year_and_begins_with_the_largest_growth(
    released, tables, period, year
):
    rows = abroad(tables, {})
    found = released.ask("placements/change_by_country", period=period)
    assert set(found["academic_year"]) == {year_label(year)}

    def counts(in_year):
        chosen = rows[rows["year"] == in_year]
        grouped = {iso3: released.count(people(part)) for iso3, part in chosen.groupby("host_country")}
        return {iso3: count for iso3, count in grouped.items() if count is not None}

    now, before = counts(year), counts(year - 1)
    assert set(found["iso3"]) == now.keys() | before.keys()
    assert len(found) == found["iso3"].nunique()
    same(found["students"], [now.get(iso3) for iso3 in found["iso3"]])
    same(found["previous_students"], [before.get(iso3) for iso3 in found["iso3"]])
    both = found.dropna(subset="change")
    assert set(both["iso3"]) == now.keys() & before.keys()
    same(both["change"], [now[iso3] - before[iso3] for iso3 in both["iso3"]])
    assert both["change"].is_monotonic_decreasing
    assert found["change"].tail(len(found) - len(both)).isna().all()


def test_the_incomplete_year_has_no_change_by_country(ask_published):
    assert ask_published("placements/change_by_country", period="2026").empty


def test_china_grew_most_in_the_last_complete_year(ask):
    found = ask("placements/change_by_country").set_index("place")["change"]
    assert found.head(5).to_dict() == {"China": 28, "Australia": 20, "Canada": 19, "Germany": 19, "Italy": 18}


@pytest.mark.parametrize(
    ("query_id", "name", "label"),
    [
        pytest.param("placements/types", "placement_type", "type", id="what students do"),
        pytest.param("placements/durations", "duration_band", "band", id="how long they stay"),
    ],
)
def test_shares_of_placements_are_of_all_placements_of_the_year(released, tables, scope, query_id, name, label):
    rows = abroad(tables, all_years(scope))
    kinds = rows[name].fillna("unknown")
    if name == "placement_type":
        kinds = kinds.where(kinds.isin(["study", "work", "research", "service"]), "other")
    rows = rows.assign(kind=kinds)
    found = released.ask(query_id, **scope)
    years = years_of(tables, "placements", {})
    everywhere = _every_kind(tables, name)
    assert set(found[label].map(_code)) == {
        kind for kind in set(everywhere) if (everywhere == kind).sum() >= released.threshold
    }
    for shown, group in found.groupby(label):
        parts = parts_of(rows[rows["kind"] == _code(shown)], scope)
        whole = parts_of(rows, scope)
        placements = [released.broken_down.rows(in_year(parts, year)) for year in years]
        same(group["academic_year"], [year_label(year) for year in years])
        same(group["students"], [released.broken_down.students(in_year(parts, year)) for year in years])
        same(group["placements"], placements)
        wholes = [released.rows(in_year(whole, year)) for year in years]
        same(group["share"], [released.rate(*pair) for pair in zip(placements, wholes, strict=True)])


def _every_kind(tables, name):
    kinds = abroad(tables, {})[name].fillna("unknown")
    return (
        kinds if name == "duration_band" else kinds.where(kinds.isin(["study", "work", "research", "service"]), "other")
    )


def _code(label: str) -> str:
    return {
        "Under 2 weeks": "under_2_weeks",
        "2 to 8 weeks": "2_to_8_weeks",
        "Summer, over 8 weeks": "summer_over_8_weeks",
        "Academic year": "academic_year",
        "Not known": "unknown",
    }.get(label, label.lower())


def days(released: Released, part: pd.DataFrame) -> list[float | None]:
    """Median and mean of days, whole; None where too few have a known duration."""
    known = part[part["duration_days"].notna()]
    if people(known) < released.threshold:
        return [None, None]
    mean = known["duration_days"].mean()
    assert (known["participants"] == 1).all()
    return [float(known["duration_days"].median()), float(mean)]


def test_days_abroad_are_the_middle_and_the_mean_of_each_place_that_is_chosen(released, tables, scope):
    names = released.ask("filters/places").set_index("iso3")["place"]
    by_year = released.ask("placements/days_abroad", **scope).set_index(["area", "academic_year"])
    in_all = released.ask("placements/days_abroad_in_total", **scope).set_index("area")
    for name, part in parts_of(abroad(tables, all_years(scope)), scope).items():
        area = names.get(name, name)
        for year in years_of(tables, "placements", {}):
            near(by_year.loc[(area, year_label(year))], days(released, part[part["year"] == year]))
    for name, part in parts_of(abroad(tables, scope), scope).items():
        near(in_all.loc[names.get(name, name)], days(released, part))


def near(row: pd.Series, expected: list[float | None]) -> None:
    """Whole days."""
    for found, true in zip(row[["median_days", "mean_days"]], expected, strict=True):
        assert pd.isna(found) if true is None else abs(found - true) <= 0.5


def test_concentration_is_the_sum_of_squared_shares_and_never_far_off(released, tables, scope):
    rows = abroad(tables, all_years(scope))
    for row in released.ask("placements/concentration", **scope).to_dict("records"):
        part = rows[rows["year"] == int(row["academic_year"][:4])]
        counts = part.groupby("host_country")["participants"].sum()
        large = [iso3 for iso3, group in part.groupby("host_country") if people(group) >= released.threshold]
        assert row["countries"] == len(large)
        true = ((counts / counts.sum()) ** 2).sum()
        if not pd.isna(row["hhi"]):
            assert row["hhi"] == pytest.approx(true, abs=0.00051 if released.threshold == 1 else 0.15 * true)
            assert row["effective_countries"] == round(1 / row["hhi"])
        if not pd.isna(row["top_5_share"]):
            top = counts.nlargest(5).sum() / counts.sum()
            assert row["top_5_share"] == pytest.approx(top, abs=1e-9 if released.threshold == 1 else 0.05)
