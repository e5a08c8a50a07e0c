"""A reader's tokens for programs: made here, shown once, removed here."""

from __future__ import annotations

import streamlit as st

from engagement.access.identity import Identity
from engagement.app import runtime
from engagement.present import format
from engagement.store.tokens import DAYS, TokenStore
from engagement.ui.shell import audited, parts

_NEW, _WRONG, _PURPOSE = "a new token", "why there is no new token", "token purpose"


def draw(identity: Identity) -> None:
    """Draw what the reader has, a way to make another one, and the text of one that has just been made."""
    with st.popover("Tokens for programs", type="tertiary", icon=":material/key:"):
        st.markdown("A program that sends a token to `/api` sees what you see. Keep it as you keep a password.")
        for token in _store().of(identity.name):
            label = parts.plain(token.purpose or "No purpose given")
            st.markdown(f"{label} :gray[until {format.day(token.ends_at.date())}]")
            st.button("Remove", key=f"remove token {token.id}", on_click=_remove, args=(token.id, identity.name))
        st.text_input("What the token is for", key=_PURPOSE, placeholder="Excel on my laptop", max_chars=80)
        st.button("Make a token", key="make token", on_click=_make, args=(identity,))
        if text := st.session_state.pop(_NEW, ""):
            st.code(text, language=None)
            st.markdown(f"Copy it now: it is not shown again. It ends after {DAYS} days.")
        if why := st.session_state.pop(_WRONG, ""):
            st.warning(parts.plain(why))


def _make(identity: Identity) -> None:
    if identity.is_over():
        return
    purpose = str(st.session_state.get(_PURPOSE) or "").strip()
    try:
        st.session_state[_NEW] = _store().make(identity.name, identity.groups, purpose=purpose)
    except (ValueError, OSError) as error:
        st.session_state[_WRONG] = str(error) if isinstance(error, ValueError) else "The token could not be kept."
        return
    audited.write("token", who=identity.name, made=purpose)


def _remove(id_: str, name: str) -> None:
    if _store().remove(id_, name=name):
        audited.write("token", who=name, removed=id_)


def _store() -> TokenStore:
    return TokenStore(runtime.settings().tokens_dir)
