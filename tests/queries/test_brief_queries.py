"""What a brief asks beyond the pages: every number a second time, in plain pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.queries.plain import (
    AS_OF,
    LAST_COMPLETE,
    POLICY_YEARS,
    abroad,
    active,
    agreed,
    people,
    placed,
    same,
    stays,
    year_label,
)
from tests.queries.test_partners import keys_of
from tests.queries.test_use_of_agreements import dormant, old_enough

SUMMITS = {"Africa": pd.Timestamp(2027, 6, 10), "China": pd.Timestamp(2027, 10, 21)}
LAST = {"Africa": pd.Timestamp(2024, 6, 13), "China": pd.Timestamp(2025, 10, 16)}


def to_decide(tables, region: str) -> pd.DataFrame:
    """Active agreements without a signed renewal that end by a year after the summit, or go on against a review."""
    rows = active(agreed(tables, {"regions": [region]}))
    rows = rows[rows["renewed_on"].isna()].copy()
    unused = set(dormant(tables, old_enough(rows, AS_OF), AS_OF)["agreement_id"])
    rows["lapses"] = rows["agreement_id"].isin(unused) | rows["review_outcome"].isin(["lapse", "terminate"])
    fixed = (rows["term_type"] == "fixed") & (rows["workflow_status"] != "superseded")
    ends = fixed & (rows["until"] < SUMMITS[region] + pd.DateOffset(months=12))
    rows["ends_on"] = rows["until"].where(fixed)
    return rows[ends | ((rows["term_type"] == "auto_renew") & rows["lapses"])]


@pytest.mark.parametrize("region", SUMMITS)
def test_agreements_to_decide_with_the_last_day_and_what_is_proposed(ask, tables, region):
    rows = to_decide(tables, region).set_index("agreement_id")
    begun = rows["last_review_date"].fillna(rows["start_date"]) + pd.DateOffset(years=POLICY_YEARS)
    overdue = rows["next_review_date"].fillna(begun) < AS_OF
    short = (rows["review_outcome"] == "renew_short") | rows["last_review_date"].isna() | overdue
    short |= rows["compliance_review"].isin(["pending", "restricted"])
    proposal = np.select(
        [rows["lapses"], rows["review_outcome"] == "revise", short], ["let lapse", "revise", "renew short"], "renew"
    )
    found = ask("brief/renewals", regions=[region], summit_date=SUMMITS[region].date()).set_index("agreement_id")
    assert set(found.index) == set(rows.index)
    found = found.reindex(rows.index)
    same(found["proposal"], list(proposal))
    notice = [
        end - pd.DateOffset(months=int(months)) if pd.notna(end) and pd.notna(months) else pd.NaT
        for end, months in zip(rows["ends_on"], rows["notice_months"], strict=True)
    ]
    days = pd.DataFrame({"end": rows["ends_on"], "notice": pd.Series(notice, index=rows.index, dtype="datetime64[us]")})
    days["summit"] = SUMMITS[region]
    same(pd.to_datetime(found["decide_by"]), list(days.min(axis=1)))
    same(found["has_lead"], [bool(lead) for lead in rows["lead_faculty"].notna()])


def test_regions_are_compared_by_students_share_trend_target_and_agreements(ask, tables):
    found = ask("brief/regions_compared").set_index("region")
    went = abroad(tables, {})
    now, then = (went[went["year"] == year] for year in (LAST_COMPLETE, LAST_COMPLETE - 3))
    counts = now.groupby("region").apply(people)
    goals = tables("targets")
    goals = goals[(goals["metric_id"] == "students_abroad") & (goals["academic_year"] == year_label(LAST_COMPLETE))]
    targets = dict(zip(goals["scope"], goals["value"], strict=True))
    in_force = active(agreed(tables, {}))
    assert len(found) > 8
    assert (found["active"].sum(), found["rank"].notna().sum()) == (len(in_force), len(found) - 1)
    for region, row in found[found["rank"].notna()].iterrows():
        own = people(now[now["region"] == region])
        before = people(then[then["region"] == region])
        assert (row["students"], row["active"]) == (own, (in_force["region"] == region).sum())
        assert row["share"] == pytest.approx(own / people(now))
        assert row["change_share"] == pytest.approx(own / before - 1)
        assert row["rank"] == 1 + (counts.drop("Outside the scheme", errors="ignore") > own).sum()
        target = targets.get(f"summit/{region}")
        assert (row["target"] == target and row["gap"] == own - target) if target else pd.isna(row["target"])


def test_white_space_is_without_agreement_and_ranked_by_students_applicants_and_inhabitants(ask, tables):
    scope = {"scheme": "m49", "period": "last_5"}
    covered = set(active(agreed(tables, scope))["partner_country"])
    went = abroad(tables, scope).groupby("host_country").apply(people)
    asked = placed(tables, scope).groupby("host_country").apply(people)
    live = tables("indicators").set_index("iso3")["inhabitants"]
    live = live[live > 0]
    found = ask("brief/white_space", scheme="m49").set_index("iso3")
    assert set(found.index) == (set(asked.index) | set(live.index)) - covered - {""}
    for column, counts in (("students", went), ("applicants", asked), ("inhabitants", live)):
        same(found[column], [counts.get(iso3) for iso3 in found.index])
    ranks = [tuple(-(counts.get(iso3) or 0) for counts in (went, asked, live)) for iso3 in found.index]
    assert ranks == sorted(ranks)
    assert "ATA" not in found.index


@pytest.mark.parametrize("region", SUMMITS)
def test_since_the_last_summit_agreements_were_signed_reviewed_and_ended(ask, tables, region):
    rows = agreed(tables, {"regions": [region]})
    found = ask("brief/since_last_summit", regions=[region], summit_date=SUMMITS[region].date())
    signed = rows[~rows["workflow_status"].isin(["proposed", "negotiating"])]
    fixed = rows[(rows["term_type"] == "fixed") & (rows["workflow_status"] != "superseded") & rows["renewed_on"].isna()]
    wanted = {"signed": signed["signed_date"], "reviewed": rows["last_review_date"], "ended": fixed["until"]}
    for topic, days in wanted.items():
        days = days[(days > LAST[region]) & (days < AS_OF)]
        assert sorted(pd.to_datetime(found[found["topic"] == topic]["day"])) == sorted(days), topic
    assert len(found)


def test_students_since_the_last_summit_are_of_the_year_before_it_and_of_the_last_one(ask, tables):
    (row,) = ask("brief/students_since_last_summit", regions=["Africa"], summit_date=SUMMITS["Africa"].date()).to_dict(
        "records"
    )
    went = abroad(tables, {"regions": ["Africa"]})
    assert (row["year_then"], row["academic_year"]) == ("2022/2023", year_label(LAST_COMPLETE))
    assert (row["students_then"], row["students"]) == tuple(
        people(went[went["year"] == year]) for year in (2022, LAST_COMPLETE)
    )


def test_partners_on_the_agenda_are_those_to_decide_with_all_their_agreements(ask, tables):
    rows = to_decide(tables, "Africa")
    ending = rows[rows["ends_on"].notna()]
    pairs = set(zip(keys_of(ending), ending["partner_country"], strict=True))
    every = active(agreed(tables, {"regions": ["Africa"]}))
    wanted = every[[pair in pairs for pair in zip(keys_of(every), every["partner_country"], strict=True)]]
    found = ask("brief/partner_profiles", regions=["Africa"], summit_date=SUMMITS["Africa"].date())
    assert sorted(found["agreement_id"]) == sorted(wanted["agreement_id"])


def test_partners_together_are_those_with_an_active_agreement_and_their_students(ask, tables):
    rows = active(agreed(tables, {"regions": ["Africa"]}))
    found = ask("brief/partners_together", regions=["Africa"])
    assert set(found["partner_key"]) == set(keys_of(rows))
    used = stays(tables)
    used = used[used["year"].between(LAST_COMPLETE - 2, LAST_COMPLETE)].merge(
        rows.assign(key=keys_of(rows))[["agreement_id", "key"]], on="agreement_id"
    )
    assert found["students_out"].notna().sum() > 5
    # placements that name another agreement of the partner, or the partner alone, may add to these
    for row in found.dropna(subset="students_out").to_dict("records"):
        own = used[(used["key"] == row["partner_key"]) & (used["direction"] == "outbound")]
        assert row["students_out"] >= people(own)
