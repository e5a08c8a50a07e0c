"""What stands beside the marks: targets, reference lines, events, and the word for hidden values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engagement.charts.print.sheet import SIZE, Sheet, Spec, rows
from engagement.result import NOT_DELIVERED, TOO_FEW


def target(sheet: Sheet) -> Iterator[Spec]:
    """Draw a short bar at each position's target."""
    points = [
        {"at": sheet.place(index), "value": value}
        for index, value in enumerate(sheet.drawing.target)
        if value is not None
    ]
    if not points:
        return
    places, values = sheet.positions(), sheet.values() | {"field": "value"}
    lying = sheet.drawing.is_horizontal
    yield {
        "data": rows(points),
        "mark": {"type": "tick", "color": sheet.colors.target, "thickness": 1.5, "size": 14},
        "encoding": {"y": places, "x": values} if lying else {"x": places, "y": values},
    }
    last = points[-1]
    yield {
        "data": rows([last]),
        "mark": {"type": "text", "text": "target", "dy": -7, "fontStyle": "italic", "color": sheet.colors.muted},
        "encoding": {"y": places, "x": values} if lying else {"x": places, "y": values},
    }


def references(sheet: Sheet) -> Iterator[Spec]:
    """Draw lines at fixed values, such as 1 for a ratio of equals."""
    if not sheet.drawing.reference:
        return
    values = sheet.values() | {"field": "value"}
    yield {
        "data": rows([{"value": value} for value in sheet.drawing.reference]),
        "mark": {"type": "rule", "strokeDash": [4, 3], "color": sheet.colors.muted},
        "encoding": {"x": values} if sheet.drawing.is_horizontal else {"y": values},
    }


def hidden_strip(sheet: Sheet) -> Iterator[Spec]:
    """Return the words "too few" where a value may not be shown, "not delivered" where a year has none: not a zero.

    It stands at the foot, and on a stack of bars above it, for the rest of the stack is what is hidden.
    """
    drawing = sheet.drawing
    if drawing.is_horizontal:
        return
    for word, places in ((TOO_FEW, sheet.hidden_at()), (NOT_DELIVERED, sorted(drawing.undelivered))):
        if places:
            yield _upright(sheet, word, places)


def _upright(sheet: Sheet, word: str, places: Sequence[int]) -> Spec:
    drawing = sheet.drawing
    stacked = drawing.kind == "stacked_bar"
    tops = {index: sum(series.values[index] or 0 for series in drawing.series) if stacked else 0 for index in places}
    return {
        "data": rows([{"at": sheet.place(index), "value": top} for index, top in tops.items()]),
        "mark": {
            "type": "text",
            "text": word,
            "angle": 270,
            "align": "left",
            "baseline": "middle",
            "dx": 3,
            "dy": 6 if drawing.events else 0,
            "fontStyle": "italic",
            "fontSize": SIZE - 1,
            "color": sheet.colors.muted,
        },
        "encoding": {"x": sheet.positions()}
        | {"y": sheet.values() | {"field": "value"} if stacked else {"value": {"expr": "height"}}},
    }


def events(sheet: Sheet) -> Iterator[Spec]:
    """Draw a line at each event, with its name or number at the top."""
    events_ = sheet.drawing.events
    if not events_:
        return
    marks = [{"at": sheet.place(event.index), "name": str(number)} for number, event in enumerate(events_, start=1)]
    yield {
        "data": rows(marks),
        "mark": {"type": "rule", "strokeDash": [1, 2], "color": sheet.colors.muted},
        "encoding": {"x": sheet.positions()},
    }
    together: dict[object, list[str]] = {}
    for mark in marks:
        together.setdefault(mark["at"], []).append(str(mark["name"]))
    yield {
        "data": rows([{"at": index, "name": ", ".join(names)} for index, names in together.items()]),
        "mark": {"type": "text", "dy": -5, "fontSize": SIZE - 1, "color": sheet.colors.muted, "baseline": "bottom"},
        "encoding": {"x": sheet.positions(), "y": {"value": 0}, "text": {"field": "name"}},
    }
