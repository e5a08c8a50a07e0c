"""Diagnostics before and after, and what follows from a program: a second time, in plain pandas."""

from __future__ import annotations

import math

import duckdb
import numpy as np
import pandas as pd
import pytest

from engagement.store.snapshots import current_records
from tests.cells import true_cells
from tests.queries.plain import (
    AS_OF,
    THRESHOLD,
    abroad,
    period_span,
    published,
    published_rows,
    regions_of,
    same,
    year_label,
)

SCOPES = {"everything": {}, "the last five years": {"period": "last_5"}, "one year": {"period": "2024"}}
LEVELS = ["individual", "team", "organization"]


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def pairs(tables) -> pd.DataFrame:
    """One row per subject, enrollment and scale that was scored before: means by the kinds of raters of both waves."""
    rows = tables("leadership_diagnostics")
    rows = rows[rows["wave"].isin(["pre", "post"])].copy()
    rows["enrollment_id"] = rows["enrollment_id"].fillna("")
    years = tables("leadership_enrollments").set_index("enrollment_id")["year"]
    given = rows["administered_date"]
    academic = given.dt.year - (given.dt.month < 8)
    rows["year"] = rows["enrollment_id"].map(years).fillna(academic)
    subject = ["subject_level", "subject_key", "enrollment_id", "scale"]
    kinds = rows.groupby([*subject, "rater", "wave"])["score"].agg(["sum", "size"]).unstack("wave")
    kinds = kinds[kinds["size"]["pre"].notna()]
    is_pair = kinds["size"]["post"].notna()
    both, alone = kinds[is_pair].groupby(subject).sum(), kinds.groupby(subject).sum()
    found = pd.DataFrame(
        {
            "year": rows[rows["wave"] == "pre"].groupby(subject)["year"].min(),
            "target": rows.groupby(subject)["target_score"].max(),
            "before": (both["sum"]["pre"] / both["size"]["pre"]).reindex(alone.index),
            "after": both["sum"]["post"] / both["size"]["post"],
            "raters": both["size"].min(axis=1),
        },
        index=alone.index,
    )
    found["before"] = found["before"].fillna(alone["sum"]["pre"] / alone["size"]["pre"])
    return found.reset_index().rename(columns={"subject_level": "level", "subject_key": "subject"})


@pytest.fixture(scope="module")
def paired(tables):
    """The pairs of a choice of years; worked out once."""
    everything = pairs(tables)

    def chosen(scope) -> pd.DataFrame:
        return everything[everything["year"].between(*period_span(scope))]

    return chosen


@pytest.fixture(scope="module")
def cells(demo_settings, demo_warehouse):
    """The cells of a published table before the gate, which rounds statistics."""
    records = current_records(demo_settings).database

    def counted(population: str, *by: str) -> pd.DataFrame:
        return true_cells(records, demo_warehouse.catalog, population, *by, as_of=AS_OF.date())

    return counted


def gain(before: pd.Series, after: pd.Series) -> tuple[float, float, float, float]:
    """d_av, g, and the ends of the 95% interval of g."""
    n = len(before)
    d = (after.mean() - before.mean()) / ((before.std() + after.std()) / 2)
    correction = 1 - 3 / (4 * (n - 1) - 1)
    variance = (1 / n + d**2 / (2 * n)) * 2 * (1 - np.corrcoef(before, after)[0, 1])
    half = 1.96 * correction * math.sqrt(variance)
    return d, correction * d, correction * d - half, correction * d + half


@pytest.mark.parametrize("name", ["g", "low", "high"])
def test_two_pairs_have_no_g_in_the_published_table_either(demo_warehouse, name):
    value = demo_warehouse.catalog.populations["skill_gain"].measures[name].value
    two = "(values (2.0, 4.0), (3.0, 4.5)) as rows (before, after)"
    assert duckdb.sql(f"select {value} from {two}").fetchall() == [(None,)]


def people_in(part: pd.DataFrame) -> int:
    """Individuals are people; behind teams and organizations stand their raters."""
    is_individual = (part["level"] == "individual").all()
    return part["subject"].nunique() if is_individual else int(part["raters"].sum())


