"""Overview: the handful of figures that leadership asks for first, where students go, and what needs attention."""

from __future__ import annotations

from engagement.ui import cards, filters, placed, show
from engagement.ui.parts import section

scope = filters.current()

cards.metrics(
    "cards/students_abroad",
    "cards/global_experience_rate",
    "cards/demand_met",
    "cards/active_agreements",
    "cards/reviews_overdue",
    "cards/leadership_completion",
    scope=scope,
)

section("Students abroad")
show.query("placements/students_by_region_and_year", scope=scope)
show.query("placements/students_by_country", scope=scope)

section("Needs attention")
show.query("partnerships/agreements_ending", scope=scope, parameters={"within_months": 12})
show.query("partnerships/reviews_overdue", scope=scope)

placed.queries("overview", scope=scope)
