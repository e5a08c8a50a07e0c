"""Placements: who gets to go, who does not, where to, for what, for how long, and at what cost."""

from __future__ import annotations

from engagement.ui.components import placed, tabs, tiles
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("Access", "Three rates of the same students. Each divides by other people, and so says something else.")
tiles.band("cards/global_experience_rate", "cards/demand_met", "cards/participation_rate", scope=scope)
tabs.queries(
    "access",
    {
        "Of a graduating class": "cards/global_experience_rate",
        "Of those who applied": "cards/demand_met",
        "Of degrees and of the enrolled": "cards/participation_rate",
        "Demand met by region": "placements/demand_by_region",
        "Withdrawal": "cards/withdrawal_rate",
    },
    scope=scope,
)

section("Where to")
tabs.queries(
    "where",
    {
        "By region": "placements/students_by_region_and_year",
        "On the map": "placements/students_by_country",
        "Change by region": "placements/change_by_region",
        "Change by country": "placements/change_by_country",
        "Concentration": "placements/concentration",
        "Ten largest partners": ("placements/partner_concentration", "placements/largest_partners"),
    },
    scope=scope,
)

section("The global classroom", "What students do abroad, and for how long.")
tabs.queries(
    "classroom",
    {
        "Study, work, research, service": "placements/types",
        "How long": "placements/durations",
        "Days": "placements/days_abroad",
    },
    scope=scope,
)

section("Fair access", "Who has been abroad by graduation, and what it costs those who go.")
tabs.queries("fair", {"Equity": "placements/equity", "Funding and unmet need": "placements/funding"}, scope=scope)

placed.queries("placements", scope=scope)
