"""One partner on one page: agreements, students both ways as they are published, and history."""

from __future__ import annotations

import streamlit as st

from engagement.app.partner_names import KEY, names
from engagement.app.scope import Scope
from engagement.ui.components import show
from engagement.ui.shell import notices, parts


def choose() -> str | None:
    """Draw the search for a partner, bound to the URL.

    Returns:
        The key of the chosen partner; None where none is chosen.
    """
    known = names()
    asked = st.query_params.get(KEY, "")
    if st.session_state.get(KEY) not in (None, *known):
        st.session_state[KEY] = None  # its last agreement left the register
    chosen: str | None = st.selectbox(
        "One partner",
        list(known),
        index=None,
        format_func=lambda key: known.get(key, key),
        key=KEY,
        bind="query-params",
        placeholder="Type a part of its name or place",
    )
    if chosen is None and asked and asked not in known.values():
        notices.link(f"The link asks for the partner “{asked[:60]}”, which is not in the register.")
    return chosen


def draw(partner_key: str, scope: Scope) -> None:
    """Draw everything about one partner. The filters' places and years do not narrow it; the day does."""
    st.button("All agreements", type="tertiary", icon=":material/arrow_back:", on_click=_leave)
    parts.section(names()[partner_key], "All its years and all its agreements, whichever places and years are chosen.")
    chosen = {KEY: partner_key}
    show.query("partnerships/partner_agreements", scope=scope, parameters=chosen)
    show.query("partnerships/partner_students", scope=scope, parameters=chosen)
    show.query("partnerships/partner_students_in_total", scope=scope, parameters=chosen)
    show.query("partnerships/partner_history", scope=scope, parameters=chosen)


def _leave() -> None:
    st.session_state[KEY] = None
