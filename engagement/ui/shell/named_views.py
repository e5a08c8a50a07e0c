"""The views that everyone finds in the menu, and the link to the view that is shown."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from engagement.app import runtime
from engagement.app.views import NamedView, path_of, read_views
from engagement.ui.shell import links
from engagement.warehouse.cache import Cache

_kept: Cache[tuple[NamedView, ...]] = Cache(16)


def draw() -> None:
    """Draw the links. Called after the page: only then does the address hold all that the page has bound to it."""
    box = st.expander("Views and links", on_change="rerun", key="views and links")
    if not box.open:
        return  # what an address is copied from would be a large part of what a browser fetches at the first visit
    with box:
        views = _views()
        if views:
            st.caption("For everyone")
            links.links([(one.name, one.link, one.description) for one in views])
        st.caption("What you see now")
        st.code(this_view(), language=None, wrap_lines=True)
        st.caption("Nothing is remembered: whoever opens this link sees the same. Keep it, or send it.")


def this_view() -> str:
    """Return the whole address of what is shown, its filters included."""
    asked = urlencode([(key, one) for key in st.query_params for one in st.query_params.get_all(key)])
    page = (st.context.url or "").rstrip("/")
    return f"{page}/?{asked}" if asked and page.count("/") < 3 else f"{page}?{asked}" if asked else page or "./"


def _views() -> tuple[NamedView, ...]:
    """Return views that can be used; python -m engagement check tells of the others."""
    path = path_of(runtime.settings())
    try:
        key = (path, path.stat().st_mtime)
    except OSError:
        return ()
    return _kept.get(key, lambda: read_views(path)[0])
