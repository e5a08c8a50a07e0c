"""Students abroad: who goes, where to, for what, for how long, and at what cost."""

from __future__ import annotations

from engagement.ui.components import placed, tabs, tiles
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("Access", "Three rates with different denominators. Do not compare them directly.")
tiles.band("cards/global_experience_rate", "cards/demand_met", "cards/participation_rate", scope=scope)
tabs.queries(
    "access",
    {
        "Graduating class": "cards/global_experience_rate",
        "Applicants": "cards/demand_met",
        "Degrees and enrollment": "cards/participation_rate",
        "Placement rate by region": "placements/demand_by_region",
        "Withdrawal": "cards/withdrawal_rate",
    },
    scope=scope,
    more=placed.of("placements", "Access"),
)

section("Destinations")
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
    more=placed.of("placements", "Destinations"),
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
    more=placed.of("placements", "The global classroom"),
)

section("Fair access", "Who has gone abroad by graduation, and what it costs.")
tabs.queries(
    "fair",
    {"Equity": "placements/equity", "Funding and unmet need": "placements/funding"},
    scope=scope,
    more=placed.of("placements", "Fair access"),
)

placed.queries("placements", scope=scope)
