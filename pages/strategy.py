"""Strategy: the eight principles with their metrics, working groups, summits, and where effort goes."""

from __future__ import annotations

from engagement.ui.components import placed, show, tabs
from engagement.ui.pages import principles
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("The eight principles", "What the records show for each, and what they cannot show.")
principles.scorecard(scope)

section("Working groups and summits")
show.query("strategy/working_groups", scope=scope, with_table=True)
show.query("strategy/summits", scope=scope)
show.query("strategy/before_next_summit", scope=scope)

section("Where effort goes")
tabs.queries(
    "effort",
    {
        "Alignment": "strategy/alignment",
        "Challenge focus": "strategy/challenge_focus",
        "Coverage": "strategy/coverage",
        "Coverage by country": "strategy/coverage_by_country",
        "Exchange balance": "partnerships/exchange_balance",
        "Concentration": "partnerships/concentration",
    },
    scope=scope,
    more=placed.of("strategy", "Where effort goes"),
)

section("Law and risk")
tabs.queries(
    "risk",
    {
        "Compliance and risk": "strategy/compliance_and_risk",
        "Pending over 90 days": "strategy/compliance_pending",
        "Withdrawal": "cards/withdrawal_rate",
    },
    scope=scope,
    more=placed.of("strategy", "Law and risk"),
)

placed.queries("strategy", scope=scope)
