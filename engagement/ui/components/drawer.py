"""The drawer at the right: what a figure means, its table, its files and its sources. One at a time, named in the link.

Tiles and pictures offer what they have while a page is drawn; nothing of it is made before someone opens it. A click
runs the drawer alone, and not the page.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from engagement.result import Result
from engagement.ui.components import downloads, tables
from engagement.ui.components.origin import definition, sources
from engagement.ui.shell import parts
from engagement.ui.shell.component import component

KEY = "about"
"""The name of the open drawer in the address."""

_OFFERED = "drawers"
_COMPONENT = "drawer"


@dataclass(frozen=True)
class Drawer:
    """What a drawer shows: its title, the answer, and what stands above table and sources."""

    title: str
    result: Result
    introduce: Callable[[], None] | None = None


def begin() -> None:
    """Forget what the run before offered."""
    st.session_state[_OFFERED] = {}


def offer(key: str, drawer: Drawer) -> str:
    """Have a drawer opened by whatever has the attribute that this returns."""
    st.session_state.setdefault(_OFFERED, {})[key] = drawer
    return f'data-opens="{html.escape(key)}" aria-haspopup="dialog"'


def opener(key: str, drawer: Drawer) -> None:
    """Draw the way to a picture's drawer."""
    opens = offer(key, drawer)
    about = f'<span class="unseen">: {html.escape(drawer.title)}</span>'
    st.html(f'<div class="opener"><button type="button" {opens}>Table, download and sources{about}</button></div>')


@st.fragment
def draw() -> None:
    """Listen for clicks on what opens a drawer, and show the one that the address names. Called after the page."""
    component("drawer", js="drawer.js")(key=_COMPONENT, on_opened_change=_open)
    drawer = st.session_state.get(_OFFERED, {}).get(st.query_params.get(KEY, ""))
    if drawer is not None:
        st.dialog(drawer.title, width="medium", position="right", on_dismiss=_close)(_show)(drawer)


def _show(drawer: Drawer) -> None:
    with parts.part(drawer.title):
        if drawer.introduce is not None:
            drawer.introduce()
        about, table, origin = st.tabs(["Definition", "Table and download", "Sources"])
        with about:
            definition(drawer.result)
        with table:
            downloads.buttons(drawer.result, key="drawer")
            tables.table(drawer.result, key="drawer")
        with origin:
            sources(drawer.result)


def _open() -> None:
    opened = st.session_state[_COMPONENT].opened
    if opened in st.session_state.get(_OFFERED, {}):
        st.query_params[KEY] = opened


def _close() -> None:
    st.query_params.pop(KEY, None)
