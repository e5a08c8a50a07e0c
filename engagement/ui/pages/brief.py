"""The brief on its page: what it is for, whether it still holds, how it will print, and its files.

What is written is kept on the server as it is typed, for each summit or region with its years and readers: a reload, a
second click and a restart lose nothing. Only "Start over" throws it away.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.brief import file, pdf
from engagement.brief.body_sections import DECISIONS, SINCE
from engagement.brief.compare import GONE, Outdated, against, request_of
from engagement.brief.compose import compose
from engagement.brief.drafts import name_of, name_of_file
from engagement.brief.formats import Format, available, file_name
from engagement.brief.house_templates import ENDINGS, HouseTemplates
from engagement.brief.model import Brief
from engagement.brief.outline import AUDIENCES
from engagement.brief.renew import renew
from engagement.brief.statement import Decision
from engagement.brief.subject import Meeting, Request, meetings, regions
from engagement.brief.wording import UNVERIFIED, UNVERIFIED_WORDS
from engagement.errors import EngagementError, Fault
from engagement.place import Place
from engagement.present import format
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import audited, filters, parts

_REST_SECONDS = 0.5
"""What was typed before a click on a download begins a run of the page within this time."""
_MOST_RESTS = 40
_UPLOADED = "brief templates uploaded"
_MOST_KEPT = 24
"""Previews that are kept for all readers together; one is a few hundred kilobytes."""


def choose() -> None:
    """Offer what a brief can be for, and make it."""
    view, known = runtime.view(), choices()
    about = {_summit_label(each.summit.name, format.day(each.summit.date)): each.summit.id for each in _coming_first()}
    about |= {f"Region: {region}": region for region in regions(view, known.default_scheme)}
    with st.container(border=True):
        what, when, whom = st.columns([4, 3, 3], vertical_alignment="bottom")
        chosen = what.selectbox(
            "A brief for", list(about), index=_opens_on(list(about)), key="brief-for", bind="query-params"
        )
        period = when.selectbox(
            "Period", list(known.periods), format_func=known.period, key="brief-period", bind="query-params"
        )
        audience = whom.selectbox(
            "Readers", list(AUDIENCES), format_func=_audience, key="brief-audience", bind="query-params"
        )
        is_region = chosen is not None and chosen.startswith("Region: ")
        with st.container(horizontal=True, vertical_alignment="center"):
            make = st.button("Make the brief", type="primary", icon=":material/article:", disabled=chosen is None)
            with st.popover("Open saved brief", icon=":material/folder_open:"):
                _open()
            start_over = st.empty()
        st.caption("What you write is saved on the server as you type.")
    if chosen is None:
        return
    request = Request(
        summit="" if is_region else about[chosen],
        region=about[chosen] if is_region else "",
        period=period,
        audience=audience,
    )
    if make or state.current() is None:
        _open_draft(request, is_asked=make)
    else:
        state.refresh()
    _offer_to_start_over(start_over, request)
    if st.session_state.get(state.UNSAVED):
        st.error("The last change could not be saved on the server. Download the brief before you leave this page.")


def _opens_on(offered: list[str]) -> int | None:
    """Open on the region that the filters name, where it is one; else on the next summit."""
    regions = filters.current().regions
    label = f"Region: {regions[0]}" if len(regions) == 1 else ""
    if label in offered:
        return offered.index(label)
    return 0 if offered else None


def outdated() -> None:
    """Where newer data has come since the brief was made, tell what no longer holds."""
    brief, view = state.current(), runtime.view()
    if brief is not None and not brief.is_verified:
        st.warning(f"**{UNVERIFIED}.** {UNVERIFIED_WORDS} It prints so.", icon=":material/gpp_maybe:")
    if brief is None or brief.snapshot_id == view.snapshot.id:
        return
    with parts.part("What has changed since this brief was made"):
        found = against(brief, view)
        if not found:
            st.success("There is newer data since this brief was made, and every statement and figure still holds.")
        count = f"{len(found)} statements and figures no longer hold" if len(found) > 1 else "One no longer holds"
        if found:
            with st.expander(f"There is newer data since this brief was made: {count}", icon=":material/update:"):
                st.markdown("\n".join(_told(each) for each in found))
    st.button(
        "Take the new numbers, keep our words",
        icon=":material/sync:",
        key="brief renew",
        help="Drafted sentences, figures and tables are made again; what you wrote, removed, moved or added stays.",
        on_click=_renew,
    )


def _renew() -> None:
    brief = state.current()
    if brief is None:
        return
    newer = compose(runtime.view(), request_of(brief), earlier=_earlier(request_of(brief)))
    state.change(lambda saved: renew(saved, newer), "Took the new numbers")


def downloads() -> None:
    """Offer every format; a file is made when it is asked for."""
    brief = state.current()
    if brief is None:
        return
    templates = HouseTemplates(runtime.settings().drafts_dir / "templates")
    with st.container(horizontal=True):
        for name, each in available().items():
            st.download_button(
                each.title,
                partial(_file, st.session_state[state.HELD], each, templates.path(name)),
                file_name=file_name(brief, each.ending),
                mime=each.mime,
                key=f"brief as {name}",
                on_click="ignore",
                type="primary" if name == "pdf" else "secondary",
                icon=":material/download:",
            )
        _offer_templates(templates)


def _offer_templates(templates: HouseTemplates) -> None:
    """Let stewards say how every Word and PowerPoint file looks."""
    if not runtime.reader().may("steward"):
        return
    with st.popover("Templates", icon=":material/palette:"):
        st.caption("How Word and PowerPoint files look, for everyone. PDF keeps the default.")
        for name in sorted(set(ENDINGS.values())):
            if templates.path(name) is not None:
                label = f"Back to the default for {available()[name].title}"
                st.button(label, key=f"brief template {name}", on_click=partial(templates.drop, name))
        endings = [ending.removeprefix(".") for ending in ENDINGS]
        count = st.session_state.get(_UPLOADED, 0)
        given = st.file_uploader("A Word or PowerPoint file", type=endings, key=f"brief template file {count}")
        if given is None:
            return
        try:
            name = templates.keep(given.name, given.getvalue())
        except EngagementError as error:
            parts.faults(error.faults)
            return
        audited.write("changed", template=name)
        st.session_state[_UPLOADED] = count + 1
        st.rerun()


def preview() -> None:
    """Draw the pages as they will print."""
    brief = state.current()
    if brief is None:
        return
    with parts.part("The preview"):
        with st.spinner("Setting the pages …", show_time=True):
            pages, fault = _pages(hashlib.sha256(file.to_bytes(brief, key=b"")).hexdigest(), brief)
        if fault is not None:
            parts.faults((fault,))
        with st.container(height=980, border=True):
            st.caption(f"{len(pages)} pages, as they will print")
            for number, page in enumerate(pages, start=1):
                # without a line around it, white paper would end nowhere on a white page
                with st.container(border=True, gap=None):
                    alt = f"Page {number} of the brief; its text is in the PDF"
                    st.image(page, width="stretch", caption=f"Page {number}", alt=alt)


@st.cache_data(max_entries=_MOST_KEPT, show_spinner=False)
def _pages(digest: str, _brief: Brief) -> tuple[list[bytes], Fault | None]:
    """Pictures of the pages, and what cannot be printed; kept by what the brief holds, so that a click elsewhere sets
    nothing anew."""
    del digest
    return pdf.pages(_brief), pdf.unprintable(_brief)


def _file(held: state.Held, each: Format, template: Path | None = None) -> bytes:
    """Return the file once the page rests: what was typed up to the click is taken in by a run begun meanwhile."""
    for _ in range(_MOST_RESTS):
        runs = held.runs
        time.sleep(_REST_SECONDS)
        with held.is_running:
            if held.runs == runs:
                break
    return each.make(held.brief, key=held.key, template=template)


def _open_draft(request: Request, *, is_asked: bool) -> None:
    """Go on with the draft for what is chosen; make a brief where there is none and one is asked for."""
    name = name_of(request)
    if is_asked and st.session_state.get(state.NAME) == name and state.current() is not None:
        state.refresh()
        return
    try:
        draft = state.drafts().read(name)
    except EngagementError as error:
        parts.faults(error.faults)
        return
    if draft is not None:
        state.keep(draft, name=name)
    elif is_asked:
        _make(request)


def _offer_to_start_over(place: DeltaGenerator, request: Request) -> None:
    name = name_of(request)
    if name not in state.drafts():
        return
    with place.popover("Start over", icon=":material/restart_alt:"):
        st.markdown("This discards everything written in this brief, for everyone.")
        if st.button("Discard and start over", key="brief start over"):
            state.drafts().drop(name)
            audited.write("changed", dropped=name)
            _make(request)
            st.rerun()


def _make(request: Request) -> None:
    with st.status("Making the brief …", expanded=True) as status:
        try:
            brief = compose(
                runtime.view(), request, progress=lambda title: status.write(f"{title} …"), earlier=_earlier(request)
            )
        except EngagementError as error:
            status.update(label="The brief could not be made", state="error")
            parts.faults(error.faults)
            return
        name = name_of(request)
        audited.write("brief", brief=name, snapshot=brief.snapshot_id)
        state.keep(brief, name=name)
        state.change(lambda made: made)
        status.update(label="The brief is made", state="complete", expanded=False)


def _earlier(request: Request) -> tuple[Decision, ...]:
    """Return the decisions that the region's last summit was asked for, where its brief is kept here."""
    known = {meeting.summit.id: meeting for meeting in meetings(runtime.view())}
    own = known.get(request.summit)
    if own is None:
        return ()
    before = [
        meeting.summit
        for meeting in known.values()
        if (meeting.scheme, meeting.region) == (own.scheme, own.region) and meeting.summit.date < own.summit.date
    ]
    if not before:
        return ()
    last = max(before, key=lambda summit: summit.date)
    saved = state.drafts().read(name_of(replace(request, summit=last.id)))
    section = saved.section(DECISIONS) if saved else None
    return tuple(replace(asked, id=f"{SINCE}.{asked.id}", evidence=()) for asked in section.asked) if section else ()


