"""Alignment, coverage, challenges and what needs attention: a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd

from tests.queries.plain import (
    AS_OF,
    POLICY_YEARS,
    abroad,
    active,
    agreed,
    back,
    parts_of,
    regions_of,
    same,
    share,
)


def spend(tables, rows: pd.DataFrame) -> pd.Series:
    rates = tables("exchange_rates")
    rates = rates[rates["year"] <= AS_OF.year].sort_values("year").groupby("currency")["per_base"].last()
    return rows["annual_cost"] / rows["currency"].map(rates)


def test_alignment_sets_shares_of_agreements_placements_and_spend_side_by_side(released, tables, scope):
    agreements, went = active(agreed(tables, scope)), abroad(tables, scope)
    agreements = agreements.assign(spend=spend(tables, agreements))
    printed = dict(zip(tables("countries")["iso3"], tables("countries")["display_name"], strict=True))
    if scope.get("countries"):
        agreements["region"] = agreements["partner_country"].map(printed)
        went["region"] = went["host_country"].map(printed)
    found = released.ask("strategy/alignment", **scope).set_index("region")
    parts = {region: went[went["region"] == region] for region in {*went["region"], *agreements["region"]}}
    whole = released.rows(parts_of(went, scope).values() if not scope.get("countries") else parts.values())
    expected = {
        region
        for region, part in parts.items()
        if region in set(agreements["region"]) or released.students([part]) is not None
    }
    assert set(found.index) == expected
    for region, row in found.iterrows():
        mine, theirs = agreements[agreements["region"] == region], [parts[region]]
        same(
            row,
            [
                len(mine),
                share(len(mine), len(agreements)),
                released.students(theirs),
                released.rows(theirs),
                released.rate(released.rows(theirs), whole),
                share(float(mine["spend"].sum()), float(agreements["spend"].sum())),
            ],
        )


def test_coverage_parts_the_places_of_a_region_into_four(released, tables, scope):
    regions = {iso3: region for iso3, region in regions_of(tables, scope).items() if iso3}
    with_agreement = set(active(agreed(tables, scope))["partner_country"].dropna())
    students = {iso3: released.students([part]) for iso3, part in abroad(tables, scope).groupby("host_country")}
    with_students = {iso3 for iso3, count in students.items() if count is not None}
    found = released.ask("strategy/coverage", **scope).set_index("region")
    for region in set(regions.values()):
        places = {iso3 for iso3, each in regions.items() if each == region}
        both = places & with_agreement & with_students
        expected = [
            len(both),
            len(places & with_agreement) - len(both),
            len(places & with_students) - len(both),
            len(places - with_agreement - with_students),
            len(places),
        ]
        assert (
            found.loc[region, ["covered", "agreement_only", "placement_only", "neither", "countries"]].tolist()
            == expected
        )
    listed = released.ask("strategy/coverage_by_country", **scope).set_index("iso3")
    assert set(listed.index) == with_agreement | with_students
    assert set(listed[listed["coverage"] == "students only"].index) == with_students - with_agreement
    same(listed["students"], [students.get(iso3) for iso3 in listed.index])


def test_challenge_focus_counts_placements_by_their_agreement(released, tables, scope):
    everything = tables("partnerships").set_index("agreement_id")["challenge_area"]
    agreements, went = active(agreed(tables, scope)), abroad(tables, scope)
    went = went.assign(area=went["agreement_id"].map(everything).fillna("none_named"))
    agreements = agreements.assign(area=agreements["challenge_area"].fillna("none_named"))
    found = released.ask("strategy/challenge_focus", **scope)
    whole = released.rows(parts_of(went, scope).values())
    areas = found["challenge_area"].str.lower().str.replace(" and ", "_").str.replace(" ", "_")
    published = {
        area for area, part in went.groupby("area") if released.students(parts_of(part, scope).values()) is not None
    }
    assert set(areas) == set(agreements["area"]) | published
    for area, row in found.set_index(areas).iterrows():
        mine, theirs = agreements[agreements["area"] == area], parts_of(went[went["area"] == area], scope).values()
        placements = released.broken_down.rows(theirs)
        same(
            row[["agreements", "agreements_share", "students", "placements", "placements_share"]],
            [
                len(mine),
                share(len(mine), len(agreements)),
                released.broken_down.students(theirs),
                placements,
                released.rate(placements, whole),
            ],
        )


def test_attention_lists_every_reason_of_the_lists_behind_it(ask, scope):
    found = ask("strategy/attention", **scope)
    assert found["date"].is_monotonic_increasing
    by_reason = {reason: set(part["agreement_id"]) for reason, part in found.groupby("reason")}
    assert by_reason.get("Review overdue", set()) == set(ask("partnerships/reviews_overdue", **scope)["agreement_id"])
    assert by_reason.get("Dormant", set()) == set(ask("partnerships/dormant", **scope)["agreement_id"])
    pending = set(ask("strategy/compliance_pending", **scope)["agreement_id"])
    assert by_reason.get("Compliance review pending", set()) == pending
    ending = ask("partnerships/agreements_ending", within_months=12, **scope)
    ending = set(ending[ending["renewed_on"].isna()]["agreement_id"])
    assert set().union(*(ids for reason, ids in by_reason.items() if reason.startswith("Ends "))) == ending


def test_attention_counts_the_days_to_or_from_its_date(ask):
    found = ask("strategy/attention").set_index("reason")
    days = (pd.to_datetime(found["date"]) - AS_OF).dt.days
    said = found["detail"].str.extract(r"^([\d,]+) (days?) (left|overdue|waiting)")
    counted = said[0].str.replace(",", "").astype(float)
    for reason, expected in (("Review overdue", -days), ("Ends soon", days), ("Compliance review pending", 90 - days)):
        assert list(counted[reason]) == list(expected[reason])
    assert list(said[1].dropna() == "day") == list(counted.dropna() == 1)


def test_an_agreement_ends_before_the_summit_of_its_own_region(ask, tables):
    found = ask("strategy/attention")
    found = found[found["reason"].str.startswith("Ends before ")]
    summits = tables("summits")
    following = summits[summits["date"] >= AS_OF].sort_values("date").drop_duplicates("region").set_index("region")
    assert (found["date"] < found["region"].map(following["date"])).all()
    assert (found["reason"] == "Ends before " + found["region"].map(following["name"])).all()
    assert len(found) > 0


def test_an_agreement_ends_before_the_summit_in_every_scheme(ask):
    of_scheme = [ask("strategy/attention", scheme=scheme) for scheme in ("summit", "m49", "worldbank")]
    ids = [set(found[found["reason"].str.startswith("Ends before ")]["agreement_id"]) for found in of_scheme]
    assert ids[0] == ids[1] == ids[2] != set()


def test_attention_can_be_narrowed_to_one_reason(ask):
    found = ask("strategy/attention")
    topics = found["reason"].str.replace("Ends before .*", "Ends before a summit", regex=True)
    for topic, part in found.groupby(topics):
        narrowed = ask("strategy/attention", what=topic)
        assert narrowed["agreement_id"].tolist() == part["agreement_id"].tolist()


def open_before(rows: pd.DataFrame, summit: pd.Timestamp) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Which agreements end before a summit, wait for a review, or for compliance."""
    is_ending = (rows["term_type"] == "fixed") & rows["renewed_on"].isna() & (rows["until"] < summit)
    counted_from = rows["last_review_date"].fillna(rows["start_date"]).fillna(rows["signed_date"])
    due = rows["next_review_date"].fillna(counted_from + pd.DateOffset(years=POLICY_YEARS))
    since = rows["signed_date"].fillna(rows["start_date"])
    is_pending = (rows["compliance_review"] == "pending") & (since < AS_OF - pd.Timedelta(days=90))
    return is_ending, due < AS_OF, is_pending


