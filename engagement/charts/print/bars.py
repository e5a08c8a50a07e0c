"""Bars on paper, side by side or stacked, standing or lying, and the funnel."""

from __future__ import annotations

from typing import Any

from engagement.charts.print.guides import events, hidden_strip, references, target
from engagement.charts.print.sheet import Sheet, Spec, rows, written
from engagement.present import format

_ROW = 17
_STANDING = 128
_NAMED_BARS = 14


def draw(sheet: Sheet) -> Spec:
    """Draw one color per series; a running period is paler, with its name saying so."""
    drawing = sheet.drawing
    stacked, lying = drawing.kind == "stacked_bar", drawing.is_horizontal
    numbered = not stacked and (lying or (len(drawing.series) == 1 and len(drawing.positions) <= _NAMED_BARS))
    places, values = sheet.positions(), sheet.values(room=1.14 if numbered else 1.0, title="" if lying else None)
    values |= {"field": "value", "stack": "zero" if stacked else None}
    if stacked:
        values["scale"] = _stacked_scale(sheet)
    if numbered:
        values["axis"] |= {"labels": False, "grid": False, "ticks": False}
    beside: Spec = {}
    if not stacked and len(drawing.series) > 1:
        offset = {"field": "series", "type": "nominal", "sort": sheet.names()}
        beside = {"yOffset": offset} if lying else {"xOffset": offset}
    across: Spec = {"y": places, "x": values} if lying else {"x": places, "y": values}
    fade = {"condition": {"test": "datum.running", "value": 0.55}, "value": 1}
    bars = {
        "mark": {"type": "bar", "stroke": sheet.colors.background, "strokeWidth": 0.5},
        "encoding": across | beside | {"color": sheet.color(), "opacity": fade, "order": {"field": "number"}},
    }
    layers: list[Spec] = [*references(sheet), bars]
    if numbered:
        look = {"align": "left", "dx": 3, "baseline": "middle"} if lying else {"dy": -3, "baseline": "bottom"}
        encoding = across | beside | {"text": {"field": "written"}}
        layers.append({"mark": {"type": "text", **look}, "encoding": encoding})
    layers += [*target(sheet), *hidden_strip(sheet)]
    layers += [] if lying else [*events(sheet)]
    row_height = _ROW if stacked or len(drawing.series) == 1 else 8 + 11 * len(drawing.series)
    height = max(1, len(drawing.positions)) * row_height if lying else _STANDING
    return {"height": height, "data": rows(_bars(sheet, zero=numbered)), "layer": layers}


def draw_funnel(sheet: Sheet) -> Spec:
    """Draw a lying bar per stage; behind its number the share of the stage before that came so far."""
    drawing = sheet.drawing
    bars = _bars(sheet, zero=True)
    if len(drawing.series) == 1:
        series = drawing.series[0]
        for row, index in zip(bars, range(len(drawing.positions)), strict=False):
            row["written"] = ", ".join(filter(None, [written(series, index), _went_on(sheet, index)]))
    values = sheet.values(room=1.45, title="") | {"field": "value"}
    values["axis"] |= {"labels": False, "grid": False, "ticks": False}
    offset = {"field": "series", "type": "nominal", "sort": sheet.names()}
    beside = {"yOffset": offset} if sheet.has_key else {}
    across = {"y": sheet.positions(), "x": values, **beside}
    text = {"type": "text", "align": "left", "dx": 3, "baseline": "middle"}
    layers = [
        {"mark": {"type": "bar"}, "encoding": across | {"color": sheet.color()}},
        {"mark": text, "encoding": across | {"text": {"field": "written"}}},
    ]
    height = 20 if len(drawing.series) == 1 else 8 + 12 * len(drawing.series)
    return {"height": height * max(1, len(drawing.positions)), "data": rows(bars), "layer": layers}


def _bars(sheet: Sheet, *, zero: bool) -> list[Spec]:
    """Return a row per bar; where numbers are written, a hidden value has one of length zero, for its word."""
    drawing = sheet.drawing
    bars: list[Spec] = []
    for number, (name, series) in enumerate(zip(sheet.names(), drawing.series, strict=True)):
        for index, value in enumerate(series.values):
            is_hidden = index in series.hidden
            if value is None and not (zero and is_hidden and drawing.is_horizontal):
                continue
            bars.append(
                {
                    "at": sheet.place(index),
                    "value": value or 0,
                    "series": name,
                    "number": number,
                    "running": index in drawing.running,
                    "written": written(series, index),
                }
            )
    return bars


def _stacked_scale(sheet: Sheet) -> dict[str, Any]:
    drawing = sheet.drawing
    sums = [sum(series.values[index] or 0 for series in drawing.series) for index in range(len(drawing.positions))]
    most = max([0.0, *sums])
    if drawing.measure.unit == "share" and most > 0.5:
        return {"domain": [0, 1]}
    return {"zero": True, "nice": True} if most else {"domain": [0, 1]}


def _went_on(sheet: Sheet, index: int) -> str:
    """Return the share of the stage before; nothing where either is hidden or missing."""
    values = sheet.drawing.series[0].values
    here, before = values[index], values[index - 1] if index else None
    if here is None or not before:
        return ""
    return f"{format.value(here / before, 'share')} of {sheet.drawing.labels[index - 1].lower()}"
