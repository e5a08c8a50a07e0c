"""Agreements: every number a second time, in plain pandas."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from tests.queries.plain import AS_OF, POLICY_YEARS, active, agreed, back, same, share

TWELVE_MONTHS = AS_OF + pd.DateOffset(months=12)


def ending(rows: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    fixed = rows[(rows["term_type"] == "fixed") & (rows["workflow_status"] != "superseded")]
    return fixed[(fixed["until"] >= start) & (fixed["until"] < end)]


def test_active_agreements_are_counted_on_the_same_day_of_every_year(ask, tables, scope):
    rows = agreed(tables, scope)
    found = ask("cards/active_agreements", **scope)
    days = [back(years) for years in range(10, -1, -1)]
    same(found["day"], days)
    same(found["agreements"], [len(active(rows, day)) for day in days])
    same(found["partners"], [active(rows, day)["partner"].nunique() for day in days])


def test_a_target_stands_beside_the_whole_and_beside_a_region_that_has_one(ask, tables):
    targets = tables("targets")
    targets = targets[(targets["metric_id"] == "active_agreements") & (targets["year"] == 2026)]
    goal = dict(zip(targets["scope"], targets["value"], strict=True))
    assert ask("cards/active_agreements")["target"].iloc[-1] == goal["institution"]
    assert ask("cards/active_agreements", regions=["Africa"])["target"].iloc[-1] == goal["summit/Africa"]
    assert ask("cards/active_agreements", regions=["Africa", "China"])["target"].isna().all()


def test_the_expiry_pipeline_counts_fixed_terms_by_window(ask, tables, scope):
    rows = active(agreed(tables, scope))
    edges = [AS_OF + pd.DateOffset(months=months) for months in (0, 6, 12, 24)]
    expected = [len(ending(rows, start, end)) for start, end in pairwise(edges)]
    found = ask("partnerships/expiry_pipeline", **scope)
    same(found["agreements"], expected)
    same(found["cumulative"], [sum(expected[: count + 1]) for count in range(3)])


def test_agreements_that_end_soon_are_listed_by_their_last_day(ask, tables, scope):
    rows = ending(active(agreed(tables, scope)), AS_OF, TWELVE_MONTHS)
    found = ask("partnerships/agreements_ending", within_months=12, **scope)
    assert set(found["agreement_id"]) == set(rows["agreement_id"])
    assert found["end_date"].is_monotonic_increasing
    left = found.set_index("agreement_id")["days_left"]
    assert all(left[row.agreement_id] == (row.end_date - AS_OF).days for row in rows.itertuples())


def test_agreements_ending_within_twelve_months_are_counted_on_the_same_day_of_every_year(ask, tables, scope):
    rows = agreed(tables, scope)
    days = [back(years) for years in range(10, -1, -1)]
    expected = [len(ending(active(rows, day), day, day + pd.DateOffset(months=12))) for day in days]
    same(ask("cards/agreements_ending_12_months", **scope)["ending"], expected)


def overdue(rows: pd.DataFrame) -> pd.Series:
    policy = pd.DateOffset(years=POLICY_YEARS)
    due = rows["next_review_date"].fillna(rows["last_review_date"].fillna(rows["start_date"]) + policy)
    return (AS_OF - due[due < AS_OF]).dt.days


def test_reviews_overdue_are_counted_and_listed_with_their_days(ask, tables, scope):
    rows = active(agreed(tables, scope)).set_index("agreement_id")
    days = overdue(rows)
    found = ask("partnerships/reviews_overdue", **scope)
    assert dict(zip(found["agreement_id"], found["days_overdue"], strict=True)) == days.to_dict()
    card = ask("cards/reviews_overdue", **scope).iloc[-1]
    assert (card["overdue"], card["agreements"]) == (len(days), len(rows))
    late = rows.loc[days.index, "region"].value_counts().to_dict()
    by_region = ask("partnerships/reviews_overdue_by_region_and_year", **scope)
    today = by_region[by_region["day"] == AS_OF].set_index("region")
    assert {region: count for region, count in today["overdue"].items() if count} == late
    by_day = by_region.groupby("day")[["overdue", "agreements"]].sum()
    whole = ask("cards/reviews_overdue", **scope).set_index("day")[["overdue", "agreements"]]
    assert by_day.to_dict() == whole.loc[by_day.index].to_dict()


def test_every_agreement_has_one_status(ask, tables, scope):
    rows = agreed(tables, scope)
    found = ask("partnerships/agreements_by_status", **scope).set_index("status")["agreements"]
    assert found.sum() == len(rows)
    assert found.get("active", 0) == len(active(rows))
    drafts = rows["workflow_status"].isin(["proposed", "negotiating"])
    assert found.get("draft", 0) == drafts.sum()
    register = ask("partnerships/register", **scope)
    assert register["status"].value_counts().to_dict() == found.to_dict()


def test_agreements_add_up_over_regions_countries_kinds_and_terms(ask, tables, scope):
    rows = agreed(tables, scope)
    expected = (len(rows), len(active(rows)))
    for query_id in (
        "partnerships/active_agreements_by_region",
        "partnerships/agreements_by_country",
        "partnerships/agreements_by_type",
        "partnerships/agreements_by_term_type",
        "partnerships/portfolio",
    ):
        found = ask(query_id, **scope)
        assert (found["agreements"].sum(), found["active"].sum()) == expected, query_id


def test_active_agreements_by_region_match(ask, tables, scope):
    rows = active(agreed(tables, scope))
    found = ask("partnerships/active_agreements_by_region", **scope).set_index("region")["active"]
    assert found[found > 0].to_dict() == rows["region"].value_counts().to_dict()


def test_active_agreements_by_region_and_year_match(ask, tables, scope):
    rows = agreed(tables, scope)
    found = ask("partnerships/agreements_by_region_and_year", **scope)
    for day, part in found.groupby("day"):
        expected = active(rows, day)["region"].value_counts()
        same(part["active"], [int(expected.get(region, 0)) for region in part["region"]])


def test_concentration_is_the_sum_of_squared_shares_of_countries(ask, tables, scope):
    counts = active(agreed(tables, scope))["partner_country"].value_counts()
    found = ask("partnerships/concentration", **scope).iloc[-1]
    shares = counts / counts.sum()
    same(found[["hhi", "top_5_share"]], [float((shares**2).sum()), float(shares.nlargest(5).sum())])
    assert found["effective_countries"] == pytest.approx(1 / (shares**2).sum())
    assert (found["agreements"], found["countries"]) == (counts.sum(), len(counts))


def test_shares_of_kinds_are_of_active_agreements(ask, tables, scope):
    rows = active(agreed(tables, scope))
    found = ask("partnerships/agreements_by_type", **scope)
    same(found["share"], [share(count, len(rows)) for count in found["active"]])
    assert found["active"].max() == rows["agreement_type"].value_counts().max()


def test_a_regions_summary_agrees_with_the_cards(ask, scope):
    found = ask("region/summary", **scope)
    assert found["active"].sum() == ask("cards/active_agreements", **scope)["agreements"].iloc[-1]
    assert found["overdue"].sum() == ask("cards/reviews_overdue", **scope)["overdue"].iloc[-1]
    assert found["ending_12_months"].sum() == ask("cards/agreements_ending_12_months", **scope)["ending"].iloc[-1]


def test_agreements_without_a_country_count_as_no_country(ask):
    found = ask("region/summary").set_index("region").loc["No country recorded"]
    assert found["active"] > 0
    assert (found["countries"], found["active_countries"]) == (0, 0)
