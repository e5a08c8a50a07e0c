"""Items on a time axis on paper: a bar from start to end, or a dot at the end, and the as-of date as a line."""

from __future__ import annotations

import json
from datetime import timedelta

from engagement.charts.print.sheet import Sheet, Spec, milliseconds, rows

MOST_ROWS = 25
"""As many rows as fit on a page; the table has the others."""


def draw(sheet: Sheet) -> Spec:
    """Draw one row per item, in their order, colored by lane."""
    drawing = sheet.drawing
    spans = drawing.spans[:MOST_ROWS]
    drawn = {span.lane for span in spans}
    colors = {lane: sheet.colors.series(index) for index, lane in enumerate(drawing.lanes) if lane in drawn}
    names = [f"{number}" for number in range(len(spans))]
    data = [
        {
            "row": name,
            "start": milliseconds(span.start or span.end),
            "end": milliseconds(span.end),
            "lane": span.lane,
        }
        for name, span in zip(names, spans, strict=True)
    ]
    labels = {name: span.label for name, span in zip(names, spans, strict=True)}
    axis = {
        "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
        "title": None,
        "ticks": False,
        "domain": False,
    }
    row = {"field": "row", "type": "nominal", "sort": names, "scale": {"domain": names}, "axis": axis}
    when = {"type": "temporal", "scale": _window(sheet, data), "axis": {"title": None, "format": "%b %Y"}}
    scale = {"domain": list(colors), "range": list(colors.values())}
    color = {"field": "lane", "type": "nominal", "scale": scale, "title": None}
    color |= {} if len(colors) > 1 else {"legend": None}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 7, "clip": True},
            "encoding": {"y": row, "x": when | {"field": "start"}, "x2": {"field": "end"}, "color": color},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 35, "opacity": 1},
            "encoding": {"y": row, "x": when | {"field": "end"}, "color": color},
        },
    ]
    if drawing.as_of is not None:
        layers.append(
            {
                "data": rows([{"end": milliseconds(drawing.as_of)}]),
                "mark": {"type": "rule", "color": sheet.colors.muted, "strokeDash": [3, 2]},
                "encoding": {"x": when | {"field": "end"}},
            }
        )
    return {"height": 15 * max(1, len(spans)), "data": rows(data), "layer": layers}


def _window(sheet: Sheet, data: list[Spec]) -> Spec:
    """Return a window from two years before the as-of date, so that old starts do not press the ends together."""
    scale: Spec = {"type": "utc"}
    as_of = sheet.drawing.as_of
    if as_of is None or not data:
        return scale
    last = max([milliseconds(as_of), *(row["end"] for row in data)])
    first = min([*(row["end"] for row in data), milliseconds(as_of - timedelta(days=730))])
    return scale | {"domain": [first, last]}
