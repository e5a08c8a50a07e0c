"""An exhibit of a brief as a `Drawing`: the same way as an answer on the pages, from the frozen rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from engagement.brief.cells import HIDDEN
from engagement.brief.model import Exhibit
from engagement.charts.model.alt import alt_text
from engagement.charts.model.data import ChartData
from engagement.charts.model.drawing import Drawing
from engagement.charts.model.spec import drawing
from engagement.place import Place
from engagement.query import ChartSpec


def drawing_of(exhibit: Exhibit, *, as_of: date, threshold: int) -> Drawing | None:
    """Return an exhibit's drawing; None if it is a table alone.

    Args:
        exhibit: its rows are released values with hidden cells marked, so the drawing knows none either.
        as_of: the brief's day.
        threshold: the brief's disclosure threshold, for the words about hidden values.
    """
    if exhibit.chart is None:
        return None
    return drawing(_data(exhibit, exhibit.chart, as_of, threshold), events=[asdict(mark) for mark in exhibit.marks])


def alt_of(exhibit: Exhibit, *, as_of: date, threshold: int) -> str:
    """Return what the exhibit's chart shows, in words; for a table its size."""
    drawn = drawing_of(exhibit, as_of=as_of, threshold=threshold)
    if drawn is None:
        return f"Table: {exhibit.title}, {len(exhibit.rows):,} rows."
    return alt_text(drawn)


def _data(exhibit: Exhibit, chart: ChartSpec, as_of: date, threshold: int) -> ChartData:
    names = [column.name for column in exhibit.columns]
    cells = {name: [row[index] for row in exhibit.rows] for index, name in enumerate(names)}
    return ChartData(
        title=exhibit.title,
        spec=chart,
        columns=dict(zip(names, exhibit.columns, strict=True)),
        cells={name: [None if cell is HIDDEN else cell for cell in column] for name, column in cells.items()},
        threshold=threshold,
        as_of=as_of,
        where=Place(part=exhibit.id),
        small={name: [row for row, cell in enumerate(column) if cell is HIDDEN] for name, column in cells.items()},
        lists_delivered_years=exhibit.lists_delivered_years,
    )
