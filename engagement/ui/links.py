"""Links to a view: the page and what it shows stand in the address, and nowhere else.

They open their page anew, as for a reader who was sent the link: a widget that lives on in the session would go on
showing what it showed before, whatever the address says.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from engagement.ui.menu import MENU


def address(page: str, values: Mapping[str, Sequence[str]] | None = None) -> str:
    """The address of a view, as seen from any page: "partnerships?regions=Africa".

    Args:
        page: the page by its name in the address, such as "partnerships".
        values: what stands behind the question mark, as the widgets of the page write it.
    """
    place = "./" if f"{page}.py" == MENU[0].file else page
    asked = urlencode([(key, one) for key, given in (values or {}).items() for one in given])
    return f"{place}?{asked}" if asked else place


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
    """A link as HTML, whatever stands in its label and its address."""
    return f'<a href="{html.escape(to)}" target="_self">{html.escape(label)}</a>'
