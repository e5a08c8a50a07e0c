"""The register of agreements: those of one state, and those that hold some words."""

from __future__ import annotations

import streamlit as st

from engagement.app import runtime
from engagement.app.offered import state_title
from engagement.app.scope import Scope
from engagement.query import Query
from engagement.ui.components import show
from engagement.ui.shell import notices

QUERY = "partnerships/register"


def states(query: Query) -> tuple[str, ...]:
    """Return the states that the register can be asked for."""
    return tuple(state for state in query.parameters["state"].choices if state)


def draw(scope: Scope) -> None:
    """Draw the register with its own two filters, bound to the URL."""
    offered = states(runtime.view().catalog.find(QUERY))
    unknown = [one for one in st.query_params.get_all("state") if one not in map(state_title, offered)]
    left, right = st.columns([1, 2])
    with left:
        state = st.selectbox(
            "State",
            offered,
            index=None,
            format_func=state_title,
            key="state",
            bind="query-params",
            placeholder="Any state",
        )
    with right:
        wanted = st.text_input(
            "Search", key="wanted", bind="query-params", placeholder="Words of a partner, place, kind or unit"
        )
    if unknown and state is None:
        notices.link(f"The link asks for the state “{unknown[0][:40]}”, which the register does not know.")
    show.query(QUERY, scope=scope, parameters={"state": state, "wanted": (wanted or "").strip()})
