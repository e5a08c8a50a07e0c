"""Marks that are not data of the answer itself: targets, reference lines, events."""

from __future__ import annotations

import textwrap

from engagement.charts import format
from engagement.charts.screen.canvas import Canvas, safe


def mark_target(canvas: Canvas) -> None:
    """The target at every position: a dotted line along a scale, a stroke across each lying bar."""
    drawing, colors = canvas.drawing, canvas.colors
    if not any(value is not None for value in drawing.target):
        return
    unit = drawing.measure.unit
    values = list(drawing.target)
    hovers = [
        "" if value is None else f"<b>{safe(drawing.labels[at])}</b><br>target {safe(format.with_unit(value, unit))}"
        for at, value in enumerate(values)
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
        cliponaxis=False,
    )


def mark_references(canvas: Canvas) -> None:
    """Fixed values such as parity, as thin lines with their value."""
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


def mark_events(canvas: Canvas) -> None:
    """Events as labeled upright lines on a time axis; what falls into one year shares a line."""
    colors = canvas.colors
    by_place: dict[int, list[str]] = {}
    words: dict[int, list[str]] = {}
    for event in canvas.drawing.events:
        by_place.setdefault(event.at, []).append(event.label)
        words.setdefault(event.at, []).append(f"{format.day(event.date)}: {event.label}")
    for at, labels in by_place.items():
        line = {"color": colors.muted, "width": 1, "dash": "dot"}
        ends = {"x0": at, "x1": at, "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
        canvas.shapes.append({"type": "line", "layer": "below", "line": line, **ends})
        more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
        canvas.annotations.append(
            {
                "text": safe(textwrap.shorten(labels[0], 26, placeholder=" …")) + more,
                "hovertext": "<br>".join(safe(word) for word in words[at]),
                "x": at,
                "xref": "x",
                "y": 1,
                "yref": "paper",
                "textangle": -90,
                "xanchor": "right",
                "yanchor": "top",
                "showarrow": False,
                "font": {"color": colors.muted, "size": 11},
            }
        )
