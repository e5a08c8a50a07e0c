"""The frame around every page: menu, filters, notices, freshness; and what is shown where there is no data."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache

import streamlit as st

from engagement import __version__
from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.menu import MENU, Entry
from engagement.app.scope import words
from engagement.errors import EngagementError
from engagement.settings import ROOT, Settings
from engagement.store.outcome import Outcome
from engagement.ui.shell import audited, changes, chips, filters, named_views, notices, parts, sign_in

_ABOUT = (
    f"**Global Engagement Dashboard {__version__}**: agreements, placements and leadership programs abroad, "
    "from the offices' own exports. Every number tells where it comes from."
)


def draw() -> None:
    """Draw the page that the address asks for, and everything around it."""
    with parts.part("This page"):
        _draw(*_navigate())


def _draw(page: st.Page, entry: Entry) -> None:
    st.html(_style())
    st.title(page.title, anchor=False)
    try:
        reader = sign_in.reader()
        if reader is None or not reader.may(entry.role):
            runtime.let_go()
            sign_in.ask(entry)
            return
        with st.spinner("Opening the data …", show_time=True) if runtime.is_starting() else nullcontext():
            view = runtime.pin(reader)
    except EngagementError as error:
        notices.nothing_to_show(error, _settings(), _trouble())
        changes.listen(runtime.state(None))
        return
    with st.sidebar:
        note = filters.draw()
        st.caption(parts.plain(f"{runtime.settings().institution}, {runtime.settings().office}"))
        sign_in.draw(reader)
    st.markdown(f":gray[{entry.question}]")
    sign_in.notices(reader)
    if view.snapshot.is_demonstration:
        notices.demonstration()
    trouble = runtime.trouble()
    if trouble is not None:
        notices.trouble(trouble, view.snapshot)
    if note:
        notices.link(note)
    scope = filters.current()
    about = words(scope, choices()) if entry.is_filtered else "The whole snapshot"
    has_sums = entry.is_filtered and len(scope.countries or scope.regions) > 1
    notices.scope(about, view.snapshot, view.as_of, runtime.settings(), has_sums=has_sums)
    if entry.is_filtered:
        chips.draw(scope)
    changes.listen(runtime.state(view, trouble), until=reader.ends_at)
    with parts.part("This page"):
        page.run()
    audited.page(entry, view, reader)
    with st.sidebar:
        named_views.draw()


def _navigate() -> tuple[st.Page, Entry]:
    pages = {
        st.Page(
            entry.file,
            title=entry.title,
            help=entry.question,
            default=entry is MENU[0],
            visibility="visible" if sign_in.may(entry) else "hidden",
        ): entry
        for entry in MENU
    }
    page = st.navigation(list(pages))
    st.set_page_config(
        page_title=f"{page.title} · Global Engagement",
        page_icon=ROOT / "static" / "favicon.svg",
        layout="wide",
        menu_items={"About": _ABOUT},
    )
    return page, pages[page]


@cache
def _style() -> str:
    return f"<style>{(ROOT / 'static' / 'frame.css').read_text(encoding='utf-8')}</style>"


def _settings() -> Settings | None:
    try:
        return runtime.settings()
    except EngagementError:
        return None


def _trouble() -> Outcome | None:
    try:
        return runtime.trouble()
    except EngagementError:
        return None
