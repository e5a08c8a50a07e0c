"""One region or country on one page: which one, from the filters or from a click."""

from __future__ import annotations

import streamlit as st

from engagement.ui import filters, parts
from engagement.ui.choices import choices
from engagement.ui.filters import Scope


def is_chosen(scope: Scope) -> bool:
    """Whether the filters name a region or country; offers the regions of the scheme where they do not."""
    if scope.regions or scope.countries:
        return True
    known = choices()
    parts.section("Choose a region", "Or choose a region, a country or several in the filters.")
    with st.container(horizontal=True):
        for region in known.regions.get(scope.scheme, ()):
            st.button(region, on_click=filters.choose, kwargs={"regions": [region]}, key=f"region {region}")
    return False


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
