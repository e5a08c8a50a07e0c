"""Answers drawn and told in words, as the pages do it."""

from __future__ import annotations

import plotly.graph_objects as go

from engagement.charts import alt, screen, spec
from engagement.charts.data import data_of
from engagement.charts.drawing import Drawing
from engagement.result import Result


def drawing(result: Result, *, events: Result | None = None) -> Drawing:
    """What is drawn of an answer."""
    return spec.drawing(data_of(result), events=events.table.to_pylist() if events else ())


def figure(result: Result, *, dark: bool, events: Result | None = None) -> go.Figure:
    """An answer on the screen."""
    return screen.figure(drawing(result, events=events), dark=dark)


def alt_text(result: Result) -> str:
    """An answer's chart in words."""
    return alt.alt_text(drawing(result))