def test_gain_is_of_pairs_only_and_corrected_for_small_samples(cells, paired, scope):
    rows = paired(scope)
    found = cells("skill_gain", "level", "instrument", "scale", "period")
    found = found[found["period"] == scope.get("period", "all")]
    assert len(found) == len(rows.groupby(["level", "scale"]))
    for row in found.to_dict("records"):
        part = rows[(rows["level"] == row["level"]) & (rows["scale"] == row["scale"])]
        both = part.dropna(subset="after")
        names = ("pairs", "subjects") if row["level"] == "individual" else ("group_pairs", "groups")
        assert tuple(row[name] for name in names) == (len(both), len(part))
        assert row["people"] == people_in(both)
        expected = gain(both["before"], both["after"])
        assert tuple(row[name] for name in ("d_av", "g", "low", "high")) == pytest.approx(expected)
        assert (row["before"], row["after"]) == pytest.approx((both["before"].mean(), both["after"].mean()))


def test_gain_is_published_with_two_decimals_where_enough_people_stand_behind_it(ask_published, paired, scope):
    rows = paired(scope)
    found = ask_published("leadership/gain", **scope)
    parts = {
        (level, scale): part.dropna(subset="after")
        for (level, scale), part in rows.groupby(["level", "scale"])
        if published(people_in(part.dropna(subset="after"))) is not None
    }
    assert set(zip(found["level"].str.lower(), found["scale"], strict=True)) == set(parts)
    for row in found.to_dict("records"):
        both = parts[row["level"].lower(), row["scale"]]
        subjects = ((rows["level"] == row["level"].lower()) & (rows["scale"] == row["scale"])).sum()
        is_individual = row["level"] == "Individual"
        assert row["people"] == published(people_in(both), base=10)
        pairs = published_rows(len(both), people_in(both), base=10) if is_individual else len(both)
        assert row["pairs"] == pairs
        everyone = rows[(rows["level"] == row["level"].lower()) & (rows["scale"] == row["scale"])]
        whole = published_rows(subjects, people_in(everyone), base=10) if is_individual else subjects
        if is_individual and whole < 2 * THRESHOLD:
            assert pd.isna(row["pair_rate"])
        else:
            assert row["pair_rate"] == pytest.approx(row["pairs"] / whole)
        expected = [round(value, 2) for value in gain(both["before"], both["after"])]
        assert [row[name] for name in ("d_av", "g", "low", "high")] == pytest.approx(expected)


def test_levels_stand_in_the_order_individual_team_organization(ask):
    for query_id in ("leadership/gain", "leadership/gap_closure", "leadership/rater_agreement"):
        levels = list(dict.fromkeys(ask(query_id)["level"].str.lower()))
        assert levels == [level for level in LEVELS if level in levels], query_id


def test_gap_closure_is_of_those_below_their_target(cells, ask_published, paired, scope):
    rows = paired(scope).dropna(subset=["after", "target"])
    rows = rows[rows["before"] < rows["target"]]
    closure = (rows["after"] - rows["before"]) / (rows["target"] - rows["before"])
    rows = rows.assign(closure=closure, has_reached=rows["after"] >= rows["target"])
    everything = cells("gap_closure", "level", "instrument", "scale", "period")
    for row in everything[everything["period"] == scope.get("period", "all")].to_dict("records"):
        part = rows[(rows["level"] == row["level"]) & (rows["scale"] == row["scale"])]
        is_individual = row["level"] == "individual"
        assert row["pairs" if is_individual else "group_pairs"] == len(part)
        reached = part["has_reached"].sum() if is_individual else part["has_reached"].mean()
        assert row["reached" if is_individual else "groups_reached"] == pytest.approx(reached)
        assert row["people"] == people_in(part)
        assert row["median_closure"] == pytest.approx(part["closure"].median())
    for row in ask_published("leadership/gap_closure", **scope).to_dict("records"):
        part = rows[(rows["level"] == row["level"].lower()) & (rows["scale"] == row["scale"])]
        is_individual = row["level"] == "Individual"
        assert row["people"] == published(people_in(part), base=10)
        pairs = published_rows(len(part), people_in(part), base=10) if is_individual else len(part)
        assert row["pairs"] == pairs
        assert row["median_closure"] == pytest.approx(part["closure"].median(), abs=0.0051)
        there = part[part["has_reached"]]
        reached = published_rows(len(there), people_in(there), base=10)
        whole = published_rows(len(part), people_in(part), base=10)
        if not is_individual:
            assert row["reached_share"] == pytest.approx(part["has_reached"].mean(), abs=0.0051)
        elif reached is None or whole is None or whole < 2 * THRESHOLD:
            assert pd.isna(row["reached_share"])
        else:
            assert row["reached_share"] == pytest.approx(reached / whole)


