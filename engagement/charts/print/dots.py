"""Dots with their interval on paper, one row per category."""

from __future__ import annotations

from engagement.charts.print.guides import references, target
from engagement.charts.print.sheet import SHAPES, Sheet, Spec, rows
from engagement.result import TOO_FEW


def draw(sheet: Sheet) -> Spec:
    """Draw a dot per value, a line from low to high, and the word where a value is hidden."""
    drawing = sheet.drawing
    dots, hidden = [], []
    for name, series in zip(sheet.names(), drawing.series, strict=True):
        for index, value in enumerate(series.values):
            if index in series.hidden:
                hidden.append({"at": sheet.place(index), "series": name})
            if value is None:
                continue
            bounds = (series.low[index], series.high[index]) if series.low and series.high else (None, None)
            dots.append({"at": sheet.place(index), "series": name, "value": value, "low": bounds[0], "high": bounds[1]})
    places = sheet.positions()
    places["axis"] |= {"grid": True}
    values = sheet.values(zero=False)
    names = sheet.names()
    shape = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": [SHAPES[index % len(SHAPES)] for index in range(len(names))]},
        "title": None,
    } | ({} if sheet.has_key else {"legend": None})
    layers: list[Spec] = [*references(sheet)]
    layers.append(
        {
            "transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}],
            "mark": {"type": "rule", "strokeWidth": 1.4},
            "encoding": {"y": places, "x": values | {"field": "low"}, "x2": {"field": "high"}, "color": sheet.color()},
        }
    )
    layers.append(
        {
            "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
            "encoding": {"y": places, "x": values | {"field": "value"}, "color": sheet.color(), "shape": shape},
        }
    )
    if hidden:
        layers.append(
            {
                "data": rows(hidden),
                "mark": {"type": "text", "text": TOO_FEW, "fontStyle": "italic", "color": sheet.colors.muted},
                "encoding": {"y": places, "x": {"value": 18}},
            }
        )
    layers += [*target(sheet)]
    return {"height": 20 * max(1, len(drawing.positions)), "data": rows(dots), "layer": layers}
