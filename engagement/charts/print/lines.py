"""Lines over periods on paper: gaps stay gaps, the way to a running year is dashed."""

from __future__ import annotations

from engagement.charts.model.drawing import Series
from engagement.charts.print.guides import events, hidden_strip, references, target
from engagement.charts.print.sheet import SHAPES, Sheet, Spec, rows

_HEIGHT = 128


def draw(sheet: Sheet) -> Spec:
    """One line and one shape of points per series."""
    drawing, names = sheet.drawing, sheet.names()
    across, up = sheet.positions(), sheet.values()
    layers: list[Spec] = [*references(sheet)]
    points = [point for name, one in zip(names, drawing.series, strict=True) for point in _points(sheet, name, one)]
    ways = [way for name, one in zip(names, drawing.series, strict=True) for way in _ways(sheet, name, one)]
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
        "scale": {"domain": names, "range": [SHAPES[at % len(SHAPES)] for at in range(len(names))]},
        "title": None,
        "sort": None,
    } | ({} if sheet.has_key else {"legend": None})
    fill = {
        "condition": {"test": "datum.running", "value": sheet.colors.background},
        "field": "series",
        "type": "nominal",
        "scale": sheet.color()["scale"],
        "legend": None,
    }
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
        {"at": sheet.place(at), "value": value, "series": name, "running": at in sheet.drawing.running}
        for at, value in enumerate(series.values)
        if value is not None
    ]


def _ways(sheet: Sheet, name: str, series: Series) -> list[Spec]:
    """Stretches between neighbors that both have a value; each is a line of its own, so that no gap is bridged."""
    found = []
    for at in range(1, len(series.values)):
        ends = (at - 1, at)
        if any(series.values[end] is None for end in ends):
            continue
        stretch = "running" if at in sheet.drawing.running else "complete"
        found += [
            {
                "at": sheet.place(end),
                "value": series.values[end],
                "series": name,
                "stretch": stretch,
                "way": f"{name}{at}",
            }
            for end in ends
        ]
    return found
