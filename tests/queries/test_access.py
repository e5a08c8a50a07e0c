"""Access: who goes among those who might, a second time in plain pandas."""

from __future__ import annotations

import pytest

from tests.queries.plain import (
    AS_OF,
    SCOPES,
    abroad,
    is_complete,
    people,
    placed,
    population,
    same,
    share,
    year_label,
    years_of,
)

MET = ["nominated", "live", "completed"]


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def test_the_global_experience_rate_is_of_the_class_and_not_of_the_year(ask, tables, scope):
    anytime = {**scope, "year_from": 0, "year_to": 9999}
    rows = placed(tables, anytime)
    rows = rows[(rows["application_status"] == "completed") & rows["graduating_class"].notna()]
    first = tables("placements")["year"].min() + 4
    sizes = {
        year: size
        for year, size in population(tables, "graduating_class").items()
        if year + 1 >= first and scope.get("year_from", 0) <= year <= scope.get("year_to", 9999)
    }
    went = {year: people(rows[rows["graduating_class"] == year + 1]) for year in sizes}
    found = ask("cards/global_experience_rate", **scope)
    same(found["academic_year"], [year_label(year) for year in sizes])
    same(found["students"], list(went.values()))
    same(found["class_size"], list(sizes.values()))
    same(found["rate"], [share(went[year], sizes[year]) for year in sizes])
    same(found["is_complete"], [year + 1 <= AS_OF.year for year in sizes])


def test_demand_met_counts_each_applicant_once(ask, tables, scope):
    rows, years = placed(tables, scope), years_of(tables, "placements", scope)
    applicants = [people(rows[rows["year"] == year]) for year in years]
    met = [people(rows[(rows["year"] == year) & rows["application_status"].isin(MET)]) for year in years]
    found = ask("cards/demand_met", **scope)
    same(found["applicants"], applicants)
    same(found["met"], met)
    same(found["rate"], [share(part, whole) for part, whole in zip(met, applicants, strict=True)])


def test_demand_by_region_leaves_the_running_year_out(ask, tables, scope):
    rows = placed(tables, scope)
    rows = rows[rows["year"].map(is_complete)]
    found = ask("placements/demand_by_region", **scope).set_index("region")
    for region, part in rows.groupby("region"):
        met = people(part[part["application_status"].isin(MET)])
        assert tuple(found.loc[region, ["met", "applicants"]]) == (met, people(part))
        assert found.loc[region, "rate"] == pytest.approx(met / people(part))


def test_participation_names_both_denominators(ask, tables, scope):
    rows = abroad(tables, scope)
    rows = rows[rows["student_level"].str.startswith("ug").fillna(False) & rows["credit_bearing"].fillna(False)]
    degrees, enrolled = population(tables, "bachelors_conferred"), population(tables, "enrolled_undergraduates")
    years = [year for year in years_of(tables, "placements", scope) if year in degrees or year in enrolled]
    students = [people(rows[rows["year"] == year]) for year in years]
    found = ask("cards/participation_rate", **scope)
    same(found["students"], students)
    same(found["rate"], [share(count, degrees[year]) for year, count in zip(years, students, strict=True)])
    same(
        found["share_of_enrolled"], [share(count, enrolled[year]) for year, count in zip(years, students, strict=True)]
    )
