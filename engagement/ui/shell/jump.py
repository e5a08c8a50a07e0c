"""The jump box: Ctrl+K, a part of a name, Enter. Its list is sent when a reader opens it, and in no other run."""

from __future__ import annotations

import streamlit as st

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.jump import destinations
from engagement.app.menu import MENU
from engagement.ui.shell import sign_in
from engagement.ui.shell.component import component

_HTML = """
<button type="button" aria-keyshortcuts="Control+K">Search <kbd>Ctrl K</kbd></button>
<dialog aria-label="Go to">
  <input type="text" role="combobox" aria-expanded="true" aria-controls="jump-list" aria-autocomplete="list"
    aria-label="Go to" placeholder="Partner, region, country, summit, query or page"
    autocomplete="off" spellcheck="false">
  <ul id="jump-list" role="listbox" aria-label="Matches"></ul>
  <p role="status"></p>
</dialog>
"""
_WANTED = "jump is wanted"


@st.fragment
def draw() -> None:
    """Draw the button; what can be gone to is put together when the box is opened."""
    wanted = st.session_state.pop(_WANTED, False)
    entries = list(destinations(runtime.view(), choices(), list(filter(sign_in.may, MENU)))) if wanted else None
    with st.container(key="jump"):
        mount = component("jump", html=_HTML, css="jump.css", js="jump.js")
        mount(key="jump box", data={"entries": entries}, on_wanted_change=_want)


def _want() -> None:
    st.session_state[_WANTED] = True
