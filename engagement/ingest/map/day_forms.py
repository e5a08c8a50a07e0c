"""In which forms the days of a column are written, and whether a text is a day at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

ISO = "%Y-%m-%d"
_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d.%m.%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%m.%d.%y")
_UNMISTAKABLE = (
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
)


def date_formats(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the formats that dates are written in, and whether it is clear which of day and month comes first.

    ISO 8601 needs no format. Where it is not clear, the formats are the choices.
    """
    left = {cell for cell in cells if not is_day(cell, ISO)}
    formats: list[str] = []
    for first, second in zip(_DAY_FIRST, _MONTH_FIRST, strict=True):
        days, months = ({cell for cell in left if is_day(cell, form)} for form in (first, second))
        if days and days == months:
            return (first, second), False
        if days or months:
            better, fits = max(((first, days), (second, months)), key=lambda pair: len(pair[1]))
            formats.append(better)
            left -= fits
    for form in _UNMISTAKABLE:
        if fits := {cell for cell in left if is_day(cell, form)}:
            formats.append(form)
            left -= fits
    return tuple(formats), True


def is_day(cell: str, form: str) -> bool:
    """Return whether a text is a date written so."""
    try:
        return dt.datetime.strptime(cell, form).year >= 1000
    except ValueError:
        return False
