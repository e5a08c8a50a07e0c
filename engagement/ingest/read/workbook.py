"""The rows of an Excel workbook (.xlsx), as text, with their row numbers."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from engagement.errors import DeliveryError, Fault
from engagement.ingest.read.dialect import MOST_COLUMNS, Record
from engagement.ingest.read.lines import Tally
from engagement.place import Place

_LARGEST_PART = 2 << 30  # bytes, unpacked: a sheet of a million rows is about half of that
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_LARGEST_TEXTS = 512 << 20  # bytes; the table of texts is held in memory as a whole


def workbook_records(path: Path, where: Place, *, sheet: str = "", tally: Tally | None = None) -> Iterator[Record]:
    """Yield every row of a sheet that is not blank: its number and its cells as text.

    Dates and times come as ISO 8601, whole numbers without a point, other numbers as Excel shows them in full.

    Args:
        path: the workbook.
        where: for errors.
        sheet: the sheet to read; may be left out where only one sheet has rows.
        tally: counts the rows of the sheet, down to the last one that is not blank.

    Raises:
        DeliveryError: it is cut off or no workbook, unpacks to more than a table needs, or the sheet is not clear.
    """
    _refuse_what_is_no_workbook(path, where)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it leaves out; they are no data.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                before, tally = 0, tally or Tally()
                for number, cells in _sheet_records(_choose(workbook, sheet, where), where):
                    tally.total = number
                    tally.blank += number - before - 1
                    before = number
                    yield number, tally.clean(cells)
            finally:
                workbook.close()
    except DeliveryError:
        raise
    except Exception as error:  # a broken workbook fails in openpyxl, zipfile, zlib or the XML
        raise DeliveryError(_broken(where, type(error).__name__)) from error


def filled_sheets(path: Path, where: Place) -> list[str]:
    """Return the titles of the visible sheets that have rows; none where the workbook cannot be read."""
    try:
        _refuse_what_is_no_workbook(path, where)
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return [worksheet.title for worksheet in _filled(workbook, where)]
        finally:
            workbook.close()
    except Exception:  # noqa: BLE001  whoever reads the workbook says what is wrong with it
        return []


def _filled(workbook: Any, where: Place) -> list[Any]:
    visible = [worksheet for worksheet in workbook.worksheets if worksheet.sheet_state == "visible"]
    return [worksheet for worksheet in visible if next(_sheet_records(worksheet, where), None)]


def _merged_down(worksheet: Any) -> dict[int, list[tuple[int, int]]]:
    """Return for each row the cells merged into it from above: their column, and the row that they begin in."""
    above: dict[int, list[tuple[int, int]]] = {}
    with worksheet.parent._archive.open(worksheet._worksheet_path) as sheet:
        for reference in _MERGED.findall(sheet.read()):
            column, first, _, last = range_boundaries(reference.decode())
            for row in range(first + 1, last + 1):
                above.setdefault(row, []).append((column - 1, first))
    return above


def _sheet_records(worksheet: Any, where: Place) -> Iterator[Record]:
    worksheet.reset_dimensions()  # what a workbook says of its size is often wrong
    merged = _merged_down(worksheet)
    begun: dict[tuple[int, int], str] = {}
    for number, values in enumerate(worksheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in values]
        for column, first in merged.get(number, ()):
            cells += [""] * (column + 1 - len(cells))
            cells[column] = begun.get((column, first), "")
        for column, first in merged.get(number + 1, ()):
            if first == number and column < len(cells):
                begun[column, first] = cells[column]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            what = f"Row {number} fills {len(cells):,} columns; more than {MOST_COLUMNS:,} are not a table of ours."
            raise DeliveryError(Fault(what, where, "Export only the columns that are needed.", "delivery-columns"))
        if cells:
            yield number, cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).strip()


def _choose(workbook: Any, sheet: str, where: Place) -> Any:
    sheets = {worksheet.title: worksheet for worksheet in workbook.worksheets}
    if sheet:
        for title, worksheet in sheets.items():
            if title.strip().casefold() == sheet.strip().casefold():
                return worksheet
        fix = f"Its sheets: {', '.join(sheets)}. Name one in the mapping: [read] sheet."
        raise DeliveryError(Fault(f'There is no sheet "{sheet}".', where, fix, "delivery-sheet"))
    filled = _filled(workbook, where)
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise DeliveryError(Fault("The workbook has no sheet with rows.", where, "Export it again.", "delivery-empty"))
    what = f"{len(filled)} sheets have rows: {', '.join(worksheet.title for worksheet in filled)}."
    raise DeliveryError(Fault(what, where, "Say which in the mapping: [read] sheet.", "delivery-sheet"))


def _refuse_what_is_no_workbook(path: Path, where: Place) -> None:
    with path.open("rb") as file:
        if file.read(4) == b"\xd0\xcf\x11\xe0":
            what = "This is an Excel file of the old kind, or one with a password."
            raise DeliveryError(Fault(what, where, "Save it as .xlsx without a password.", "delivery-workbook"))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise DeliveryError(_broken(where, "the archive breaks off")) from error
    # zipfile never unpacks more of a part than its entry says, so the entry can be relied on.
    for part in parts:
        limit = _LARGEST_TEXTS if part.filename.endswith("sharedStrings.xml") else _LARGEST_PART
        if part.file_size > limit or (part.file_size > 64 << 20 and part.file_size > 500 * max(1, part.compress_size)):
            what = f"{part.filename} in it would unpack to {part.file_size >> 20:,} MB; that is no table."
            raise DeliveryError(Fault(what, where, "Export it again, as CSV UTF-8.", "delivery-workbook"))


def _broken(where: Place, reason: str) -> Fault:
    what = f"The workbook is half written or damaged ({reason})."
    return Fault(what, where, "Open it in Excel, save it again as .xlsx or as CSV UTF-8.", "delivery-workbook")
