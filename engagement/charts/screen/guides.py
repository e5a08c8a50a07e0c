"""Marks that are not data of the answer itself: targets, reference lines, events."""

from __future__ import annotations

from engagement.charts.model.drawing import Event
from engagement.charts.screen.canvas import Canvas, safe
from engagement.present import format


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
        showlegend=strokes,
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
    """Draw events as small marks at the top of a time axis; hover and tap say their words, as the notes do.

    What falls on one position shares a mark.
    """
    shared: dict[int | str, list[Event]] = {}
    for event in canvas.drawing.events:
        shared.setdefault(canvas.place_of(event.index, event.date), []).append(event)
    if not shared:
        return
    for place in shared:
        line = {"color": canvas.colors.grid, "width": 1, "dash": "dot"}
        upright = {"x0": place, "x1": place, "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
        canvas.shapes.append({"type": "line", "layer": "below", "line": line, **upright})
    canvas.layout["yaxis3"] = {"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True}
    canvas.add(
        type="scatter",
        mode="markers",
        x=[str(place) for place in shared],
        y=[0.98] * len(shared),
        yaxis="y3",
        name="events",
        marker={"symbol": "triangle-down", "size": 10, "color": canvas.colors.muted},
        hovertext=[
            "<br>".join(safe(f"{format.day(event.date)}: {event.label}") for event in events)
            for events in shared.values()
        ],
        showlegend=False,
        meta="events",
    )
