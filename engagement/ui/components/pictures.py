"""Figures with their alt texts, kept as long as the answers that they draw are asked again.

A page is run anew at every click. Answers come from the warehouse's cache then; drawing them would be most of the work.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
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

_MOST = 256
_kept: OrderedDict[tuple[object, ...], tuple[tuple[Any, ...], Picture]] = OrderedDict()
_lock = threading.Lock()


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
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][1]
    drawn = drawing(data_of(result, regions=regions), events=events.table.to_pylist() if events else ())
    figure = None if drawn.kind == "table" else _Kept(figure_of(drawn, dark=dark).to_dict(), _validate=False)
    told = finding(drawn)
    made = Picture(drawn, figure, alt_text(drawn), told.words if told else "")
    with _lock:
        _kept[key] = (tables, made)  # holds the tables, so that no other takes their place in memory and in the key
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made
