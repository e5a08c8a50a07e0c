"""What agreements are used for, how they are renewed and who looks after them: a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.queries.plain import (
    AS_OF,
    POLICY_YEARS,
    SCOPES,
    active,
    added,
    agreed,
    back,
    is_complete,
    parts_of,
    people,
    period_span,
    same,
    share,
    stays,
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


def test_dormant_agreements_are_listed_with_their_places(ask, tables, scope):
    rows = dormant(tables, old_enough(agreed(tables, scope), AS_OF), AS_OF).set_index("agreement_id")
    found = ask("partnerships/dormant", **scope).set_index("agreement_id")
    assert set(found.index) == set(rows.index)
    places = rows["places_out_per_year"].fillna(0) + rows["places_in_per_year"].fillna(0)
    assert found["places_per_year"].to_dict() == places.to_dict()


def test_nothing_else_of_the_use_of_single_agreements_is_published(exact, ask_published):
    names = {name for (name,) in exact.execute("select table_name from information_schema.tables").fetchall()}
    assert {"dormant_agreements", "agreed_places", "agreements"} <= names
    assert not names & {"agreement_use", "visited_places", "stays"}
    by_agreement = exact.execute(
        "select table_name, column_name from information_schema.columns where column_name like '%agreement_id%'"
    ).fetchall()
    tables = {table for table, _ in by_agreement}
    assert tables == {"dormant_agreements", "agreed_places", "agreements", "partnerships"}


def places_and_uses(tables, scope) -> pd.DataFrame:
    """Places, and placements under them, of each agreement, complete year in which it was active, and direction."""
    rows, used = agreed(tables, scope), stays(tables)
    under = dict(list(used.groupby(["agreement_id", "year", "direction"])))
    first, last = period_span(scope)
    parts = []
    for year in years_of(tables, "placements", {}):
        if not first <= year <= last or not is_complete(year):
            continue
        begin, end = pd.Timestamp(year, 8, 1), pd.Timestamp(year + 1, 7, 31)
        there = rows[(rows["start_date"].isna() | (rows["start_date"] <= end)) & (rows["until"] >= begin)]
        parts += [
            {**agreement, "way": way, "places": agreement[f"places_{way}_per_year"], "uses": uses}
            for agreement in there.to_dict("records")
            for way, direction in (("out", "outbound"), ("in", "inbound"))
            for uses in [under.get((agreement["agreement_id"], year, direction), used[:0])]
            if pd.notna(agreement[f"places_{way}_per_year"]) and agreement[f"places_{way}_per_year"] > 0
        ]
    return pd.DataFrame(parts)


@pytest.mark.parametrize("name", ["one region", "two regions and one year", "three countries"])
@pytest.mark.parametrize("by", ["area", "partner"])
def test_place_use_divides_placements_by_the_places_of_the_years_in_force(released, tables, name, by):
    scope = SCOPES[name]
    expected = places_and_uses(tables, scope)
    printed = dict(zip(tables("countries")["iso3"], tables("countries")["display_name"], strict=True))
    expected["place"] = expected["partner_country"].map(printed)
    area = "place" if scope.get("countries") else "region"
    query_id, keys, named = {
        "area": ("partnerships/place_use", [area], ["region"]),
        "partner": (
            "partnerships/place_use_by_partner",
            ["region", "partner_name", "place"],
            ["region", "partner", "place"],
        ),
    }[by]
    found = released.ask(query_id, **scope).set_index(named)
    groups = expected.groupby(keys)
    assert len(found) == len(groups)
    for key, group in groups:
        row = found.loc[key if len(keys) > 1 else key[0]]
        for way in ("out", "in"):
            part = group[group["way"] == way]
            taken = pd.concat(part["uses"].tolist()) if len(part) else stays(tables)[:0]
            places = part["places"].sum()
            placements = released.broken_down.rows([taken]) if len(part) else None
            same(
                row[[f"places_{way}", f"placements_{way}", f"students_{way}", f"use_{way}"]],
                [
                    places or None,
                    placements,
                    released.broken_down.students([taken]) if len(part) else None,
                    None if placements is None else float(placements / places),
                ],
            )


def semesters(rows: pd.DataFrame) -> pd.Series:
    by_band = rows["duration_band"].map({"academic_year": 2, "semester": 1})
    by_term = rows["term"].map({"full_year": 2, "fall": 1, "spring": 1})
    unknown = rows["duration_band"].isna() | (rows["duration_band"] == "unknown")
    return by_term.where(unknown, by_band).fillna(0) * rows["participants"]


def exchanges(tables, scope) -> pd.DataFrame:
    """Stays under exchange agreements for a semester or longer, with their semesters and the agreement's place."""
    rows = agreed(tables, scope)
    rows = rows[rows["agreement_type"] == "student_exchange"].set_index("agreement_id")
    used = stays(tables)
    first, last = period_span(scope)
    used = used[used["year"].between(first, last) & used["agreement_id"].isin(rows.index)]
    used = used.assign(weight=semesters(used))
    for column in ("region", "partner_country", "partner_name"):
        used[column] = used["agreement_id"].map(rows[column])
    return used[used["weight"] > 0]


