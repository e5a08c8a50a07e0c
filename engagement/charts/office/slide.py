"""The drawing on a slide: a native chart that PowerPoint edits, over a workbook of exactly what is shown.

A hidden value is a gap in the chart and an empty cell in the workbook inside it; a sentence there says which they are.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Pt

from engagement.charts.office.cells import SAFE, Looks
from engagement.charts.office.native import NativeChart
from engagement.charts.palette import LIGHT

_SIZE, _SMALL = 10, 7
"""Of letters, in points."""

_PLOT, _LINE = 0.7, 1.6
"""The part of a chart's height that its bars have, and how far lines of letters stand apart, in heights of letters."""


def insert(shapes: SlideShapes, chart: NativeChart, box: tuple[int, int, int, int], *, alt: str, as_of: date) -> Chart:
    """Draw a chart on a slide.

    Args:
        shapes: of the slide.
        chart: what is drawn.
        box: left, top, width and height, in English Metric Units.
        alt: what it shows, in words.
        as_of: the date of the workbook inside it, so that the same chart gives the same bytes.
    """
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, series.values)
    frame: GraphicFrame = shapes.add_chart(_type(chart), *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    drawn: Chart = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, as_of))
    drawn.has_title = False
    drawn.font.size = Pt(_SIZE)
    drawn.font.color.rgb = _rgb(LIGHT.text)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
    _axes(drawn, chart, tall=box[3])
    for number, plotted in enumerate(drawn.plots[0].series):
        _look(plotted, chart, number)
    if chart.kind in ("bar", "stacked_bar"):
        drawn.plots[0].gap_width = 60
        if chart.kind == "stacked_bar":
            drawn.plots[0].overlap = 100
    if chart.is_valued:
        _values(drawn, chart)
    return drawn


def _type(chart: NativeChart) -> Any:
    if chart.kind in ("line", "dot"):
        return XL_CHART_TYPE.LINE_MARKERS
    if chart.kind == "stacked_bar":
        return XL_CHART_TYPE.BAR_STACKED if chart.is_lying else XL_CHART_TYPE.COLUMN_STACKED
    return XL_CHART_TYPE.BAR_CLUSTERED if chart.is_lying else XL_CHART_TYPE.COLUMN_CLUSTERED


def _axes(drawn: Chart, chart: NativeChart, *, tall: int) -> None:
    places, values = drawn.category_axis, drawn.value_axis
    places.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    places.format.line.color.rgb = _rgb(LIGHT.grid)
    places.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.format.line.fill.background()
    values.has_major_gridlines = not chart.is_valued
    if chart.is_valued:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    else:
        values.major_gridlines.format.line.color.rgb = _rgb(LIGHT.grid)
        values.tick_labels.number_format = chart.axis_format
        values.tick_labels.number_format_is_linked = False
        values.has_title = True
        values.axis_title.text_frame.text = chart.measure_title
        letters = values.axis_title.text_frame.paragraphs[0].font
        letters.size, letters.bold, letters.color.rgb = Pt(_SIZE), False, _rgb(LIGHT.muted)
    if chart.kind != "dot" and all(
        value >= 0 for series in chart.series for value in series.values if value is not None
    ):
        values.minimum_scale = 0
        if chart.is_whole:
            values.maximum_scale = 1
    if chart.is_lying:
        # bars are listed from the top, as they are read, and the axis of values stays at the foot
        places.reverse_order, places.crosses = True, XL_AXIS_CROSSES.MAXIMUM
        _name_each(places)
        room = Emu(tall).pt * _PLOT / len(chart.categories) / _LINE
        places.tick_labels.font.size = Pt(max(_SMALL, min(_SIZE, int(room))))


def _name_each(places: Any) -> None:
    """Print every name beside its bar; left to itself, a program leaves out every other one where they are many."""
    every = OxmlElement("c:tickLblSkip")
    every.set("val", "1")
    places._element.find(qn("c:noMultiLvlLbl")).addprevious(every)


def _look(plotted: Any, chart: NativeChart, number: int) -> None:
    series = chart.series[number]
    color = RGBColor.from_string(series.color)
    if chart.kind not in ("line", "dot"):
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = color
        for index in sorted(chart.running):
            paler = plotted.points[index].format.fill
            paler.solid()
            paler.fore_color.rgb = _pale(series.color)
        return
    plotted.smooth = False
    bare = series.is_target or chart.kind == "dot"
    plotted.marker.style = XL_MARKER_STYLE.DASH if series.is_target else XL_MARKER_STYLE.CIRCLE
    plotted.marker.size = 8 if series.is_target else 6
    plotted.marker.format.fill.solid()
    plotted.marker.format.fill.fore_color.rgb = color
    plotted.marker.format.line.color.rgb = color
    if bare:
        plotted.format.line.fill.background()
        return
    plotted.format.line.color.rgb = color
    plotted.format.line.width = Pt(2)
    for index in sorted(chart.running):
        way = plotted.points[index].format.line
        way.color.rgb, way.width, way.dash_style = color, Pt(2), MSO_LINE_DASH_STYLE.DASH


def _values(drawn: Chart, chart: NativeChart) -> None:
    """Draw each bar's value beside it."""
    plot = drawn.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.font.size = Pt(_SIZE)


def _workbook(chart: NativeChart, as_of: date) -> bytes:
    """Return what PowerPoint opens when someone edits the chart's data; cells are where the chart looks for them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"created": datetime.combine(as_of, time())})
        sheet, looks = book.add_worksheet("Sheet1"), Looks(book)
        for row, name in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, name, looks.text)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, series.name, looks.text)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, looks.number(chart.number_format))
        if chart.hidden:
            sheet.write_string(len(chart.categories) + 2, 0, chart.hidden, looks.text)
        sheet.set_column(0, 0, 28)
    return out.getvalue()


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.lstrip("#").upper())


def _pale(color: str) -> RGBColor:
    """Return the color halfway to white."""
    parts = (int(color[start : start + 2], 16) for start in (0, 2, 4))
    return RGBColor(*((part + 255) // 2 for part in parts))
