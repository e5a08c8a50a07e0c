"""What every chart on the screen shares: fonts, axes, legend, hovers, gaps, marks.

Traces and layout are plain dictionaries until the end. Plotly's own classes check every property as it is set, which
takes longer than everything else on a page; tests/charts/test_screen.py has Plotly check each kind of figure instead.
"""

from __future__ import annotations

import html
import textwrap
from typing import Any

import plotly.graph_objects as go

from engagement.charts import format
from engagement.charts.drawing import Drawing, Series
from engagement.charts.palette import Palette

FONT = '"Source Sans", "Source Sans 3", system-ui, "Segoe UI", sans-serif'
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star", "hexagon")
CLEAR = "rgba(0,0,0,0)"
_PERIOD_LABELS = 7
"""As many periods are named as fit on a phone; the others have their tick and their hover."""


class Canvas:
    """Traces and layout of one figure in the making."""

    def __init__(self, drawing: Drawing, colors: Palette, *, height: int = 320) -> None:
        self.drawing, self.colors = drawing, colors
        self.traces: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
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
            "showlegend": False,
            "template": {},
        }

    def add(self, **trace: Any) -> None:
        """Add a trace; its `hovertext` is all that its hover says."""
        if trace.get("hoverinfo") != "skip":
            trace.setdefault("hoverinfo", "text")
        self.traces.append(trace)

    def key(self, label: str, color: str, *, symbol: str = "square", geo: bool = False) -> None:
        """An entry of the legend for what is not a series of its own."""
        where = (
            {"type": "scattergeo", "lon": [None], "lat": [None]}
            if geo
            else {"type": "scatter", "x": [None], "y": [None]}
        )
        marker = {"symbol": symbol, "size": 12, "color": color, "line": {"color": color, "width": 2}}
        self.add(**where, mode="markers", marker=marker, name=safe(label), showlegend=True, hoverinfo="skip")
        self.layout["showlegend"] = True

    def legend(self, title: str = "", *, shown: bool | None = None) -> None:
        """A legend above the drawing, as wide as the page: its title says what is measured."""
        if shown is not None:
            self.layout["showlegend"] = shown or self.layout["showlegend"]
        if not self.layout["showlegend"]:
            if title:
                self.layout["title"] = {
                    "text": safe(title),
                    "font": {"size": 13, "color": self.colors.muted},
                    "x": 0,
                    "xanchor": "left",
                    "xref": "paper",
                    "y": 1,
                    "yanchor": "top",
                    "yref": "container",
                    "pad": {"t": 4},
                }
                self.layout["margin"]["t"] = 32
            return
        self.layout["legend"] = {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "bgcolor": CLEAR,
            "font": {"size": 13},
            "title": {"text": safe(title), "side": "top left", "font": {"color": self.colors.muted}},
            "itemclick": "toggle",
        }

    def measure_title(self) -> str:
        """What the value axis measures, with its unit."""
        return format.titled(self.drawing.measure.title, self.drawing.measure.unit)

    def value_axis(self, *, from_zero: bool = True) -> dict[str, Any]:
        """The axis along which values are measured."""
        drawing = self.drawing
        shown = [value for one in drawing.series for value in (*one.values, *one.low, *one.high) if value is not None]
        shown += [value for value in (*drawing.target, *drawing.reference) if value is not None]
        span = max(shown) - min(shown) if shown else 1.0
        whole = drawing.measure.unit in format.COUNTS and (max(shown) if shown else 0) < 5
        return {
            "tickformat": format.axis(drawing.measure.unit, span=span),
            "rangemode": "tozero" if from_zero else "normal",
            "gridcolor": self.colors.grid,
            "zeroline": from_zero,
            "zerolinecolor": self.colors.muted,
            "tickfont": {"color": self.colors.muted},
            "automargin": True,
            "fixedrange": True,
        } | ({"dtick": 1, "tick0": 0} if whole else {})

    def position_axis(self) -> dict[str, Any]:
        """The axis of categories or periods; a running period is said to be one."""
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
        if drawing.is_horizontal:
            return base | {"range": [len(names) - 0.5, -0.5]}
        if drawing.is_time:
            named = self._named_periods()
            base |= {"tickvals": [self.places()[at] for at in named], "ticktext": [self.period(at) for at in named]}
            base |= {"tickangle": 0, "tickfont": {"color": self.colors.text, "size": 12}}
        return base

    def _named_periods(self) -> list[int]:
        """Positions whose period is written out: the last, every running one, and others at even steps before."""
        last, running = len(self.drawing.positions) - 1, self.drawing.running
        step = -(-(last + 1) // _PERIOD_LABELS)
        even = [at for at in range(last + 1) if (last - at) % step == 0]
        return sorted(running | {at for at in even if not any(0 < abs(at - by) < step for by in running)})

    def places(self) -> tuple[str, ...]:
        """Positions as the axis knows them: by number, so that two of the same name stay apart."""
        return tuple(str(at) for at in range(len(self.drawing.positions)))

    def period(self, at: int) -> str:
        """A period's name on the axis, short: "2015/16"; a running one says so on a second line."""
        label = self.drawing.labels[at]
        short = f"{label[:5]}{label[7:]}" if len(label) == 9 and label[4] == "/" else label
        return f"{short}<br><i>so far</i>" if at in self.drawing.running else short

    def hover(self, series: Series, at: int, *, extra: str = "") -> str:
        """What the pointer says of one point."""
        drawing = self.drawing
        single = len(drawing.series) == 1 and series.name == drawing.measure.title
        head = f"<b>{safe(drawing.labels[at])}</b>" + ("" if single else f"<br>{safe(series.name)}")
        text = f"{head}<br>{safe(format.with_unit(series.values[at], series.unit))}"
        if series.low and series.low[at] is not None and series.high[at] is not None:
            low, high = (format.value(bound, series.unit) for bound in (series.low[at], series.high[at]))
            text += f" ({safe(low)} to {safe(high)})"
        if at in drawing.running:
            text += " so far: the year is still running"
        if drawing.target and drawing.target[at] is not None:
            text += f"<br>target {safe(format.value(drawing.target[at], series.unit))}"
        return text + (f"<br>{safe(extra)}" if extra else "")

    def hovers(self, series: Series) -> list[str]:
        """What the pointer says of every point of a series."""
        return [self.hover(series, at) if value is not None else "" for at, value in enumerate(series.values)]

    def figure(self) -> go.Figure:
        """The finished figure."""
        layout = self.layout | {"annotations": self.annotations, "shapes": self.shapes}
        return go.Figure({"data": self.traces, "layout": layout}, _validate=False)


def safe(text: str) -> str:
    """Text from data, so that Plotly does not read tags in it."""
    return html.escape(text, quote=False)


def wrap(text: str, width: int = 24) -> str:
    """A label over up to three lines, so that a long name is read and not cut off."""
    lines = textwrap.wrap(text, width, max_lines=3, placeholder=" …") or [""]
    return "<br>".join(safe(line) for line in lines)
