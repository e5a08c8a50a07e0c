"""Region: agreements, students and leadership programs of one region or country on one page."""

from __future__ import annotations

from engagement.ui import ask, cards, filters, placed, region, show
from engagement.ui.parts import section

scope = filters.current()

if not region.is_chosen(scope):
    region.offer(scope)
    show.query("region/summary", scope=scope)
else:
    region.heading(scope)
    cards.metrics(
        "cards/students_abroad",
        "cards/demand_met",
        "cards/active_agreements",
        "cards/agreements_ending_12_months",
        "cards/reviews_overdue",
        "cards/leadership_enrolled",
        scope=scope,
    )

    section("Students")
    show.query("placements/students_by_year", scope=scope)
    show.query("placements/change_by_country", scope=scope)
    show.query("placements/students_by_country", scope=scope)

    section("Agreements")
    ending = ask.parameters("partnerships/agreements_ending")
    show.query("partnerships/agreements_ending", scope=scope, parameters=ending)
    show.query("partnerships/agreements_by_type", scope=scope)
    show.query("partnerships/reviews_overdue", scope=scope)
    show.query("partnerships/register", scope=scope)

    placed.queries("region", scope=scope)
