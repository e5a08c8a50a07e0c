"""A native chart holds the numbers of the drawing, gaps where values are hidden, and says which they are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pptx
import pytest
import xlsxwriter

from engagement.charts.model.drawing import Drawing, Series
from engagement.charts.office import excel, slide
from engagement.charts.office.cells import SAFE, Looks
from engagement.charts.office.native import native
from engagement.query import Column

KINDS = ("line", "bar", "stacked_bar", "funnel", "heatmap", "dot")
ONE = Series("Out", "people", (30.0, None, 0.0, 12.0), frozenset({1}))
TWO = Series("=In", "people", (None, 41.0, 17.0, None), frozenset({0, 3}))


def drawing(kind, **changes):
    labels = ("2021/2022", "2022/2023", "=1+1", "2024/2025")
    common = {
        "positions": labels,
        "labels": labels,
        "series": (ONE, TWO),
        "running": frozenset({3}),
        "position_title": "Year",
    }
    return Drawing(kind, "Students", Column("x", "Year"), Column("y", "Students", unit="people"), **common | changes)


@pytest.mark.parametrize("lying", [False, True], ids=["standing", "lying"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_slide_has_the_values_of_the_drawing_and_its_workbook_the_same(kind, lying):
    chart = native(drawing(kind, is_horizontal=lying))
    deck = pptx.Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    made = slide.insert(shapes, chart, (0, 0, 4_000_000, 3_000_000), alt="Words", as_of=date(2026, 11, 1))
    assert [each.values for each in made.plots[0].series] == [ONE.values, TWO.values]
    assert b"<c:v>12" in made.part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(made.part.chart_workbook.xlsx_part.blob)).active
    assert [[cell.value for cell in row] for row in sheet["B2:C5"]] == [[30, None], [None, 41], [0, 17], [12, None]]
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_the_values_of_the_drawing_and_says_what_is_hidden(kind):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        excel.insert(
            book, book.add_worksheet("Data"), native(drawing(kind)), row=0, column=0, looks=Looks(book), alt="Words"
        )
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(out)["Data"].iter_rows()]
    head = cells.index(["Year", "Out", "=In", *[None] * (len(cells[0]) - 3)])
    assert [row[1:3] for row in cells[head + 1 : head + 5]] == [[30, None], [None, 41], [0, 17], [12, None]]
    assert any("Out, 2022/2023" in str(cell) for row in cells for cell in row)


@pytest.mark.parametrize(("shares", "most"), [((0.45, 0.55), 1.0), ((0.53, 0.54), None)])
def test_an_axis_ends_at_the_whole_only_where_every_bar_does(shares, most):
    parts = tuple(Series(name, "share", (0.2, share)) for name, share in zip(("Study", "Work"), shares, strict=True))
    measure = Column("share", "Share", unit="share")
    labels = ("2023/2024", "2024/2025")
    drawn = replace(
        drawing("stacked_bar", positions=labels, labels=labels, series=parts, running=frozenset()), measure=measure
    )
    deck = pptx.Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    made = slide.insert(shapes, native(drawn), (0, 0, 4_000_000, 3_000_000), alt="Words", as_of=date(2026, 11, 1))
    assert made.value_axis.maximum_scale == most
    assert bool(drawn.over_the_whole_words) == (most is None)


@pytest.mark.parametrize("kind", ["map", "timeline", "table"])
def test_what_office_programs_do_not_draw_has_no_native_chart(kind):
    assert native(drawing(kind)) is None


def test_days_that_differ_by_the_year_alone_are_named_by_it():
    days = (date(2024, 11, 1), date(2025, 11, 1))
    series = (Series("Agreements", "agreements", (1.0, 2.0)),)
    labels = ("Nov 1, 2024", "Nov 1, 2025")
    chart = native(drawing("line", positions=days, labels=labels, series=series, is_time=True, running=frozenset()))
    assert (chart.categories, chart.when) == (("2024", "2025"), "on Nov 1 of each year")
