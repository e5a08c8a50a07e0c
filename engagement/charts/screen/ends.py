"""Names of lines where they end, so that nobody looks from a line to a legend and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engagement.charts.screen.canvas import Canvas, safe, wrap

_WIDTH = 15
"""Letters of a line of a name; longer names take several, so that a phone keeps room for the chart."""

_LINE, _LETTER = 15, 6.3
"""Height of a line and width of a letter of a name in pixels."""

_SCALE = 270
"""Height of the scale in pixels, about."""


_MOST = 10
"""As many names as have room beside each other; of more lines, the highest ones are named and the rest on hover."""


@dataclass(frozen=True)
class _End:
    """Where a line ends, what it is called, and in which color."""

    value: float
    text: str
    color: str
    is_colored: bool = True


def name_ends(canvas: Canvas, colored: frozenset[int]) -> None:
    """Write the names of lines beside their last values; a single line is named by its title.

    Args:
        canvas: its value axis has its range.
        colored: numbers of the series that have their color.
    """
    ends = _ends(canvas, colored)
    if not ends or (len(canvas.drawing.series) == 1 and len(ends) == 1 and not canvas.drawing.target):
        return
    low, high = canvas.layout["yaxis"]["range"]
    pixel = (high - low) / _SCALE
    heights = [_LINE * (end.text.count("<br>") + 1) * pixel for end in ends]
    for end, height in zip(ends, spread([end.value for end in ends], heights, top=high), strict=True):
        canvas.annotations.append(
            {
                "text": end.text,
                "x": canvas.places()[-1],
                "xref": "x",
                "xanchor": "left",
                "xshift": 12,
                "y": height,
                "yref": "y",
                "yanchor": "middle",
                "align": "left",
                "showarrow": False,
                "font": {"color": end.color, "size": 12},
            }
        )
    longest = max(len(line) for end in ends for line in end.text.split("<br>"))
    canvas.layout["margin"]["r"] = round(16 + _LETTER * longest)


def _ends(canvas: Canvas, colored: frozenset[int]) -> list[_End]:
    drawing, colors = canvas.drawing, canvas.colors
    ends = []
    for number, series in enumerate(drawing.series):
        values = [value for index, value in enumerate(series.values) if index not in drawing.running]
        last = next((value for value in reversed(values) if value is not None), None)
        if last is not None and len(drawing.series) > 1:
            color = colors.series(drawing.rank(series.name, number)) if number in colored else colors.muted
            ends.append(_End(last, wrap(series.name, _WIDTH), color, is_colored=number in colored))
    target = next((value for value in reversed(drawing.target) if value is not None), None)
    if target is not None:
        ends.append(_End(target, safe("target"), colors.target))
    return sorted(ends, key=lambda end: (end.is_colored, end.value), reverse=True)[:_MOST]


def spread(values: Sequence[float], heights: Sequence[float], *, top: float) -> list[float]:
    """Return where names stand: at their values where there is room, else moved apart in the order of their values.

    Args:
        values: where each wants to stand, in its middle.
        heights: how much room each takes, in the unit of the values.
        top: the end of the scale, above which none reaches.
    """
    order = sorted(range(len(values)), key=lambda number: values[number])
    places = list(values)
    for below, number in pairwise(order):
        places[number] = max(places[number], places[below] + (heights[below] + heights[number]) / 2)
    ceiling = top
    for number in reversed(order):
        places[number] = min(places[number], ceiling - heights[number] / 2)
        ceiling = places[number] - heights[number] / 2
    return places
