"""From data and a chart specification to a `Drawing`, or to faults that say what to change in the header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engagement.charts.model.data import ChartData
from engagement.charts.model.drawing import Drawing, Series
from engagement.charts.model.grid import Grid, number
from engagement.charts.model.marks import read_events, read_spans
from engagement.errors import Fault, QueryError
from engagement.present import format
from engagement.query import CHART_KINDS, ChartSpec, Column

Rows = Sequence[Mapping[str, Any]]
_BLANK = Column("", "")


def drawing(data: ChartData, *, events: Rows = ()) -> Drawing:
    """Work out what to draw.

    Args:
        data: its specification says which columns are drawn and how.
        events: dated marks for a time axis, rows of date, label and academic_year, for charts that ask for them.

    Returns:
        The drawing; of kind "table" where the query has no chart.

    Raises:
        QueryError: the chart names an unknown kind or column, or two rows fall on the same point.
    """
    _check(data)
    spec, columns, title = data.spec, data.columns, data.spec.title or data.title
    common: dict[str, Any] = {
        "as_of": data.as_of,
        "threshold": data.threshold,
        "reference": spec.reference,
        "regions": data.regions,
    }
    if spec.kind == "table":
        return Drawing("table", title, _BLANK, _BLANK, **common)
    if spec.kind == "timeline":
        end = columns[spec.end or spec.x]
        return Drawing("timeline", title, end, end, spans=read_spans(data), is_time=True, **common)
    if spec.kind == "funnel" and len(spec.y) > 1:
        return _stages(data, title=title, common=common)
    return _laid_out(data, events, title=title, common=common)


def _laid_out(data: ChartData, events: Rows, *, title: str, common: dict[str, Any]) -> Drawing:
    """Lay rows out by position and series: every kind but timelines and funnels of columns."""
    spec, columns, grid = data.spec, data.columns, Grid(data)
    first = columns[spec.y[0]]
    several = len(spec.y) > 1 and spec.kind != "map"
    return Drawing(
        spec.kind,
        title,
        columns[spec.iso3 if spec.kind == "map" else spec.x],
        Column(first.name, _kind_of(first.unit), unit=first.unit) if several else first,
        position_title=columns[spec.label or spec.iso3 or spec.x].title,
        positions=grid.positions,
        labels=grid.labels(),
        series=grid.series(),
        series_title=columns[spec.series].title if spec.series else "",
        is_time=grid.is_time,
        is_horizontal=spec.kind in ("funnel", "dot") or _lies(spec, grid),
        running=grid.running(spec.complete),
        undelivered=grid.undelivered(),
        target=grid.along(spec.target),
        events=read_events(events, grid.positions) if spec.events and grid.is_time else (),
        **common,
    )


def _check(data: ChartData) -> None:
    spec, where = data.spec, data.where
    if spec.kind not in CHART_KINDS:
        fix = f"Use one of {', '.join(CHART_KINDS)}."
        raise QueryError(Fault(f'There is no kind of chart "{spec.kind}".', where, fix, "chart-kind"))
    faults = [
        Fault(f"A {spec.kind} chart needs {key}.", where, f"Add {key} = … to [chart].", "chart-column")
        for key, given in _needs(spec).items()
        if not given
    ]
    named = (spec.x, *spec.y, spec.series, spec.iso3, spec.label, spec.start, spec.end)
    named += (spec.target, spec.complete, spec.low, spec.high)
    known = ", ".join(data.columns)
    faults += [
        Fault(f'The chart asks for a column "{name}" that the query does not yield.', where, known, "chart-column")
        for name in dict.fromkeys(named)
        if name and name not in data.cells
    ]
    if spec.kind not in ("table", "timeline"):
        axes = "y is the value, series the rows, x the columns." if spec.kind == "heatmap" else ""
        faults += [
            Fault(f'"{name}" is drawn as a value, and holds text.', where, axes or "Name numbers as y.", "chart-number")
            for name in spec.y
            if any(isinstance(cell, str) for cell in data.cells.get(name, ()))
        ]
    if faults:
        raise QueryError(*faults)


def _needs(spec: ChartSpec) -> dict[str, Any]:
    """Return what a kind of chart cannot do without, by its key in the header."""
    if spec.kind == "table":
        return {}
    if spec.kind == "timeline":
        return {"end": spec.end or spec.x}
    if spec.kind == "map":
        return {"iso3": spec.iso3, "y": spec.y}
    if spec.kind == "funnel" and len(spec.y) > 1:
        return {}
    return {"x": spec.x, "y": spec.y} | ({"series": spec.series} if spec.kind == "heatmap" else {})


def _stages(data: ChartData, *, title: str, common: dict[str, Any]) -> Drawing:
    """Return a funnel whose stages are columns: one series per row, named by its series or x column."""
    spec = data.spec
    columns, cells = [data.columns[name] for name in spec.y], [data.cells[name] for name in spec.y]
    naming = spec.series or spec.x
    names = data.cells[naming] if naming else [""] * data.row_count
    series = tuple(
        Series(
            format.value(name, "text"),
            columns[0].unit,
            tuple(number(column[row]) for column in cells),
            frozenset(index for index, stage in enumerate(spec.y) if row in data.small.get(stage, ())),
        )
        for row, name in enumerate(names)
    )
    labels = tuple(column.title for column in columns)
    stage = Column("stage", "Stage")
    people = Column("", _kind_of(columns[0].unit), unit=columns[0].unit)
    look = {"is_horizontal": True, "position_title": stage.title, **common}
    return Drawing("funnel", title, stage, people, labels, labels, series, **look)


def _kind_of(unit: str) -> str:
    """Return what an axis measures that several columns share."""
    return "Share" if unit == "share" else format.noun(unit).capitalize()


def _lies(spec: ChartSpec, grid: Grid) -> bool:
    """Return whether bars lie: asked for, or because names would be cut off under standing ones."""
    if spec.kind not in ("bar", "stacked_bar"):
        return False
    if spec.orientation == "horizontal":
        return True
    lengths = [len(name) for name in grid.labels()]
    return not grid.is_time and (len(lengths) > 6 or sum(lengths) > 48 or max(lengths, default=0) > 14)
