"""The drawing on the screen, by Plotly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from engagement.charts.model.drawing import Drawing
from engagement.charts.palette import palette
from engagement.charts.screen import bars, dots, heatmap, lines, timeline, worldmap
from engagement.charts.screen.canvas import Canvas

_DRAW: Mapping[str, Callable[[Canvas], None]] = MappingProxyType(
    {
        "line": lines.draw,
        "bar": bars.draw,
        "stacked_bar": bars.draw,
        "funnel": bars.draw_funnel,
        "dot": dots.draw,
        "heatmap": heatmap.draw,
        "map": worldmap.draw,
        "timeline": timeline.draw,
    }
)

_MAP_BUTTONS = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]
_TIME_BUTTONS = [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]]


def figure(drawing: Drawing, *, dark: bool) -> go.Figure:
    """Draw a drawing; one of kind "table" has no figure and yields an empty one."""
    canvas = Canvas(drawing, palette(dark=dark))
    if drawing.kind in _DRAW:
        _DRAW[drawing.kind](canvas)
    return canvas.figure()


def config(drawing: Drawing) -> dict[str, Any]:
    """Return Plotly's settings: no logo, a toolbar for what can be zoomed, outlines of a map from our own server.

    The toolbar is seen on hover, tap and focus. Dragging is off until its reader turns it on there, so that a finger
    scrolls past a chart.
    """
    settings = {"displaylogo": False, "scrollZoom": False}
    if drawing.kind == "map":
        return settings | {"topojsonURL": worldmap.TOPOJSON_URL, "modeBarButtons": _MAP_BUTTONS}
    if drawing.is_time and not drawing.is_horizontal:
        return settings | {"modeBarButtons": _TIME_BUTTONS}
    return settings | {"displayModeBar": False}
