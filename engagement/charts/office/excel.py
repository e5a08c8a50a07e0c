"""The drawing in a workbook: a native chart over cells that hold its numbers, so that both can be edited."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from engagement.charts.office.cells import Looks
from engagement.charts.office.native import NativeChart, NativeSeries
from engagement.charts.palette import LIGHT

WIDTH, HEIGHT, ROW = 640, 340, 20
"""Of a chart and of a row, in pixels."""

_SPAN = 5
"""As many columns as a sentence below a chart goes across, beside its first."""

_LINE = {"color": LIGHT.grid}


def insert(
    book: xlsxwriter.Workbook, sheet: Worksheet, chart: NativeChart, *, row: int, column: int, looks: Looks, alt: str
) -> None:
    """Draw a chart, with its numbers in cells below it.

    A hidden value is an empty cell, and a sentence below says which are hidden.

    Args:
        book: the workbook.
        sheet: where the chart stands.
        chart: what is drawn.
        row: of the chart's upper left corner, counted from 0.
        column: of that corner, counted from 0.
        looks: the workbook's formats.
        alt: what the chart shows, in words.
    """
    height = max(HEIGHT, 60 + 22 * len(chart.categories)) if chart.is_lying else HEIGHT
    head = row + height // ROW + 2
    _numbers(sheet, chart, head=head, first=column, looks=looks)
    drawn = _chart(book, chart, sheet.get_name(), head, column)
    drawn.set_size({"width": WIDTH, "height": height})
    sheet.insert_chart(row, column, drawn, {"description": alt, "object_position": 3})


def _numbers(sheet: Worksheet, chart: NativeChart, *, head: int, first: int, looks: Looks) -> None:
    number = looks.number(chart.number_format)
    sheet.write_string(head - 1, first, "The numbers of the chart", looks.strong)
    sheet.write_string(head, first, chart.position_title, looks.heading)
    sheet.set_row_pixels(head, 2 * ROW)
    for place, name in enumerate(chart.categories):
        sheet.write_string(head + 1 + place, first, name, looks.text)
    for column, series in enumerate(chart.series, start=first + 1):
        sheet.write_string(head, column, series.name, looks.number_heading)
        for place, value in enumerate(series.values):
            if value is not None:
                sheet.write_number(head + 1 + place, column, value, number)
    if chart.hidden:
        foot = head + len(chart.categories) + 2
        sheet.merge_range(foot, first, foot, first + _SPAN, "", looks.long_text)
        sheet.write_string(foot, first, chart.hidden, looks.long_text)
        sheet.set_row_pixels(foot, ROW * (1 + len(chart.hidden) // 80))
    sheet.set_column(first, first, max(14, min(40, max(map(len, chart.categories)))))
    sheet.set_column(first + 1, first + len(chart.series), 14)


def _chart(book: xlsxwriter.Workbook, chart: NativeChart, name: str, head: int, categories: int) -> Chart:
    kind: dict[str, Any] = {"type": "bar" if chart.is_lying else "column"}
    if chart.kind in ("line", "dot"):
        kind = {"type": "line"}
    elif chart.kind == "stacked_bar":
        kind["subtype"] = "stacked"
    drawn: Chart = book.add_chart(kind)
    first, last = head + 1, head + len(chart.categories)
    for column, series in enumerate(chart.series, start=categories + 1):
        drawn.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, categories, last, categories],
                "values": [name, first, column, last, column],
                **_look(chart, series),
            }
        )
    title = f"{chart.title}, {chart.when}" if chart.when else chart.title
    drawn.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    places: dict[str, Any] = {"line": _LINE, "major_tick_mark": "none"}
    values: dict[str, Any] = {"num_format": chart.axis_format, "line": {"none": True}}
    values |= {"major_gridlines": {"visible": True, "line": _LINE}, "name": chart.measure_title}
    values["name_font"] = {"bold": False, "color": LIGHT.muted}
    if chart.kind != "dot":
        values["min"] = min([0.0, *(value for series in chart.series for value in series.values if value is not None)])
    if chart.is_whole:
        values["max"] = 1
    if chart.is_valued:
        values |= {"major_gridlines": {"visible": False}, "visible": False, "name": ""}
    if chart.is_lying:
        # the first category stands at the top, and the axis of values at the foot
        places |= {"reverse": True}
        values |= {"label_position": "high"}
    drawn.set_x_axis(values if chart.is_lying else places)
    drawn.set_y_axis(places if chart.is_lying else values)
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    drawn.show_blanks_as("gap")
    return drawn


def _look(chart: NativeChart, series: NativeSeries) -> dict[str, Any]:
    color = f"#{series.color}"
    if chart.kind in ("line", "dot"):
        marker: dict[str, Any] = {"type": "short_dash" if series.is_target else "circle", "size": 6}
        marker |= {"fill": {"color": color}, "border": {"color": color}}
        bare = series.is_target or chart.kind == "dot"
        look: dict[str, Any] = {"marker": marker, "line": {"none": True} if bare else {"color": color, "width": 2}}
        if chart.running and not bare:
            dashed = {"border": {"color": color, "width": 2, "dash_type": "dash"}}
            look["points"] = [dashed if index in chart.running else None for index in range(len(chart.categories))]
        return look
    look = {"fill": {"color": color}, "gap": 60}
    if chart.kind == "stacked_bar":
        look["overlap"] = 100
    if chart.running:
        pale = {"fill": {"color": color, "transparency": 45}}
        look["points"] = [pale if index in chart.running else None for index in range(len(chart.categories))]
    if chart.is_valued:
        look["data_labels"] = {"value": True, "num_format": chart.number_format}
    return look