def test_the_gain_of_individuals_by_year_takes_the_mean_of_their_scales(cells, ask_published, tables):
    rows = tables("leadership_diagnostics")
    rows = rows[(rows["subject_level"] == "individual") & rows["wave"].isin(["pre", "post"])]
    kinds = rows.pivot_table(
        index=["subject_key", "enrollment_id", "scale", "rater"], columns="wave", values="score", aggfunc="mean"
    ).dropna()
    scales = kinds.groupby(["subject_key", "enrollment_id", "scale"])[["pre", "post"]].mean()
    persons = scales.groupby(["subject_key", "enrollment_id"])[["pre", "post"]].mean().reset_index()
    persons["year"] = persons["enrollment_id"].map(tables("leadership_enrollments").set_index("enrollment_id")["year"])
    exact = cells("individual_gain", "period").set_index("period")
    shown = ask_published("cards/leadership_gain").set_index("academic_year")
    assert shown["people"].notna().sum() == persons["year"].nunique()
    for year, part in persons.groupby("year"):
        expected = gain(part["pre"], part["post"])[1:]
        row = exact.loc[str(int(year))]
        assert row["people"] == part["subject_key"].nunique()
        assert tuple(row[["g", "low", "high"]]) == pytest.approx(expected)
        row = shown.loc[year_label(int(year))]
        assert row["people"] == published(part["subject_key"].nunique())
        assert tuple(row[["g", "low", "high"]]) == pytest.approx([round(each, 2) for each in expected])


def test_raters_agree_as_the_analysis_of_variance_says(cells, ask_published, tables):
    rows = tables("leadership_diagnostics")
    rows = rows[rows["subject_level"] != "individual"]
    exact = cells("rater_agreement", "level", "instrument", "scale", "wave")
    assert len(exact) == 12
    shown = ask_published("leadership/rater_agreement").set_index(["level", "scale", "wave"])
    for row in exact.to_dict("records"):
        part = rows[(rows["subject_level"] == row["level"]) & (rows["wave"] == row["wave"])]
        part = part[part["scale"] == row["scale"]]
        part = part[part.groupby("subject_key")["score"].transform("size") > 1]
        groups = [group["score"].to_numpy() for _, group in part.groupby("subject_key")]
        n, k = sum(map(len, groups)), len(groups)
        grand = part["score"].mean()
        between = sum(len(group) * (group.mean() - grand) ** 2 for group in groups) / (k - 1)
        within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (n - k)
        size = (n - sum(len(group) ** 2 for group in groups) / n) / (k - 1)
        expected = (between - within) / (between + (size - 1) * within), (between - within) / between
        assert (row["n_groups"], row["raters"]) == (k, n)
        assert (row["icc_1"], row["icc_2"]) == pytest.approx(expected)
        seen = shown.loc[row["level"].capitalize(), row["scale"], {"pre": "Before", "post": "After"}[row["wave"]]]
        assert (seen["n_groups"], seen["raters"]) == (k, published(n, base=10))
        assert (seen["icc_1"], seen["icc_2"]) == tuple(round(value, 2) for value in expected)


def test_the_agreement_of_raters_stands_beside_the_gain_of_groups(ask):
    agreement = ask("leadership/rater_agreement")
    before = agreement[agreement["wave"] == "Before"].set_index("label")["icc_1"]
    for row in ask("leadership/gain").to_dict("records"):
        if row["level"] == "Individual":
            assert pd.isna(row["icc_1"])
        else:
            assert row["icc_1"] == pytest.approx(before[row["label"]])


