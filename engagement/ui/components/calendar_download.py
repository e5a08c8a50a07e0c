"""The calendar of reviews and ends, as a download beside the register."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engagement.app.scope import Scope
from engagement.export.calendar_file import calendar_file
from engagement.ui.components import downloads, show
from engagement.ui.pages.register import QUERY


def draw(scope: Scope) -> None:
    """Offer the calendar of the active agreements that the filters leave over. It is made when it is clicked."""
    result = show.asked(QUERY, scope=scope, parameters={"state": "active"})
    rows = result.table
    dated = sum(len(rows) - rows.column(name).null_count for name in ("review_due", "days_left"))
    if not dated:
        return
    st.download_button(
        f"Calendar of {dated:,} reviews and ends (.ics)",
        partial(calendar_file, result),
        file_name=downloads.file_name(result, "ics"),
        mime="text/calendar",
        key="calendar",
        on_click="ignore",
        icon=":material/event:",
        help="For Outlook, Google or Apple calendars: a whole-day entry for each review that is due or overdue, and "
        "for the last day of each agreement of a fixed term. Taken again later, it moves what has moved.",
    )
