"""Partnerships: how many agreements, where, for what, how they are used, which end soon and which wait for review."""

from __future__ import annotations

from engagement.ui import calendar_download, cards, filters, placed, tabs
from engagement.ui.parts import section

scope = filters.current()

cards.metrics(
    "cards/active_agreements",
    "cards/active_partners",
    "cards/agreements_ending_12_months",
    "cards/reviews_overdue",
    "cards/renewal_rate",
    "cards/dormant_rate",
    "cards/faculty_led",
    scope=scope,
)

section("Where, what for, and in which state")
tabs.queries(
    "agreements",
    {
        "By region": "partnerships/active_agreements_by_region",
        "Over time": "partnerships/agreements_by_region_and_year",
        "On the map": "partnerships/agreements_by_country",
        "By kind": "partnerships/agreements_by_type",
        "By status": "partnerships/agreements_by_status",
        "By term": "partnerships/agreements_by_term_type",
        "Concentration": "partnerships/concentration",
    },
    scope=scope,
)

section("Ends and reviews")
tabs.queries(
    "ends",
    {
        "Next to end": "partnerships/agreements_ending",
        "How many end when": "partnerships/expiry_pipeline",
        "Renewal rate": "cards/renewal_rate",
        "Reviews overdue": "partnerships/reviews_overdue",
        "Overdue by region": "partnerships/reviews_overdue_by_region_and_year",
    },
    scope=scope,
)

calendar_download.draw(scope)

section("Use", "What is agreed, and what comes of it.")
tabs.queries(
    "use",
    {
        "Place use": "partnerships/place_use",
        "By partner": "partnerships/place_use_by_partner",
        "Exchange balance": "partnerships/exchange_balance",
        "Balance by partner": "partnerships/exchange_balance_by_partner",
        "Dormant": "partnerships/dormant",
    },
    scope=scope,
)

placed.queries("partnerships", scope=scope)
