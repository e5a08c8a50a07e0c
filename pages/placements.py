"""Placements: who gets to go, where to, for what and for how long."""

from __future__ import annotations

import streamlit as st

from engagement.ui import cards, filters, placed, show
from engagement.ui.parts import section

scope = filters.current()

cards.metrics(
    "cards/students_abroad",
    "cards/global_experience_rate",
    "cards/demand_met",
    "cards/participation_rate",
    scope=scope,
)

section("Where to")
show.query("placements/students_by_region_and_year", scope=scope)
show.query("placements/change_by_region", scope=scope)
show.query("placements/students_by_country", scope=scope)
show.query("placements/change_by_country", scope=scope)
show.query("placements/concentration", scope=scope)

section("Who would like to")
show.query("placements/demand_by_region", scope=scope)
show.query("cards/demand_met", scope=scope)

section("What for, and for how long")
left, right = st.columns(2)
with left:
    show.query("placements/types", scope=scope)
with right:
    show.query("placements/durations", scope=scope)
show.query("placements/days_abroad", scope=scope)

placed.queries("placements", scope=scope)
