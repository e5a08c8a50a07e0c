"""Links to other views, as a page draws them.

They open their page anew, as for a reader who was sent the link: a widget that lives on in the session would go on
showing what it showed before, whatever the address says.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st


def link(label: str, to: str) -> None:
    """Draw one link."""
    st.html(f'<div class="links">{anchor(label, to)}</div>')


def links(named: Sequence[tuple[str, str, str]]) -> None:
    """Draw a list of links: label, address, and a sentence about each that may be empty."""
    items = "".join(
        f"<li>{anchor(label, to)}{f'<small>{html.escape(about)}</small>' if about else ''}</li>"
        for label, to, about in named
    )
    st.html(f'<ul class="links">{items}</ul>')


def anchor(label: str, to: str) -> str:
    """Return a link as HTML, whatever stands in its label and its address."""
    return f'<a href="{html.escape(to)}" target="_self">{html.escape(label)}</a>'
