"""One region or country on one page: which one, from the filters or from a click."""

from __future__ import annotations

import streamlit as st

from engagement.ui import filters, parts
from engagement.ui.choices import choices
from engagement.ui.filters import Scope


def is_chosen(scope: Scope) -> bool:
    """Whether the filters name a region or country."""
    return bool(scope.regions or scope.countries)


def offer(scope: Scope) -> None:
    """Offer the regions of the scheme, one click each."""
    known = choices()
    parts.section("Choose a region", "Or a country, or several of either, in the filters.")
    with st.container(horizontal=True):
        for region in known.regions.get(scope.scheme, ()):
            st.button(region, on_click=filters.choose, kwargs={"regions": [region]}, key=f"region {region}")


def heading(scope: Scope) -> None:
    """Name what the page is about, and the countries behind a region."""
    known = choices()
    names = [known.place(iso3) for iso3 in scope.countries] or list(scope.regions)
    parts.section(", ".join(names))
    if not scope.countries:
        members = [known.place(iso3) for iso3 in known.countries_of(scope.scheme, scope.regions)]
        with st.expander(f"{len(members)} countries and places"):
            st.markdown(parts.plain(", ".join(members)))
            st.caption(f"{known.scheme_title(scope.scheme)}, version {parts.plain(known.version(scope.scheme))}")
