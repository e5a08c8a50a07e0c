"""A sheet for each exhibit: all rows and columns of its answer, and beside them its chart or map."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from engagement.brief.drawn import drawing_of
from engagement.brief.model import Exhibit, Section
from engagement.brief.wording import notes
from engagement.brief.workbook.page import HEAD, Book, Head
from engagement.charts import print as printed
from engagement.charts.model.drawing import Drawing
from engagement.charts.office import excel
from engagement.charts.office.native import native
from engagement.present import format

_SIZE = 0.5
"""Of pictures, so that they are half as large again as on paper."""


def add_all(book: Book, section: Section) -> None:
    """Add the sheets of a section; parts of one answer, such as partners one by one, stand on one sheet."""
    for _, same in groupby(section.exhibits, key=lambda part: (part.evidence, part.chart is None)):
        parts = list(same)
        if len(parts) == 1 or parts[0].chart is not None:
            for part in parts:
                add(book, section, part)
        else:
            rows = tuple(row for part in parts for row in part.rows)
            add(book, section, replace(parts[0], title=section.title, rows=rows))


def add(book: Book, section: Section, exhibit: Exhibit) -> None:
    """Add the sheet of one exhibit."""
    brief = book.brief
    drawn = drawing_of(exhibit, as_of=brief.as_of, threshold=brief.threshold)
    # the sheet has every column, so that its note counts every one that is too few
    hidden = next(answer.hidden_note for answer in brief.evidence if answer.number == exhibit.evidence)
    whole = replace(exhibit, most=0, note=hidden)
    remarks = " ".join(notes(whole, drawn, is_marked=False))
    count = f"{len(exhibit.rows):,} row{'' if len(exhibit.rows) == 1 else 's'}"
    has_picture = drawn is not None and drawn.kind != "table"
    what = ". ".join(filter(None, [f"{count} with a chart" if has_picture else count, remarks.rstrip(".")]))
    sheet = book.sheet(exhibit.title, exhibit.title, section=section.title, what=what)
    heads = [Head(format.titled(column.title, column.unit), column.unit) for column in exhibit.columns]
    note = f"Answer {exhibit.evidence} on the sheet Sources. {remarks}".strip()
    book.table(sheet, heads, exhibit.rows, note=note)
    if drawn is not None and has_picture:
        _draw(book, sheet, exhibit, drawn)


def _draw(book: Book, sheet: Worksheet, exhibit: Exhibit, drawn: Drawing) -> None:
    column = len(exhibit.columns) + 1
    sheet.set_column(column - 1, column - 1, 3)
    chart = native(drawn)
    if chart is not None:
        excel.insert(book.workbook, sheet, chart, row=HEAD + 1, column=column, looks=book.looks, alt=exhibit.alt)
        return
    picture = printed.png(drawn)
    size = {"x_scale": _SIZE, "y_scale": _SIZE, "description": exhibit.alt, "object_position": 3}
    sheet.insert_image(HEAD + 1, column, f"{exhibit.id}.png", {"image_data": io.BytesIO(picture), **size})
