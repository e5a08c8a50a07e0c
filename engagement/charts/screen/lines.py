"""Lines over periods, named at their ends: gaps stay gaps, and an incomplete year is a point beside its line."""

from __future__ import annotations

from typing import Any

from engagement.charts.model.drawing import Series
from engagement.charts.model.finding import finding
from engagement.charts.screen.canvas import SYMBOLS, Canvas, safe
from engagement.charts.screen.ends import name_ends
from engagement.charts.screen.gaps import mark_in_strip
from engagement.charts.screen.guides import mark_events, mark_references, mark_target

MOST_COLORED = 4
"""Of more lines, which would cross in as many colors, the one that the finding is about is colored."""

_PIXELS = 240
"""Height of the scale, about: what is less than a pixel apart is in one place."""


def draw(canvas: Canvas) -> None:
    """Draw one line per series, those that matter in color and above the others."""
    drawing = canvas.drawing
    colored = colored_series(canvas)
    canvas.layout["xaxis"] = canvas.position_axis(most=5)
    values = (value for series in drawing.series for value in series.values if value is not None)
    canvas.layout["yaxis"] = canvas.value_axis() | {"range": canvas.value_range(values)}
    if len(drawing.series) > MOST_COLORED:
        canvas.layout["height"] += 80
    mark_references(canvas)
    for number in sorted(range(len(drawing.series)), key=lambda number: number in colored):
        _line(canvas, drawing.series[number], number, is_colored=number in colored)
    for number in range(len(drawing.series)):
        _answer(canvas, number)
    mark_target(canvas)
    name_ends(canvas, colored)
    mark_in_strip(canvas)
    mark_events(canvas)


def colored_series(canvas: Canvas) -> frozenset[int]:
    """Return the series that have their color: all where they are few, else that of the finding or the highest."""
    series = canvas.drawing.series
    if len(series) <= MOST_COLORED:
        return frozenset(range(len(series)))
    told = finding(canvas.drawing)
    if told is not None and told.series is not None:
        return frozenset({told.series})
    tops = [max((value for value in line.values if value is not None), default=0.0) for line in series]
    return frozenset({tops.index(max(tops))})


def _line(canvas: Canvas, series: Series, number: int, *, is_colored: bool) -> None:
    colors, drawing = canvas.colors, canvas.drawing
    rank = drawing.rank(series.name, number)
    turn = colors.round(rank) if is_colored else 0
    color = colors.series(rank) if is_colored else colors.rest
    symbol = SYMBOLS[(rank + 3 * turn) % len(SYMBOLS)]
    common: dict[str, Any] = {
        "type": "scatter",
        "name": safe(series.name),
        "legendgroup": str(number),
        "connectgaps": False,
        "hoverinfo": "skip",
    }
    complete = [None if index in drawing.running else value for index, value in enumerate(series.values)]
    canvas.add(
        **common,
        mode="lines+markers",
        x=list(canvas.places()),
        y=complete,
        line={"color": color, "width": 2.5 if is_colored else 1.5, "dash": "dot" if turn else "solid"},
        marker={"symbol": symbol, "size": 7 if is_colored else 4, "color": color},
    )
    so_far = [index for index in sorted(drawing.running) if series.values[index] is not None]
    if so_far and is_colored:
        # joined to the years before, it would be read as a plunge
        canvas.add(
            **common,
            mode="markers",
            x=[canvas.places()[index] for index in so_far],
            y=[series.values[index] for index in so_far],
            marker={"symbol": f"{symbol}-open", "size": 8, "color": color, "line": {"width": 2}},
            meta="running",
        )


def _answer(canvas: Canvas, number: int) -> None:
    """Add what hovers and clicks meet: points without a mark, of which the nearest answers.

    Plotly takes all marks within three pixels for equally near, and the last of them for meant. Marks that cover each
    other answer together, first the one that a click chooses.
    """
    drawing, series = canvas.drawing, canvas.drawing.series[number]
    shown = [value for line in drawing.series for value in line.values if value is not None]
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
        hoverlabel={"bordercolor": canvas.colors.series(drawing.rank(series.name, number))},
        hovertext=words,
        meta="answers",
    )
