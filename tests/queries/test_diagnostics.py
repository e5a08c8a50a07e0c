"""Diagnostics before and after, and what follows from a program: a second time, in plain pandas."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from tests.queries.plain import AS_OF, abroad, regions_of, same, share, year_label

SCOPES = {"everything": {}, "some years": {"year_from": 2018, "year_to": 2022}}
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
        return everything[everything["year"].between(scope.get("year_from", 0), scope.get("year_to", 9999))]

    return chosen


def gain(before: pd.Series, after: pd.Series) -> tuple[float, float, float, float]:
    """d_av, g, and the ends of the 95 % interval of g."""
    n = len(before)
    d = (after.mean() - before.mean()) / ((before.std() + after.std()) / 2)
    correction = 1 - 3 / (4 * (n - 1) - 1)
    variance = (1 / n + d**2 / (2 * n)) * 2 * (1 - np.corrcoef(before, after)[0, 1])
    half = 1.96 * correction * math.sqrt(variance)
    return d, correction * d, correction * d - half, correction * d + half


def test_gain_is_of_pairs_only_and_corrected_for_small_samples(ask, paired, scope):
    rows = paired(scope)
    found = ask("leadership/gain", **scope)
    # an interval needs three pairs
    assert len(found) == (rows.groupby(["level", "scale"])["after"].count() > 2).sum()
    for row in found.to_dict("records"):
        part = rows[(rows["level"] == row["level"].lower()) & (rows["scale"] == row["scale"])]
        both = part.dropna(subset="after")
        assert row["pairs"] == len(both)
        is_individual = row["level"] == "Individual"
        assert row["people"] == (both["subject"].nunique() if is_individual else both["raters"].sum())
        assert row["pair_rate"] == pytest.approx(len(both) / len(part), abs=0.0051)
        expected = gain(both["before"], both["after"])
        assert tuple(row[name] for name in ("d_av", "g", "low", "high")) == pytest.approx(expected)
        assert (row["before"], row["after"]) == pytest.approx((both["before"].mean(), both["after"].mean()))


def test_levels_stand_in_the_order_individual_team_organization(ask):
    for query_id in ("leadership/gain", "leadership/gap_closure", "leadership/rater_agreement"):
        levels = list(dict.fromkeys(ask(query_id)["level"].str.lower()))
        assert levels == [level for level in LEVELS if level in levels], query_id


def test_gap_closure_is_of_those_below_their_target(ask, paired, scope):
    rows = paired(scope).dropna(subset=["after", "target"])
    rows = rows[rows["before"] < rows["target"]]
    closure = (rows["after"] - rows["before"]) / (rows["target"] - rows["before"])
    rows = rows.assign(closure=closure, has_reached=rows["after"] >= rows["target"])
    for row in ask("leadership/gap_closure", **scope).to_dict("records"):
        part = rows[(rows["level"] == row["level"].lower()) & (rows["scale"] == row["scale"])]
        assert row["pairs"] == len(part)
        assert row["median_closure"] == pytest.approx(part["closure"].median())
        assert row["reached_share"] == pytest.approx(part["has_reached"].mean(), abs=0.0051)


def test_the_gain_of_individuals_by_year_takes_the_mean_of_their_scales(ask, tables):
    rows = tables("leadership_diagnostics")
    rows = rows[(rows["subject_level"] == "individual") & rows["wave"].isin(["pre", "post"])]
    kinds = rows.pivot_table(
        index=["subject_key", "enrollment_id", "scale", "rater"], columns="wave", values="score", aggfunc="mean"
    ).dropna()
    scales = kinds.groupby(["subject_key", "enrollment_id", "scale"])[["pre", "post"]].mean()
    persons = scales.groupby(["subject_key", "enrollment_id"])[["pre", "post"]].mean().reset_index()
    persons["year"] = persons["enrollment_id"].map(tables("leadership_enrollments").set_index("enrollment_id")["year"])
    found = ask("cards/leadership_gain").set_index("academic_year")
    for year, part in persons.groupby("year"):
        row = found.loc[year_label(int(year))]
        assert row["people"] == part["subject_key"].nunique()
        assert tuple(row[["g", "low", "high"]]) == pytest.approx(gain(part["pre"], part["post"])[1:])


def test_raters_agree_as_the_analysis_of_variance_says(ask, tables):
    rows = tables("leadership_diagnostics")
    rows = rows[rows["subject_level"] != "individual"]
    for row in ask("leadership/rater_agreement").to_dict("records"):
        of_level = (rows["subject_level"] == row["level"].lower()) & (
            rows["wave"] == {"Before": "pre", "After": "post"}[row["wave"]]
        )
        part = rows[of_level & (rows["scale"] == row["scale"])]
        part = part[part.groupby("subject_key")["score"].transform("size") > 1]
        groups = [group["score"].to_numpy() for _, group in part.groupby("subject_key")]
        n, k = sum(map(len, groups)), len(groups)
        grand = part["score"].mean()
        between = sum(len(group) * (group.mean() - grand) ** 2 for group in groups) / (k - 1)
        within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (n - k)
        size = (n - sum(len(group) ** 2 for group in groups) / n) / (k - 1)
        assert (row["n_groups"], row["raters"]) == (k, n)
        assert row["icc_1"] == pytest.approx((between - within) / (between + (size - 1) * within))
        assert row["icc_2"] == pytest.approx((between - within) / between)


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
    rows = rows[rows["region"].notna() & rows["year"].between(scope.get("year_from", 0), scope.get("year_to", 9999))]
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


@pytest.mark.parametrize(
    "scope", [{}, {"regions": ["Africa"]}, {"year_from": 2019, "year_to": 2021}], ids=["all", "region", "years"]
)
def test_practice_conversion_follows_each_person_for_a_year(ask, tables, scope):
    rows = completions(tables, scope)
    has_practiced = rows[rows["enrollment_id"].isin(practiced(tables, rows))]
    found = ask("cards/practice_conversion", **scope)
    years = sorted(rows["year"].unique())
    same(found["academic_year"], [year_label(int(year)) for year in years])
    completers = [rows[rows["year"] == year]["person_key"].nunique() for year in years]
    converted = [has_practiced[has_practiced["year"] == year]["person_key"].nunique() for year in years]
    same(found["completers"], completers)
    same(found["practiced"], converted)
    same(found["rate"], [share(part, whole) for part, whole in zip(converted, completers, strict=True)])
    same(found["is_complete"], [pd.Timestamp(int(year) + 2, 7, 31) <= AS_OF for year in years])


def test_the_path_narrows_from_program_to_practice(ask, tables):
    rows = tables("leadership_enrollments")
    begun = rows[rows["status"].isin(["enrolled", "in_progress", "completed", "withdrawn"])]
    scores = tables("leadership_diagnostics")
    scored = set(scores[scores["wave"] == "pre"]["enrollment_id"].dropna())
    completed = completions(tables, {})
    completed = completed[completed["enrollment_id"].isin(scored)]
    converted = completed[completed["enrollment_id"].isin(practiced(tables, completed))]
    found = ask("leadership/path").iloc[0]
    assert found["enrolled"] == begun["person_key"].nunique()
    assert found["diagnosed"] == begun[begun["enrollment_id"].isin(scored)]["person_key"].nunique()
    assert found["completed"] == completed["person_key"].nunique()
    assert found["practiced"] == converted["person_key"].nunique()
    assert found["abroad"] == len(set(begun["person_key"]) & set(abroad(tables, {})["person_key"]))
