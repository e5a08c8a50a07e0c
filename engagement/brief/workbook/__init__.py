"""A brief as one Excel workbook: contents, a sheet per table with its chart, and where every number comes from."""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from engagement.brief.model import Brief
from engagement.brief.printable import printable
from engagement.brief.wording import stamp, stamp_words
from engagement.brief.workbook import appendix, contents, exhibits
from engagement.brief.workbook.page import Book
from engagement.charts.office.cells import SAFE
from engagement.present import format


def xlsx(brief: Brief) -> bytes:
    """Write the workbook; the same brief gives the same bytes.

    A number that is too few reads "too few", which Excel leaves out of sums; missing ones are empty. Text stays text.
    """
    out, clean = io.BytesIO(), printable(brief)
    brief = clean.brief
    with xlsxwriter.Workbook(out, SAFE) as workbook:
        stamped = f"{stamp(brief)}. {stamp_words(brief)} " if stamp(brief) else ""
        workbook.set_properties(
            {
                "title": f"{brief.title}, {brief.subtitle}",
                "author": brief.institution,
                "created": datetime.combine(brief.as_of, time()),
                "comments": f"{stamped}As of {format.day(brief.as_of)}.",
            }
        )
        book = Book(workbook, brief)
        first = book.sheet("Contents", "Contents", is_first=True)
        contents.decisions_sheet(book)
        contents.figures(book)
        contents.statements(book)
        for section in brief.included:
            exhibits.add_all(book, section)
        appendix.add(book)
        contents.fill(first, book, note=clean.note)
    return out.getvalue()
