"""Who looks at a page, by the settings of [access]; and what a page shows to whoever may not see it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from engagement.access.identity import Identity, from_headers, from_token, reader_of
from engagement.access.policy import Reader
from engagement.app import runtime
from engagement.app.menu import Entry
from engagement.errors import EngagementError
from engagement.ui.shell import audited, parts, token_box

_SINCE = "signed in since"


def reader() -> Reader | None:
    """Return the reader of this run of a page; None where nobody has signed in who may see anything."""
    return reader_of(runtime.settings().access, _identity())


def _identity() -> Identity | None:
    access = runtime.settings().access
    if access.sign_in == "oidc":
        return from_token(access, st.user.to_dict())
    if access.sign_in == "proxy":
        since = st.session_state.setdefault(_SINCE, datetime.now(UTC))
        headers = st.context.headers
        pairs = ((name, value) for name in headers for value in headers.get_all(name))
        return from_headers(access, pairs, since=since)
    return None


def may(entry: Entry) -> bool:
    """Whether the menu offers a page to whoever looks; also where no settings can be read, to say so on it."""
    try:
        found = reader()
    except EngagementError:
        return True
    return found is not None and found.may(entry.role)


def ask(entry: Entry) -> None:
    """Draw what is shown in place of a page: how to sign in, or why that did not help."""
    access, identity = runtime.settings().access, _identity()
    if identity is None or identity.is_over():
        ended = "Your session has ended. " if identity else ""
        if access.sign_in == "oidc" and not get_secrets_auth_section():
            why = "The file that STREAMLIT_SECRETS_FILES names has no section [auth]: docs/operating.md."
            parts.empty("Sign-in is not set up", why)
        elif access.sign_in == "oidc":
            st.markdown(f"{ended}Sign in with your university account to see these pages.")
            st.button("Sign in", type="primary", icon=":material/login:", on_click=st.login)
        else:
            st.markdown(f"{ended}Load this page again to sign in.")
        return
    found = reader()
    audited.once("refused", who=identity.name)
    st.markdown(f"You are signed in as **{parts.plain(identity.name)}**.")
    if found is None:
        st.markdown("None of your groups may see these pages. Ask the office that runs the dashboard for access.")
    else:
        st.markdown(f"Your role, {found.role}, does not include this page: it is for the role {entry.role}.")
    _sign_out()


def draw(found: Reader) -> None:
    """Say in the sidebar who has signed in and what they see, and offer to sign out."""
    if runtime.settings().access.sign_in == "none":
        return
    audited.once("signed in", who=found.name)
    limit = f", limited to {parts.plain(str(found.limit))}" if found.limit else ""
    st.caption(f"Signed in as {parts.plain(found.name)} ({found.role}{limit})")
    identity = _identity()
    if identity is not None:
        token_box.draw(identity)
    _sign_out()


def notices(found: Reader) -> None:
    """Say on the page what a limited reader sees, and that it is open to anybody where a setting makes it so."""
    if found.limit:
        text = f"You see **{parts.plain(str(found.limit))}** only. Numbers for the whole institution are left out."
        st.info(text, icon=":material/filter_alt:")
    if runtime.settings().access.serves_others:
        st.warning(
            "**No sign-in.** Anyone who can reach this address can see these pages.", icon=":material/lock_open:"
        )


def _sign_out() -> None:
    if runtime.settings().access.sign_in == "oidc":
        st.button("Sign out", type="tertiary", icon=":material/logout:", on_click=st.logout)


runtime.ask_who(reader)
