"""One partner, and the agreements behind a number: every number a second time, in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from engagement.ui.components.drill_through import BEHIND
from tests.queries.plain import (
    AS_OF,
    active,
    added,
    agreed,
    people,
    period_span,
    same,
    stays,
    year_label,
    years_of,
)

NUMBERS = {"ending within 12 months": "ending", "review overdue": "overdue"}


@pytest.fixture(scope="module")
def busiest(ask) -> str:
    """The partner with most agreements."""
    partners = ask("filters/partners")
    return partners.groupby("partner_key")["agreements"].sum().idxmax()


def of_partner(tables, key: str) -> pd.DataFrame:
    rows = agreed(tables, {})
    return rows[keys_of(rows) == key]


def keys_of(rows: pd.DataFrame) -> pd.Series:
    """The key of the partner of each agreement."""
    identified = rows["partner_id_scheme"] + ":" + rows["partner_id"]
    return identified.where(rows["partner_id"].notna(), rows["partner_country"] + ":" + rows["partner_name"])


@pytest.mark.parametrize("query_id", [one for one in BEHIND if one.startswith("cards/") and "partners" not in one])
def test_as_many_agreements_are_behind_a_card_as_it_counts(ask, scope, query_id):
    listed = ask("partnerships/register", state=BEHIND[query_id], **scope)
    card = ask(query_id, **scope).iloc[-1]
    assert len(listed) == card[NUMBERS.get(BEHIND[query_id], "agreements")]


def test_as_many_partners_are_behind_their_card_as_it_counts(ask, scope):
    listed = ask("partnerships/register", state="active", **scope)
    assert listed["partner_key"].nunique() == ask("cards/active_partners", **scope).iloc[-1]["partners"]


@pytest.mark.parametrize("query_id", [one for one in BEHIND if one.startswith("partnerships/agreements_by_")])
def test_as_many_agreements_are_behind_a_chart_as_it_counts(ask, scope, query_id):
    rows = ask(query_id, **scope)
    if "day" in rows:
        rows = rows[rows["day"] == AS_OF]
    counted = "active" if BEHIND[query_id] == "active" else "agreements"
    assert len(ask("partnerships/register", state=BEHIND[query_id], **scope)) == rows[counted].sum()


def test_as_many_agreements_are_behind_the_expiry_pipeline_as_it_counts(ask, scope):
    rows = ask("partnerships/expiry_pipeline", **scope)
    for state, cumulative in zip(("6", "12", "24"), rows["cumulative"], strict=True):
        assert len(ask("partnerships/register", state=f"ending within {state} months", **scope)) == cumulative


def test_the_register_finds_words_whatever_their_accents_and_case(ask, tables):
    rows = agreed(tables, {})
    folded = rows["partner_name"].str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii").str.lower()
    listed = ask("partnerships/register", wanted="UNIVERSITÉ")
    assert set(rows[folded.str.contains("universite")]["agreement_id"]) <= set(listed["agreement_id"])
    assert ask("partnerships/register", wanted="' or 1 = 1 --").empty


def test_a_partner_has_its_agreements_and_those_only(ask, tables, busiest):
    rows = of_partner(tables, busiest)
    found = ask("partnerships/partner_agreements", partner=busiest)
    assert sorted(found["agreement_id"]) == sorted(rows["agreement_id"])
    assert (found["status"] == "active").sum() == len(active(rows))
    assert ask("partnerships/partner_agreements").empty


def with_partner(rows: pd.DataFrame, agreements: pd.DataFrame) -> pd.DataFrame:
    """The stays under a partner's agreements, or with its identifier; and the country that each belongs to."""
    place_of = dict(zip(agreements["agreement_id"], agreements["partner_country"], strict=True))
    met = rows["agreement_id"].isin(place_of) | (
        rows["agreement_id"].isna() & rows["partner_id"].isin(agreements["partner_id"].dropna())
    )
    rows = rows[met].copy()
    rows["country"] = rows["agreement_id"].map(place_of).fillna(rows["host_country"])
    return rows


def test_students_both_ways_are_those_of_the_partners_agreements_or_of_its_identifier(released, tables, busiest):
    rows = with_partner(stays(tables), of_partner(tables, busiest))

    def students(part: pd.DataFrame) -> int | None:
        return added(released.broken_down.count(people(there)) for _, there in part.groupby("country"))

    found = released.ask("partnerships/partner_students", partner=busiest)
    years = years_of(tables, "placements", {})
    same(found["academic_year"], [year_label(year) for year in years])
    (total,) = released.ask("partnerships/partner_students_in_total", partner=busiest).to_dict("records")
    for column, way in (("students_out", "outbound"), ("students_in", "inbound")):
        part = rows[rows["direction"] == way]
        same(found[column], [students(part[part["year"] == year]) for year in years])
        assert total[column] == students(part)
    assert released.ask("partnerships/partner_students").empty


def test_what_happened_with_a_partner_is_told_by_day(ask, tables, busiest):
    rows = of_partner(tables, busiest)
    found = ask("partnerships/partner_history", partner=busiest)
    same(found[found["event"] == "Signed"]["day"], sorted(rows["signed_date"].dropna(), reverse=True))
    begun = found[found["event"].str.startswith("Begins")]
    same(begun["day"], sorted(rows["start_date"].dropna(), reverse=True))
    assert (found["is_to_come"] == (found["day"] > AS_OF)).all()
    assert found["day"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("way", "there", "missing"),
    [
        pytest.param("They take and do not send", "students_out", "students_in", id="they take"),
        pytest.param("They send and do not take", "students_in", "students_out", id="they send"),
    ],
)
def test_a_one_way_partner_has_students_in_one_direction_alone(released, tables, scope, way, there, missing):
    agreements, rows = agreed(tables, scope), stays(tables)
    first, last = period_span(scope)
    # the shipped stays name a partner by their agreement alone
    rows = rows[rows["year"].between(first, last)].merge(
        agreements[["agreement_id", "partner", "partner_country"]], on="agreement_id"
    )
    expected = {}
    for key, part in rows.groupby(["partner", "partner_country"]):
        counts = [released.broken_down.count(people(part[part["direction"] == to])) for to in ("outbound", "inbound")]
        students_out, students_in = counts
        taken, given = (students_out, students_in) if there == "students_out" else (students_in, students_out)
        if taken is not None and given is None:
            expected[key] = taken
    found = released.ask("partnerships/one_way_partners", way=way, **scope)
    assert found[missing].isna().all()
    assert sorted(found[there]) == sorted(expected.values())
    assert found[there].is_monotonic_decreasing
    in_force = active(agreements)
    in_force = in_force.groupby(keys_of(in_force)).size()
    assert found.groupby("partner_key")["active_agreements"].sum().to_dict() == {
        key: in_force.get(key, 0) for key in found["partner_key"]
    }
