"""Lines over periods on paper: gaps stay gaps, the way to a running year is dashed."""

from __future__ import annotations

from engagement.charts.model.drawing import Series
from engagement.charts.print.guides import events, hidden_strip, references, target
from engagement.charts.print.sheet import SHAPES, Sheet, Spec, rows

_HEIGHT = 128


def draw(sheet: Sheet) -> Spec:
    """Draw one line and one shape of points per series."""
    drawing, names = sheet.drawing, sheet.names()
    across, up = sheet.positions(), sheet.values()
    layers: list[Spec] = [*references(sheet)]
    points = [
        point for name, series in zip(names, drawing.series, strict=True) for point in _points(sheet, name, series)
    ]
    ways = [way for name, series in zip(names, drawing.series, strict=True) for way in _ways(sheet, name, series)]
    common = {"x": across, "y": up | {"field": "value"}, "color": sheet.color()}
    dash = {
        "field": "stretch",
        "type": "nominal",
        "scale": {"domain": ["complete", "running"], "range": [[1, 0], [3, 3]]},
        "legend": None,
    }
    layers.append(
        {
            "data": rows(ways),
            "mark": {"type": "line", "strokeWidth": 1.6},
            "encoding": common | {"detail": {"field": "way", "type": "nominal"}, "strokeDash": dash},
        }
    )
    shape = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": [SHAPES[index % len(SHAPES)] for index in range(len(names))]},
        "title": None,
        "sort": None,
    } | ({} if sheet.has_key else {"legend": None})
    fill = {
        "condition": {"test": "datum.running", "value": sheet.colors.background},
        "field": "series",
        "type": "nominal",
        "scale": sheet.color()["scale"],
        "title": None,
        "sort": None,
    } | ({} if sheet.has_key else {"legend": None})  # one key for color, shape and fill: none of one is none at all
    layers.append(
        {
            "data": rows(points),
            "mark": {"type": "point", "size": 28, "opacity": 1, "strokeWidth": 1.4},
            "encoding": common | {"shape": shape, "fill": fill},
        }
    )
    layers += [*target(sheet), *hidden_strip(sheet), *events(sheet)]
    return {"height": _HEIGHT, "layer": layers}


def _points(sheet: Sheet, name: str, series: Series) -> list[Spec]:
    return [
        {"at": sheet.place(index), "value": value, "series": name, "running": index in sheet.drawing.running}
        for index, value in enumerate(series.values)
        if value is not None
    ]


def _ways(sheet: Sheet, name: str, series: Series) -> list[Spec]:
    """Return stretches between neighbors that both have a value; each is its own line, so that no gap is bridged."""
    ways = []
    for index in range(1, len(series.values)):
        ends = (index - 1, index)
        if any(series.values[end] is None for end in ends):
            continue
        stretch = "running" if index in sheet.drawing.running else "complete"
        ways += [
            {
                "at": sheet.place(end),
                "value": series.values[end],
                "series": name,
                "stretch": stretch,
                "way": f"{name}{index}",
            }
            for end in ends
        ]
    return ways
