"""The drawing as office programs know charts: categories, series and a kind, for slides and workbooks alike.

A hidden value is a gap like a missing one, and `hidden` says in words where it is: no office program has a mark for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement.charts.model.drawing import Drawing, Series
from engagement.charts.palette import LIGHT
from engagement.present import format
from engagement.result import NOT_DELIVERED

SO_FAR = "so far"
_MOST_NAMED = 8


@dataclass(frozen=True)
class NativeSeries:
    """One series: a value or a gap for every category. `color` is hex without its hash; a target has no line."""

    name: str
    values: tuple[float | None, ...]
    color: str
    is_target: bool = False


@dataclass(frozen=True)
class NativeChart:
    """A chart of kind line, bar, stacked_bar or dot. `running` holds categories of which the period is still running.

    number_format, axis_format: as Excel writes formats, of values and of the axis along them.
    hidden: one sentence about hidden values, empty where there are none.
    when: the day that categories are of, where it is the same in each year and they are named by the year alone.
    is_valued: whether each bar is to say its value, for then the axis need not.
    is_whole: whether bars stand for shares of one whole and none goes beyond it, so that no axis does.
    """

    kind: str
    title: str
    is_lying: bool
    position_title: str
    measure_title: str
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    number_format: str
    axis_format: str
    running: frozenset[int]
    hidden: str
    is_valued: bool
    when: str = ""
    is_whole: bool = False


_KINDS = {"line": "line", "bar": "bar", "stacked_bar": "stacked_bar", "funnel": "bar", "heatmap": "stacked_bar"}
_NAMED_BARS = 14


def native(drawing: Drawing) -> NativeChart | None:
    """Return the drawing as a native chart; None where office programs have none such: maps, timelines, tables."""
    kind = "dot" if drawing.kind == "dot" else _KINDS.get(drawing.kind)
    if kind is None or drawing.is_empty:
        return None
    series = tuple(_series(drawing))
    labels, when = _names(drawing)
    lying = drawing.is_horizontal and kind != "dot"
    return NativeChart(
        kind=kind,
        title=drawing.title,
        is_lying=lying,
        position_title=f"{drawing.position_title}, {when}" if when else drawing.position_title,
        measure_title=format.titled(drawing.measure.title, drawing.measure.unit),
        categories=tuple(_category(drawing, index, label) for index, label in enumerate(labels)),
        series=series,
        number_format=_number_format(drawing),
        axis_format="0%" if drawing.measure.unit == "share" else _number_format(drawing),
        running=drawing.running,
        hidden=too_few_names(drawing),
        is_valued=kind == "bar" and len(drawing.positions) * len(series) <= _NAMED_BARS,
        when=when,
        is_whole=drawing.is_whole and not drawing.is_over_the_whole,
    )


def _names(drawing: Drawing) -> tuple[tuple[str, ...], str]:
    """Return what categories are called: days that differ by nothing but the year by their year."""
    if drawing.is_dated and len({(day.month, day.day) for day in drawing.positions}) == 1:
        month_and_day = format.day(drawing.positions[0]).partition(",")[0]
        return tuple(str(day.year) for day in drawing.positions), f"on {month_and_day} of each year"
    return drawing.labels, ""


def _category(drawing: Drawing, index: int, label: str) -> str:
    about = SO_FAR if index in drawing.running else NOT_DELIVERED if index in drawing.undelivered else ""
    return f"{label} ({about})" if about else label


def too_few_names(drawing: Drawing) -> str:
    """Return which values are hidden, by name where they are few, and why."""
    names = [
        f"{series.name}, {drawing.labels[index]}" if len(drawing.series) > 1 else drawing.labels[index]
        for series in drawing.series
        for index in sorted(series.hidden)
    ]
    if not names:
        return ""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Too few people, so not drawn: {'; '.join(names[:_MOST_NAMED])}{more}."


def _series(drawing: Drawing) -> Iterator[NativeSeries]:
    names: list[str] = []
    for number, drawn in enumerate(drawing.series):
        name = drawn.name or drawing.measure.title or drawing.title
        names.append(name if name not in names else f"{name} ({number + 1})")
        color = LIGHT.series(number).lstrip("#")
        yield NativeSeries(names[-1], drawn.values, color)
        yield from _bounds(drawn, names[-1], color)
    if any(value is not None for value in drawing.target):
        yield NativeSeries("Target", drawing.target, LIGHT.target.lstrip("#"), is_target=True)


def _bounds(series: Series, name: str, color: str) -> Iterator[NativeSeries]:
    for word, values in (("low", series.low), ("high", series.high)):
        if any(value is not None for value in values):
            yield NativeSeries(f"{name}, {word}", values, color, is_target=True)


def _number_format(drawing: Drawing) -> str:
    values = [value for series in drawing.series for value in series.values if value is not None]
    is_whole = all(value == round(value) for value in values)
    return "#,##0" if drawing.measure.unit == "index" and is_whole else format.excel(drawing.measure.unit)
