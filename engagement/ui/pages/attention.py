"""What needs attention: the five most pressing things with their links, and the list of all of it by date."""

from __future__ import annotations

import html
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from engagement.app.address import address
from engagement.app.choices import choices
from engagement.app.scope import Scope, academic_year, in_address
from engagement.present.attention import Pressing, fallen, pressing
from engagement.present.standing import standing
from engagement.ui.components import show, tabs
from engagement.ui.shell import links, parts

_LIST, _CHANGE = "strategy/attention", "placements/change_by_region"

_ITEMS: Mapping[str, str] = MappingProxyType(
    {"By date": _LIST, "Before the next summit": "strategy/before_next_summit"}
)
"""The action items: all of them, and those that a summit waits for."""

_WHERE: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "Ends before": ("partnerships", {"ends": ("Next to end",)}),
        "Review overdue": ("register", {"state": ("Review overdue",)}),
        "Compliance review pending": ("strategy", {"risk": ("Pending over 90 days",)}),
        "Fewer students": ("placements", {"where": ("Change by region",)}),
        "Ends soon": ("register", {"state": ("Ending within 12 months",)}),
        "Dormant": ("partnerships", {"use": ("Dormant",)}),
    }
)
"""The page that lists what a topic counts, and how it is asked for there."""


def sentence(scope: Scope) -> None:
    """Draw how things stand, in one line."""
    with parts.part("How things stand"):
        composed = standing(
            show.asked("cards/students_abroad", scope=scope),
            show.asked("cards/reviews_overdue", scope=scope),
            show.asked("strategy/summits", scope=scope),
            year=academic_year(scope, choices()),
        )
        with st.container(key="standing"):
            st.html(f'<p class="standing">{html.escape(composed)}</p>')


def first(scope: Scope) -> None:
    """Draw the five things that need attention first, each with its link."""
    with st.container(border=True, height="stretch"), parts.part("What needs attention first"):
        st.subheader("Needs attention first", anchor=False)
        found = pressing(show.asked(_LIST, scope=scope), show.asked(_CHANGE, scope=scope))
        if found:
            links.links([(thing.what, _link(thing, scope), thing.example) for thing in found])
        else:
            st.markdown("Nothing needs attention now.")


def draw(scope: Scope) -> None:
    """Draw which regions fell, and the list of all that needs attention; what fails is said in its place."""
    with parts.part("What needs attention"):
        if change := fallen(show.asked(_CHANGE, scope=scope)):
            st.markdown(parts.plain(change))
        tabs.queries("items", _ITEMS, scope=scope)


def _link(thing: Pressing, scope: Scope) -> str:
    page, asked = _WHERE[thing.topic]
    return address(page, {**in_address(scope, choices()), **asked})
