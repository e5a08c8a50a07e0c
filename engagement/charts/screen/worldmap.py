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
    found = classes((value for value in values if value is not None), drawing.measure.unit)
    ramp = ramp_for(canvas, len(found), signed=bool(found) and found[0].low < 0)
    for number, (one, color) in enumerate(zip(found, ramp, strict=True)):
        inside = [at for at, value in enumerate(values) if value is not None and class_of(value, found) == number]
        _places(canvas, inside, one, color)
    _hidden(canvas)
    canvas.key("no value", colors.land, geo=True)
    canvas.legend(canvas.measure_title(), shown=True)


def _places(canvas: Canvas, inside: list[int], one: Class, color: str) -> None:
    canvas.key(one.label, color, geo=True)
    if inside:
        _outlines(canvas, inside, color, name=one.label)
        _dots(canvas, inside, color, name=one.label)


def _hidden(canvas: Canvas) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    hidden = sorted(drawing.series[0].hidden) if drawing.series else []
    if hidden:
        canvas.key(TOO_FEW, colors.hidden, geo=True)
        _outlines(canvas, hidden, colors.hidden, name=TOO_FEW)
        _dots(canvas, hidden, colors.hidden, name=TOO_FEW)


def _outlines(canvas: Canvas, inside: list[int], color: str, *, name: str) -> None:
    codes = canvas.drawing.positions
    drawn = [at for at in inside if codes[at] in places().outlined]
    canvas.add(
        type="choropleth",
        locations=[codes[at] for at in drawn],
        z=[1] * len(drawn),
        zmin=0,
        zmax=1,
        colorscale=[[0, color], [1, color]],
        showscale=False,
        showlegend=False,
        name=name,
        marker={"line": {"color": canvas.colors.border, "width": 0.6}},
        hovertext=[_hover(canvas, at) for at in drawn],
    )


def _dots(canvas: Canvas, inside: list[int], color: str, *, name: str) -> None:
    """Mark small places at their centers; beside the large ones, which need no dot."""
    codes = canvas.drawing.positions
    dots = [at for at in inside if codes[at] in places().small]
    if not dots:
        return
    spots = [places().centers[codes[at]] for at in dots]
    canvas.add(
        type="scattergeo",
        mode="markers",
        lon=[longitude for longitude, _ in spots],
        lat=[latitude for _, latitude in spots],
        ids=[codes[at] for at in dots],
        name=name,
        showlegend=False,
        marker={"size": 8, "color": color, "line": {"color": canvas.colors.text, "width": 1}},
        hovertext=[_hover(canvas, at) for at in dots],
    )


def _hover(canvas: Canvas, at: int) -> str:
    """What the pointer says of a place, further measures included."""
    drawing = canvas.drawing
    first, *others = drawing.series
    if at in first.hidden:
        return f"<b>{safe(drawing.labels[at])}</b><br>{safe(drawing.hidden_words)}"
    more = [
        f"{one.name}: {TOO_FEW if at in one.hidden else format.with_unit(one.values[at], one.unit)}" for one in others
    ]
    return canvas.hover(first, at, extra="; ".join(more))
