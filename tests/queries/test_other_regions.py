"""One region and the others: the same figure on the card and by region, and the mean a second time in plain pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from engagement.app.compare import BY_REGION
from tests.queries.plain import AS_OF, abroad, active, agreed, people, placed

LAST = 2025


def whole(ask, query_id: str, column: str, **scope) -> dict[str, float]:
    """A figure by region before disclosure control."""
    by = BY_REGION[query_id]
    years = {"period": str(LAST)} if by.is_one_year else {}
    rows = ask(by.query_id, **years, **scope)
    rows = rows[rows[by.period] == f"{LAST}/{LAST + 1}"] if by.period else rows
    return dict(zip(rows["region"], rows[column], strict=True))


@pytest.mark.parametrize("query_id", BY_REGION)
def test_a_region_has_the_figure_of_its_card(ask, query_id):
    by = BY_REGION[query_id]
    columns = {"active": "agreements", "active_partners": "partners", "ending_12_months": "ending"}
    found = whole(ask, query_id, by.value)
    for region in ("Africa", "China", "Latin America"):
        rows = ask(query_id, regions=[region])
        # a day is over, a year may not be
        shown = (rows[rows["is_complete"]] if "is_complete" in rows else rows).iloc[-1]
        assert shown[columns.get(by.value, by.value)] == found[region]


def test_agreements_by_region_are_those_that_pandas_counts(ask, tables):
    rows = active(agreed(tables, {}))
    assert {k: v for k, v in whole(ask, "cards/active_agreements", "active").items() if v} == (
        rows["region"].value_counts().to_dict()
    )
    partners = rows.groupby("region")["partner"].nunique().to_dict()
    assert {k: v for k, v in whole(ask, "cards/active_partners", "active_partners").items() if v} == partners


def test_students_and_applicants_by_region_are_those_that_pandas_counts(ask, tables):
    went = abroad(tables, {"period": str(LAST)})
    counted = {region: people(part) for region, part in went.groupby("region")}
    found = whole(ask, "cards/students_abroad", "students")
    assert {region: count for region, count in found.items() if count} == counted
    asked = placed(tables, {"period": str(LAST)})
    applicants = {region: people(part) for region, part in asked.groupby("region")}
    assert whole(ask, "cards/demand_met", "applicants") == applicants
    assert pd.Timestamp(LAST + 1, 7, 31) < AS_OF
