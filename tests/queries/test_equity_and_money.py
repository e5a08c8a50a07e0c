"""Equity, funding, partners and withdrawal: a second time, in plain pandas, exactly and as it is published."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd
import pytest

from engagement.contract import load_contract
from engagement.settings import ROOT
from tests.queries.plain import (
    Released,
    abroad,
    added,
    is_complete,
    parts_of,
    people,
    period_span,
    placed,
    same,
    year_label,
    years_of,
)

CONTRACT = load_contract(ROOT / "data" / "datapackage.json")
OFFERED = ["offered", "nominated", "live", "completed", "withdrawn", "cancelled"]
ATTRIBUTES = ["gender", "race_ethnicity", "first_gen", "need_aid", "disability", "citizenship_group"]


def groups_of(tables, scope, released: Released) -> pd.DataFrame:
    """Groups of graduated classes whose size is published, with it."""
    rows = tables("populations")
    rows = rows[
        (rows["population"] == "graduating_class")
        & rows["equity_attribute"].notna()
        & (rows["equity_value"] != "unknown")
        & rows["year"].map(is_complete)
        & rows["year"].between(*period_span(scope))
        & (rows["people"] >= released.threshold)
    ]
    rows = rows[rows["year"].isin(tables("placements")["year"])]
    return rows.assign(people=[released.count(int(size)) for size in rows["people"]])


@cache
def group_of_person(tables, attribute: str) -> pd.Series:
    """The group that each person is in, by person."""
    return placed(tables, {}).groupby("person_key")[attribute].max()


def members_abroad(tables, rows, scope, groups: pd.DataFrame, attribute: str, group: str) -> list[int]:
    """Members of a group who have been to each place that is chosen, in the classes whose sizes are known."""
    known = group_of_person(tables, attribute)
    years = set(groups[(groups["equity_attribute"] == attribute) & (groups["equity_value"] == group)]["year"])
    in_years = rows[(rows["graduating_class"] - 1).isin(years)]
    in_group = in_years[in_years["person_key"].isin(known[known == group].index)]
    return [part["person_key"].nunique() for part in parts_of(in_group, scope).values()]


def test_parity_compares_each_group_with_the_largest(released, tables, scope):
    groups = groups_of(tables, scope, released)
    sizes = groups.groupby(["equity_attribute", "equity_value"])["people"].sum()
    found = released.ask("placements/equity", **scope)
    titles = {field.title: field.name for field in CONTRACT.tables["placements"].fields}
    said = found["equity_group"].str.lower().str.replace(" or ", "_").str.replace(" ", "_")
    rows = {(titles[row["attribute"]], group): row for group, row in zip(said, found.to_dict("records"), strict=True)}
    recorded = [name for name in ATTRIBUTES if placed(tables, {})[name].notna().any()]
    assert rows.keys() == {key for key in sizes.index if key[0] in recorded}
    placements = placed(tables, {**scope, "period": "all"})
    completed = placements[placements["application_status"] == "completed"]
    counts = {
        key: added(released.broken_down.count(n) for n in members_abroad(tables, completed, scope, groups, *key))
        for key in rows
    }
    for (attribute, group), row in rows.items():
        students, members = counts[attribute, group], int(sizes[attribute, group])
        largest = sizes[attribute].idxmax()
        others, base = counts[attribute, largest], int(sizes[attribute, largest])
        same(pd.Series([row["students"], row["members"]]), [students, members])
        assert row["is_reference"] == (group == largest)
        rate, theirs = released.rate(students, members), released.rate(others, base)
        same(pd.Series([row["rate"]]), [rate])
        if rate is None or theirs is None:
            assert pd.isna(row["parity"])
            assert pd.isna(row["low"])
            continue
        assert row["parity"] == pytest.approx(rate / theirs)
        assert row["gap_points"] == pytest.approx(100 * (rate - theirs))
        if group != largest:
            spread = 1.96 * math.sqrt(max(1 / students - 1 / members + 1 / others - 1 / base, 0))
            assert row["low"] == pytest.approx(row["parity"] * math.exp(-spread))
            assert row["high"] == pytest.approx(row["parity"] * math.exp(spread))


def amounts(tables, scope) -> pd.DataFrame:
    rates = tables("exchange_rates").set_index(["currency", "year"])["per_base"]
    rows = abroad(tables, scope)
    per_base = rows[["currency", "year"]].merge(rates.reset_index(), how="left", on=["currency", "year"])["per_base"]
    per_base = per_base.to_numpy()
    rows = rows.assign(cost=rows["cost_amount"] / per_base, funding=rows["funding_amount"] / per_base)
    return rows.assign(unmet=(rows["cost"] - rows["funding"].fillna(0)).clip(lower=0))


def two_digits(amount: float) -> float:
    return round(amount, 1 - math.floor(math.log10(abs(amount)))) if amount else 0.0


def test_funding_is_converted_and_its_medians_are_per_placement(released, tables, scope):
    rows = amounts(tables, {**scope, "period": "all"})
    names = released.ask("filters/places").set_index("iso3")["place"]
    found = released.ask("placements/funding", **scope)
    assert set(found["currency"]) == {"USD"}
    asked = found.set_index(["area", "academic_year"])
    seen = 0
    for name, chosen in parts_of(rows, scope).items():
        for year, part in chosen.groupby("year"):
            if people(part) < released.threshold:
                continue
            row, seen = asked.loc[(names.get(name, name), year_label(int(year)))], seen + 1
            fine = released.broken_down
            placements, funded = fine.rows([part]), fine.rows([part[part["funding"] > 0]])
            same(row[["students", "placements"]], [fine.students([part]), placements])
            same(row[["funded_share"]], [released.rate(funded, placements)])
            for column, known in (
                ("cost", part["cost"].notna()),
                ("unmet", part["cost"].notna()),
                ("funding", part["funding"] > 0),
            ):
                is_known = part[known]["person_key"].nunique() >= released.threshold
                expected = two_digits(float(part[known][column].median())) if is_known else None
                same(row[[f"median_{column}"]], [expected])
    assert seen == len(found)


def at_partners(tables, scope) -> pd.DataFrame:
    agreements = tables("partnerships").set_index("agreement_id")
    keys = agreements["partner_id_scheme"].astype(object) + ":" + agreements["partner_id"]
    named = (agreements["partner_country"].astype(object) + ":").fillna("") + agreements["partner_name"]
    keys = keys.where(agreements["partner_id"].notna(), named)
    of_id = keys.groupby(agreements["partner_id"]).min()
    rows = abroad(tables, scope)
    hosts = rows["host_country"].astype(object) + ":" + rows["host_name"]
    by_id = rows["partner_id"].map(of_id).fillna(rows["partner_id"])
    return rows.assign(partner=rows["agreement_id"].map(keys).fillna(by_id).fillna(hosts))


def of_each_partner(released: Released, rows: pd.DataFrame, scope) -> pd.Series:
    """Published placements by partner, the most first."""
    counts: dict[str, int] = {}
    for part in parts_of(rows.dropna(subset="partner"), scope).values():
        for partner, group in part.groupby("partner"):
            counts[partner] = counts.get(partner, 0) + (released.broken_down.rows([group]) or 0)
    found = pd.Series(counts, dtype=int)
    return found[found > 0].sort_values(ascending=False)


def test_the_ten_largest_partners_are_found_by_agreement_identifier_or_host(released, tables, scope):
    rows = at_partners(tables, {**scope, "period": "all"})
    for row in released.ask("placements/partner_concentration", **scope).to_dict("records"):
        part = rows[rows["year"] == int(row["academic_year"][:4])]
        counts = of_each_partner(released, part, scope)
        known = released.rows(parts_of(part.dropna(subset="partner"), scope).values())
        whole = parts_of(part, scope).values()
        top = released.rate(int(counts[:10].sum()), known) if len(counts) >= 10 else None
        same(
            pd.Series([row[name] for name in ("students", "partners", "known_share", "top_10_share")], dtype=object),
            [released.students(whole), len(counts), released.rate(known, released.rows(whole)), top],
        )


def test_the_largest_partners_are_listed_by_name_with_their_share(released, tables, scope):
    rows = at_partners(tables, scope)
    counts = of_each_partner(released, rows, scope)[:10]
    known = released.rows(parts_of(rows.dropna(subset="partner"), scope).values())
    found = released.ask("placements/largest_partners", **scope)
    same(found["placements"], counts.tolist())
    same(found["share"], [released.rate(count, known) for count in counts])
    assert set(found["partner"]) <= {*tables("partnerships")["partner_name"], *tables("placements")["host_name"]}


def test_withdrawals_are_counted_among_offers(released, tables, scope):
    released = released.broken_down  # applicants are published coarsely
    rows = placed(tables, {**scope, "period": "all"})
    years = years_of(tables, "placements", {})
    found = released.ask("cards/withdrawal_rate", **scope)
    same(found["academic_year"], [year_label(year) for year in years])
    for year, row in zip(years, found.to_dict("records"), strict=True):
        parts = [part[part["year"] == year] for part in parts_of(rows, scope).values()]
        parts = [part for part in parts if people(part) >= released.threshold]
        status = [part["application_status"] for part in parts]
        offers, lost, cancelled, kept = (
            [part[each.isin(states)] for part, each in zip(parts, status, strict=True)]
            for states in (
                OFFERED,
                ["withdrawn", "cancelled"],
                ["cancelled"],
                [state for state in OFFERED if state != "withdrawn"],
            )
        )
        expected = {
            "lost": released.rows(lost),
            "students_lost": released.students(lost),
            "offers": released.rows(offers),
            "students_offered": released.students(offers),
            "rate": released.rate(released.rows(lost), released.rows(offers)),
            "cancelled_rate": released.rate(released.rows(cancelled), released.rows(kept)),
        }
        same(pd.Series([row[name] for name in expected], dtype=object), list(expected.values()))
