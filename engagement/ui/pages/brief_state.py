"""The brief that a reader works on, kept in the session and, at every change, as a draft on the server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from engagement.app import runtime
from engagement.brief import edit, file
from engagement.brief.drafts import Drafts
from engagement.brief.model import Brief
from engagement.brief.seal import seal_key
from engagement.errors import EngagementError
from engagement.store.fingerprint import digest
from engagement.ui.shell import audited, parts

BRIEF, MADE, NAME, HELD, UNSAVED = "brief", "brief made", "brief name", "brief held", "brief unsaved"
CONFLICTS = "brief conflicts"
"""Words that two people wrote at the same time, by the id of what they are of."""


def current() -> Brief | None:
    """Return the brief that this reader works on."""
    found: Brief | None = st.session_state.get(BRIEF)
    return found


@dataclass
class Held:
    """What a session works on, for downloads that are made beside its runs of the page."""

    brief: Brief
    key: bytes
    runs: int = 0
    is_running: threading.Lock = field(default_factory=threading.Lock)


def keep(brief: Brief, *, name: str = "") -> None:
    """Work on this brief from now on; one by a name is another, and lets go of the widgets of the one before."""
    state = st.session_state
    state[BRIEF] = brief
    if name:
        state[MADE], state[NAME], state[HELD] = state.get(MADE, 0) + 1, name, Held(brief, key())
    elif HELD in state:
        state[HELD].brief = brief


def change(made: Callable[[Brief], Brief], what: str = "") -> None:
    """Change the brief, and keep the change on the server; that it could not be kept is said on the page.

    Args:
        made: gives the changed brief.
        what: the change is, for the history.
    """
    state, found = st.session_state, current()
    if found is None:
        return
    if NAME not in state:
        keep(made(found))
        return
    state.pop(UNSAVED, None)
    try:
        keep(drafts().change(state[NAME], made, otherwise=found, who=who(), what=what))
    except edit.ConflictError as conflict:
        state.setdefault(CONFLICTS, {})[conflict.item_id] = conflict
    except (OSError, file.BriefFileError) as error:
        parts.write_down(error)
        state[UNSAVED] = True
        keep(made(found))


def undo() -> None:
    """Take back the last change of the draft."""
    state, found = st.session_state, current()
    if found is not None and NAME in state:
        try:
            keep(drafts().undo(state[NAME], otherwise=found))
        except (OSError, file.BriefFileError) as error:
            parts.write_down(error)
            state[UNSAVED] = True


def who() -> str:
    """Return the reader's name; where nobody signs in, the window's."""
    return runtime.reader().name or f"Window {audited.session()[:4]}".strip()


def refresh() -> None:
    """Show what someone else has written in the same draft meanwhile."""
    state = st.session_state
    if state.get(UNSAVED) or NAME not in state:
        return
    try:
        draft = drafts().read(state[NAME])
    except EngagementError as error:
        parts.faults(error.faults)
        return
    if draft is not None:
        keep(draft)


def edition() -> int:
    """Count the briefs of this session, so that no text field shows words of another brief."""
    return int(st.session_state.get(MADE, 0))


@contextmanager
def running() -> Iterator[None]:
    """Mark a run of the page, so that a download waits for what the run takes in."""
    held: Held | None = st.session_state.get(HELD)
    if held is None:
        yield
        return
    held.runs += 1
    with held.is_running:
        yield


def drafts() -> Drafts:
    """Return the drafts that this reader may work on."""
    limit = runtime.reader().limit
    # what was written over all of the data is not for who sees a part of it
    return Drafts(runtime.settings().drafts_dir / (digest(str(limit)) if limit else ""), key=key())


def key() -> bytes:
    """Return the institution's key for kept briefs."""
    return seal_key(runtime.settings().drafts_dir)
