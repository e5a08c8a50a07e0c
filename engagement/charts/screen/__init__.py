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

_BUTTONS = [["zoomInGeo", "zoomOutGeo", "resetGeo"]]


def figure(drawing: Drawing, *, dark: bool) -> go.Figure:
    """Draw a drawing; one of kind "table" has no figure and yields an empty one."""
    canvas = Canvas(drawing, palette(dark=dark))
    if drawing.kind in _DRAW:
        _DRAW[drawing.kind](canvas)
    return canvas.figure()


def config(drawing: Drawing) -> dict[str, Any]:
    """Plotly's settings: no logo, no toolbar except a map's zoom, outlines from our own server."""
    if drawing.kind == "map":
        return {
            "topojsonURL": worldmap.TOPOJSON_URL,
            "displaylogo": False,
            "scrollZoom": False,
            "modeBarButtons": _BUTTONS,
        }
    return {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}