def test_a_summit_is_ready_where_nothing_of_an_agreement_is_open(ask, tables, scope):
    found = ask("strategy/summits", **scope)
    summits = tables("summits").set_index("summit_id")
    assert list(found["date"] < AS_OF) == sorted(found["date"] < AS_OF)
    chosen = {iso3 for iso3 in regions_of(tables, scope) if iso3}
    regions = regions_of(tables, {"scheme": "summit"})
    expected = {
        summit_id
        for summit_id, row in summits.iterrows()
        if chosen & {iso3 for iso3, region in regions.items() if region == row["region"]}
    }
    assert set(found["summit_id"]) == expected
    rows = agreed(tables, {"scheme": "summit"})
    for row in found.to_dict("records"):
        own = rows[rows["region"] == summits.loc[row["summit_id"], "region"]]
        if row["date"] < AS_OF:
            assert row["agreements"] == len(active(own, row["date"]))
            assert pd.isna(row["ready"])
            continue
        own = active(own)
        is_ending, is_overdue, is_pending = open_before(own, row["date"])
        counts = [len(own), is_ending.sum(), is_overdue.sum(), is_pending.sum()]
        assert [row["agreements"], row["ending"], row["overdue"], row["pending"]] == counts
        assert row["ready"] == (~is_ending & ~is_overdue & ~is_pending).sum()


def test_what_is_to_decide_before_the_next_summit_is_what_makes_its_agreements_not_ready(ask, tables, scope):
    regions = regions_of(tables, {"scheme": "summit"})
    chosen = {regions[iso3] for iso3 in regions_of(tables, scope) if iso3 in regions}
    summits = tables("summits")
    summits = summits[(summits["date"] >= AS_OF) & summits["region"].isin(chosen)].sort_values("date")
    found = ask("strategy/before_next_summit", **scope)
    if summits.empty:
        assert found.empty
        return
    summit = summits.iloc[0]
    rows = agreed(tables, scope)
    rows = active(rows[rows["partner_country"].map(regions) == summit["region"]])
    expected = {
        (agreement, decision)
        for decision, is_open in zip(
            ("Renew or let lapse", "Review", "Compliance"), open_before(rows, summit["date"]), strict=True
        )
        for agreement in rows[is_open]["agreement_id"]
    }
    assert set(zip(found["agreement_id"], found["decision"], strict=True)) == expected
    assert len(found) == len(expected)
    assert set(found["summit"]) <= {summit["name"]}
    for _, part in found.groupby("decision"):
        assert part["due"].is_monotonic_increasing


def test_cards_of_compliance_risk_and_challenges_count_active_agreements(ask, tables, scope):
    rows = agreed(tables, scope)
    now = active(rows)
    since = now["signed_date"].fillna(now["start_date"])
    pending = (now["compliance_review"] == "pending") & (since < AS_OF - pd.Timedelta(days=90))
    card = ask("cards/compliance_pending", **scope)
    assert card[["pending_long", "agreements"]].to_numpy().tolist() == [[pending.sum(), len(now)]]
    high = now["risk_level"].isin(["elevated", "high"]).sum()
    card = ask("cards/elevated_risk", **scope)
    assert card[["at_risk", "rated"]].to_numpy().tolist() == [[high, now["risk_level"].notna().sum()]]
    same(card["share"], [share(high, now["risk_level"].notna().sum())])
    card = ask("cards/challenge_focus", **scope)
    days = [back(years) for years in range(10, -1, -1)]
    named = [active(rows, day)["challenge_area"].notna().sum() for day in days]
    same(card["day"], days)
    same(card["named"], named)
    same(card["share"], [share(part, len(active(rows, day))) for part, day in zip(named, days, strict=True)])
