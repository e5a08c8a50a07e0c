"""One answer on a page: title, picture, one line about it, and behind it the table, the files and the origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any, Literal, Protocol

import streamlit as st

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.scope import Scope as Filters
from engagement.app.scope import not_narrowed, years_shown
from engagement.charts.model.drawing import NAMED_EVENTS, Drawing
from engagement.charts.screen import config
from engagement.charts.screen.worldmap import off_the_map
from engagement.errors import EngagementError, QueryError
from engagement.present import format, nothing
from engagement.query import Query
from engagement.result import Result
from engagement.ui.components import downloads, drill_through, tables
from engagement.ui.components.origin import origin
from engagement.ui.components.pictures import Picture, picture
from engagement.ui.shell import clicks, parts

EVENTS = "filters/events"
"""The query that marks of time series come from."""

_TABLE, _FILES, _ORIGIN = "Table", "Download", "Where does this come from?"


class Scope(Protocol):
    """What a page is about; `filters.current()` is one."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Values by name of parameter; a query takes those that it declares."""

    def parameters_of(self, query: Query, /) -> Mapping[str, Any]:
        """The values for one query."""


def query(
    query_id: str, *, scope: Scope, parameters: Mapping[str, Any] | None = None, key: str = "", with_table: bool = False
) -> None:
    """Ask a query and show its answer; what fails is said in its place.

    Args:
        query_id: such as "placements/students_by_year".
        scope: the filters' values.
        parameters: the query's own parameters, by name.
        key: tells two showings of the same query on one page apart.
        with_table: show the table below the picture from the start.
    """
    with parts.part("An answer"):
        title = runtime.view().catalog.find(query_id).title
        with parts.part(title):
            result = asked(query_id, scope=scope, parameters=parameters)
            missing = () if result.table.num_rows else nothing.undelivered(runtime.view(), result.query, result)
            answer(
                result,
                events=_events(result, scope),
                key=key,
                with_table=with_table,
                undelivered=missing,
                aside=aside(result, scope),
                period=_years(result, scope),
            )


def asked(query_id: str, *, scope: Scope, parameters: Mapping[str, Any] | None = None) -> Result:
    """The answer of a query for what the filters say; while it is worked out, that is said in its place.

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
    # a scope of another kind, such as that of the examples, has no filters
    if not isinstance(scope, Filters):
        return ""
    return not_narrowed(scope, result.query, choices())


def _years(result: Result, scope: Scope) -> str:
    return years_shown(scope, result.query, choices()) if isinstance(scope, Filters) else ""


def answer(
    result: Result,
    *,
    events: Result | None = None,
    key: str = "",
    with_table: bool = False,
    undelivered: tuple[str, ...] = (),
    aside: str = "",
    period: str = "",
) -> None:
    """Show an answer that has been asked already.

    Args:
        result: the answer.
        events: marks for its time axis.
        key: tells two showings of the same query on one page apart.
        with_table: show the table below the picture from the start.
        undelivered: tables that it stands on and of which nothing has been delivered, for an answer without rows.
        aside: which filters it does not follow.
        period: the years that it adds up, or that it shows beyond those chosen.
    """
    key = f"{result.query.id} {key}".strip()
    with st.container(border=True):
        st.subheader(_title(result), anchor=False)
        if aside:
            st.markdown(f":material/filter_alt_off: {parts.plain(aside)}")
        drawn = _draw(result, events, key) if result.table.num_rows else None
        if result.table.num_rows:
            st.caption("  \n".join(map(parts.plain, filter(None, [period, *notes(result, drawn)]))))
            drill_through.agreements(result)
        else:
            st.markdown(parts.plain(nothing.why(result, undelivered)))
        has_table = drawn is not None and drawn.kind != "table"
        _behind(result, key, has_table=has_table, opened=_TABLE if has_table and with_table else None)


def notes(result: Result, drawn: Drawing | None = None) -> list[str]:
    """What stands below a picture, line by line: its day, what it is a part of, what is left out, marked, hidden."""
    asked = result.query
    about = [f"As of {format.day(result.provenance.as_of)}"]
    if (drawn is None or drawn.kind == "table") and result.table.num_rows > tables.ROWS_SHOWN:
        about.append(f"{result.table.num_rows:,} rows")
    if asked.metric and asked.metric.denominator:
        about.append(f"Denominator: {asked.metric.denominator}")
    if asked.excludes:
        about.append(f"Left out: {'; '.join(asked.excludes)}")
    hint = clicks.note(asked, drawn) if drawn else ""
    return [" · ".join(about), *(_drawn_notes(drawn) if drawn else []), *filter(None, [result.hidden_note, hint])]


def _drawn_notes(drawn: Drawing) -> Iterator[str]:
    if drawn.running:
        yield drawn.running_words
    if drawn.is_over_the_whole:
        yield drawn.over_the_whole_words
    if drawn.undelivered:
        yield drawn.undelivered_words
    if len(drawn.events) > NAMED_EVENTS:
        numbered = zip(drawn.event_names, drawn.events, strict=True)
        yield "Marked: " + " · ".join(f"{number} {event.label}, {format.day(event.date)}" for number, event in numbered)
    if names := off_the_map(drawn):
        yield f"Not on the map: {', '.join(names)}"


def _title(result: Result) -> str:
    chart = result.query.chart
    return (chart.title if chart else "") or result.query.title


def _events(result: Result, scope: Scope) -> Result | None:
    """Marks for a chart that asks for them; a chart without them is better than none."""
    view = runtime.view()
    if result.query.chart is None or not result.query.chart.events or EVENTS not in view.catalog.queries:
        return None
    try:
        return view.run(EVENTS, **scope.parameters)
    except EngagementError:
        return None


def _draw(result: Result, events: Result | None, key: str) -> Drawing | None:
    """Draw the picture, or the table where there is none; a chart that does not fit says why and leaves the table."""
    try:
        drawn = picture(result, dark=st.context.theme.type == "dark", events=events)
    except QueryError as error:
        parts.faults(error.faults)
        tables.table(result)
        return None
    if drawn.figure is None:
        tables.table(result)
    elif drawn.drawing.kind == "map":
        # static/frame.css gives such a box a height that follows the page's width, as the world does
        with st.container(key=f"map-{key}"):
            _chart(result, drawn, key, height="stretch")
    else:
        _chart(result, drawn, key, height="content")
    return drawn.drawing


def _chart(result: Result, drawn: Picture, key: str, *, height: Literal["stretch", "content"]) -> None:
    settings, heard = config(drawn.drawing), clicks.options(result.query, drawn, f"chart {key}")
    st.plotly_chart(drawn.figure, width="stretch", height=height, theme=None, config=settings, alt=drawn.alt, **heard)


@st.fragment
def _behind(result: Result, key: str, *, has_table: bool, opened: str | None) -> None:
    """What is behind the picture, made when it is asked for; a click runs this part alone."""
    offered = [_TABLE, _FILES, _ORIGIN] if has_table else [_FILES, _ORIGIN]
    label = f"Behind “{_title(result)}”"
    chosen = st.pills(label, offered, default=opened, key=f"behind {key}", label_visibility="collapsed")
    if chosen == _TABLE:
        tables.table(result)
    elif chosen == _FILES:
        downloads.buttons(result, key=key)
    elif chosen == _ORIGIN:
        origin(result)
