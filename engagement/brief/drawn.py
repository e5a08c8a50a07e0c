"""An exhibit of a brief as a `Drawing`: the same way as an answer on the pages, from the frozen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from engagement.brief.model import HIDDEN, Exhibit
from engagement.charts.alt import alt_text_of
from engagement.charts.drawing import Drawing
from engagement.charts.spec import drawing
from engagement.query import ChartSpec, Column
from engagement.result import Result


def drawing_of(exhibit: Exhibit, *, as_of: date, threshold: int) -> Drawing | None:
    """What an exhibit draws; None where it is a table alone.

    Args:
        exhibit: its rows are released values with hidden cells marked, so the drawing knows none either.
        as_of: the brief's day.
        threshold: the brief's disclosure threshold, for the words about hidden values.
    """
    if exhibit.chart is None:
        return None
    marks = _marks(exhibit) if exhibit.marks else None
    return drawing(cast(Result, _answer(exhibit, as_of, threshold)), events=cast(Result, marks))


def alt_of(exhibit: Exhibit, *, as_of: date, threshold: int) -> str:
    """What the exhibit's chart shows, in words; for a table its size."""
    drawn = drawing_of(exhibit, as_of=as_of, threshold=threshold)
    if drawn is None:
        return f"Table: {exhibit.title}, {len(exhibit.rows):,} rows."
    return alt_text_of(drawn)


@dataclass(frozen=True)
class _Column:
    cells: Sequence[Any]

    def to_pylist(self) -> list[Any]:
        return list(self.cells)


@dataclass(frozen=True)
class _Table:
    """As much of an Arrow table as drawing reads."""

    column_names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def num_rows(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> _Column:
        at = self.column_names.index(name)
        return _Column([None if row[at] is HIDDEN else row[at] for row in self.rows])

    def to_pylist(self) -> list[dict[str, Any]]:
        return [dict(zip(self.column_names, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class _Query:
    title: str
    path: Path
    columns: Mapping[str, Column]
    chart: ChartSpec | None
    lists_delivered_years: bool = False


@dataclass(frozen=True)
class _Provenance:
    as_of: date


@dataclass(frozen=True)
class _Answer:
    """As much of a Result as drawing reads. It is no Result: nothing else takes it for released by itself."""

    query: _Query
    table: _Table
    hidden: Mapping[str, tuple[int, ...]]
    provenance: _Provenance
    threshold: int


def _answer(exhibit: Exhibit, as_of: date, threshold: int) -> _Answer:
    names = tuple(column.name for column in exhibit.columns)
    columns = dict(zip(names, exhibit.columns, strict=True))
    hidden = {
        name: tuple(row for row, cells in enumerate(exhibit.rows) if cells[at] is HIDDEN)
        for at, name in enumerate(names)
    }
    return _Answer(
        _Query(exhibit.title, Path(exhibit.id), columns, exhibit.chart, exhibit.lists_delivered_years),
        _Table(names, exhibit.rows),
        {name: rows for name, rows in hidden.items() if rows},
        _Provenance(as_of),
        threshold,
    )


def _marks(exhibit: Exhibit) -> _Answer:
    columns = {name: Column(name, name) for name in ("date", "label", "academic_year")}
    rows = tuple((mark.date, mark.label, mark.academic_year) for mark in exhibit.marks)
    query = _Query("Events", Path("events"), columns, None)
    return _Answer(query, _Table(tuple(columns), rows), {}, _Provenance(date.min), 0)
