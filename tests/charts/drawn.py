"""Answers drawn and told in words, as the pages do it."""

from __future__ import annotations

import plotly.graph_objects as go

from engagement.charts import screen
from engagement.charts.model import alt, spec
from engagement.charts.model.data import data_of
from engagement.charts.model.drawing import Drawing
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
