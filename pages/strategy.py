"""Strategy: the eight principles with what speaks to them, working groups, summits, and where effort goes."""

from __future__ import annotations

from engagement.ui import filters, placed, principles, show
from engagement.ui.parts import section

scope = filters.current()

section("The eight principles")
principles.scorecard(scope)

section("Working groups and summits")
show.query("strategy/working_groups", scope=scope)
show.query("brief/summits", scope=scope)

section("Where effort goes")
show.query("strategy/alignment", scope=scope)
show.query("strategy/coverage", scope=scope)
show.query("strategy/challenge_focus", scope=scope)
show.query("partnerships/exchange_balance", scope=scope)

section("Law and risk")
show.query("strategy/compliance_and_risk", scope=scope)
show.query("strategy/compliance_pending", scope=scope)

placed.queries("strategy", scope=scope)
