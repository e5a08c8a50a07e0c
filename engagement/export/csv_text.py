"""An answer as CSV: nothing but the table, safe to open in a spreadsheet, with hidden values told from missing ones.

The command line and the pages' downloads write the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from engagement.result import Result

HIDDEN_COLUMN = "too_few"
"""The last column, where anything is hidden: the names of the columns whose value is hidden in the row."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_text(result: Result, *, line_end: str) -> str:
    """Return the table as CSV: ISO dates, decimal points, column names as in the SQL.

    Args:
        result: the answer.
        line_end: what ends a line; a spreadsheet takes any, other programs may not.

    Returns:
        The text. A value that is missing or hidden is empty, and the last column names those that are hidden.
    """
    names = list(result.table.column_names)
    hidden = hidden_by_row(result)
    lines = [_line([safe_text(name) for name in names] + ([HIDDEN_COLUMN] if hidden else []))]
    columns = [result.table.column(name).to_pylist() for name in names]
    for row, cells in enumerate(zip(*columns, strict=True)):
        named = ["; ".join(hidden.get(row, ()))] if hidden else []
        lines.append(_line([_plain(cell) for cell in cells] + named))
    return "".join(line + line_end for line in lines)


def hidden_by_row(result: Result) -> dict[int, tuple[str, ...]]:
    """Return the names of the columns with a hidden value, by row."""
    names_by_type: dict[int, tuple[str, ...]] = {}
    for name, rows in result.hidden.items():
        for row in rows:
            names_by_type[row] = (*names_by_type.get(row, ()), name)
    return names_by_type


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_FORMULA) else text


def _line(cells: Sequence[Any]) -> str:
    """Return one row without its end; Python 3.11 puts quotes around a carriage return only where it may end a line."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (list, tuple)):
        return safe_text("; ".join(str(part) for part in cell))
    if hasattr(cell, "isoformat"):
        return cell.isoformat()
    return safe_text(cell) if isinstance(cell, str) else cell
