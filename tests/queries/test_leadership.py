"""Leadership programs: every number a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import AS_OF, is_complete, population, regions_of, same, share, year_label, years_of

ENROLLED = ["enrolled", "in_progress", "completed", "withdrawn"]
SCOPES = {
    "everything": {},
    "one region": {"regions": ["Africa"]},
    "some years": {"year_from": 2019, "year_to": 2023},
    "one country": {"countries": ["NLD"]},
}


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def participations(tables, scope) -> pd.DataFrame:
    rows = tables("leadership_enrollments").copy()
    rows["region"] = rows["delivery_country"].fillna("").map(regions_of(tables, scope))
    rows["last_day"] = [pd.Timestamp(year + 1, 7, 31) for year in rows["year"]]
    rows["has_ended"] = rows["end_date"].fillna(rows["last_day"]) <= AS_OF
    years = rows["year"].between(scope.get("year_from", 0), scope.get("year_to", 9999))
    return rows[rows["region"].notna() & years]


def stages(rows: pd.DataFrame) -> dict[str, int]:
    status = rows["status"]
    parts = {
        "applied": rows,
        "admitted": rows[status != "applied"],
        "enrolled": rows[status.isin(ENROLLED)],
        "ended": rows[status.isin(ENROLLED) & rows["has_ended"]],
        "completed": rows[(status == "completed") & rows["has_ended"]],
    }
    return {name: part["person_key"].nunique() for name, part in parts.items()}


def test_the_funnel_counts_distinct_people_at_every_stage(ask, tables, scope):
    expected = stages(participations(tables, scope))
    found = ask("leadership/funnel", **scope).iloc[0]
    assert {name: found[name] for name in expected} == expected
    same(
        found[["admitted_share", "enrolled_share", "completion_rate"]],
        [
            share(expected["admitted"], expected["applied"]),
            share(expected["enrolled"], expected["admitted"]),
            share(expected["completed"], expected["ended"]),
        ],
    )


@pytest.mark.parametrize("query_id", ["cards/leadership_enrolled", "cards/leadership_completion"])
def test_the_funnel_by_year_matches_and_stands_against_the_eligible(ask, tables, scope, query_id):
    rows, eligible = participations(tables, scope), population(tables, "leadership_eligible")
    years = years_of(tables, "leadership_enrollments", scope)
    found = ask(query_id, **scope)
    expected = [stages(rows[rows["year"] == year]) for year in years]
    same(found["academic_year"], [year_label(year) for year in years])
    for name in ("applied", "admitted", "enrolled", "ended", "completed"):
        same(found[name], [each[name] for each in expected])
    same(found["completion_rate"], [share(each["completed"], each["ended"]) for each in expected])
    same(
        found["eligible_share"],
        [share(each["enrolled"], eligible[year]) for year, each in zip(years, expected, strict=True)],
    )
    same(found["is_complete"], [is_complete(year) for year in years])


def test_completion_by_program_matches(ask, tables, scope):
    rows = participations(tables, scope)
    found = ask("leadership/completion_by_program", **scope).set_index("program_name")
    assert set(found.index) == set(rows["program_name"])
    for name, part in rows.groupby("program_name"):
        expected = stages(part)
        assert {stage: found.loc[name, stage] for stage in expected} == expected


def test_participants_by_level_and_year_match(ask, tables, scope):
    rows = participations(tables, scope)
    rows = rows[rows["status"].isin(ENROLLED)]
    found = ask("leadership/enrolled_by_year_and_level", **scope)
    for row in found.to_dict("records"):
        of_level = rows["focus_level"].str.capitalize() == row["focus_level"]
        part = rows[of_level & (rows["year"] == int(row["academic_year"][:4]))]
        assert row["enrolled"] == part["person_key"].nunique()
