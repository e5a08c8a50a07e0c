"""What a load would make of a file: rows taken and rejected, why, and the headline figures before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engagement.loading.preview_answer import Preview
from engagement.query import Column
from engagement.ui.components import markup
from engagement.ui.shell import parts

_COUNTS = (
    Column("table", "Table"),
    Column("lines", "Lines of the file", unit="count"),
    Column("rows_delivered", "Rows", unit="count"),
    Column("rows_accepted", "Accepted", unit="count"),
    Column("rows_rejected", "Rejected", unit="count"),
    Column("rows_left_out", "Not meant", unit="count"),
    Column("values_cleared", "Values cleared", unit="count"),
)
_FAULTS = (
    Column("title", "Column"),
    Column("effect", "Effect"),
    Column("times", "Times", unit="count"),
    Column("reason", "Reason"),
)
_EXAMPLES = (
    Column("line", "Line"),
    Column("title", "Column"),
    Column("value", "As delivered"),
    Column("effect", "Effect"),
    Column("reason", "Reason"),
)
_FIGURES = (
    Column("title", "Figure"),
    Column("period", "Period"),
    Column("before", "Without it"),
    Column("now", "With it"),
    Column("change", "Change"),
)


def draw(preview: Preview, *, is_demonstration: bool) -> None:
    """Draw what would become of the file; nothing of it counts yet.

    Args:
        preview: what was found out.
        is_demonstration: whether what is loaded now is invented, and would be left out.
    """
    st.subheader("What would be taken", anchor=False)
    _table(_COUNTS, preview.tables, "Rows and lines of the file")
    if preview.notes:
        st.caption(parts.plain(" ".join(preview.notes)))
    if preview.faults:
        st.markdown("**Rejected rows and cleared values**")
        _table(_FAULTS, preview.faults, "Why rows are rejected and values cleared")
        with st.expander("Line by line"):
            if sum(fault["times"] for fault in preview.faults) > len(preview.examples):
                st.caption(f"The first {len(preview.examples)}.")
            _table(_EXAMPLES, preview.examples, "Rejected rows and cleared values, line by line")
    else:
        st.markdown("Nothing is rejected, and no value is cleared.")
    if preview.places:
        st.markdown(f"**Unrecognized place names:** {parts.plain(', '.join(preview.places))}")
    if preview.figures:
        st.markdown("**Headline figures**")
        if is_demonstration:
            st.caption("Without it: demonstration data, which is left out as soon as a real export is there.")
        _table(_FIGURES, preview.figures, "Headline figures without the file and with it")


def _table(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], label: str) -> None:
    st.html(markup.table(columns, rows, label=label, too_few="", links={}))
