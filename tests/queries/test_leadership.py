"""Leadership programs: every number a second time, in plain pandas."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest

from tests.queries.plain import (
    AS_OF,
    THRESHOLD,
    is_complete,
    period_span,
    population,
    published,
    regions_of,
    same,
    year_label,
    years_of,
)

ENROLLED = ["enrolled", "in_progress", "completed", "withdrawn"]
STAGES = ["applied", "admitted", "enrolled", "ended", "completed"]
SCOPES = {
    "everything": {},
    "one region": {"regions": ["Africa"]},
    "two regions and one year": {"regions": ["Africa", "Latin America"], "period": "2024"},
    "the last five years": {"period": "last_5"},
    "one country": {"countries": ["NLD"]},
    "two countries": {"countries": ["NLD", "KEN"]},
}


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def participations(tables, scope) -> pd.DataFrame:
    """Enrollments of the chosen places and period, with the area in which a person counts once."""
    rows = tables("leadership_enrollments").copy()
    regions = rows["delivery_country"].fillna("").map(regions_of(tables, scope))
    rows["area"] = "world"
    if scope.get("countries"):
        rows["area"] = rows["delivery_country"]
    elif scope.get("regions"):
        rows["area"] = regions
    rows["ends_on"] = rows["end_date"].fillna(pd.Series([pd.Timestamp(year + 1, 7, 31) for year in rows["year"]]))
    rows["has_ended"] = rows["ends_on"] <= AS_OF
    return rows[regions.notna()]


def in_period(rows: pd.DataFrame, scope) -> pd.DataFrame:
    return rows[rows["year"].between(*period_span(scope))]


def stages(rows: pd.DataFrame, count=lambda people: people or None) -> dict[str, int | None]:
    """People at every stage: the areas' counts added up, each as it is released."""
    status = rows["status"]
    parts = {
        "applied": rows,
        "admitted": rows[status != "applied"],
        "enrolled": rows[status.isin(ENROLLED)],
        "ended": rows[status.isin(ENROLLED) & rows["has_ended"]],
        "completed": rows[(status == "completed") & rows["has_ended"]],
    }
    return {name: added(part, count) for name, part in parts.items()}


def added(rows: pd.DataFrame, count) -> int | None:
    counts = [count(part["person_key"].nunique()) for _, part in rows.groupby("area")]
    counts = [each for each in counts if each is not None]
    return sum(counts) if counts else None


def rate(part: int | None, whole: int | None, threshold: int) -> float | None:
    """A share of released counts; none over few people."""
    return None if part is None or whole is None or whole < 2 * threshold else min(part / whole, 1.0)


def shares(found: dict[str, int | None], threshold: int = 1) -> list[float | None]:
    pairs = (("admitted", "applied"), ("enrolled", "admitted"), ("completed", "ended"))
    return [rate(found[part], found[whole], threshold) for part, whole in pairs]


SHARES = ["admitted_share", "enrolled_share", "completion_rate"]


def test_the_funnel_counts_distinct_people_at_every_stage(ask, tables, scope):
    expected = stages(in_period(participations(tables, scope), scope))
    found = ask("leadership/funnel", **scope).iloc[0]
    same(found[STAGES], list(expected.values()))
    same(found[SHARES], shares(expected))


def test_the_funnel_is_published_through_the_gate(ask_published, tables, scope):
    expected = stages(in_period(participations(tables, scope), scope), published)
    found = ask_published("leadership/funnel", **scope).iloc[0]
    same(found[STAGES], list(expected.values()))
    same(found[SHARES], shares(expected, THRESHOLD))


@pytest.mark.parametrize("is_exact", [True, False], ids=["exact", "published"])
def test_the_funnel_by_year_matches_and_stands_against_the_eligible(ask, ask_published, tables, scope, is_exact):
    scope = {name: value for name, value in scope.items() if name != "period"}
    rows, eligible = participations(tables, scope), population(tables, "leadership_eligible")
    count, threshold = (lambda people: people or None, 1) if is_exact else (published, THRESHOLD)
    years = years_of(tables, "leadership_enrollments", scope)
    expected = [stages(rows[rows["year"] == year], count) for year in years]
    asked = ask if is_exact else ask_published
    found, completion = asked("cards/leadership_enrolled", **scope), asked("cards/leadership_completion", **scope)
    for frame in (found, completion):
        same(frame["academic_year"], [year_label(year) for year in years])
        same(frame["is_complete"], [is_complete(year) for year in years])
        for name in set(STAGES).intersection(frame):
            same(frame[name], [each[name] for each in expected])
        same(frame["completion_rate"], [shares(each, threshold)[2] for each in expected])
    of = [count(eligible[year]) for year in years]
    same(found["eligible"], of)
    same(found["eligible_share"], [rate(e["enrolled"], n, threshold) for e, n in zip(expected, of, strict=True)])


def test_completion_by_program_matches(ask, ask_published, tables, scope):
    rows = in_period(participations(tables, scope), scope)
    for asked, count in ((ask, lambda people: people or None), (ask_published, partial(published, base=10))):
        found = asked("leadership/completion_by_program", **scope).set_index("program_name")
        expected = {name: stages(part, count) for name, part in rows.groupby("program_name")}
        assert set(found.index) == {name for name, each in expected.items() if each["applied"] is not None}
        for name in found.index:
            same(found.loc[name, STAGES], list(expected[name].values()))
            same(found.loc[name, SHARES], shares(expected[name], 1 if asked is ask else THRESHOLD))


def test_participants_by_level_and_year_match(ask, ask_published, tables, scope):
    scope = {name: value for name, value in scope.items() if name != "period"}
    rows = participations(tables, scope)
    rows = rows[rows["status"].isin(ENROLLED)]
    for asked, count in ((ask, lambda people: people or None), (ask_published, partial(published, base=10))):
        found = asked("leadership/enrolled_by_year_and_level", **scope)
        expected = []
        for row in found.to_dict("records"):
            of_level = rows["focus_level"].str.capitalize() == row["focus_level"]
            expected.append(added(rows[of_level & (rows["year"] == int(row["academic_year"][:4]))], count))
        same(found["enrolled"], expected)
        assert len(found) == found["focus_level"].nunique() * found["academic_year"].nunique()
        assert scope or list(dict.fromkeys(found["focus_level"])) == ["Individual", "Team", "Organization"]


def test_a_year_with_few_participants_keeps_its_place(ask_published):
    everywhere = ask_published("cards/leadership_enrolled")
    nowhere = ask_published("cards/leadership_enrolled", countries=["FRA"])
    same(nowhere["academic_year"], everywhere["academic_year"].tolist())
    assert nowhere[STAGES].isna().all(axis=None)
