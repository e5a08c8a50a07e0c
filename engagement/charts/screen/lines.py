"""Lines over periods: gaps stay gaps, the way to a running year is dashed, targets and events stand by."""

from __future__ import annotations

from typing import Any

from engagement.charts.model.drawing import Series
from engagement.charts.screen.canvas import SYMBOLS, Canvas, safe
from engagement.charts.screen.gaps import mark_in_strip
from engagement.charts.screen.guides import mark_events, mark_references, mark_target

_PIXELS = 240
"""Height of the scale, about: what is less than a pixel apart is in one place."""


def draw(canvas: Canvas) -> None:
    """Draw one line per series, in order; a color that comes again is dotted."""
    drawing = canvas.drawing
    canvas.layout["xaxis"] = canvas.position_axis()
    values = (value for series in drawing.series for value in series.values if value is not None)
    canvas.layout["yaxis"] = canvas.value_axis() | {"range": canvas.value_range(values)}
    mark_references(canvas)
    for number, series in enumerate(drawing.series):
        _line(canvas, series, number)
    for number in range(len(drawing.series)):
        _answer(canvas, number)
    mark_target(canvas)
    mark_in_strip(canvas)
    mark_events(canvas)
    canvas.legend(shown=len(drawing.series) > 1 or bool(drawing.target))


def _line(canvas: Canvas, series: Series, number: int) -> None:
    colors, drawing = canvas.colors, canvas.drawing
    turn, color = colors.round(number), colors.series(number)
    symbol = SYMBOLS[(number + 3 * turn) % len(SYMBOLS)]
    common: dict[str, Any] = {
        "type": "scatter",
        "name": safe(series.name),
        "legendgroup": str(number),
        "connectgaps": False,
    }
    complete = [None if index in drawing.running else value for index, value in enumerate(series.values)]
    canvas.add(
        **common,
        mode="lines" if turn > 1 else "lines+markers",
        x=list(canvas.places()),
        y=complete,
        line={"color": color, "width": (2.5, 2, 1.2)[turn], "dash": "dot" if turn else "solid"},
        marker={"symbol": symbol, "size": 7, "color": color},
        hoverinfo="skip",
    )
    for index in sorted(drawing.running):
        _running(canvas, series, index, common | {"showlegend": False}, color=color, symbol=symbol)


def _answer(canvas: Canvas, number: int) -> None:
    """Add what hovers and clicks meet: points without a mark, of which the nearest answers.

    Plotly takes all marks within three pixels for equally near, and the last of them for meant. Marks that cover each
    other answer together, first the one that a click chooses.
    """
    drawing, series = canvas.drawing, canvas.drawing.series[number]
    shown = [value for other in drawing.series for value in other.values if value is not None]
    near = (max(shown, default=0) - min(0, *shown, 0)) / _PIXELS
    words: list[str] = []
    for index, value in enumerate(series.values):
        others = [other for other in drawing.series if other is not series and other.values[index] is not None]
        covered = [other for other in others if value is not None and abs((other.values[index] or 0) - value) < near]
        also = "".join(f"<br>in the same place: {canvas.named(other, index)}" for other in covered)
        words.append("" if value is None else canvas.hover(series, index) + also)
    canvas.add(
        type="scatter",
        mode="text",
        x=list(canvas.places()),
        y=list(series.values),
        text=[""] * len(series.values),
        name=safe(series.name),
        legendgroup=str(number),
        showlegend=False,
        hoverlabel={"bordercolor": canvas.colors.series(number)},
        hovertext=words,
        meta="answers",
    )


def _running(canvas: Canvas, series: Series, index: int, common: dict[str, Any], *, color: str, symbol: str) -> None:
    if series.values[index] is None:
        return
    before = series.values[index - 1] if index else None
    path = [index - 1, index] if before is not None else [index]
    canvas.add(
        **common,
        mode="lines+markers",
        x=[canvas.places()[end] for end in path],
        y=[series.values[end] for end in path],
        line={"color": color, "width": 2, "dash": "dash"},
        marker={"symbol": f"{symbol}-open", "size": [0, 8][-len(path) :], "color": color, "line": {"width": 2}},
        hoverinfo="skip",
        meta="running",
    )
