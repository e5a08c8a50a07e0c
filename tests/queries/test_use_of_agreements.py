"""What agreements are used for, how they are renewed and who looks after them: a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import (
    AS_OF,
    POLICY_YEARS,
    SCOPES,
    active,
    agreed,
    back,
    is_complete,
    people,
    same,
    share,
    stays,
    year_label,
    years_of,
)

MOBILITY = [
    "student_exchange",
    "study_abroad_affiliation",
    "joint_degree",
    "dual_degree",
    "internship",
    "cotutelle",
]


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def without_years(scope):
    return {key: value for key, value in scope.items() if not key.startswith("year")}


def last_complete(day: pd.Timestamp) -> int:
    """The latest academic year that is over on a day."""
    return day.year - 1 if day >= pd.Timestamp(day.year, 8, 1) else day.year - 2


def old_enough(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    rows = active(rows, day)
    rows = rows[rows["agreement_type"].isin(MOBILITY)]
    return rows[rows["start_date"].isna() | (rows["start_date"] <= day - pd.DateOffset(years=3))]


def dormant(tables, rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    last = last_complete(day)
    used = stays(tables)
    used = used[used["year"].between(last - 2, last)]["agreement_id"].dropna().unique()
    return rows[~rows["agreement_id"].isin(used)]


def test_dormant_agreements_are_those_that_nobody_used_in_three_complete_years(ask, tables, scope):
    scope = without_years(scope)
    rows = agreed(tables, scope)
    first = tables("placements")["year"].min()
    days = [day for day in map(back, range(10, -1, -1)) if last_complete(day) - 2 >= first]
    of_day = {day: old_enough(rows, day) for day in days}
    days = [day for day in days if len(of_day[day])]
    found = ask("cards/dormant_rate", **scope)
    same(found["day"], days)
    same(found["agreements"], [len(of_day[day]) for day in days])
    expected = [len(dormant(tables, of_day[day], day)) for day in days]
    same(found["dormant"], expected)
    same(found["share"], [share(part, len(of_day[day])) for part, day in zip(expected, days, strict=True)])


def test_dormant_agreements_are_listed_with_the_year_of_their_last_use(ask, tables, scope):
    scope = without_years(scope)
    rows = dormant(tables, old_enough(agreed(tables, scope), AS_OF), AS_OF)
    found = ask("partnerships/dormant", **scope).set_index("agreement_id")
    assert set(found.index) == set(rows["agreement_id"])
    used = stays(tables)
    last = used[used["year"] <= last_complete(AS_OF)].groupby("agreement_id")["year"].max()
    for agreement_id, row in found.iterrows():
        expected = year_label(int(last[agreement_id])) if agreement_id in last else None
        assert (None if pd.isna(row["last_used"]) else row["last_used"]) == expected


def place_use(tables, scope, *, by: list[str]) -> pd.DataFrame:
    """Places, placements and students by region or partner, over complete years in which the agreement was active."""
    rows = agreed(tables, scope)
    rows = rows[rows["places_out_per_year"].notna() | rows["places_in_per_year"].notna()]
    used = stays(tables)
    under = dict(list(used[used["agreement_id"].isin(rows["agreement_id"])].groupby(["agreement_id", "year"])))
    parts = []
    for year in years_of(tables, "placements", scope):
        if not is_complete(year):
            continue
        first, last = pd.Timestamp(year, 8, 1), pd.Timestamp(year + 1, 7, 31)
        there = rows[(rows["start_date"].isna() | (rows["start_date"] <= last)) & (rows["until"] >= first)]
        for agreement in there.to_dict("records"):
            own = under.get((agreement["agreement_id"], year), used[:0])
            out, back_ = agreement["places_out_per_year"], agreement["places_in_per_year"]
            parts.append(
                {
                    **{name: agreement[name] for name in by},
                    "places_out": 0 if pd.isna(out) else int(out),
                    "places_in": 0 if pd.isna(back_) else int(back_),
                    "out": own[own["direction"] == "outbound"] if not pd.isna(out) and out > 0 else own[:0],
                    "in": own[own["direction"] == "inbound"] if not pd.isna(back_) and back_ > 0 else own[:0],
                }
            )
    return pd.DataFrame(parts)


@pytest.mark.parametrize("name", ["one region", "two regions and some years"])
@pytest.mark.parametrize(
    ("query_id", "by", "named"),
    [
        pytest.param("partnerships/place_use", ["region"], ["region"], id="by region"),
        pytest.param(
            "partnerships/place_use_by_partner",
            ["region", "partner_name"],
            ["region", "partner"],
            id="by partner",
        ),
    ],
)
def test_place_use_divides_placements_by_the_places_of_the_years_in_force(ask, tables, name, query_id, by, named):
    scope = SCOPES[name]
    expected = place_use(tables, scope)
    found = ask(query_id, **scope)
    groups = dict(list(expected.groupby(by)))
    assert {tuple(row) for row in found[named].to_numpy()} == {
        key if isinstance(key, tuple) else (key,) for key in groups
    }
    for row in found.to_dict("records"):
        key = tuple(row[each] for each in named)
        part = groups[key]
        for way in ("out", "in"):
            taken = pd.concat(part[way].tolist())
            places = part[f"places_{way}"].sum()
            assert row[f"places_{way}"] == places, key
            assert row[f"placements_{way}"] == taken["participants"].sum(), key
            assert row[f"students_{way}"] == people(taken), key
            same(pd.Series([row[f"use_{way}"]]), [share(float(taken["participants"].sum()), places)])


def semesters(rows: pd.DataFrame) -> pd.Series:
    by_band = rows["duration_band"].map({"academic_year": 2, "semester": 1})
    by_term = rows["term"].map({"full_year": 2, "fall": 1, "spring": 1})
    unknown = rows["duration_band"].isna() | (rows["duration_band"] == "unknown")
    return by_term.where(unknown, by_band).fillna(0) * rows["participants"]


def test_the_exchange_balance_weighs_semesters_under_exchange_agreements(ask, tables, scope):
    rows = agreed(tables, without_years(scope)).set_index("agreement_id")
    used = stays(tables)
    used = used[used["year"].between(scope.get("year_from", 0), scope.get("year_to", 9999))]
    exchanges = rows[rows["agreement_type"] == "student_exchange"]
    used = used[used["agreement_id"].isin(exchanges.index)]
    used = used.assign(weight=semesters(used), region=used["agreement_id"].map(exchanges["region"]))
    used = used[used["weight"] > 0]
    found = ask("partnerships/exchange_balance", **scope)
    assert set(found["region"]) == set(used["region"])
    for row in found.to_dict("records"):
        part = used[used["region"] == row["region"]]
        out, back_ = part[part["direction"] == "outbound"], part[part["direction"] == "inbound"]
        sums = (out["weight"].sum(), back_["weight"].sum())
        assert (row["semesters_out"], row["semesters_in"]) == sums
        assert (row["students_out"], row["students_in"]) == (people(out), people(back_))
        assert row["balance"] == sums[1] - sums[0]
        assert row["ratio"] == pytest.approx((sums[1] - sums[0]) / (sums[1] + sums[0]))
    by_partner = ask("partnerships/exchange_balance_by_partner", **scope)
    assert by_partner["balance"].sum() == found["balance"].sum()
    card = ask("cards/exchange_balance", **scope)
    assert len(card) == int(len(used) > 0)
    for row in card.to_dict("records"):
        out, back_ = used[used["direction"] == "outbound"], used[used["direction"] == "inbound"]
        sums = (out["weight"].sum(), back_["weight"].sum())
        assert (row["semesters_out"], row["semesters_in"], row["semesters"]) == (*sums, sum(sums))
        assert (row["students_out"], row["students_in"]) == (people(out), people(back_))
        assert row["ratio"] == pytest.approx((sums[1] - sums[0]) / sum(sums))


def test_renewals_are_counted_by_the_year_in_which_the_term_ended(ask, tables, scope):
    rows = agreed(tables, without_years(scope))
    rows = rows[~rows["workflow_status"].isin(["proposed", "negotiating", "terminated"])]
    found = ask("cards/renewal_rate", **scope)
    for row in found.to_dict("records"):
        year = int(row["academic_year"][:4])
        first, last = pd.Timestamp(year, 8, 1), pd.Timestamp(year + 1, 7, 31)
        ended = rows[
            (rows["term_type"] == "fixed") & rows["end_date"].between(first, last) & (rows["end_date"] < AS_OF)
        ]
        renewed = ended["renewed_on"].notna().sum()
        assert (row["renewed"], row["ended"]) == (renewed, len(ended))
        same(pd.Series([row["rate"]]), [share(renewed, len(ended))])
        signed = rows[rows["signed_date"].between(first, min(last, AS_OF))]
        days = (signed["signed_date"] - signed["proposed_date"]).dt.days
        days = days[days >= 0]
        assert row["signed"] == len(days)
        same(pd.Series([row["median_days"]]), [float(days.median())])


def test_faculty_leads_are_counted_among_active_agreements(ask, tables, scope):
    scope = without_years(scope)
    rows = agreed(tables, scope)
    days = [back(years) for years in range(10, -1, -1)]
    found = ask("cards/faculty_led", **scope)
    expected = [active(rows, day)["lead_faculty"].notna().sum() for day in days]
    same(found["led"], expected)
    same(found["share"], [share(part, len(active(rows, day))) for part, day in zip(expected, days, strict=True)])


def test_a_working_groups_load_is_agreements_reviews_and_summits_for_its_capacity(ask, tables):
    rows = active(agreed(tables, {}))
    policy = pd.DateOffset(years=POLICY_YEARS)
    due = rows["next_review_date"].fillna(rows["last_review_date"].fillna(rows["start_date"]) + policy)
    rows = rows.assign(is_due=due < AS_OF + pd.DateOffset(months=12))
    summits = tables("summits")
    summits = summits[(summits["date"] >= AS_OF) & (summits["date"] < AS_OF + pd.DateOffset(months=12))]
    groups = tables("working_groups")
    groups = groups[groups["active_to"].isna() | (groups["active_to"] >= AS_OF)].set_index("name")
    found = ask("strategy/working_groups")
    assert set(found["working_group"]) == set(groups.index)
    for row in found.to_dict("records"):
        group = groups.loc[row["working_group"]]
        own = rows[rows["working_group_id"] == group["working_group_id"]]
        to_come = (summits["working_group_id"] == group["working_group_id"]).sum()
        assert (row["agreements"], row["reviews"], row["summits"]) == (len(own), own["is_due"].sum(), to_come)
        load = (len(own) + own["is_due"].sum() + to_come) / group["capacity_fte"]
        assert row["load_per_fte"] == pytest.approx(load)


def test_compliance_and_risk_count_every_active_agreement_once(ask, tables, scope):
    scope = without_years(scope)
    rows = active(agreed(tables, scope)).fillna({"compliance_review": "not_recorded", "risk_level": "not_recorded"})
    found = ask("strategy/compliance_and_risk", **scope)
    names = found["compliance_review"].str.lower().str.replace(" ", "_"), found["risk_level"].str.lower()
    counts = rows.groupby(["compliance_review", "risk_level"]).size()
    keys = zip(names[0], names[1].str.replace(" ", "_"), strict=True)
    same(found["agreements"], [int(counts.get(key, 0)) for key in keys])
    since = rows["signed_date"].fillna(rows["start_date"])
    pending = rows[(rows["compliance_review"] == "pending") & (since < AS_OF - pd.Timedelta(days=90))]
    assert found["pending_long"].sum() == len(pending)
    assert set(ask("strategy/compliance_pending", **scope)["agreement_id"]) == set(pending["agreement_id"])
