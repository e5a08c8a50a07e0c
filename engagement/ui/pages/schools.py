"""Home schools: which sends most students, and one of them for its dean, chosen in the address."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from engagement.app.scope import Scope
from engagement.ui.components import show
from engagement.ui.shell import notices

KEY = "school"
"""The name of the chosen school in the address."""

ALL: Mapping[str, str] = MappingProxyType(
    {
        "Which sends most": "placements/home_schools",
        "Over the years": "placements/home_schools_by_year",
        "To which region": "placements/home_schools_by_region",
    }
)
"""Questions about all schools, in tabs."""

ONE: Mapping[str, str] = MappingProxyType(
    {
        "students abroad by year": "placements/one_home_school",
        "where its students go": "placements/one_home_school_destinations",
    }
)
"""What a dean sees, in its order."""


def choose(scope: Scope) -> str | None:
    """Draw the names of the schools, one click each, bound to the URL.

    Returns:
        The chosen school; None where none is chosen.
    """
    rows = show.asked("placements/home_schools_by_year", scope=Scope(scope.scheme)).table
    names = list(dict.fromkeys(rows.column("home_school").to_pylist()))
    asked = st.query_params.get(KEY, "")
    if st.session_state.get(KEY) not in (None, *names):
        st.session_state[KEY] = None  # its last students left the release
    chosen: str | None = st.pills("Home school", names, key=KEY, bind="query-params", label_visibility="collapsed")
    if chosen is None and asked and asked not in names:
        notices.link(f"The link asks for the home school “{asked[:60]}”, which is not in the data.")
    return chosen


def draw(school: str, scope: Scope) -> None:
    """Draw where and how many students of one school went."""
    for about, query_id in ONE.items():
        show.query(query_id, scope=scope, parameters={KEY: school}, title=f"{school}: {about}")
