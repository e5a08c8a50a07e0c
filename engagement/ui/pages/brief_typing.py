"""Sends what is typed into a brief as it is typed: a script without a face. Streamlit sends a field when it is left."""

from __future__ import annotations

from engagement.ui.shell.component import component


def listen() -> None:
    """Have the fields of the brief on this page sent after a short rest, and when the page is left."""
    component("brief_typing", js="typing.js")(key="typing of the brief")
