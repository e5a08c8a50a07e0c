"""A card's figure is compared with the other regions' figure of the same academic year."""

from __future__ import annotations

import pytest

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.compare import BY_REGION, academic_year, compared
from engagement.app.scope import Scope
from engagement.charts.model.drawing import NO_REGIONS
from engagement.present.comparison import latest_period
from engagement.present.reading import reading


@pytest.fixture
def served(demo_settings, monkeypatch):
    runtime.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(demo_settings.data_dir))
    yield runtime.view()
    runtime.stop()


def test_a_rate_is_compared_with_the_others_rate_of_its_own_year(served):
    scope = Scope(scheme="summit", regions=("Africa",), compare="regions")
    card = served.catalog.find("cards/demand_met")
    result = served.run(card.id, **scope.parameters_of(card))
    first = int(latest_period(result)[:4])
    rows = served.run(BY_REGION[card.id].query_id, scheme="summit", regions=[], period=str(first)).table.to_pylist()
    among = set(choices().regions["summit"]) - {"Africa", *NO_REGIONS}
    others = [row for row in rows if row["region"] in among]
    rate = sum(row["met"] or 0 for row in others) / sum(row["applicants"] or 0 for row in others)
    assert f"{rate:.1%} in" in compared(reading(result), result, scope).compared_with


def test_a_year_to_compare_with_has_the_institutions_days(served):
    year = academic_year(2024)
    assert (year.name, str(year.first_day), str(year.last_day)) == ("2024/2025", "2024-08-01", "2025-07-31")
