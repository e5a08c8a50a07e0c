"""The brief on its page: what it is for, whether it still holds, how it will print, and its files.

The brief lives in the reader's session until it is downloaded; the file that opens again keeps it longer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

import streamlit as st

from engagement.brief import file, pdf
from engagement.brief.compare import GONE, Outdated, against
from engagement.brief.compose import compose
from engagement.brief.formats import Format, available, file_name
from engagement.brief.model import Brief
from engagement.brief.outline import AUDIENCES
from engagement.brief.scope import Meeting, Request, meetings, regions
from engagement.charts import format
from engagement.errors import EngagementError, Fault
from engagement.ui import parts, running
from engagement.ui.choices import choices

_BRIEF, _MADE = "brief", "brief made"
_MOST_KEPT = 24
"""Previews that are kept for all readers together; one is a few hundred kilobytes."""


def current() -> Brief | None:
    """The brief that this reader works on."""
    found: Brief | None = st.session_state.get(_BRIEF)
    return found


def keep(brief: Brief, *, is_new: bool = False) -> None:
    """Work on this brief from now on; a new one lets go of the widgets of the one before."""
    st.session_state[_BRIEF] = brief
    if is_new:
        st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1


def edition() -> int:
    """Counts the briefs of this session, so that no text field shows words of another brief."""
    return int(st.session_state.get(_MADE, 0))


def choose() -> None:
    """Offer what a brief can be for, and make it."""
    view, known = running.view(), choices()
    about = {_summit_label(each.summit.name, format.day(each.summit.date)): each.summit.id for each in _coming_first()}
    about |= {f"Region: {region}": region for region in regions(view, known.default_scheme)}
    with st.container(border=True):
        what, first, last, whom = st.columns([4, 2, 2, 3], vertical_alignment="bottom")
        chosen = what.selectbox("A brief for", list(about), key="brief-for", bind="query-params")
        year_from = first.selectbox(
            "From academic year",
            known.years,
            index=None,
            format_func=known.academic_year,
            key="brief-from",
            placeholder="First on record",
        )
        year_to = last.selectbox(
            "To academic year",
            known.years,
            index=None,
            format_func=known.academic_year,
            key="brief-to",
            placeholder="Last on record",
        )
        audience = whom.selectbox("Readers", list(AUDIENCES), format_func=_audience, key="brief-audience")
        years = sorted(year for year in (year_from, year_to) if year is not None)
        is_region = chosen is not None and chosen.startswith("Region: ")
        with st.container(horizontal=True, vertical_alignment="center"):
            make = st.button("Make the brief", type="primary", icon=":material/article:", disabled=chosen is None)
            with st.popover("Open a kept brief", icon=":material/folder_open:"):
                _open()
        st.caption("What is chosen here counts; the filters at the side change no brief.")
    if make and chosen is not None:
        both = len(years) == 2
        _make(
            Request(
                summit="" if is_region else about[chosen],
                region=about[chosen] if is_region else "",
                year_from=years[0] if both else year_from,
                year_to=years[1] if both else year_to,
                audience=audience,
            )
        )


def outdated() -> None:
    """Where newer data has come since the brief was made, tell what no longer holds."""
    brief, view = current(), running.view()
    if brief is None or brief.snapshot_id == view.snapshot.id:
        return
    with parts.part("What has changed since this brief was made"):
        found = against(brief, view)
        if not found:
            st.success("There is newer data since this brief was made, and every statement and figure still holds.")
            return
        count = f"{len(found)} statements and figures no longer hold" if len(found) > 1 else "One no longer holds"
        with st.expander(f"There is newer data since this brief was made: {count}", icon=":material/update:"):
            st.markdown("\n".join(_told(each) for each in found))


def downloads() -> None:
    """Offer every format; a file is made when it is asked for."""
    brief = current()
    if brief is None:
        return
    with st.container(horizontal=True):
        for name, each in available().items():
            st.download_button(
                each.title,
                partial(_file, brief, each),
                file_name=file_name(brief, each.ending),
                mime=each.mime,
                key=f"brief as {name}",
                on_click="ignore",
                type="primary" if name == "pdf" else "secondary",
                icon=":material/download:",
            )


def preview() -> None:
    """The pages as they will print."""
    brief = current()
    if brief is None:
        return
    with parts.part("The preview"):
        with st.spinner("Setting the pages …", show_time=True):
            pages, fault = _pages(hashlib.sha256(file.to_bytes(brief)).hexdigest(), brief)
        if fault is not None:
            parts.faults((fault,))
        with st.container(height=980, border=True):
            st.caption(f"{len(pages)} pages, as they will print")
            for number, page in enumerate(pages, start=1):
                # without a line around it, white paper would end nowhere on a white page
                with st.container(border=True, gap=None):
                    st.image(page, width="stretch", caption=f"Page {number}")


@st.cache_data(max_entries=_MOST_KEPT, show_spinner=False)
def _pages(digest: str, _brief: Brief) -> tuple[list[bytes], Fault | None]:
    """Pictures of the pages, and what cannot be printed; kept by what the brief holds, so that a click elsewhere sets
    nothing anew."""
    del digest
    return pdf.pages(_brief), pdf.unprintable(_brief)


def _file(brief: Brief, each: Format) -> bytes:
    return each.make(brief)


def _make(request: Request) -> None:
    with st.status("Making the brief …", expanded=True) as status:
        try:
            brief = compose(running.view(), request, progress=lambda title: status.write(f"{title} …"))
        except EngagementError as error:
            status.update(label="The brief could not be made", state="error")
            parts.faults(error.faults)
            return
        keep(brief, is_new=True)
        status.update(label="The brief is made", state="complete", expanded=False)


def _open() -> None:
    given = st.file_uploader(f"A file that ends in {file.ENDING}", type=["json"], key=f"brief-file-{edition()}")
    if given is None:
        return
    try:
        keep(file.from_bytes(given.getvalue(), where=PurePath(given.name).name), is_new=True)
    except EngagementError as error:
        parts.faults(error.faults)
        return
    st.rerun()


def _coming_first() -> list[Meeting]:
    """Summits to come, the next first; then those that are over, the last first."""
    view = running.view()
    found = meetings(view)
    coming = [each for each in found if each.summit.date >= view.as_of]
    return [*coming, *reversed([each for each in found if each.summit.date < view.as_of])]


def _summit_label(name: str, day: str) -> str:
    return f"{name}, {day}"


def _audience(id_: str) -> str:
    words = AUDIENCES[id_][0].removeprefix("the ")
    return words[:1].upper() + words[1:]


def _told(each: Outdated) -> str:
    now = parts.plain(each.now) if each.now else GONE
    changes: Iterator[str] = (
        f"    - {parts.plain(change.name)}: {parts.plain(change.was)} → {parts.plain(change.now or GONE)}"
        for change in each.changes
    )
    return "\n".join([f"- **{parts.plain(each.section)}**: {parts.plain(each.text)}  \n  Now: {now}", *changes])
