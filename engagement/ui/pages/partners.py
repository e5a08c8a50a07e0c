"""One partner on one page: agreements, students both ways as they are published, and history."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from engagement.app.partner_names import KEY, names
from engagement.app.scope import Scope
from engagement.present.partner import in_short
from engagement.ui.components import show
from engagement.ui.shell import notices, parts

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "Agreements": "partnerships/partner_agreements",
        "Students both ways": "partnerships/partner_students",
        "Students of all years": "partnerships/partner_students_in_total",
        "History": "partnerships/partner_history",
    }
)
"""What a partner's page tells, in its order."""


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
    name, chosen = names()[partner_key], {KEY: partner_key}
    st.set_page_config(page_title=f"{name} · Global Engagement")
    st.button("All agreements", type="tertiary", icon=":material/arrow_back:", on_click=_leave)
    parts.section(name, "All its years and all its agreements, whichever places and years are chosen.")
    with parts.part(name):
        for sentence in in_short(show.asked("partnerships/partner_agreements", scope=scope, parameters=chosen)):
            st.markdown(parts.plain(sentence))
    for title, query_id in _PARTS.items():
        show.query(query_id, scope=scope, parameters=chosen, title=title)


def _leave() -> None:
    st.session_state[KEY] = None
