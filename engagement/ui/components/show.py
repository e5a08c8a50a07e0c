"""One answer on a page: title, picture, one line about it, and the way to its table, files and sources."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any, Literal

import streamlit as st

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.scope import Scope, not_narrowed, years_shown
from engagement.catalog.notes import notes_of
from engagement.charts.screen import config
from engagement.errors import EngagementError, QueryError
from engagement.present import nothing
from engagement.result import Result
from engagement.ui.components import ask, drawer, drill_through, notes, tables
from engagement.ui.components.drawer import Drawer
from engagement.ui.components.pictures import Picture, picture
from engagement.ui.shell import clicks, parts

EVENTS = "filters/events"
"""The query that marks of time series come from."""


def query(
    query_id: str,
    *,
    scope: Scope,
    parameters: Mapping[str, Any] | None = None,
    key: str = "",
    with_table: bool = False,
    with_widgets: bool = False,
    title: str = "",
    mark: str = "",
) -> None:
    """Ask a query and show its answer; what fails is said in its place.

    Args:
        query_id: such as "placements/students_by_year".
        scope: the filters' values.
        parameters: the query's own parameters, by name.
        key: tells two showings of the same query on one page apart.
        with_table: show the table below the picture from the start.
        with_widgets: draw its own parameters above it, and say below it what is chosen there.
        title: what it is called where the page has said already what it is about.
        mark: what readers should know of it first.
    """
    with parts.part("An answer"), parts.part(title or runtime.view().catalog.find(query_id).title):
        chosen = ask.parameters(query_id) if with_widgets else {}
        result = asked(query_id, scope=scope, parameters={**chosen, **(parameters or {})})
        missing = () if result.table.num_rows else nothing.undelivered(runtime.view(), result.query, result)
        answer(
            result,
            events=_events(result, scope),
            key=key,
            with_table=with_table,
            undelivered=missing,
            aside=aside(result, scope),
            period=" · ".join(filter(None, (_years(result, scope), ask.chosen(result) if with_widgets else ""))),
            title=title,
            mark=mark,
        )


def asked(query_id: str, *, scope: Scope, parameters: Mapping[str, Any] | None = None) -> Result:
    """Return the answer of a query for what the filters say; while it is worked out, that is said in its place.

    Raises:
        EngagementError: there is no such query, or it fails.
    """
    view = runtime.view()
    found = view.catalog.find(query_id)
    asks = {**scope.parameters_of(found), **(parameters or {})}
    is_there = view.is_answered(found.id, **asks)
    with nullcontext() if is_there else st.spinner(f"{found.title} …", show_time=True):
        return view.run(found.id, **asks)


def aside(result: Result, scope: Scope) -> str:
    """Which of the chosen filters an answer does not follow, as a line beside it; empty where it follows all."""
    return not_narrowed(scope, result.query, choices())


def _years(result: Result, scope: Scope) -> str:
    return years_shown(scope, result.query, choices())


def answer(
    result: Result,
    *,
    events: Result | None = None,
    key: str = "",
    with_table: bool = False,
    undelivered: tuple[str, ...] = (),
    aside: str = "",
    period: str = "",
    title: str = "",
    mark: str = "",
) -> None:
    """Show an answer that has been asked already.

    Args:
        result: the answer.
        events: marks for its time axis.
        key: tells two showings of the same query on one page apart.
        with_table: show the table below the picture from the start.
        undelivered: tables that it stands on and of which nothing has been delivered, for an answer without rows.
        aside: which filters it does not follow.
        period: the years that it adds up, or that it shows beyond those chosen; and its own parameters.
        title: what it is called here, where not as its query.
        mark: what readers should know of it first.
    """
    key, title = f"{result.query.id} {key}".strip(), title or _title(result)
    with st.container(border=True):
        drawn = _picture(result, events) if result.table.num_rows else None
        _heading(title, drawn)
        if mark:
            st.badge(parts.plain(mark), color="gray")
        if aside:
            st.markdown(f":material/filter_alt_off: {parts.plain(aside)}")
        if result.table.num_rows:
            _draw(result, drawn, key)
            below = [period, notes.line(result, drawn.drawing if drawn else None)]
            st.caption("  \n".join(map(parts.plain, filter(None, below))))
            drill_through.agreements(result)
        else:
            st.markdown(parts.plain(nothing.why(result, undelivered)))
        if with_table and drawn is not None and drawn.figure is not None:
            tables.table(result, key=f"below {key}")
        drawer.opener(key, Drawer(title, result, partial(_about, result, drawn)))


def _heading(title: str, drawn: Picture | None) -> None:
    """Write what the picture shows, where one thing stands out, and below it what it is about."""
    if drawn is not None and drawn.finding:
        st.subheader(parts.plain(drawn.finding), anchor=False)
        st.caption(parts.plain(title))
    else:
        st.subheader(parts.plain(title), anchor=False)


def _title(result: Result) -> str:
    chart = result.query.chart
    return (chart.title if chart else "") or result.query.title


def _events(result: Result, scope: Scope) -> Result | None:
    """Return marks for a chart that asks for them; a chart without them is better than none."""
    view = runtime.view()
    if result.query.chart is None or not result.query.chart.events or EVENTS not in view.catalog.queries:
        return None
    try:
        return view.run(EVENTS, **scope.parameters)
    except EngagementError:
        return None


def _picture(result: Result, events: Result | None) -> Picture | None:
    """Draw the picture; of a chart that does not fit, say why."""
    scheme = result.parameters.get("scheme")
    regions = choices().regions.get(scheme, ()) if scheme else ()
    try:
        return picture(result, dark=st.context.theme.type == "dark", events=events, regions=regions)
    except QueryError as error:
        parts.faults(error.faults)
        return None


def _draw(result: Result, drawn: Picture | None, key: str) -> None:
    """Show the picture, or the table where there is none."""
    if drawn is None or drawn.figure is None:
        tables.table(result, key=key)
    elif drawn.drawing.kind == "map":
        # static/frame.css gives such a box a height that follows the page's width, as the world does
        with st.container(key=f"map-{key}"):
            _chart(result, drawn, key, height="stretch")
    else:
        _chart(result, drawn, key, height="content")


def _chart(result: Result, drawn: Picture, key: str, *, height: Literal["stretch", "content"]) -> None:
    settings, heard = config(drawn.drawing), clicks.options(result.query, drawn, f"chart {key}")
    st.plotly_chart(drawn.figure, width="stretch", height=height, theme=None, config=settings, alt=drawn.alt, **heard)


def _about(result: Result, drawn: Picture | None) -> None:
    """Say first in the drawer what has no room below a picture."""
    for sentence in notes.about(result, drawn.drawing if drawn else None):
        st.markdown(parts.plain(sentence))
    if told := notes_of(result.query):
        st.markdown(told)  # Markdown of whoever wrote the query; HTML in it stays text
