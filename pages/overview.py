"""Overview: the handful of figures that leadership asks for first, where students go, and what needs attention."""

from __future__ import annotations

from engagement.ui.components import cards, placed, tabs
from engagement.ui.pages import attention
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

cards.metrics(
    "cards/global_experience_rate",
    "cards/demand_met",
    "cards/students_abroad",
    "cards/active_agreements",
    "cards/reviews_overdue",
    "cards/leadership_completion",
    "cards/leadership_gain",
    scope=scope,
    by_region={
        "cards/students_abroad": "placements/students_by_region_and_year",
        "cards/active_agreements": "partnerships/agreements_by_region_and_year",
        "cards/reviews_overdue": "partnerships/reviews_overdue_by_region_and_year",
    },
)

section("Students abroad")
tabs.queries(
    "students",
    {
        "By region": "placements/students_by_region_and_year",
        "On the map": "placements/students_by_country",
        "Change": "placements/change_by_region",
    },
    scope=scope,
)

section("What needs attention now")
attention.draw(scope)

placed.queries("overview", scope=scope)
