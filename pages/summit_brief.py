"""Summit brief: choose what it is for, see it as it will print, change its words, take it away."""

from __future__ import annotations

import streamlit as st

from engagement.ui.pages import brief, brief_editor, brief_history, brief_state

with brief_state.running():
    brief.choose()
    if brief_state.current() is not None:
        brief.outdated()
        left, right = st.columns([5, 6], gap="medium")
        with left:
            brief.downloads()
            brief_history.draw()
            brief_editor.draw()
        with right:
            brief.preview()
