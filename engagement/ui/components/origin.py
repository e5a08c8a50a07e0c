"""Where an answer comes from: definition, parameters, files, rows left out, and the SQL that ran."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from engagement.present import format, provenance
from engagement.result import Result
from engagement.ui.shell.parts import plain

QUESTION = "Where does this come from?"
"""What the way to the origin is called, everywhere."""


def origin(result: Result) -> None:
    """Draw all that a reader needs to trace or repeat the answer."""
    query, from_where = result.query, result.provenance
    st.markdown(plain(query.question))
    for heading, text in provenance.definition(query):
        st.markdown(f"**{heading}.** {plain(text)}")
    _list("Left out", left_out(result))
    if result.hidden_note:
        st.markdown(f"**Small numbers.** {plain(result.hidden_note)}")
    _list("Asked with", (f"`{name}` {plain(_said(item))}" for name, item in result.parameters.items()))
    _sources(result)
    st.markdown(f"**SQL** of `{query.id}`")
    st.code(query.sql.strip(), language="sql", wrap_lines=True)
    st.caption(
        f"Snapshot `{from_where.snapshot_id}` · query `{query.sha256[:16]}` · as of {format.day(from_where.as_of)}"
    )


def on_demand(result: Result, key: str) -> None:
    """Offer the origin behind one click. It is drawn when it is opened; before, it costs a page next to nothing."""
    opened = st.popover(QUESTION, type="tertiary", key=f"origin {key}", on_change="rerun", wrap=True)
    if opened.open:
        with opened:
            origin(result)


def left_out(result: Result) -> list[str]:
    """What the answer does not count, with rows where they are known."""
    return [plain(provenance.omitted(one)) for one in result.provenance.left_out]


def _list(heading: str, items: Iterable[str]) -> None:
    lines = [f"- {item}" for item in items]
    if lines:
        st.markdown("\n".join([f"**{heading}**", "", *lines]))


def _sources(result: Result) -> None:
    if not result.provenance.sources:
        return
    lines = []
    for one in result.provenance.sources:
        loaded = f"loaded {format.day(one.loaded_at.date())}"
        lines.append(
            f"`{one.file}` for {plain(one.table)}: {provenance.rows_of(one)}, {loaded}, SHA-256 `{one.sha256[:12]}`"
        )
    _list("Sources", lines)


def _said(item: Any) -> str:
    if item is None:
        return "not set"
    if isinstance(item, (list, tuple)):
        return ", ".join(map(str, item)) or "all"
    return format.value(item, "year" if isinstance(item, int) else "text")
