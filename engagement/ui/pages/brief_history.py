"""What was changed in a brief, by whom and when, and the way back."""

from __future__ import annotations

import streamlit as st

from engagement.present import format
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import parts

_MOST = 30


def draw() -> None:
    """Offer to undo the last change, and list what was changed."""
    name = st.session_state.get(state.NAME)
    if not name:
        return
    entries = state.drafts().history.entries(name)
    last = next((entry for entry in entries if not entry.is_undone), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Undo",
            icon=":material/undo:",
            key="brief undo",
            disabled=last is None,
            help=f"Takes back: {last.what}, by {last.who}" if last else "Nothing has been changed yet",
            on_click=state.undo,
        )
        with st.popover("History", icon=":material/history:"):
            if not entries:
                st.caption("Nothing has been changed yet.")
            lines = [
                f"- {format.value(entry.when, 'date')} UTC, {parts.plain(entry.who)}: {parts.plain(entry.what)}"
                + (" (undone)" if entry.is_undone else "")
                for entry in entries[:_MOST]
            ]
            st.markdown("\n".join(lines))
