"""An open page is drawn again, by itself, when there is new data, a refused delivery or a saved query."""

from __future__ import annotations

import hashlib

from engagement.ui import running
from engagement.ui.component import component


def listen(drawn_from: tuple[object, ...]) -> None:
    """Have the page ask now and then for another mark than that of what it is drawn from."""
    component("changes", js="changes.js")(key="changes", data={"mark": mark(drawn_from)}, on_changed_change=_nothing)


def mark(state: tuple[object, ...]) -> str:
    """A short text that is another one when there is something new to show; it tells nothing of what."""
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def mark_now() -> str:
    """The mark of a page that is drawn now."""
    return mark(running.state_now())


def _nothing() -> None:
    """Streamlit runs the page again by itself."""
