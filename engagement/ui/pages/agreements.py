"""Questions about all agreements, in tabs: the words on a tab, and the query below it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WHERE: Mapping[str, str] = MappingProxyType(
    {
        "By region": "partnerships/active_agreements_by_region",
        "Over time": "partnerships/agreements_by_region_and_year",
        "On the map": "partnerships/agreements_by_country",
        "By type": "partnerships/agreements_by_type",
        "By status": "partnerships/agreements_by_status",
        "By term": "partnerships/agreements_by_term_type",
        "Concentration": "partnerships/concentration",
    }
)
"""Where they are, what for, and in which state."""

ENDS: Mapping[str, str] = MappingProxyType(
    {
        "Renew or let lapse": "partnerships/renewal_board",
        "Next to end": "partnerships/agreements_ending",
        "How many end when": "partnerships/expiry_pipeline",
        "Renewal rate": "cards/renewal_rate",
        "Reviews overdue": "partnerships/reviews_overdue",
        "Overdue by region": "partnerships/reviews_overdue_by_region_and_year",
    }
)
"""When they end, whether they are renewed, and which wait for review."""

USE: Mapping[str, str] = MappingProxyType(
    {
        "Place use": "partnerships/place_use",
        "By partner": "partnerships/place_use_by_partner",
        "Exchange balance": "partnerships/exchange_balance",
        "Balance by partner": "partnerships/exchange_balance_by_partner",
        "One way": "partnerships/one_way_partners",
        "Dormant": "partnerships/dormant",
    }
)
"""What is agreed, and what comes of it."""
