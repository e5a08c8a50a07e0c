"""What a delivery has changed: the headline figures now, and as the delivery before had them."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from engagement.app import runtime
from engagement.app.menu import HEADLINE
from engagement.present.since import since
from engagement.query import Column
from engagement.ui.components import markup
from engagement.ui.shell import notices, parts

_COLUMNS = (
    Column("title", "Figure"),
    Column("period", "Period"),
    Column("before", "Before"),
    Column("now", "Now"),
    Column("change", "Change"),
)


def changes() -> None:
    """Draw the table; say so where no delivery before is kept. Whoever sees a part of the data gets none of it."""
    view = runtime.view()
    if view.limit:
        return
    parts.section("Headline figures since the previous load", "Both on the same day: only the data differs.")
    with parts.part("What has changed"):
        earlier = runtime.view_before()
        if earlier is None:
            parts.empty("No earlier load is kept", "The next delivery is compared with this one.")
            return
        day = {"as_of": view.as_of}
        rows = since((earlier.run(id_, **day), view.run(id_, **day)) for id_ in HEADLINE)
        st.html(
            markup.table(
                _COLUMNS, [asdict(row) for row in rows], label="Headline figures before and now", too_few="", links={}
            )
        )
        st.caption(f"Before: release {earlier.snapshot.id}, loaded {notices.ago(earlier.snapshot.loaded_at)}.")
