"""Data health: what was delivered and when, what could not be used and why, and what changed since the last time."""

from __future__ import annotations

from engagement.ui import filters, show
from engagement.ui.parts import section

scope = filters.current()

section("Deliveries")
show.query("data_health/deliveries", scope=scope)
