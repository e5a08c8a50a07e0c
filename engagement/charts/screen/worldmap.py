"""The world map: places colored by class, with a dot where the place itself would be too small to see.

Outlines come from static/world_50m.json, which the dashboard serves itself. static/places.json holds each place's
center, which places have an outline, and which are small; both are made by tools/map_shapes.py.
"""

from __future__ import annotations

from engagement.charts.atlas import off_the_map as off_the_map
from engagement.charts.atlas import places as places
from engagement.charts.atlas import window_of
from engagement.charts.model.classes import Class, class_of, classes
from engagement.charts.screen.canvas import CLEAR, Canvas, safe
from engagement.charts.screen.heatmap import ramp_for
from engagement.present import format
from engagement.result import TOO_FEW

TOPOJSON_URL = "app/static/"
"""Where the browser finds the outlines, from any page: Streamlit serves static/ there."""


def draw(canvas: Canvas) -> None:
    """Draw each class of values as its own color, and hidden places in theirs."""
    drawing, colors = canvas.drawing, canvas.colors
    canvas.layout["height"] = 440
    window = window_of([code for code in drawing.positions if code in places().centers])
    canvas.layout["geo"] = {
        "resolution": 50,
        "projection": {"type": "natural earth"},
        "lonaxis": {"range": list(window[0])},
        "lataxis": {"range": list(window[1])},
        "bgcolor": CLEAR,
        "showframe": False,
        "showcoastlines": False,
        "showcountries": True,
        "countrycolor": colors.border,
        "countrywidth": 0.6,
        "showland": True,
        "landcolor": colors.land,
        "showlakes": False,
    }
    canvas.layout["dragmode"] = "pan"
    values = drawing.series[0].values if drawing.series else ()
    shades = classes((value for value in values if value is not None), drawing.measure.unit)
    ramp = ramp_for(canvas, len(shades), signed=bool(shades) and shades[0].low < 0)
    for number, (shade, color) in enumerate(zip(shades, ramp, strict=True)):
        inside = [
            index for index, value in enumerate(values) if value is not None and class_of(value, shades) == number
        ]
        _places(canvas, inside, shade, color)
    _hidden(canvas)
    canvas.key("no value", colors.border, symbol="square-open", geo=True)
    canvas.legend(canvas.measure_title(), shown=True)


def _places(canvas: Canvas, inside: list[int], shade: Class, color: str) -> None:
    canvas.key(shade.label, color, geo=True)
    if inside:
        _outlines(canvas, inside, color, name=shade.label)
        _dots(canvas, inside, color, name=shade.label)


def _hidden(canvas: Canvas) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    hidden = sorted(drawing.series[0].hidden) if drawing.series else []
    if hidden:
        canvas.key(TOO_FEW, colors.hidden, geo=True)
        _outlines(canvas, hidden, colors.hidden, name=TOO_FEW)
        _dots(canvas, hidden, colors.hidden, name=TOO_FEW)


def _outlines(canvas: Canvas, inside: list[int], color: str, *, name: str) -> None:
    codes = canvas.drawing.positions
    drawn = [index for index in inside if codes[index] in places().outlined]
    canvas.add(
        type="choropleth",
        locations=[codes[index] for index in drawn],
        z=[1] * len(drawn),
        zmin=0,
        zmax=1,
        colorscale=[[0, color], [1, color]],
        showscale=False,
        showlegend=False,
        name=name,
        marker={"line": {"color": canvas.colors.border, "width": 0.6}},
        hovertext=[_hover(canvas, index) for index in drawn],
    )


def _dots(canvas: Canvas, inside: list[int], color: str, *, name: str) -> None:
    """Mark small places at their centers; beside the large ones, which need no dot."""
    codes = canvas.drawing.positions
    dots = [index for index in inside if codes[index] in places().small]
    if not dots:
        return
    spots = [places().centers[codes[index]] for index in dots]
    canvas.add(
        type="scattergeo",
        mode="markers",
        lon=[longitude for longitude, _ in spots],
        lat=[latitude for _, latitude in spots],
        ids=[codes[index] for index in dots],
        name=name,
        showlegend=False,
        marker={"size": 8, "color": color, "line": {"color": canvas.colors.text, "width": 1}},
        hovertext=[_hover(canvas, index) for index in dots],
    )


def _hover(canvas: Canvas, index: int) -> str:
    """Return what the pointer says of a place, further measures included."""
    drawing = canvas.drawing
    first, *others = drawing.series
    if index in first.hidden:
        return f"<b>{safe(drawing.labels[index])}</b><br>{safe(drawing.too_few_words)}"
    more = [
        f"{series.name}: {TOO_FEW if index in series.hidden else format.with_unit(series.values[index], series.unit)}"
        for series in others
    ]
    return canvas.hover(first, index, extra="; ".join(more))
