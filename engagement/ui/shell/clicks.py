"""A click on a bar, a line's mark or a country shows it alone; a second click on it, or its chip, shows all again.

Nothing is drawn or asked for this: the click sets the filter that the sidebar has, so the address carries it too.
Readers without a mouse use the filters. So do phones: a chart that listens to clicks keeps a finger from scrolling past
it, because Streamlit turns the dragging on that we turn off. static/frame.css gives way on tablets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from engagement.app.choices import Choices, choices
from engagement.charts.model.drawing import Drawing
from engagement.charts.screen.canvas import safe
from engagement.query import Query
from engagement.ui.components.pictures import Picture
from engagement.ui.shell import filters

_POINTED_AT = ("bar", "stacked_bar", "line", "map")  # Plotly tells nothing of a click on a heat map
_WHAT = {"regions": "region", "countries": "country or place", "year": "academic year"}
_SHAPES = {"map": "a country", "line": "a mark"}


@dataclass(frozen=True)
class Target:
    """What a click on a chart chooses: the filter, and the column of the chart that names its values."""

    key: str
    column: str
    is_series: bool = False


def target(query: Query) -> Target | None:
    """Return what a click on the chart of a query chooses: its region or country before its year; None for neither."""
    chart, asked = query.chart, query.parameters
    if chart is None or chart.kind not in _POINTED_AT:
        return None
    if chart.kind == "map":
        return Target("countries", chart.iso3) if "countries" in asked else None
    if "region" in (chart.x, chart.series) and "regions" in asked:
        one_value = chart.x == "region" or len(chart.y) == 1
        return Target("regions", "region", is_series=chart.x != "region") if one_value else None
    if chart.x == "academic_year":
        return Target("year", "academic_year")
    return None


def note(query: Query, drawn: Drawing) -> str:
    """One line for readers who do not know yet; empty where a click does nothing."""
    aimed = target(query)
    if aimed is None or drawn.is_empty or _is_phone():
        return ""
    return f"Click {_SHAPES.get(drawn.kind, 'a bar')} to filter by {_WHAT[aimed.key]}; click again to clear"


def options(query: Query, drawn: Picture, key: str) -> dict[str, Any]:
    """Return what `st.plotly_chart` needs to hear of clicks, its key included.

    The chart has another key after each click, so that a second click on the same bar is one too.
    """
    aimed = target(query)
    if aimed is None or _is_phone():
        return {"key": key}
    widget = f"clickable {key} {st.session_state.get(f'clicks {key}', 0)}"
    heard = partial(_clicked, aimed, drawn, key=key, widget=widget)
    return {"key": widget, "on_select": heard, "selection_mode": "points"}


def value_at(aimed: Target, drawn: Picture, point: Any, known: Choices, scheme: str) -> Any:
    """Return the region, ISO code or year that a clicked point stands for; None where it stands for nothing to choose.

    What the browser tells is taken for a place in the figure and for nothing else.
    """
    trace_at, at = point.get("curve_number"), point.get("point_index")
    traces = drawn.figure.data if drawn.figure else ()
    if not (isinstance(trace_at, int) and isinstance(at, int) and 0 <= trace_at < len(traces)):
        return None
    named = _named(aimed, drawn.drawing, traces[trace_at], at)
    if aimed.key == "countries":
        return named if named in known.places else None
    if aimed.key == "regions":
        return named if named in known.regions.get(scheme, ()) else None
    return next((year for year in known.years if known.academic_year(year) == named), None)


def _named(aimed: Target, drawing: Drawing, trace: Any, at: int) -> Any:
    if aimed.key == "countries":
        places = trace["locations"] if trace["type"] == "choropleth" else trace["ids"]
        return places[at] if places is not None and 0 <= at < len(places) else None
    if aimed.is_series:
        return next((one.name for one in drawing.series if safe(one.name) == trace["name"]), None)
    axis = trace["y"] if trace["type"] == "bar" and trace["orientation"] == "h" else trace["x"]
    place = str(axis[at]) if axis is not None and 0 <= at < len(axis) else ""
    return drawing.positions[int(place)] if place.isdigit() and int(place) < len(drawing.positions) else None


def _clicked(aimed: Target, drawn: Picture, *, key: str, widget: str) -> None:
    points = st.session_state[widget].selection.points
    chosen = value_at(aimed, drawn, points[0], choices(), filters.current().scheme) if points else None
    if chosen is not None:
        filters.point_at(aimed.key, chosen)
    st.session_state[f"clicks {key}"] = st.session_state.get(f"clicks {key}", 0) + 1


def _is_phone() -> bool:
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
