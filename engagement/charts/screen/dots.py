"""Dots with their interval, one row per category: estimates that would lie as bars from zero."""

from __future__ import annotations

from engagement.charts.screen.canvas import SYMBOLS, Canvas, safe
from engagement.charts.screen.gaps import mark_in_rows
from engagement.charts.screen.guides import mark_references, mark_target

_ROW = 34
"""Height of a row in pixels."""


def draw(canvas: Canvas) -> None:
    """Draw a dot per value and a line from `low` to `high`."""
    drawing, colors = canvas.drawing, canvas.colors
    canvas.layout["height"] = max(160, 100 + canvas.row(_ROW) * len(drawing.positions))
    values = canvas.value_axis(from_zero=False)
    rows = canvas.position_axis() | {"showgrid": True, "gridcolor": colors.grid}
    canvas.layout |= {"xaxis": values, "yaxis": rows}
    mark_references(canvas)
    for number, series in enumerate(drawing.series):
        color = colors.series(drawing.rank(series.name, number))
        canvas.add(
            type="scatter",
            mode="markers",
            x=list(series.values),
            y=list(canvas.places()),
            name=safe(series.name),
            marker={"symbol": SYMBOLS[number % len(SYMBOLS)], "size": 10, "color": color},
            hovertext=canvas.hovers(series),
            **({"error_x": _interval(series.values, series.low, series.high, color)} if series.low else {}),
        )
    mark_target(canvas)
    mark_in_rows(canvas, {})
    several = len(drawing.series) > 1 or any(value is not None for value in drawing.target)
    canvas.legend(shown=several)


def _interval(
    values: tuple[float | None, ...], low: tuple[float | None, ...], high: tuple[float | None, ...], color: str
) -> dict[str, object]:
    def distance(value: float | None, bound: float | None) -> float | None:
        return None if value is None or bound is None else abs(bound - value)

    return {
        "type": "data",
        "symmetric": False,
        "array": [distance(*pair) for pair in zip(values, high or low, strict=True)],
        "arrayminus": [distance(*pair) for pair in zip(values, low, strict=True)],
        "color": color,
        "thickness": 2,
        "width": 5,
    }
