"""Events on a time axis and the items of a timeline, read from rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from engagement.charts.model.data import ChartData
from engagement.charts.model.drawing import Event, Span
from engagement.query import ChartSpec


def read_events(events: Sequence[Mapping[str, Any]], positions: Sequence[Any]) -> tuple[Event, ...]:
    """Return events that fall on the axis.

    Args:
        events: rows of `date`, `label` and `academic_year`. The institution says when a year
            begins: an event without its academic year has no place on an axis of academic years.
        positions: the axis: academic years, calendar years or dates.

    Returns:
        One event per label and date, in order; those before or after the axis are left out.
    """
    if not positions:
        return ()
    places = {
        (row["date"], str(row["label"])): index
        for row in events
        if row.get("date") and row.get("label")
        for index in [_position(row, positions)]
        if index is not None
    }
    return tuple(Event(index, label, when) for (when, label), index in sorted(places.items()))


def read_spans(data: ChartData) -> tuple[Span, ...]:
    """Return the items of a timeline in the order of their rows; a row without an end has no place on it."""
    spec, cells, count = data.spec, data.cells, data.row_count
    end = spec.end or spec.x
    labels = cells[spec.label] if spec.label else [""] * count
    lanes = cells[spec.series] if spec.series else [""] * count
    starts = cells[spec.start] if spec.start else [None] * count
    return tuple(
        Span(str(labels[row] or ""), _lane(lanes[row], spec), ends, _date(starts[row]))
        for row in range(count)
        if (ends := _date(cells[end][row])) is not None
    )


def _lane(item: Any, spec: ChartSpec) -> str:
    return str(item) if item is not None else "not stated" if spec.series else ""


def _position(row: Mapping[str, Any], positions: Sequence[Any]) -> int | None:
    first, when = positions[0], row["date"]
    if isinstance(first, date):
        earlier = [index for index, position in enumerate(positions) if position <= when]
        return earlier[-1] if earlier and when <= positions[-1] else None
    year = when.year if isinstance(first, int) else row.get("academic_year")
    return positions.index(year) if year in positions else None


def _date(item: Any) -> date | None:
    if isinstance(item, datetime):
        return item.date()
    return item if isinstance(item, date) else None