def _open() -> None:
    given = st.file_uploader(
        f"A file that ends in {file.ENDING}", type=["json"], max_upload_size=5, key=f"brief-file-{state.edition()}"
    )
    if given is None:
        return
    try:
        content = given.getvalue()
        opened = file.from_bytes(content, key=state.key(), where=Place(PurePath(given.name).name))
        name = name_of_file(content)
        state.keep(state.drafts().read(name) or opened, name=name)
    except EngagementError as error:
        parts.faults(error.faults)
        return
    st.rerun()


def _coming_first() -> list[Meeting]:
    """Summits to come, the next first; then those that are over, the last first."""
    view = runtime.view()
    found = meetings(view)
    coming = [each for each in found if each.summit.date >= view.as_of]
    return [*coming, *reversed([each for each in found if each.summit.date < view.as_of])]


def _summit_label(name: str, day: str) -> str:
    return f"{name}, {day}"


def _audience(id_: str) -> str:
    words = AUDIENCES[id_].readers.removeprefix("the ")
    return words[:1].upper() + words[1:]


def _told(each: Outdated) -> str:
    now = parts.plain(each.now) if each.now else GONE
    changes: Iterator[str] = (
        f"    - {parts.plain(change.name)}: {parts.plain(change.was)} → {parts.plain(change.now or GONE)}"
        for change in each.changes
    )
    return "\n".join([f"- **{parts.plain(each.section)}**: {parts.plain(each.text)}  \n  Now: {now}", *changes])
