"""Partnerships: how many agreements, where, for what, which end soon and which are overdue for review."""

from __future__ import annotations

import streamlit as st

from engagement.ui import ask, cards, filters, placed, show
from engagement.ui.parts import section

scope = filters.current()

cards.metrics(
    "cards/active_agreements",
    "cards/active_partners",
    "cards/agreements_ending_12_months",
    "cards/reviews_overdue",
    scope=scope,
)

section("Which end soon")
show.query("partnerships/expiry_pipeline", scope=scope)
show.query("partnerships/agreements_ending", scope=scope, parameters=ask.parameters("partnerships/agreements_ending"))

section("Where")
show.query("partnerships/active_agreements_by_region", scope=scope)
show.query("partnerships/agreements_by_region_and_year", scope=scope)
show.query("partnerships/agreements_by_country", scope=scope)
show.query("partnerships/concentration", scope=scope)

section("What for")
show.query("partnerships/agreements_by_type", scope=scope)
left, right = st.columns(2)
with left:
    show.query("partnerships/agreements_by_status", scope=scope)
with right:
    show.query("partnerships/agreements_by_term_type", scope=scope)

section("Reviews overdue")
show.query("partnerships/reviews_overdue", scope=scope)

section("The register")
show.query("partnerships/register", scope=scope)

placed.queries("partnerships", scope=scope)
