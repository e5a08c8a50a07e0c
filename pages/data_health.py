"""Data health: data loads, rejected rows, unrecognized places, and changes since the last load."""

from __future__ import annotations

from engagement.app import runtime
from engagement.ui.components import ask, show
from engagement.ui.pages import deliveries, trial
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

section("Data loads")
show.query("data_health/deliveries", scope=scope)
show.query("data_health/snapshot", scope=scope)

trial.draw(runtime.reader())

if runtime.reader().may("steward"):
    section("Rejected rows", "If a whole file breaks the contract, the last accepted delivery stays in use.")
    show.query("data_health/faults_by_reason", scope=scope)
    show.query("data_health/faults", scope=scope, parameters=ask.parameters("data_health/faults"))

    section("Files that are not loaded", "Every other file goes into its table.")
    show.query("data_health/left_out", scope=scope)

    section("Unrecognized place names", "Unknown names are never guessed.")
    show.query("data_health/place_review", scope=scope)

    section("Spellings of partners", "No two partners are merged automatically.")
    show.query("data_health/partner_review", scope=scope)

section("Changes since the last load")
deliveries.changes()
show.query("data_health/drift", scope=scope)