def balance(released, parts: list[pd.DataFrame]) -> dict[str, float | None]:
    """What is published of the semesters of some areas, both ways."""
    found, fine = {}, released.broken_down
    for way, direction in (("out", "outbound"), ("in", "inbound")):
        own = [part[part["direction"] == direction] for part in parts]
        found[f"students_{way}"] = fine.students(own)
        found[f"semesters_{way}"] = added(fine.count(int(part["weight"].sum()), people(part)) for part in own)
    out, back_ = found["semesters_out"], found["semesters_in"]
    both = None if out is None or back_ is None else out + back_
    return found | {"balance": both and back_ - out, "ratio": both and (back_ - out) / both, "semesters": both}


def is_published(figures: dict[str, float | None]) -> bool:
    return any(figures[name] is not None for name in ("students_out", "students_in"))


def test_the_exchange_balance_weighs_semesters_under_exchange_agreements(released, tables, scope):
    used = exchanges(tables, scope)
    used["host_country"] = used["partner_country"]
    printed = dict(zip(tables("countries")["iso3"], tables("countries")["display_name"], strict=True))
    area = used["host_country"].map(printed) if scope.get("countries") else used["region"]
    expected = {name: balance(released, [part]) for name, part in used.groupby(area)}
    expected = {name: figures for name, figures in expected.items() if is_published(figures)}
    found = released.ask("partnerships/exchange_balance", **scope)
    assert found["region"].tolist() == sorted(expected)
    columns = ["students_out", "semesters_out", "students_in", "semesters_in", "balance", "ratio"]
    for row in found.to_dict("records"):
        same(pd.Series([row[name] for name in columns]), [expected[row["region"]][name] for name in columns])

    by_partner = released.ask("partnerships/exchange_balance_by_partner", **scope)
    expected = {key: balance(released, [part]) for key, part in used.groupby(["partner_name", "host_country"])}
    expected = {(key[0], printed[key[1]]): each for key, each in expected.items() if is_published(each)}
    assert set(map(tuple, by_partner[["partner", "place"]].to_numpy())) == set(expected)
    for row in by_partner.to_dict("records"):
        figures = expected[row["partner"], row["place"]]
        same(pd.Series([row[name] for name in columns]), [figures[name] for name in columns])

    card = released.ask("cards/exchange_balance", **scope)
    figures = balance(released, list(parts_of(used, scope).values()))
    assert len(card) == int(is_published(figures))
    columns = ["students_out", "semesters_out", "students_in", "semesters_in", "semesters", "ratio"]
    for row in card.to_dict("records"):
        same(pd.Series([row[name] for name in columns]), [figures[name] for name in columns])


def test_renewals_are_counted_by_the_year_in_which_the_term_ended(ask, tables, scope):
    rows = agreed(tables, scope)
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


def test_the_renewal_board_advises_by_use_reviews_and_what_is_open(ask, tables, scope):
    rows = active(agreed(tables, scope))
    ends = rows["until"] < AS_OF + pd.DateOffset(months=12)
    fixed = ~rows["term_type"].isin(["auto_renew", "open_ended"]) & (rows["workflow_status"] != "superseded")
    ending = rows[ends & fixed & rows["renewed_on"].isna()].set_index("agreement_id")
    unused = set(dormant(tables, old_enough(agreed(tables, scope), AS_OF), AS_OF)["agreement_id"])
    begun = ending["last_review_date"].fillna(ending["start_date"])
    by_policy = begun + pd.DateOffset(years=POLICY_YEARS)
    overdue = ending["next_review_date"].fillna(by_policy) < AS_OF
    lapses = ending.index.isin(unused) | (ending["review_outcome"] == "lapse")
    balance = ask("partnerships/exchange_balance_by_partner", **{**scope, "period": "last_3"})
    one_way = balance[balance["ratio"].abs() > 0.5]
    sides = set(zip(one_way["partner"], one_way["place"], strict=True))
    board = ask("partnerships/renewal_board", **scope).set_index("agreement_id")
    assert set(board.index) == set(ending.index)
    is_one_way = pd.Series(
        [pair in sides for pair in zip(board["partner"], board["place"], strict=True)], index=board.index, dtype=bool
    )
    looks = (
        overdue
        | (ending["review_outcome"] == "revise")
        | ending["risk_level"].isin(["elevated", "high"])
        | ending["compliance_review"].isin(["pending", "restricted"])
        | ending["lead_faculty"].isna()
        | is_one_way.reindex(ending.index)
    )
    expected = pd.Series("renew", index=ending.index).mask(looks, "look").mask(lapses, "let lapse")
    assert board["advice"].to_dict() == expected.to_dict()
    assert (board["reason"] == "nothing is open").equals(board["advice"] == "renew")
    ranks = board["advice"].map(["let lapse", "look", "renew"].index)
    assert ranks.is_monotonic_increasing