def completions(tables, scope) -> pd.DataFrame:
    rows = tables("leadership_enrollments").copy()
    rows["region"] = rows["delivery_country"].fillna("").map(regions_of(tables, scope))
    last_day = pd.Series([pd.Timestamp(year + 1, 7, 31) for year in rows["year"]], index=rows.index)
    rows["ends_on"] = rows["end_date"].fillna(last_day)
    rows = rows[rows["region"].notna()]
    return rows[(rows["status"] == "completed") & (rows["ends_on"] <= AS_OF)]


def practiced(tables, rows: pd.DataFrame) -> set[str]:
    """Enrollments that a placement follows within 12 months, or that name one as practice."""
    went = abroad(tables, {}).dropna(subset="start_date")
    starts = went.groupby("person_key")["start_date"].apply(list)
    found = set(rows[rows["practice_placement_id"].notna()]["enrollment_id"])
    for row in rows.itertuples():
        end = row.ends_on + pd.DateOffset(months=12)
        if any(row.ends_on <= start <= end for start in starts.get(row.person_key, [])):
            found.add(row.enrollment_id)
    return found


@pytest.mark.parametrize("scope", [{}, {"regions": ["Africa"]}], ids=["all", "region"])
@pytest.mark.parametrize("is_exact", [True, False], ids=["exact", "published"])
def test_practice_conversion_follows_each_person_for_a_year(ask, ask_published, tables, scope, is_exact):
    rows = completions(tables, scope)
    has_practiced = rows[rows["enrollment_id"].isin(practiced(tables, rows))]
    found = (ask if is_exact else ask_published)("cards/practice_conversion", **scope)
    years = sorted(tables("leadership_enrollments")["year"].unique())
    count, least = (lambda people: people or None, 2) if is_exact else (published, 2 * THRESHOLD)
    same(found["academic_year"], [year_label(int(year)) for year in years])
    completers = [count(rows[rows["year"] == year]["person_key"].nunique()) for year in years]
    converted = [count(has_practiced[has_practiced["year"] == year]["person_key"].nunique()) for year in years]
    same(found["completers"], completers)
    same(found["practiced"], converted)
    rates = [
        part / whole if part is not None and whole is not None and whole >= least else None
        for part, whole in zip(converted, completers, strict=True)
    ]
    same(found["rate"], rates)
    same(found["is_complete"], [pd.Timestamp(int(year) + 2, 7, 31) <= AS_OF for year in years])


@pytest.mark.parametrize("period", ["all", "last_3", "2024"])
def test_the_path_narrows_from_program_to_practice(ask, ask_published, tables, period):
    first, last = period_span({"period": period})
    rows = tables("leadership_enrollments")
    rows = rows[rows["year"].between(first, last)]
    begun = rows[rows["status"].isin(["enrolled", "in_progress", "completed", "withdrawn"])]
    scores = tables("leadership_diagnostics")
    scored = set(scores[scores["wave"] == "pre"]["enrollment_id"].dropna())
    completed = completions(tables, {})
    completed = completed[completed["enrollment_id"].isin(scored) & completed["year"].between(first, last)]
    converted = completed[completed["enrollment_id"].isin(practiced(tables, completed))]
    expected = {
        "enrolled": begun["person_key"].nunique(),
        "diagnosed": begun[begun["enrollment_id"].isin(scored)]["person_key"].nunique(),
        "completed": completed["person_key"].nunique(),
        "practiced": converted["person_key"].nunique(),
        "abroad": len(set(begun["person_key"]) & set(abroad(tables, {})["person_key"])),
    }
    found = ask("leadership/path", period=period).iloc[0]
    assert {name: found[name] for name in expected} == expected
    found = ask_published("leadership/path", period=period).iloc[0]
    assert {name: found[name] for name in expected} == {name: published(each) for name, each in expected.items()}
    assert found["practiced_share"] == pytest.approx(found["practiced"] / found["completed"])
    assert found["abroad_share"] == pytest.approx(found["abroad"] / found["enrolled"])
