"""The world map: places colored by class, with a dot where the place itself would be too small to see.

Outlines come from static/world_50m.json, served by the dashboard. Dots need no coordinates of ours: the outlines carry
each place's center. static/places.json says which places the outlines hold and which are small. Kosovo is not an
outline of its own there and has its coordinates here.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engagement.charts import format
from engagement.charts.classes import Class, class_of, classes
from engagement.charts.screen.canvas import Canvas, safe
from engagement.charts.screen.heatmap import ramp_for

STATIC = Path(__file__).resolve().parents[3] / "static"
TOPOJSON_URL = "app/static/"
"""Where the browser finds the outlines, from any page: Streamlit serves static/ there."""

_OFF_THE_OUTLINES = {"XKX": (20.9, 42.6)}
"""Longitude and latitude of places that have no outline."""


@functools.cache
def places() -> dict[str, frozenset[str]]:
    """ISO codes that are `drawn`, and those of them that are `small`."""
    return {name: frozenset(codes) for name, codes in json.loads((STATIC / "places.json").read_bytes()).items()}


def off_the_map(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes that the map cannot show; the note below it names them."""
    return tuple(code for code in codes if code not in places()["drawn"] and code not in _OFF_THE_OUTLINES)


def draw(canvas: Canvas) -> None:
    """Draw each class of values as its own color, and hidden places in theirs."""
    drawing, colors = canvas.drawing, canvas.colors
    canvas.layout["height"] = 440
    canvas.layout["geo"] = {
        "resolution": 50,
        "projection": {"type": "natural earth"},
        "lonaxis": {"range": [-170, 190]},
        "lataxis": {"range": [-57, 84]},
        "bgcolor": "rgba(0,0,0,0)",
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
    drawing, colors = canvas.drawing, canvas.colors
    canvas.key(one.label, color, geo=True)
    if not inside:
        return
    _outlines(canvas, inside, color, name=one.label)
    dots = [at for at in inside if _is_dot(drawing.positions[at])]
    if dots:
        look = {"size": 8, "color": color, "line": {"color": colors.text, "width": 1}}
        _dots(canvas, dots, one.label, look)


def _hidden(canvas: Canvas) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    hidden = sorted(drawing.series[0].hidden) if drawing.series else []
    if not hidden:
        return
    canvas.key("hidden", colors.hidden, symbol="square-x-open", geo=True)
    _outlines(canvas, hidden, colors.hidden, name="hidden")
    cross = {"symbol": "x-thin", "size": 6, "line": {"color": colors.text, "width": 1.5}}
    _dots(canvas, hidden, "hidden", cross)


def _outlines(canvas: Canvas, inside: list[int], color: str, *, name: str) -> None:
    drawing = canvas.drawing
    drawn = [at for at in inside if drawing.positions[at] in places()["drawn"]]
    canvas.add(
        type="choropleth",
        locations=[drawing.positions[at] for at in drawn],
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


def _dots(canvas: Canvas, inside: list[int], name: str, marker: dict[str, Any]) -> None:
    """Mark places at the centers that the outlines carry, or at our coordinates where there is no outline."""
    codes = {at: str(canvas.drawing.positions[at]) for at in inside}
    known = [at for at in inside if codes[at] in places()["drawn"]]
    other = [at for at in inside if codes[at] in _OFF_THE_OUTLINES]
    spots = [_OFF_THE_OUTLINES[codes[at]] for at in other]
    for marked, where in (
        (known, {"locations": [codes[at] for at in known]}),
        (other, {"lon": [longitude for longitude, _ in spots], "lat": [latitude for _, latitude in spots]}),
    ):
        if marked:
            hovers = [_hover(canvas, at) for at in marked]
            canvas.add(
                type="scattergeo", mode="markers", showlegend=False, name=name, marker=marker, hovertext=hovers, **where
            )


def _is_dot(code: str) -> bool:
    return code in places()["small"] or code in _OFF_THE_OUTLINES


def _hover(canvas: Canvas, at: int) -> str:
    """What the pointer says of a place, further measures included."""
    drawing = canvas.drawing
    first, *others = drawing.series
    if at in first.hidden:
        return f"<b>{safe(drawing.labels[at])}</b><br>{safe(drawing.hidden_words)}"
    more = [
        f"{one.name}: {'hidden' if at in one.hidden else format.with_unit(one.values[at], one.unit)}" for one in others
    ]
    return canvas.hover(first, at, extra="; ".join(more))
