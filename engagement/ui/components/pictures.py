"""Figures with their alt texts, kept as long as the answers that they draw are asked again.

A page is run anew at every click. Answers come from the warehouse's cache then; drawing them would be most of the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from engagement.charts.model.alt import alt_text
from engagement.charts.model.data import data_of
from engagement.charts.model.drawing import Drawing
from engagement.charts.model.finding import finding
from engagement.charts.model.spec import drawing
from engagement.charts.screen import figure as figure_of
from engagement.result import Result
from engagement.warehouse.cache import Cache

_kept: Cache[tuple[tuple[Any, ...], Picture]] = Cache(256)


class _Kept(go.Figure):
    """A figure that nobody changes any more: what is sent of it is worked out once, not at every run of a page."""

    def to_dict(self) -> dict[str, Any]:
        if "_sent" not in self.__dict__:
            self._sent = super().to_dict()
        return self._sent


@dataclass(frozen=True)
class Picture:
    """A drawing, its figure (None for a table), the words for it, and what it shows where one thing stands out."""

    drawing: Drawing
    figure: go.Figure | None
    alt: str
    finding: str = ""


def picture(result: Result, *, dark: bool, events: Result | None = None, regions: tuple[str, ...] = ()) -> Picture:
    """Draw an answer, or take the figure that was drawn of the very same released table before.

    Raises:
        QueryError: the chart does not fit the answer.
    """
    tables = (result.table, events.table if events else None)
    key = (*map(id, tables), result.query.sha256, result.provenance.as_of, dark, regions)
    # holds the tables, so that no other takes their place in memory and in the key
    return _kept.get(key, lambda: (tables, _drawn(result, events, dark, regions)))[1]


def _drawn(result: Result, events: Result | None, dark: bool, regions: tuple[str, ...]) -> Picture:
    drawn = drawing(data_of(result, regions=regions), events=events.table.to_pylist() if events else ())
    figure = None if drawn.kind == "table" else _Kept(figure_of(drawn, dark=dark).to_dict(), _validate=False)
    told = finding(drawn)
    return Picture(drawn, figure, alt_text(drawn), told.words if told else "")
