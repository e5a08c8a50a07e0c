"""Hidden values and years not delivered: said beside the scale, never drawn on it; nobody reads them as zero."""

from __future__ import annotations

from engagement.charts.screen.canvas import Canvas, safe
from engagement.result import NOT_DELIVERED, TOO_FEW

STRIP = 0.07
"""Share of the height for the strip below the scale in which hidden values of standing charts are marked."""


def hidden_at(canvas: Canvas) -> dict[int, list[str]]:
    """Return positions with hidden values, and the names of the series that they belong to."""
    names: dict[int, list[str]] = {}
    for series in canvas.drawing.series:
        for index in sorted(series.hidden):
            names.setdefault(index, []).append(series.name)
    return names


def mark_in_strip(canvas: Canvas) -> None:
    """Mark hidden values and years not delivered, of a standing chart, in a strip of its own below the scale."""
    drawing, colors = canvas.drawing, canvas.colors
    hidden = hidden_at(canvas)
    if not hidden and not drawing.undelivered:
        return
    canvas.layout["yaxis"] |= {"domain": [STRIP + 0.04, 1]}
    drawn = (*(value for series in drawing.series for value in series.values), *drawing.target)
    if all(value is None for value in drawn):
        canvas.layout["yaxis"] |= {"showticklabels": False, "showgrid": False}  # a scale without anything on it
    canvas.layout["xaxis"] |= {"anchor": "y2"}
    canvas.layout["yaxis2"] = {
        "domain": [0, STRIP],
        "range": [-1, 1],
        "tickmode": "array",
        "tickvals": [0],
        "ticktext": [f"<i>{TOO_FEW}</i>" if hidden else "<i>no data</i>"],
        "tickfont": {"color": colors.muted},
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }
    if hidden:
        hovers = {index: _words(canvas, index, names) for index, names in hidden.items()}
        _marks(canvas, hovers, name=TOO_FEW, symbol="x-thin", meta=drawing.too_few_words)
    if drawing.undelivered:
        hovers = {
            index: f"<b>{safe(drawing.labels[index])}</b><br>{NOT_DELIVERED}" for index in sorted(drawing.undelivered)
        }
        _marks(canvas, hovers, name=NOT_DELIVERED, symbol="line-ew", meta=NOT_DELIVERED)
        _bands(canvas)


def _marks(canvas: Canvas, hovers: dict[int, str], *, name: str, symbol: str, meta: str) -> None:
    canvas.add(
        type="scatter",
        mode="markers",
        x=[canvas.places()[index] for index in hovers],
        y=[0] * len(hovers),
        yaxis="y2",
        name=name,
        marker={"symbol": symbol, "size": 8, "line": {"color": canvas.colors.muted, "width": 2}},
        hovertext=list(hovers.values()),
        showlegend=False,
        meta=meta,
    )


def _bands(canvas: Canvas) -> None:
    """Write "not delivered" upright where the year's marks would stand: a zero has none of it."""
    for index in sorted(canvas.drawing.undelivered):
        canvas.annotations.append(
            {
                "text": f"<i>{NOT_DELIVERED}</i>",
                "x": canvas.places()[index],
                "xref": "x",
                "y": STRIP + 0.06,
                "yref": "paper",
                "yanchor": "bottom",
                "textangle": -90,
                "showarrow": False,
                "font": {"color": canvas.colors.muted, "size": 12},
            }
        )


def mark_in_rows(canvas: Canvas, ends: dict[int, float]) -> None:
    """Write "too few" into the rows of a lying chart, behind what is drawn there.

    Args:
        canvas: a chart whose positions are rows.
        ends: for each position, where its drawn values end on the scale; nothing drawn there starts at the left edge.
    """
    for index, names in hidden_at(canvas).items():
        alone = len(canvas.drawing.series) == 1
        text = TOO_FEW if alone or index not in ends else f"+ {len(names)} {TOO_FEW}"
        _write(canvas, index, text, names, end=ends.get(index))


def mark_beside_bars(canvas: Canvas) -> None:
    """Write "too few" where a bar of its own would begin, among the bars that lie side by side in a row."""
    series = canvas.drawing.series
    width = (1 - canvas.layout["bargap"]) / len(series)
    for number, bars in enumerate(series):
        for index in sorted(bars.hidden):
            _write(canvas, index + (number + 0.5 - len(series) / 2) * width, TOO_FEW, [bars.name], index=index)


def _write(
    canvas: Canvas, row: float, text: str, names: list[str], *, end: float | None = None, index: int | None = None
) -> None:
    canvas.annotations.append(
        {
            "text": f"<i>{text}</i>",
            "x": 0 if end is None else end,
            "xref": "paper" if end is None else "x",
            "y": row,
            "yref": "y",
            "xanchor": "left",
            "xshift": 6,
            "showarrow": False,
            "font": {"color": canvas.colors.muted, "size": 12},
            "hovertext": _words(canvas, int(row) if index is None else index, names),
        }
    )


def _words(canvas: Canvas, index: int, names: list[str]) -> str:
    drawing = canvas.drawing
    alone = len(drawing.series) == 1
    head = f"<b>{safe(drawing.labels[index])}</b>"
    return f"{head}<br>" + ("" if alone else f"{safe(', '.join(names))}<br>") + safe(drawing.too_few_words)
