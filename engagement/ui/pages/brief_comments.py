"""Remarks of colleagues on a section: written, resolved or opened again, and never printed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from engagement.brief import edit
from engagement.brief.model import Brief, Section
from engagement.ui.pages import brief_fields
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import parts


def draw(brief: Brief, section: Section) -> None:
    """Draw a section's remarks, and a field for another."""
    remarks = [remark for remark in brief.comments if remark.section == section.id]
    count = sum(not remark.is_resolved for remark in remarks)
    with st.popover(f"Comments ({count})" if count else "Comments", icon=":material/comment:"):
        for remark in remarks:
            text = parts.plain(f"{remark.who}, {remark.when}: {remark.text}")
            st.markdown(f":gray[~~{text}~~]" if remark.is_resolved else text)
            label = "Open again" if remark.is_resolved else "Resolve"
            settle = partial(_resolve, remark.id, not remark.is_resolved)
            st.button(label, key=f"brief comment {remark.id}", type="tertiary", on_click=settle)
        key = f"{brief_fields.key(section.id)} comment {len(remarks)}"
        st.text_input("A comment, never printed", key=key, on_change=partial(_add, section.id, key))


def _add(section_id: str, field: str) -> None:
    text, when = st.session_state[field], f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    if text.strip():
        state.change(
            lambda found: edit.comment(found, section_id, text, who=state.who(), when=when),
            f"Commented on {section_id}",
        )


def _resolve(comment_id: str, is_resolved: bool) -> None:
    what = f"{'Resolved' if is_resolved else 'Opened'} comment {comment_id}"
    state.change(lambda found: edit.resolve(found, comment_id, is_resolved=is_resolved), what)
