"""Marks that are not data of the answer itself: targets, reference lines, events."""

from __future__ import annotations

import textwrap
from datetime import timedelta

from engagement.charts.model.drawing import Event
from engagement.charts.screen.canvas import Canvas, safe
from engagement.present import format

_LONGEST = 30
"""Letters of an event's label; its hover and the alt text have all of it."""

_PHONE, _LETTER, _GAP = 220, 6, 8
"""Width in pixels of a drawing on a phone, of a letter, and of the gap between two labels."""

_EVENT_ROW = 17
"""Height of a row of events' labels in pixels."""


def mark_target(canvas: Canvas) -> None:
    """Draw the target at every position: a dotted line along a scale, a stroke across each lying bar."""
    drawing, colors = canvas.drawing, canvas.colors
    if not any(value is not None for value in drawing.target):
        return
    unit = drawing.measure.unit
    values = list(drawing.target)
    hovers = [
        "" if value is None else f"<b>{safe(drawing.labels[index])}</b><br>target {safe(format.with_unit(value, unit))}"
        for index, value in enumerate(values)
    ]
    places = list(canvas.places())
    lying = drawing.is_horizontal
    strokes = lying or drawing.kind != "line"
    canvas.add(
        type="scatter",
        mode="markers" if strokes else "lines",
        x=values if lying else places,
        y=places if lying else values,
        line={"color": colors.target, "width": 2, "dash": "dot"},
        marker={
            "symbol": "line-ns" if lying else "line-ew",
            "size": 22,
            "line": {"color": colors.target, "width": 2.5},
        },
        name="target",
        hovertext=hovers,
    )


def mark_references(canvas: Canvas) -> None:
    """Draw fixed values such as parity, as thin lines with their value."""
    drawing, colors = canvas.drawing, canvas.colors
    lying = drawing.is_horizontal
    for value in drawing.reference:
        across, along = ("x", "y") if lying else ("y", "x")
        line = {"color": colors.muted, "width": 1.5, "dash": "dash"}
        ends = {f"{across}0": value, f"{across}1": value, f"{along}0": 0, f"{along}1": 1, f"{along}ref": "paper"}
        canvas.shapes.append({"type": "line", "layer": "below", "line": line, f"{across}ref": across, **ends})
        where = {across: value, f"{across}ref": across, along: 1, f"{along}ref": "paper"}
        anchor = {"yanchor": "bottom", "xanchor": "center"} if lying else {"xanchor": "right", "yanchor": "bottom"}
        text = safe(format.value(value, drawing.measure.unit))
        font = {"color": colors.muted, "size": 12}
        canvas.annotations.append({"text": text, "showarrow": False, "font": font, **where, **anchor})
        canvas.head = 18 if lying else 0


def mark_events(canvas: Canvas) -> None:
    """Draw events as upright lines on a time axis with their labels above the scale, so that they cover no value.

    What falls on one position shares a line. Labels that would meet on a phone stand in rows above each other.
    """
    shared: dict[int | str, list[Event]] = {}
    named: dict[int | str, list[str]] = {}
    for event, name in zip(canvas.drawing.events, canvas.drawing.event_names, strict=True):
        place_ = canvas.at(event.index, event.date)
        shared.setdefault(place_, []).append(event)
        named.setdefault(place_, []).append(textwrap.shorten(name, _LONGEST, placeholder=" …"))
    labels = [", ".join(names) for names in named.values()]
    along = [_along(canvas, events[0]) for events in shared.values()]
    rows = _label_rows(along, labels)
    drawn = sorted(zip(shared.items(), labels, along, rows, strict=True), key=lambda mark: mark[3], reverse=True)
    for (place_, events), label, place, row in drawn:  # from the top, so that a label covers a line that passes it
        line = {"color": canvas.colors.muted, "width": 1, "dash": "dot"}
        upright = {"x0": place_, "x1": place_, "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
        canvas.shapes.append({"type": "line", "layer": "below", "line": line, **upright})
        canvas.annotations.append(
            {
                "text": safe(label),
                "hovertext": "<br>".join(safe(f"{format.day(event.date)}: {event.label}") for event in events),
                "x": place_,
                "xref": "x",
                "xanchor": _side(place),
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "ax": 0,
                "ay": -4 - _EVENT_ROW * row,
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": canvas.colors.muted,
                "font": {"color": canvas.colors.muted, "size": 12},
                "bgcolor": canvas.colors.background,
                "borderpad": 0,
            }
        )
    canvas.head = 8 + _EVENT_ROW * (max(rows) + 1) if rows else 0


def _label_rows(along: list[float], labels: list[str]) -> list[int]:
    """Return a row for each label, from 0 at the bottom, so that on a phone none meets another or another's line.

    A label reaches over the lines of those between it and the middle; they are placed first, and it goes above them.
    """
    extents = []
    for place, label in zip(along, labels, strict=True):
        width = (len(label) * _LETTER + _GAP) / _PHONE
        extents.append((place - width, place) if _side(place) == "right" else (place, place + width))
    rows: dict[int, int] = {}
    for here in sorted(range(len(along)), key=lambda index: (_side(along[index]) == "left", abs(along[index] - 0.5))):
        left, right = extents[here]
        met = [row for there, row in rows.items() if left <= extents[there][1] and extents[there][0] <= right]
        rows[here] = max(met, default=-1) + 1
    return [rows[index] for index in range(len(along))]


def _side(along: float) -> str:
    """Return the side of its line on which a label has room, as the anchor of its text."""
    return "right" if along > 0.5 else "left"


def _along(canvas: Canvas, event: Event) -> float:
    """Return where an event stands on the axis, from 0 at the left to 1 at the right."""
    positions = canvas.drawing.positions
    if canvas.drawing.is_dated:
        return (event.date - positions[0]) / ((positions[-1] - positions[0]) or timedelta(1))
    return (event.index + 0.5) / len(positions)
