"""What every printed chart shares: letters, axes, keys, and how hidden values are marked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

from engagement.charts.model.classes import Class
from engagement.charts.model.drawing import Drawing, Series
from engagement.charts.palette import LIGHT
from engagement.present import format
from engagement.result import TOO_FEW

Spec: TypeAlias = dict[str, Any]

FONT = "Libertinus Serif, Liberation Sans"
"""The first where the page is set; the second is inside the converter, which measures and draws pictures with it."""

SIZE = 9
DASHES = ([1, 0], [2, 2], [1, 0])
_MOST_DAYS, _MOST_LABEL, _LETTER = 12, 200, 4.4
_SURELY_FITS = 30
"""A name of as many letters is shorter than the longest label, however wide its letters are."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")


class Sheet:
    """A drawing, its width in points, and the parts that several kinds of chart have in common."""

    colors = LIGHT

    def __init__(self, drawing: Drawing, width: int) -> None:
        self.drawing, self.width = drawing, width

    def finished(self, chart: Spec) -> Spec:
        """Return the whole specification: the chart with its size, letters and colors."""
        colors = self.colors
        axis = {
            "labelColor": colors.text,
            "titleColor": colors.muted,
            "titleFontWeight": "normal",
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "gridColor": colors.grid,
            "domainColor": colors.grid,
            "tickColor": colors.grid,
            "labelLimit": self.label_limit,
            "titleLimit": 0,
        }
        legend = {
            "orient": "top",
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "titleFontWeight": "normal",
            "titleColor": colors.muted,
            "labelColor": colors.text,
            "labelLimit": self.label_limit,
            "titleLimit": 0,
            "columns": max(1, self.width // (max([8, *(len(series.name) for series in self.drawing.series)]) * 6 + 30)),
            "symbolSize": 50,
        }
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "width": self.inner_width,
            "autosize": "pad",
            "background": "transparent",
            "config": {
                "font": FONT,
                "view": {"stroke": None},
                "axis": axis,
                "legend": legend,
                "text": {"fontSize": SIZE, "color": colors.text},
                "padding": 2,
            },
            **chart,
        }

    @property
    def label_limit(self) -> int:
        """Where names are cut, in points; 0 where none is that long, for the converter measures what it may cut."""
        drawing = self.drawing
        names = [*drawing.labels, *(series.name for series in drawing.series), *(span.label for span in drawing.spans)]
        return _MOST_LABEL if max(map(len, names), default=0) > _SURELY_FITS else 0

    @property
    def inner_width(self) -> int:
        """The width of the marks alone. Letting the converter fit the whole would lay every chart out twice."""
        drawing = self.drawing
        names: list[str] = ["1,234,567"]
        if drawing.is_horizontal:
            names = list(drawing.labels)
        elif drawing.kind == "heatmap":
            names = self.names()
        elif drawing.kind == "timeline":
            names = [span.label for span in drawing.spans]
        longest = max((len(name) for name in names), default=0)
        return self.width - min(_MOST_LABEL, round(longest * _LETTER)) - 12

    @property
    def has_key(self) -> bool:
        """Whether colors need a key."""
        return len(self.drawing.series) > 1

    def names(self) -> list[str]:
        """Return what the key calls each series; a name that comes twice gets its number."""
        names: list[str] = []
        for number, series in enumerate(self.drawing.series):
            names.append(series.name if series.name not in names else f"{series.name} ({number + 1})")
        return names

    def color(self) -> Spec:
        """Return the encoding of color by series."""
        domain = self.names()
        scale = {"domain": domain, "range": [self.colors.series(index) for index in range(len(domain))]}
        return {"field": "series", "type": "nominal", "scale": scale, "title": None, "sort": None} | (
            {} if self.has_key else {"legend": None}
        )

    def positions(self, *, title: bool = False) -> Spec:
        """Return the axis of positions by number, named by their labels; days stand as far apart as they are."""
        drawing = self.drawing
        if drawing.is_dated:
            shown = [milliseconds(position) for position in drawing.positions]
            labels = self._names_by([str(index) for index in shown])
            axis = {"values": shown, "labelExpr": f"({labels})[toString(toNumber(datum.value))]", "grid": False}
            axis |= {"labelOverlap": "greedy" if len(shown) > _MOST_DAYS else False, "labelFlush": False, "title": None}
            return {"field": "at", "type": "temporal", "scale": {"type": "utc", "padding": 16}, "axis": axis}
        count = len(drawing.positions)
        axis = {
            "labelExpr": f"({self._names_by([str(index) for index in range(count)])})[toString(datum.value)]",
            "labelAngle": 0,
            "ticks": False,
            "domain": not drawing.is_horizontal,
            "grid": False,
            "title": drawing.position_title if title else None,
        }
        return {"field": "at", "type": "ordinal", "scale": {"domain": list(range(count))}, "axis": axis, "sort": None}

    def place(self, index: int) -> int:
        """Return a position as the axis knows it."""
        return milliseconds(self.drawing.positions[index]) if self.drawing.is_dated else index

    def values(self, *, title: str | None = None, zero: bool = True, room: float = 1.0) -> Spec:
        """Return the axis of values.

        Args:
            title: what it measures; by default the measure's title with its unit.
            zero: whether it begins at zero.
            room: how much longer than the largest value it is, for what is written beyond.
        """
        drawing = self.drawing
        shown = self.shown()
        span = (max(shown) - min([0.0, *shown])) if shown else 1.0
        axis: Spec = {"format": _ticks(drawing.measure.unit, span), "tickCount": 5, "domain": False}
        axis["title"] = format.titled(drawing.measure.title, drawing.measure.unit) if title is None else title
        axis |= {"titleAlign": "left", "titleAnchor": "start"}
        if drawing.measure.unit in format.COUNTS:
            axis["tickMinStep"] = 1
        scale: Spec = {"zero": zero, "nice": room == 1.0}
        if zero and room != 1.0:
            scale["domain"] = [min([0.0, *shown]), (max([0.0, *shown]) or 1.0) * room]
        elif not shown:
            scale["domain"] = [0, 1]
        return {"type": "quantitative", "axis": axis, "scale": scale}

    def shown(self) -> list[float]:
        """Return every value that is drawn, intervals, targets and reference lines included."""
        drawing = self.drawing
        drawn = [v for series in drawing.series for values in (series.values, series.low, series.high) for v in values]
        return [value for value in (*drawn, *drawing.target, *drawing.reference) if value is not None]

    def hidden_at(self) -> list[int]:
        """Return positions at which a value of any series is hidden."""
        return sorted({index for series in self.drawing.series for index in series.hidden})

    def key_of_classes(
        self, shades: Sequence[Class], *, title: str, hidden: bool, land: bool
    ) -> tuple[Spec, list[str]]:
        """Return the encoding of color by class of values, with what is hidden and what has no value; and the ramp."""
        ramp = self.ramp(len(shades), signed=bool(shades) and shades[0].low < 0)
        domain, colors = [shade.label for shade in shades], list(ramp)
        for is_there, label, color in (
            (hidden, TOO_FEW, self.colors.hidden),
            (land, "no value", self.colors.land),
        ):
            if is_there:
                domain.append(label)
                colors.append(color)
        scale = {"domain": domain, "range": colors}
        legend = {"title": title, "symbolType": "square", "columns": len(domain)}
        return {"field": "class", "type": "nominal", "scale": scale, "legend": legend, "sort": None}, list(ramp)

    def ramp(self, count: int, *, signed: bool) -> tuple[str, ...]:
        """Return as many colors as there are classes, from the whole width of the sequence."""
        colors = self.colors.diverging if signed else self.colors.sequential
        if count <= 1:
            return colors[3 : 3 + count]
        return tuple(colors[round(index * (len(colors) - 1) / (count - 1))] for index in range(count))

    def _names_by(self, keys: Sequence[str]) -> str:
        """Return a Vega expression: each position's name, over two lines where it stands below an axis."""
        drawing = self.drawing
        names: dict[str, str | list[str]] = {}
        for index, (key, label) in enumerate(zip(keys, drawing.labels, strict=True)):
            names[key] = label if drawing.is_horizontal else _lines(label, so_far=index in drawing.running)
        return json.dumps(names, ensure_ascii=False)


def _lines(label: str, *, so_far: bool) -> list[str]:
    """Return a label below an axis: a year or a day over two lines, any other over as many as it needs."""
    for mark in ("/", ", "):
        if label.count(mark) == 1 and len(label) < 14:
            first, second = label.split(mark)
            return [first + mark.strip(), second] + (["so far"] if so_far else [])
    words, lines = label.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > 12:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines + (["so far"] if so_far else [])


def _ticks(unit: str, span: float) -> str:
    """Return the d3 format of the values' axis; a bare comma would print thousands as powers of ten here."""
    pattern = format.axis(unit, span=span)
    return ",~f" if pattern == "," else pattern


def written(series: Series, index: int) -> str:
    """Return a value as written beside its mark; "too few" where it is, nothing where there is none."""
    if index in series.hidden:
        return TOO_FEW
    value = series.values[index]
    return "" if value is None else format.value(value, series.unit)


def milliseconds(day: date) -> int:
    """Return a day as Vega counts time."""
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp() * 1000)


def rows(items: Sequence[Spec]) -> Spec:
    """Return rows as data that stands in the specification itself."""
    return {"values": list(items)}
