"""What every chart on the screen shares: fonts, axes, legend, hovers, gaps, marks.

Traces and layout are plain dictionaries until the end. Plotly's own classes check every property as it is set, which
takes longer than everything else on a page; tests/charts/test_screen.py has Plotly check each kind of figure instead.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from engagement.charts.model.drawing import Drawing, Series
from engagement.charts.palette import Palette
from engagement.present import format

FONT = '"Source Sans", "Source Sans 3", system-ui, "Segoe UI", sans-serif'
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star", "hexagon")
CLEAR = "rgba(0,0,0,0)"
_LINE = 17
"""Height in pixels of each line of a name that takes several."""

_PERIOD_LABELS = 7
"""As many periods are named as fit on a phone; the others have their tick and their hover."""


class Canvas:
    """Traces and layout of one figure in the making."""

    def __init__(self, drawing: Drawing, colors: Palette, *, height: int = 320) -> None:
        self.drawing, self.colors = drawing, colors
        self.traces: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.head = 0
        """Pixels above the scale that labels take up; the legend stands above them."""
        self.layout: dict[str, Any] = {
            "height": height,
            "margin": {"l": 8, "r": 12, "t": 12, "b": 8, "autoexpand": True},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": FONT, "size": 13, "color": colors.text},
            "hoverlabel": {
                "bgcolor": colors.background,
                "bordercolor": colors.muted,
                "font": {"family": FONT, "color": colors.text},
                "align": "left",
            },
            "hovermode": "closest",
            "dragmode": False,
            "modebar": {"bgcolor": colors.background, "color": colors.muted, "activecolor": colors.text},
            "showlegend": False,
            "template": {},
        }

    def add(self, **trace: Any) -> None:
        """Add a trace; its `hovertext` is all that its hover says."""
        if trace.get("hoverinfo") != "skip":
            trace.setdefault("hoverinfo", "text")
        self.traces.append(trace)

    def key(self, label: str, color: str, *, symbol: str = "square", geo: bool = False) -> None:
        """Add an entry to the legend for what is not a series of its own."""
        where = (
            {"type": "scattergeo", "lon": [None], "lat": [None]}
            if geo
            else {"type": "scatter", "x": [None], "y": [None]}
        )
        marker = {"symbol": symbol, "size": 12, "color": color, "line": {"color": color, "width": 2}}
        self.add(**where, mode="markers", marker=marker, name=safe(label), showlegend=True, hoverinfo="skip")
        self.layout["showlegend"] = True

    def legend(self, title: str = "", *, shown: bool | None = None) -> None:
        """Place a legend above the drawing, as wide as the page; a title says what its entries are."""
        self.layout["showlegend"] = bool(shown) or self.layout["showlegend"]
        self.layout["margin"]["t"] = max(self.layout["margin"]["t"], 12 + self.head)
        self.layout["height"] += 19 * (self._legend_rows() - 1)
        drawn = max(100, self.layout["height"] - 110 - self.head)
        self.layout["legend"] = {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02 + self.head / drawn,
            "yanchor": "bottom",
            "bgcolor": CLEAR,
            "font": {"size": 13},
            "title": {"text": safe(title), "side": "top", "font": {"color": self.colors.muted, "size": 13}},
            "traceorder": "normal",
        }

    def _legend_rows(self) -> int:
        """Return how many rows the legend takes on a phone; the drawing gets them back as height."""
        names = [trace["name"] for trace in self.traces if trace.get("showlegend", True) and "name" in trace]
        if not self.layout["showlegend"] or not names:
            return 1
        return -(-len(names) // max(1, 300 // (40 + 7 * max(map(len, names)))))

    def place_of(self, position: int, day: date) -> int | str:
        """Return where on the position axis something stands that happened on a day within a position."""
        return format.iso(day) if self.drawing.is_dated else position

    def measure_title(self) -> str:
        """Return what the value axis measures, with its unit."""
        return format.titled(self.drawing.measure.title, self.drawing.measure.unit)

    def value_axis(self, *, from_zero: bool = True) -> dict[str, Any]:
        """Return the axis along which values are measured."""
        drawing = self.drawing
        shown = [
            value
            for series in drawing.series
            for value in (*series.values, *series.low, *series.high)
            if value is not None
        ]
        shown += [value for value in (*drawing.target, *drawing.reference) if value is not None]
        span = max(shown) - min(shown, default=0) * (not from_zero) if shown else 1.0
        whole = drawing.measure.unit in format.COUNTS and (max(shown) if shown else 0) < 5
        small = {"color": self.colors.muted, "size": 13}
        return {
            "tickformat": format.axis(drawing.measure.unit, span=span),
            "rangemode": "tozero" if from_zero else "normal",
            "gridcolor": self.colors.grid,
            "zeroline": from_zero,
            "zerolinecolor": self.colors.muted,
            "tickfont": {"color": self.colors.muted},
            "title": {"text": wrap(self.measure_title(), 40), "font": small, "standoff": 8},
            "automargin": True,
            "fixedrange": True,
        } | ({"dtick": 1, "tick0": 0} if whole else {})

    def value_range(self, ends: Iterable[float]) -> list[float]:
        """Return the scale from zero with room at both ends, so that a mark at either is drawn whole and inside."""
        shown = [0.0, *ends, *(value for value in (*self.drawing.target, *self.drawing.reference) if value is not None)]
        room = ((max(shown) - min(shown)) or 1.0) * 0.06
        return [min(shown) - room, max(shown) + room]

    def position_axis(self, *, most: int = _PERIOD_LABELS) -> dict[str, Any]:
        """Return the axis of categories or periods, of which `most` are named; a running period is said to be one."""
        drawing = self.drawing
        names = [wrap(label) for label in drawing.labels]
        base = {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(self.places()),
            "tickmode": "array",
            "tickvals": list(self.places()),
            "ticktext": names,
            "tickfont": {"color": self.colors.text},
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "fixedrange": True,
            "range": [-0.5, len(names) - 0.5],
        }
        if drawing.is_dated:
            kept = ("tickfont", "showgrid", "zeroline", "automargin")
            return {"type": "date"} | {name: base[name] for name in kept} | zoom(drawing.positions)
        if drawing.is_horizontal:
            return base | {"range": [len(names) - 0.5, -0.5]}
        if drawing.is_time:
            named = self._named_periods(most)
            base |= {
                "tickvals": [self.places()[index] for index in named],
                "ticktext": [self.period(index) for index in named],
            }
            base |= {"tickangle": 0, "tickfont": {"color": self.colors.text, "size": 12}}
            base |= {"fixedrange": False, "minallowed": -0.5, "maxallowed": len(names) - 0.5}
        return base

    def row(self, least: int) -> int:
        """Return the height of a lying row in pixels, `least` or more: names of several lines do not touch."""
        lines = [wrap(label).count("<br>") + 1 for label in self.drawing.labels]
        most = max(((this + next_) / 2 for this, next_ in pairwise(lines)), default=1)
        return max(least, round(_LINE * most) + 4)

    def _named_periods(self, most: int) -> list[int]:
        """Return positions whose period is named: the last, running ones with room, others at even steps before."""
        last = len(self.drawing.positions) - 1
        step = -(-(last + 1) // most)
        running = {
            index for index in self.drawing.running if not any(index < by < index + step for by in self.drawing.running)
        }
        even = [index for index in range(last + 1) if (last - index) % step == 0]
        return sorted(running | {index for index in even if not any(0 < abs(index - by) < step for by in running)})

    def places(self) -> tuple[str, ...]:
        """Return positions as the axis knows them: days as days, others by number, so that a name may come twice."""
        if self.drawing.is_dated:
            return tuple(format.iso(position) for position in self.drawing.positions)
        return tuple(str(index) for index in range(len(self.drawing.positions)))

    def period(self, index: int) -> str:
        """Return a period's name on the axis, narrow; a running one says so on a line of its own."""
        narrow = self.drawing.labels[index].replace("/", "/<br>")
        return f"{narrow}<br><i>so far</i>" if index in self.drawing.running else narrow

    def hover(self, series: Series, index: int, *, extra: str = "") -> str:
        """Return what the pointer says of one point."""
        drawing = self.drawing
        single = len(drawing.series) == 1 and series.name == drawing.measure.title
        head = f"<b>{safe(drawing.labels[index])}</b>" + ("" if single else f"<br>{safe(series.name)}")
        text = f"{head}<br>{safe(format.with_unit(series.values[index], series.unit))}"
        if series.low and series.low[index] is not None and series.high[index] is not None:
            low, high = (format.value(bound, series.unit) for bound in (series.low[index], series.high[index]))
            text += f" ({safe(low)} to {safe(high)})"
        if index in drawing.running:
            text += " so far: not complete yet"
        if drawing.target and drawing.target[index] is not None:
            text += f"<br>target {safe(format.value(drawing.target[index], series.unit))}"
        return text + (f"<br>{safe(extra)}" if extra else "")

    def named(self, series: Series, index: int) -> str:
        """Return a series with its value at a position, for the hover of another."""
        return f"{safe(series.name)}, {safe(format.with_unit(series.values[index], series.unit))}"

    def hovers(self, series: Series) -> list[str]:
        """Return what the pointer says of every point of a series."""
        return [self.hover(series, index) if value is not None else "" for index, value in enumerate(series.values)]

    def figure(self) -> go.Figure:
        """Return the finished figure."""
        layout = self.layout | {"annotations": self.annotations, "shapes": self.shapes}
        return go.Figure({"data": self.traces, "layout": layout}, _validate=False)


def zoom(days: Sequence[date]) -> dict[str, Any]:
    """Let an axis of days be zoomed by its reader, no farther than from the first to the last of these days."""
    if not days:
        return {"fixedrange": True}
    margin = (max(days) - min(days)) * 0.04 + timedelta(days=2)
    first, last = format.iso(min(days) - margin), format.iso(max(days) + margin)
    return {"fixedrange": False, "range": [first, last], "minallowed": first, "maxallowed": last}


def safe(text: str) -> str:
    """Escape text from data, so that Plotly does not read tags in it."""
    return html.escape(text, quote=False)


def wrap(text: str, width: int = 24, *, lines: int = 3) -> str:
    """Break a label over a few lines, so that a long name is read and not cut off."""
    broken = textwrap.wrap(text, width, max_lines=lines, placeholder=" …") or [""]
    return "<br>".join(safe(line) for line in broken)
