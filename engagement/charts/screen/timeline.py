"""Items on a time axis: a few as bars from start to end, more as a dot at each end, by lane. None is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from engagement.charts.model.drawing import Span
from engagement.charts.screen.canvas import SYMBOLS, Canvas, safe, wrap, zoom
from engagement.present import format

MOST_ROWS = 12
"""As many bars as fit on a screen with their names; of more, each is a dot that its hover names."""

_AS_OF_HEIGHT = 18
"""Pixels above the bars in which the as-of date is written; the legend stands above it."""

_DAYS_NAMED = 150
"""Axes of fewer days name their ticks by the day; by the month, two ticks would read the same."""


def draw(canvas: Canvas) -> None:
    """Draw the items, and the as-of date as a line."""
    drawing = canvas.drawing
    lanes = drawing.lanes
    if len(drawing.spans) <= MOST_ROWS and any(span.start is not None for span in drawing.spans):
        _bars(canvas, lanes)
    else:
        _pipeline(canvas, lanes)
    canvas.layout["xaxis"] = {
        "type": "date",
        "tickformat": "%b %-d\n%Y" if _days(canvas) < _DAYS_NAMED else "%b\n%Y",
        "gridcolor": canvas.colors.grid,
        "zeroline": False,
        "tickfont": {"color": canvas.colors.text},
        "automargin": True,
    } | _range(canvas)
    _as_of(canvas)
    canvas.legend()


def _bars(canvas: Canvas, lanes: tuple[str, ...]) -> None:
    spans = canvas.drawing.spans
    colors = canvas.colors
    canvas.layout["height"] = max(180, 90 + 32 * len(spans))
    _rows(canvas, [span.label for span in spans])
    for number, lane in enumerate(lanes):
        own = [(row, span) for row, span in enumerate(spans) if span.lane == lane]
        color = colors.series(canvas.drawing.rank(lane, number))
        ends: list[date | None] = []
        rows: list[int | None] = []
        for row, span in own:
            ends += [span.start or span.end, span.end, None]
            rows += [row, row, None]
        canvas.add(
            type="scatter",
            mode="lines",
            x=ends,
            y=rows,
            name=safe(lane),
            legendgroup=str(number),
            showlegend=False,
            line={"color": color, "width": 7},
            hoverinfo="skip",
        )
        canvas.add(
            type="scatter",
            mode="markers",
            x=[span.end for _, span in own],
            y=[row for row, _ in own],
            name=safe(lane),
            legendgroup=str(number),
            marker={"symbol": SYMBOLS[number % len(SYMBOLS)], "size": 11, "color": color},
            hovertext=[_words(canvas, span) for _, span in own],
        )
    canvas.layout["showlegend"] = len(lanes) > 1


def _pipeline(canvas: Canvas, lanes: tuple[str, ...]) -> None:
    """Draw dots on lanes; what ends in the same month is stacked, so that each can be counted."""
    heights: dict[tuple[str, int, int], int] = {}
    placed: list[tuple[Span, int]] = []
    for span in canvas.drawing.spans:
        month = (span.lane, span.end.year, span.end.month)
        placed.append((span, heights.get(month, 0)))
        heights[month] = heights.get(month, 0) + 1
    tallest = max(heights.values(), default=1)
    step = min(0.22, 0.8 / tallest)
    lane_height = max(46, min(130, round(14 * tallest) + 14))
    canvas.layout["height"] = max(170, 80 + lane_height * len(lanes))
    _rows(canvas, list(lanes))
    for number, lane in enumerate(lanes):
        own = [(span, height) for span, height in placed if span.lane == lane]
        canvas.add(
            type="scatter",
            mode="markers",
            x=[span.end for span, _ in own],
            y=[number + 0.3 - height * step for _, height in own],
            name=safe(lane),
            marker={
                "size": 9,
                "color": canvas.colors.series(canvas.drawing.rank(lane, number)),
                "line": {"color": canvas.colors.background, "width": 1},
            },
            hovertext=[_words(canvas, span) for span, _ in own],
        )
        if number:
            line = {"color": canvas.colors.grid, "width": 1}
            ends = {"x0": 0, "x1": 1, "xref": "paper", "y0": number - 0.5, "y1": number - 0.5, "yref": "y"}
            canvas.shapes.append({"type": "line", "layer": "below", "line": line, **ends})


def _range(canvas: Canvas) -> dict[str, Any]:
    """Return the days shown: where all items end after the as-of date, what is to come and not when it began."""
    drawing = canvas.drawing
    if _is_ahead(canvas):
        return zoom([day for day in (drawing.as_of, _last(canvas)) if day])
    return zoom([day for span in drawing.spans for day in (span.start, span.end) if day])


def _is_ahead(canvas: Canvas) -> bool:
    drawing = canvas.drawing
    is_ahead = all(drawing.as_of is not None and span.end >= drawing.as_of for span in drawing.spans)
    return bool(drawing.spans) and is_ahead


def _days(canvas: Canvas) -> int:
    """Return how many days the axis shows: from the as-of date, or the first start, to the last end."""
    drawing = canvas.drawing
    if not drawing.spans:
        return 0
    first = drawing.as_of if _is_ahead(canvas) else min(span.start or span.end for span in drawing.spans)
    last = _last(canvas)
    return (last - (first or last)).days


def _last(canvas: Canvas) -> date:
    """Return the day on which the last item ends."""
    return max(span.end for span in canvas.drawing.spans)


def _rows(canvas: Canvas, names: list[str]) -> None:
    canvas.layout["yaxis"] = {
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [wrap(name, lines=2) for name in names],
        "tickfont": {"size": 12},
        "range": [len(names) - 0.5, -0.5],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }


def _as_of(canvas: Canvas) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    if drawing.as_of is None or not drawing.spans:
        return
    line = {"color": colors.target, "width": 1.5}
    ends = {"x0": drawing.as_of, "x1": drawing.as_of, "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
    canvas.shapes.append({"type": "line", "line": line, **ends})
    canvas.annotations.append(
        {
            "text": f"as of {format.day(drawing.as_of)}",
            "x": drawing.as_of,
            "xref": "x",
            "xanchor": "left",
            "xshift": 2,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"color": colors.muted, "size": 12},
        }
    )
    canvas.head = _AS_OF_HEIGHT


def _words(canvas: Canvas, span: Span) -> str:
    from_to = f"{format.day(span.start)} to {format.day(span.end)}" if span.start else format.day(span.end)
    lane = f"<br>{safe(span.lane)}" if span.lane else ""
    return f"<b>{safe(span.label)}</b>{lane}<br>{safe(canvas.drawing.measure.title)}: {from_to}"
