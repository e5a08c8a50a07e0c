"""An answer as an Excel workbook: the table with units and number formats, and a second sheet that says what it is."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from engagement.charts.office.cells import LONGEST, SAFE, Looks, write
from engagement.present import format
from engagement.present.provenance import definition, omitted, rows_of
from engagement.result import TOO_FEW, Result

MOST_ROWS = 1_048_575
"""As many rows as a sheet holds below its heading."""

_WIDEST = 48


def xlsx(result: Result) -> bytes:
    """Write the workbook; the same answer gives the same bytes.

    Text is written as text, whatever it begins with, and stays text when someone edits the cell. Hidden values read
    "too few", which Excel leaves out of sums; missing ones are empty.
    """
    out = io.BytesIO()
    created = datetime.combine(result.provenance.as_of, time())
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"title": result.query.title, "created": created, "comments": _stamp(result)})
        data, about = book.add_worksheet("Data"), book.add_worksheet("About")
        _data(data, result, Looks(book))
        _about(about, result, Looks(book))
    return out.getvalue()


def _data(sheet: Worksheet, result: Result, looks: Looks) -> None:
    for index, (name, column) in enumerate(result.query.columns.items()):
        title = format.titled(column.title, column.unit)
        sheet.write_string(0, index, title, looks.head(column.unit))
        cells = result.table.column(name).to_pylist()[:MOST_ROWS]
        hidden = frozenset(result.hidden.get(name, ()))
        widest = min(max(len(title), 8), 24)
        for row, cell in enumerate(cells):
            if row in hidden:
                sheet.write_string(row + 1, index, TOO_FEW, looks.hidden)
            elif cell is not None:
                write(sheet, row + 1, index, cell, column.unit, looks)
                widest = max(widest, len(format.value(cell, column.unit)) + 2)
        sheet.set_column(index, index, min(widest, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, min(result.table.num_rows, MOST_ROWS)), max(0, len(result.query.columns) - 1))


def _about(sheet: Worksheet, result: Result, looks: Looks) -> None:
    for row, (label, text) in enumerate(_facts(result)):
        sheet.write_string(row, 0, label, looks.strong)
        sheet.write_string(row, 1, text[:LONGEST], looks.long_text)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)


def _facts(result: Result) -> Iterable[tuple[str, str]]:
    query, origin = result.query, result.provenance
    yield "Title", query.title
    yield "Question", query.question
    if origin.is_demonstration:
        yield "Demonstration data", "Invented people, partners and numbers. Not to be quoted."
    yield "As of", format.day(origin.as_of)
    yield "Grain", query.grain
    yield from definition(query)
    for name, item in result.parameters.items():
        yield f"Parameter {name}", format.value(item or None, "text") if isinstance(item, (list, tuple)) else str(item)
    for column in query.columns.values():
        yield f"Column {column.title}", ". ".join(part for part in (column.description, f"unit: {column.unit}") if part)
    for left_out in origin.left_out:
        yield "Left out", omitted(left_out)
    if result.hidden_note:
        yield "Hidden", result.hidden_note
    if result.table.num_rows > MOST_ROWS:
        yield "Rows", f"The first {MOST_ROWS:,} of {result.table.num_rows:,}; CSV and Parquet hold them all."
    for source in origin.sources:
        yield "Source", f"{source.file} ({source.table}): {rows_of(source)}, SHA-256 {source.sha256}"
    yield "Query", f"{query.id}, SHA-256 {query.sha256}"
    yield "Snapshot", origin.snapshot_id
    yield "SQL", query.sql.strip()


def _stamp(result: Result) -> str:
    caption = f"As of {format.day(result.provenance.as_of)}. Query {result.query.id}."
    return f"Demonstration data: invented numbers. {caption}" if result.provenance.is_demonstration else caption
