"""Fields of the brief's editor: texts that are saved as they are typed, what two people wrote at once, and arrows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import streamlit as st

from engagement.brief import edit
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import parts

Write: TypeAlias = Callable[[str, tuple[str, ...]], None]
"""Saves a text, given what the writer knew to stand there."""

_WROTE = "brief wrote"
"""What this session has written last, by field: to go on writing is no conflict with oneself."""


def key(section_id: str, item_id: str = "") -> str:
    """Return the beginning of the keys of an item's fields."""
    return f"brief {state.edition()} {section_id} {item_id}".strip()


def field(label: str, name: str, text: str, write: Write, *, is_labeled: bool = False) -> None:
    """Draw a text that is saved as it is typed.

    One field as long as there is the text: whoever types on is not interrupted. Words that came from elsewhere, such as
    the draft again, take the place of those last typed.
    """
    if " ".join(st.session_state.get(name, "").split()) != text:
        st.session_state[name] = text
    st.text_area(
        label,
        key=name,
        height="content",
        label_visibility="visible" if is_labeled else "collapsed",
        on_change=partial(typed, name, text, write),
    )


def typed(name: str, was: str, write: Write) -> None:
    """Save what was typed into a field.

    A field that is just being taken away can report the words that it had: that is no change, and brings no removed
    statement back.
    """
    text = st.session_state[name]
    if text == was:
        return
    wrote = st.session_state.setdefault(_WROTE, {})
    seen = (was, wrote.get(name, was))
    wrote[name] = " ".join(text.split())
    write(text, seen)


def conflict(item_id: str, write: Callable[[str], None]) -> None:
    """Where someone else wrote the same words meanwhile, show both and ask which is to stay."""
    conflicts: dict[str, edit.ConflictError] = st.session_state.get(state.CONFLICTS, {})
    both = conflicts.get(item_id)
    if both is None:
        return
    st.warning(
        "Someone else changed these words while you wrote. Theirs stand now.  \n"
        f"Theirs: {parts.plain(both.theirs)}  \nYours: {parts.plain(both.yours)}",
        icon=":material/group:",
    )
    with st.container(horizontal=True):
        st.button("Keep theirs", key=f"{item_id} theirs", on_click=partial(_settle, item_id, None, ""))
        st.button("Use mine", key=f"{item_id} mine", on_click=partial(_settle, item_id, write, both.yours))


def arrows(name: str, move: Callable[[int], None], *, is_first: bool, is_last: bool, what: str) -> None:
    """Draw the arrows that move an item up and down."""
    for by, icon, word, is_end in (
        (-1, ":material/arrow_upward:", "up", is_first),
        (1, ":material/arrow_downward:", "down", is_last),
    ):
        st.button(
            icon,
            key=f"{name} {word}",
            help=f"Move this {what} {word}",
            type="tertiary",
            disabled=is_end,
            on_click=partial(move, by),
        )


def _settle(item_id: str, write: Callable[[str], None] | None, text: str) -> None:
    st.session_state[state.CONFLICTS].pop(item_id, None)
    if write is not None:
        write(text)
