"""What a delivery has changed: the headline figures now, and as the delivery before had them."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from engagement.app import runtime
from engagement.present.since import HEADLINE, since
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
    with parts.part("What has changed"), st.container(border=True):
        st.subheader("Headline figures", anchor=False)
        earlier = runtime.view_before()
        if earlier is None:
            st.markdown("No earlier load is kept. The next one is compared with this one.")
            return
        asked = ((earlier.run(id_, as_of=view.as_of), view.run(id_, as_of=view.as_of)) for id_ in HEADLINE)
        rows = [asdict(row) for row in since(asked)]
        st.html(markup.table(_COLUMNS, rows, label="Headline figures before and now", too_few="", links={}))
        st.caption(f"Before: loaded {notices.ago(earlier.snapshot.loaded_at)}, release {earlier.snapshot.id}.")
