"""Access: who goes among those who might, a second time in plain pandas, exactly and as it is published."""

from __future__ import annotations

from tests.queries.plain import (
    AS_OF,
    Released,
    abroad,
    added,
    is_complete,
    parts_of,
    people,
    placed,
    population,
    same,
    year_label,
    years_of,
)

MET = ["nominated", "live", "completed"]


def all_years(scope):
    return {**scope, "period": "all"}


def met_of(rows):
    return rows[rows["application_status"].isin(MET)]


def further(released: Released, part, whole) -> int | None:
    """A further count has a row only where the first one does."""
    return None if released.count(people(whole)) is None else released.count(people(part))


def test_the_global_experience_rate_is_of_the_class_and_not_of_the_year(released, tables, scope):
    rows = placed(tables, all_years(scope))
    rows = rows[(rows["application_status"] == "completed") & rows["graduating_class"].notna()]
    parts = parts_of(rows, scope).values()
    first = tables("placements")["year"].min() + 4
    sizes = {year: size for year, size in population(tables, "graduating_class").items() if year + 1 >= first}
    went = [released.students([part[part["graduating_class"] == year + 1] for part in parts]) for year in sizes]
    classes = [released.count(size) for size in sizes.values()]
    found = released.ask("cards/global_experience_rate", **scope)
    same(found["academic_year"], [year_label(year) for year in sizes])
    same(found["students"], went)
    same(found["class_size"], classes)
    same(found["rate"], [released.rate(*pair) for pair in zip(went, classes, strict=True)])
    same(found["is_complete"], [year + 1 <= AS_OF.year for year in sizes])


def test_demand_met_counts_each_applicant_once(released, tables, scope):
    released = released.coarse
    parts, years = parts_of(placed(tables, all_years(scope)), scope).values(), years_of(tables, "placements", {})
    in_years = [[part[part["year"] == year] for part in parts] for year in years]
    applicants = [released.students(each) for each in in_years]
    met = [added(further(released, met_of(part), part) for part in each) for each in in_years]
    found = released.ask("cards/demand_met", **scope)
    same(found["academic_year"], [year_label(year) for year in years])
    same(found["applicants"], applicants)
    same(found["met"], met)
    same(found["rate"], [released.rate(*pair) for pair in zip(met, applicants, strict=True)])


def test_demand_by_region_leaves_the_incomplete_year_out(released, tables, scope):
    released = released.coarse
    rows = placed(tables, scope)
    names = released.ask("filters/places").set_index("iso3")["place"]
    rows = rows.assign(place=rows["host_country"].map(names))
    decided = rows[rows["year"].map(is_complete)]
    column = "place" if scope.get("countries") else "region"
    found = released.ask("placements/demand_by_region", **scope).set_index("region")
    for area, row in found.iterrows():
        part, whole = (each[each[column] == area] for each in (decided, rows))
        applicants, met = further(released, part, whole), further(released, met_of(part), whole)
        same(row[["met", "applicants", "rate"]], [met, applicants, released.rate(met, applicants)])
    enough = {area for area, part in decided.groupby(column) if people(part) >= released.threshold}
    assert set(found.index) >= enough


def test_participation_names_both_denominators(released, tables, scope):
    rows = abroad(tables, all_years(scope))
    is_one = rows["student_level"].str.startswith("ug").fillna(False) & rows["credit_bearing"].fillna(False)
    degrees, enrolled = population(tables, "bachelors_conferred"), population(tables, "enrolled_undergraduates")
    years = [year for year in years_of(tables, "placements", {}) if year in degrees or year in enrolled]
    students = []
    for year in years:
        wholes = parts_of(rows[rows["year"] == year], scope).values()
        students.append(added(further(released, part[is_one.loc[part.index]], part) for part in wholes))
    found = released.ask("cards/participation_rate", **scope)
    same(found["students"], students)
    for column, base in (("rate", degrees), ("share_of_enrolled", enrolled)):
        wholes = [released.count(base[year]) for year in years]
        same(found[column], [released.rate(*pair) for pair in zip(students, wholes, strict=True)])
