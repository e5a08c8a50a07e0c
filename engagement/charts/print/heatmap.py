"""A cell per position and series on paper, colored by class and with its number where there is room."""

from __future__ import annotations

from engagement.charts.model.classes import class_of, classes
from engagement.charts.print.sheet import SIZE, Sheet, Spec, rows, written
from engagement.present import format
from engagement.result import TOO_FEW

_WRITTEN_COLUMNS = 12


def draw(sheet: Sheet) -> Spec:
    """Draw rows in the order of the series from the top."""
    drawing, names = sheet.drawing, sheet.names()
    shades = classes((v for row in drawing.series for v in row.values if v is not None), drawing.measure.unit)
    title = format.titled(drawing.measure.title, drawing.measure.unit)
    color, ramp = sheet.key_of_classes(shades, title=title, hidden=bool(drawing.hidden_count), land=False)
    cells = []
    for name, series in zip(names, drawing.series, strict=True):
        for index, value in enumerate(series.values):
            if value is None and index not in series.hidden:
                continue
            number = None if value is None else class_of(value, shades)
            back = sheet.colors.hidden if number is None else ramp[number]
            cells.append(
                {
                    "at": sheet.place(index),
                    "series": name,
                    "class": TOO_FEW if number is None else shades[number].label,
                    "written": written(series, index),
                    "ink": sheet.colors.on(back),
                }
            )
    places = sheet.positions()
    axis = {"title": None, "ticks": False, "domain": False, "labelLimit": 160}
    lanes = {"field": "series", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": axis}
    layers: list[Spec] = [
        {
            "mark": {"type": "rect", "stroke": sheet.colors.background, "strokeWidth": 1.5},
            "encoding": {"x": places, "y": lanes, "color": color},
        }
    ]
    if len(drawing.positions) <= _WRITTEN_COLUMNS:
        ink = {"field": "ink", "type": "nominal", "scale": None}
        layers.append(
            {
                "mark": {"type": "text", "fontSize": SIZE - 1},
                "encoding": {"x": places, "y": lanes, "text": {"field": "written"}, "color": ink},
            }
        )
    return {"height": 18 * max(1, len(names)), "data": rows(cells), "layer": layers}
