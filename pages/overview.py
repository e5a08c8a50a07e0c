"""Overview: how things stand, the figures that leadership asks for first, and what needs attention."""

from __future__ import annotations

import streamlit as st

from engagement.present.since import HEADLINE
from engagement.ui.components import placed, show, tabs, tiles
from engagement.ui.pages import attention
from engagement.ui.shell import filters
from engagement.ui.shell.parts import section

scope = filters.current()

attention.sentence(scope)
tiles.band(
    *HEADLINE,
    scope=scope,
    by_region={
        "cards/students_abroad": "placements/students_by_region_and_year",
        "cards/active_agreements": "partnerships/agreements_by_region_and_year",
        "cards/reviews_overdue": "partnerships/reviews_overdue_by_region_and_year",
    },
)

with st.container(key="first"):  # static/frame.css puts the chart at the left; on a phone it comes second
    urgent, chart = st.columns([3, 5])
with urgent:
    attention.first(scope)
with chart:
    show.query("placements/students_by_region_and_year", scope=scope)

section("Where students went")
tabs.queries(
    "students",
    {
        "On the map": "placements/students_by_country",
        "Change": "placements/change_by_region",
    },
    scope=scope,
    more=placed.of("overview", "Where students went"),
)

section("Action items")
attention.draw(scope)

placed.queries("overview", scope=scope)
