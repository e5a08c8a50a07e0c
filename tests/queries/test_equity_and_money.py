"""Equity, funding, partners and withdrawal: a second time, in plain pandas."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from engagement.contract import load_contract
from engagement.settings import ROOT
from tests.queries.plain import (
    SCOPES,
    THRESHOLD,
    abroad,
    is_complete,
    people,
    placed,
    same,
    share,
    year_label,
    years_of,
)

CONTRACT = load_contract(ROOT / "data" / "datapackage.json")
OFFERED = ["offered", "nominated", "live", "completed", "withdrawn", "cancelled"]


@pytest.fixture(params=SCOPES.values(), ids=SCOPES.keys())
def scope(request):
    return request.param


def groups_of(tables, scope) -> pd.DataFrame:
    rows = tables("populations")
    rows = rows[
        (rows["population"] == "graduating_class")
        & rows["equity_attribute"].notna()
        & (rows["equity_value"] != "unknown")
        & rows["year"].map(is_complete)
        & rows["year"].between(scope.get("year_from", 0), scope.get("year_to", 9999))
    ]
    return rows


def persons_of(tables, scope, years: set[int]) -> pd.DataFrame:
    """One row per member who has been to the chosen places, with every attribute that any application has."""
    everywhere = placed(tables, {})
    everywhere = everywhere[(everywhere["graduating_class"] - 1).isin(years)]
    chosen = placed(tables, {**scope, "year_from": 0, "year_to": 9999})
    went = set(chosen[chosen["application_status"] == "completed"]["person_key"])
    attributes = ["gender", "race_ethnicity", "first_gen", "need_aid", "disability", "citizenship_group"]
    first = everywhere.groupby("person_key")[attributes].first()
    return first[first.index.isin(went)]


def test_parity_compares_each_group_with_the_largest(ask, tables, scope):
    groups = groups_of(tables, scope)
    persons = persons_of(tables, scope, set(groups["year"]))
    sizes = groups.groupby(["equity_attribute", "equity_value"])["people"].sum()
    found = ask("placements/equity", **scope)
    titles = {field.title: field.name for field in CONTRACT.tables["placements"].fields}
    groups_said = found["equity_group"].str.lower().str.replace(" or ", "_").str.replace(" ", "_")
    code = found["attribute"].map(titles), groups_said
    assert set(zip(*code, strict=True)) == {key for key in sizes.index if persons[key[0]].notna().any()}
    for attribute, group, row in zip(*code, found.to_dict("records"), strict=True):
        students, members = int((persons[attribute] == group).sum()), int(sizes[attribute, group])
        largest = sizes[attribute].idxmax()
        others, base = int((persons[attribute] == largest).sum()), int(sizes[attribute, largest])
        assert (row["students"], row["members"], row["is_reference"]) == (students, members, group == largest)
        assert row["rate"] == pytest.approx(students / members)
        if min(students, others) < THRESHOLD:
            assert pd.isna(row["parity"])
            continue
        parity = (students / members) / (others / base)
        assert row["parity"] == pytest.approx(parity)
        assert row["gap_points"] == pytest.approx(100 * (students / members - others / base))
        if group == largest:
            continue
        spread = 1.96 * math.sqrt(1 / students - 1 / members + 1 / others - 1 / base)
        assert row["low"] == pytest.approx(parity * math.exp(-spread))
        assert row["high"] == pytest.approx(parity * math.exp(spread))


def amounts(tables, scope) -> pd.DataFrame:
    rates = tables("exchange_rates").set_index(["currency", "year"])["per_base"]
    rows = abroad(tables, scope)
    per_base = rows[["currency", "year"]].merge(rates.reset_index(), how="left", on=["currency", "year"])["per_base"]
    per_base = per_base.to_numpy()
    rows = rows.assign(cost=rows["cost_amount"] / per_base, funding=rows["funding_amount"] / per_base)
    return rows.assign(unmet=(rows["cost"] - rows["funding"].fillna(0)).clip(lower=0))


def test_funding_is_converted_and_its_medians_are_per_placement(ask, tables, scope):
    rows = amounts(tables, scope)
    found = ask("placements/funding", **scope)
    assert set(found["currency"]) == {"USD"}
    assert len(found) == rows["year"].nunique()
    for row in found.to_dict("records"):
        part = rows[rows["year"] == int(row["academic_year"][:4])]
        assert (row["students"], row["placements"]) == (people(part), len(part))
        assert row["funded_share"] == pytest.approx((part["funding"] > 0).mean())
        for name, known in (
            ("cost", part["cost"].notna()),
            ("unmet", part["cost"].notna()),
            ("funding", part["funding"] > 0),
        ):
            if part[known]["person_key"].nunique() < THRESHOLD:
                assert pd.isna(row[f"median_{name}"])
            else:
                assert row[f"median_{name}"] == pytest.approx(part[known][name].median(), abs=0.51)


def test_the_ten_largest_partners_are_found_by_agreement_identifier_or_host(ask, tables, scope):
    agreements = tables("partnerships").set_index("agreement_id")
    keys = agreements["partner_id_scheme"].astype(object) + ":" + agreements["partner_id"]
    keys = keys.fillna(agreements["partner_id"]).fillna(agreements["partner_name"])
    rows = abroad(tables, scope)
    rows = rows.assign(partner=rows["agreement_id"].map(keys).fillna(rows["partner_id"]).fillna(rows["host_name"]))
    found = ask("placements/partner_concentration", **scope)
    for row in found.to_dict("records"):
        part = rows[rows["year"] == int(row["academic_year"][:4])]
        counts = part["partner"].value_counts()
        assert row["partners"] == len(counts)
        assert row["students"] == people(part)
        assert row["known_share"] == pytest.approx(part["partner"].notna().mean(), abs=0.0051)
        same(pd.Series([row["top_10_share"]]).round(2), [round(share(counts[:10].sum(), counts.sum()), 2)])


def test_withdrawals_are_counted_among_offers(ask, tables, scope):
    rows = placed(tables, scope)
    rows = rows[rows["application_status"].isin(OFFERED)]
    years = years_of(tables, "placements", scope)
    found = ask("cards/withdrawal_rate", **scope)
    same(found["academic_year"], [year_label(year) for year in years])
    for year, row in zip(years, found.to_dict("records"), strict=True):
        part = rows[rows["year"] == year]
        lost = part[part["application_status"].isin(["withdrawn", "cancelled"])]
        cancelled = (part["application_status"] == "cancelled").sum()
        known = (part["application_status"] != "withdrawn").sum()
        assert (row["lost"], row["offers"]) == (len(lost), len(part))
        assert (row["lost_students"], row["students"]) == (people(lost), people(part))
        same(pd.Series([row["rate"], row["cancelled_rate"]]), [share(len(lost), len(part)), share(cancelled, known)])
