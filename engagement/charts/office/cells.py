"""Values as cells of an Excel sheet: formats by unit, and texts that stay texts whatever they begin with."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from engagement.present import format

SAFE: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""How every workbook is opened: nothing that was delivered becomes a formula or a link."""

_COUNTED = frozenset({"index", *format.PERIODS})
"""Units of values that are whole or not."""

LONGEST = 32_767
"""As many letters as a cell holds."""


class Looks:
    """Cell formats, made once for each number format."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        # a text stands a little off, for the number beside it ends where it begins; Excel indents only what is aligned
        off = {"align": "left", "valign": "top", "indent": 1}
        self.heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, **off})
        self.number_heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "align": "right"}
        )
        self.hidden = book.add_format({"italic": True, "font_color": "#5a6372", "align": "right", "valign": "top"})
        self.text = book.add_format({"quote_prefix": True, **off})
        self.long_text = book.add_format({"quote_prefix": True, "text_wrap": True, **off})
        self.plain = book.add_format({"quote_prefix": True, "valign": "top"})
        self.strong = book.add_format({"bold": True, "valign": "top"})

    def head(self, unit: str) -> Format:
        """Return the format of a column's heading, above numbers at their end."""
        return self.number_heading if unit and (format.is_number(unit) or unit == "date") else self.heading

    def number(self, code: str) -> Format:
        """Return the format of numbers or dates with this code."""
        if code not in self._made:
            self._made[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._made[code]


def write(sheet: Worksheet, row: int, column: int, cell: Any, unit: str, looks: Looks) -> None:
    """Write one value that is there: a number with its unit's format, a day, yes or no, or a text.

    Args:
        sheet: where to write.
        row: counted from 0.
        column: counted from 0.
        cell: a value, not None and not hidden.
        unit: its column's unit.
        looks: the workbook's formats.
    """
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, (int, float, Decimal)):
        # a whole number by its type is a count, which has no decimals
        code = "#,##0" if isinstance(cell, int) and unit in _COUNTED else format.excel(unit)
        sheet.write_number(row, column, float(cell), looks.number(code))
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), looks.number("yyyy-mm-dd hh:mm"))
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time()), looks.number("yyyy-mm-dd"))
    else:
        text = "; ".join(map(str, cell)) if isinstance(cell, (list, tuple)) else str(cell)
        sheet.write_string(row, column, text[:LONGEST], looks.text)
