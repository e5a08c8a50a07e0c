"""The frame around every page: header, menu, filters, notices; and what is shown where there is no data."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engagement import __version__
from engagement.app import runtime
from engagement.app.menu import MENU, Entry
from engagement.errors import EngagementError
from engagement.settings import ROOT, Settings
from engagement.store.outcome import Outcome
from engagement.ui.components import drawer
from engagement.ui.pages import trial
from engagement.ui.shell import audited, changes, filters, header, jump, named_views, notices, parts, sign_in

_ABOUT = (
    f"**Global Engagement Dashboard {__version__}**: agreements, students abroad and leadership programs, "
    "from the offices' own exports. Every number names its sources."
)


def draw() -> None:
    """Draw the page that the address asks for, and everything around it."""
    with parts.part("This page"):
        _draw(*_navigate())


def _draw(page: st.Page, entry: Entry) -> None:
    settings, reader = _settings(), None
    top = st.container(key="top", gap=None)
    try:
        reader = sign_in.reader()
        if reader is None or not reader.may(entry.role):
            runtime.let_go()
            _alone(top, page, settings)
            sign_in.ask(entry)
            return
        with st.spinner("Opening the data …", show_time=True) if runtime.is_starting() else nullcontext():
            view = runtime.pin(reader)
    except EngagementError as error:
        _alone(top, page, settings)
        notices.nothing_to_show(error, settings, _trouble())
        if reader is not None and entry.file == "data_health.py":
            trial.draw(reader)
        changes.listen(runtime.state(None))
        return
    with top:
        header.draw(settings, is_demonstration=view.snapshot.is_demonstration)
        jump.draw()
        note = filters.draw(entry.filters)
        trouble = runtime.trouble()
        changes.listen(runtime.state(view, trouble), until=reader.ends_at)
    scope = filters.current()
    with st.container(horizontal=True, vertical_alignment="bottom", key="heading"):
        st.title(page.title, anchor=False, width="content")
        st.markdown(f":gray[{entry.question}]", width="stretch")
        notices.freshness(view.snapshot, view.as_of)
    if entry.is_filtered and len(scope.countries or scope.regions) > 1:
        st.caption(notices.SUMS)
    sign_in.notices(reader)
    if trouble is not None:
        notices.trouble(trouble, view.snapshot)
    if note:
        notices.link(note)
    drawer.begin()
    with parts.part("This page"):
        page.run()
    st.caption(notices.people(runtime.settings()))
    audited.page(entry, view, reader)
    drawer.draw()
    with st.sidebar:
        named_views.draw()
        sign_in.draw(reader)


def _alone(top: DeltaGenerator, page: st.Page, settings: Settings | None) -> None:
    """Header and title of a page that shows no data."""
    with top:
        header.draw(settings, is_demonstration=False)
    st.title(page.title, anchor=False)


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
    page = st.navigation(list(pages), expanded=True)
    st.set_page_config(
        page_title=f"{page.title} · Global Engagement",
        page_icon=ROOT / "static" / "favicon.svg",
        layout="wide",
        menu_items={"About": _ABOUT},
    )
    return page, pages[page]


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
