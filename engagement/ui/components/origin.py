"""What an answer means, and where it comes from: definition, parameters, files, rows left out, and the SQL that ran."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from engagement.present import format, provenance
from engagement.result import Result
from engagement.ui.shell.parts import plain


def definition(result: Result) -> None:
    """Draw what the answer counts, what it is divided by, and what it leaves out."""
    query = result.query
    st.markdown(plain(query.question))
    for heading, text in provenance.definition(query):
        st.markdown(f"**{heading}.** {plain(text)}")
    _list("Left out", left_out(result))
    if result.hidden_note:
        st.markdown(f"**Small numbers.** {plain(result.hidden_note)}")


def sources(result: Result) -> None:
    """Draw what a reader needs to repeat the answer: parameters, files and SQL."""
    query, provenance = result.query, result.provenance
    _list("Parameters", (f"`{name}` {plain(_printed(value))}" for name, value in result.parameters.items()))
    _files(result)
    st.markdown(f"**SQL** of `{query.id}`")
    st.code(query.sql.strip(), language="sql", wrap_lines=True)
    st.caption(
        f"Snapshot `{provenance.snapshot_id}` · query `{query.sha256[:16]}` · as of {format.day(provenance.as_of)}"
    )


def left_out(result: Result) -> list[str]:
    """Return what the answer does not count, with rows where they are known."""
    return [plain(provenance.omitted(one)) for one in result.provenance.left_out]


def _list(heading: str, items: Iterable[str]) -> None:
    lines = [f"- {item}" for item in items]
    if lines:
        st.markdown("\n".join([f"**{heading}**", "", *lines]))


def _files(result: Result) -> None:
    if not result.provenance.sources:
        return
    lines = []
    for source in result.provenance.sources:
        rows, loaded = provenance.rows_of(source), f"loaded {format.day(source.loaded_at.date())}"
        lines.append(f"`{source.file}` for {plain(source.table)}: {rows}, {loaded}, SHA-256 `{source.sha256[:12]}`")
    _list("Files", lines)


def _printed(value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "all"
    return format.value(value, "year" if isinstance(value, int) else "text")
