"""Bars side by side or stacked, standing or lying, and the funnel: lying bars with the share that went on."""

from __future__ import annotations

from typing import Any

from engagement.charts.model.drawing import Series
from engagement.charts.screen.canvas import Canvas, safe
from engagement.charts.screen.gaps import mark_beside_bars, mark_in_rows, mark_in_strip
from engagement.charts.screen.guides import mark_events, mark_references, mark_target
from engagement.present import format

_ROW = 30
"""Height of a lying bar with its gap, in pixels."""

_NAMED_BARS = 8
"""As many standing bars carry their number as can be read on a phone."""


def draw(canvas: Canvas) -> None:
    """Draw one color of bars per series; a running period is hatched."""
    drawing = canvas.drawing
    stacked = drawing.kind == "stacked_bar"
    lying = drawing.is_horizontal
    if lying:
        row_height = canvas.row(_ROW if stacked else _ROW + 18 * (len(drawing.series) - 1))
        canvas.layout["height"] = max(150, 90 + row_height * len(drawing.positions))
    positions, values = canvas.position_axis(), canvas.value_axis()
    canvas.layout |= {"xaxis": values, "yaxis": positions} if lying else {"xaxis": positions, "yaxis": values}
    canvas.layout |= {"barmode": "stack" if stacked else "group", "bargap": 0.25, "bargroupgap": 0.05}
    mark_references(canvas)
    for number, series in enumerate(drawing.series):
        texts = _numbers(canvas, series) if _is_numbered(canvas) else None
        _bars(canvas, series, number, texts=texts)
    mark_target(canvas)
    if lying:
        if stacked:
            mark_in_rows(canvas, _ends(canvas, stacked=True))
        else:
            mark_beside_bars(canvas)
        _room_for_numbers(canvas, share=0.5 if stacked and drawing.hidden_count else 0.16)
    else:
        if _is_numbered(canvas):
            low, high = canvas.value_range(_ends(canvas, stacked=stacked).values())
            values["range"] = [low if low < -high / 2 else min(0.0, low), high]
        mark_in_strip(canvas)
        mark_events(canvas)
    several = len(drawing.series) > 1 or any(value is not None for value in drawing.target)
    canvas.legend(shown=several)


def draw_funnel(canvas: Canvas) -> None:
    """Draw a bar per stage; below the stage's name, the share of the stage before that came so far."""
    drawing = canvas.drawing
    row_height = _ROW + 12 + 20 * (len(drawing.series) - 1)
    canvas.layout["height"] = max(160, 70 + row_height * len(drawing.positions))
    values = canvas.value_axis() | {"showgrid": False, "showticklabels": False, "zeroline": False}
    stages = canvas.position_axis()
    canvas.layout |= {"xaxis": values, "yaxis": stages, "barmode": "group", "bargap": 0.2}
    alone = len(drawing.series) == 1
    if alone:
        shares = [_went_on(canvas, drawing.series[0], index) for index in range(len(drawing.positions))]
        small = f"<span style='font-size: 11px; color: {canvas.colors.muted}'>"
        stages["ticktext"] = [
            f"{name}<br>{small}{safe(share)}</span>" if share else name
            for name, share in zip(stages["ticktext"], shares, strict=True)
        ]
    for number, series in enumerate(drawing.series):
        _bars(canvas, series, number, texts=_numbers(canvas, series))
    mark_beside_bars(canvas)
    _room_for_numbers(canvas, share=0.2 if alone else 0.4)
    canvas.legend(shown=not alone)


def _bars(canvas: Canvas, series: Series, number: int, *, texts: list[str] | None) -> None:
    drawing, colors = canvas.drawing, canvas.colors
    lying = drawing.is_horizontal
    places, values = list(canvas.places()), list(series.values)
    rank = drawing.rank(series.name, number)
    again = "." if colors.round(rank) else ""
    hatched = ["/" if index in drawing.running else again for index in range(len(places))]
    color = colors.series(rank)
    marker: dict[str, Any] = {"color": color, "line": {"color": colors.background, "width": 0.5}}
    if any(hatched):
        marker["pattern"] = {
            "shape": hatched,
            "fgcolor": colors.background,
            "bgcolor": color,
            "size": 6,
            "solidity": 0.35,
        }
    canvas.add(
        type="bar",
        orientation="h" if lying else "v",
        x=values if lying else places,
        y=places if lying else values,
        name=safe(series.name),
        marker=marker,
        hovertext=_hovers(canvas, series),
        textposition="outside" if texts else "none",
        text=texts or [""] * len(places),
        textfont={"color": colors.text, "size": 12},
        cliponaxis=drawing.is_time,  # what a zoom leaves out is not written beside the scale
    )


def _is_numbered(canvas: Canvas) -> bool:
    drawing = canvas.drawing
    if drawing.kind == "stacked_bar" or any(value is not None for value in drawing.target):
        return False
    return drawing.is_horizontal or (len(drawing.series) == 1 and len(drawing.positions) <= _NAMED_BARS)


def _numbers(canvas: Canvas, series: Series) -> list[str]:
    return ["" if value is None else format.value(value, series.unit) for value in series.values]


def _hovers(canvas: Canvas, series: Series) -> list[str]:
    """Return what the pointer says of each bar; in a funnel also how many went on."""
    if canvas.drawing.kind != "funnel":
        return canvas.hovers(series)
    return [
        "" if value is None else canvas.hover(series, index, extra=_went_on(canvas, series, index))
        for index, value in enumerate(series.values)
    ]


def _went_on(canvas: Canvas, series: Series, index: int) -> str:
    """Return the share of the stage before; nothing where either is hidden or missing."""
    here, before = series.values[index], series.values[index - 1] if index else None
    if here is None or not before:
        return ""
    return f"{format.value(here / before, 'share')} of {canvas.drawing.labels[index - 1].lower()}"


def _ends(canvas: Canvas, *, stacked: bool) -> dict[int, float]:
    ends: dict[int, float] = {}
    for index in range(len(canvas.drawing.positions)):
        shown = [value for series in canvas.drawing.series if (value := series.values[index]) is not None]
        if shown:
            ends[index] = sum(shown) if stacked else max(shown)
    return ends


def _room_for_numbers(canvas: Canvas, *, share: float = 0.16) -> None:
    """Lengthen the scale, so that what is written behind the longest bar is not cut off."""
    ends = _ends(canvas, stacked=canvas.drawing.kind == "stacked_bar").values()
    least = min([0.0, *(value for series in canvas.drawing.series for value in series.values if value is not None)])
    most = max([0.0, *ends, *(value for value in canvas.drawing.target if value is not None)])
    room = (most - least) * share
    canvas.layout["xaxis"]["range"] = [least - (room if least < 0 else 0), (most + room) or 1]
