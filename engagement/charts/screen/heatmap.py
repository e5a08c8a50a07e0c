"""A cell per position and series, colored by class; hidden cells have a tone and a mark of their own."""

from __future__ import annotations

from math import isinf
from typing import Any

from engagement.charts.model.classes import class_of, classes
from engagement.charts.screen.canvas import Canvas, safe, wrap
from engagement.present import format
from engagement.result import TOO_FEW

_ROW = 30
_WRITTEN_COLUMNS = 6
"""With more columns, numbers in the cells would not be readable on a phone."""


def draw(canvas: Canvas) -> None:
    """Draw the cells, rows in the order of the series from the top."""
    drawing, colors = canvas.drawing, canvas.colors
    canvas.layout["height"] = max(180, 120 + _ROW * len(drawing.series))
    rows = [str(number) for number in range(len(drawing.series))]
    canvas.layout["xaxis"] = canvas.position_axis(most=5)
    if not drawing.is_time:  # a year says what it is, "high" does not
        title = {"color": colors.muted, "size": 13}
        canvas.layout["xaxis"] |= {"title": {"text": safe(drawing.position.title), "font": title, "standoff": 8}}
    canvas.layout["yaxis"] = {
        "type": "category",
        "tickmode": "array",
        "tickvals": rows,
        "ticktext": [wrap(series.name, 18) for series in drawing.series],
        "range": [len(rows) - 0.5, -0.5],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }
    shades = classes((v for series in drawing.series for v in series.values if v is not None), drawing.measure.unit)
    ramp = ramp_for(canvas, len(shades), signed=bool(shades) and shades[0].low < 0)
    _cells(canvas, rows, shades, ramp)
    _hidden(canvas, rows)
    used = {class_of(v, shades) for series in drawing.series for v in series.values if v is not None}
    for number, (shade, color) in enumerate(zip(shades, ramp, strict=True)):
        if number in used or not (isinf(shade.low) or isinf(shade.high)):  # an open class may be of what cannot be
            canvas.key(shade.label, color)
    if drawing.hidden_count:
        canvas.key(TOO_FEW, colors.hidden, symbol="square-x-open")
    if any(
        v is None and index not in series.hidden for series in drawing.series for index, v in enumerate(series.values)
    ):
        canvas.key("no value", colors.muted, symbol="square-open")
    canvas.legend(canvas.measure_title(), shown=True)


def ramp_for(canvas: Canvas, count: int, *, signed: bool) -> tuple[str, ...]:
    """Return as many colors as there are classes, from the whole width of the sequence."""
    colors = canvas.colors.diverging if signed else canvas.colors.sequential
    if count <= 1:
        return colors[3 : 3 + count]
    return tuple(colors[round(index * (len(colors) - 1) / (count - 1))] for index in range(count))


def _cells(canvas: Canvas, rows: list[str], shades: tuple[Any, ...], ramp: tuple[str, ...]) -> None:
    drawing = canvas.drawing
    if not shades:
        return
    numbers = [[None if v is None else class_of(v, shades) for v in series.values] for series in drawing.series]
    count = len(shades)
    scale = [
        stop for index, color in enumerate(ramp) for stop in ((index / count, color), ((index + 1) / count, color))
    ]
    canvas.add(
        type="heatmap",
        x=list(canvas.places()),
        y=rows,
        z=numbers,
        zmin=-0.5,
        zmax=count - 0.5,
        colorscale=[list(stop) for stop in scale],
        showscale=False,
        xgap=2,
        ygap=2,
        hovertext=[canvas.hovers(series) for series in drawing.series],
    )
    if len(drawing.positions) <= _WRITTEN_COLUMNS:
        _numbers(canvas, rows, numbers, ramp)


def _numbers(canvas: Canvas, rows: list[str], numbers: list[list[int | None]], ramp: tuple[str, ...]) -> None:
    cells = [
        (
            canvas.places()[index],
            rows[row],
            format.value(series.values[index], series.unit),
            canvas.colors.on(ramp[number]),
        )
        for row, series in enumerate(canvas.drawing.series)
        for index, number in enumerate(numbers[row])
        if number is not None
    ]
    across, down, texts, inks = (list(part) for part in zip(*cells, strict=True))
    font = {"size": 12, "color": inks}
    canvas.add(
        type="scatter", mode="text", x=across, y=down, text=texts, textfont=font, showlegend=False, hoverinfo="skip"
    )


def _hidden(canvas: Canvas, rows: list[str]) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    cells = [(index, number) for number, series in enumerate(drawing.series) for index in sorted(series.hidden)]
    if not cells:
        return
    canvas.add(
        type="heatmap",
        x=list(canvas.places()),
        y=rows,
        z=[
            [1 if index in series.hidden else None for index in range(len(drawing.positions))]
            for series in drawing.series
        ],
        colorscale=[[0, colors.hidden], [1, colors.hidden]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
        meta="hidden",
    )
    canvas.add(
        type="scatter",
        mode="markers",
        x=[canvas.places()[index] for index, _ in cells],
        y=[rows[number] for _, number in cells],
        marker={"symbol": "x-thin", "size": 8, "line": {"color": colors.text, "width": 1.5}},
        hovertext=[
            f"<b>{safe(drawing.labels[index])}</b><br>{safe(drawing.series[number].name)}<br>{safe(drawing.too_few_words)}"
            for index, number in cells
        ],
        showlegend=False,
        meta="hidden",
    )
