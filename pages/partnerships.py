"""Partnerships: how many agreements, where, for what, how they are used, which end soon and which wait for review."""

from __future__ import annotations

from engagement.ui.components import calendar_download, placed, tabs, tiles
from engagement.ui.pages import agreements
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

tiles.band(
    "cards/active_agreements",
    "cards/active_partners",
    "cards/agreements_ending_12_months",
    "cards/reviews_overdue",
    "cards/renewal_rate",
    "cards/dormant_rate",
    "cards/faculty_led",
    scope=scope,
)

section("Agreements by region, type and status")
tabs.queries(
    "agreements", agreements.WHERE, scope=scope, more=placed.of("partnerships", "Agreements by region, type and status")
)

section("Ends and reviews")
tabs.queries("ends", agreements.ENDS, scope=scope, more=placed.of("partnerships", "Ends and reviews"))

calendar_download.draw(scope)

section("Use of agreements")
tabs.queries("use", agreements.USE, scope=scope, more=placed.of("partnerships", "Use of agreements"))

placed.queries("partnerships", scope=scope)
