"""What a reader asks, takes away or changes, written to the audit log where others than this machine are served."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engagement.access.policy import Reader
from engagement.app import audit, runtime
from engagement.app.menu import Entry
from engagement.warehouse import View

_TOLD = "audit has told of"


def write(event: str, *, who: str | None = None, **details: Any) -> None:
    """Add a line to the audit log.

    Args:
        event: one of `engagement.access.audit.EVENTS`.
        who: by default the reader of this run of a page.
        details: what was asked, by name.
    """
    name = runtime.reader().name if who is None else who
    audit.write(runtime.settings(), event, who=name, session=session(), **details)


def once(event: str, *, who: str) -> None:
    """Write the same, once for each session and reader."""
    if st.session_state.get(_TOLD) != (event, who):
        st.session_state[_TOLD] = (event, who)
        write(event, who=who)


def page(entry: Entry, view: View, found: Reader) -> None:
    """Write down a page with its address, and the queries that have answered it."""
    write(
        "page",
        who=found.name,
        page=entry.file.removesuffix(".py"),
        address=st.query_params.to_dict(),
        queries=view.asked,
        release=view.snapshot.id,
        limit=str(found.limit),
    )


def session() -> str:
    """Return a name for the browser's tab. Its own would let whoever reads the log take the session over."""
    context = get_script_run_ctx(suppress_warning=True)
    return hashlib.sha256(context.session_id.encode()).hexdigest()[:12] if context else ""
