"""Data health: what was delivered and when, what could not be used and why, and what changed since the last time."""

from __future__ import annotations

from engagement.app import runtime
from engagement.ui.components import ask, show
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("What was delivered")
show.query("data_health/deliveries", scope=scope)
show.query("data_health/snapshot", scope=scope)

if runtime.reader().may("steward"):
    section("What could not be used", "The delivery before stays in use when a file breaks the contract as a whole.")
    show.query("data_health/faults_by_reason", scope=scope)
    show.query("data_health/faults", scope=scope, parameters=ask.parameters("data_health/faults"))

    section("Names of places to look at", "A name that is not known is never guessed.")
    show.query("data_health/place_review", scope=scope)

section("What changed since the delivery before")
show.query("data_health/drift", scope=scope)
