"""Values as people read them, by unit: the same on axes, in hovers, tables, cards and sentences."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

COUNTS = frozenset(
    {"people", "placements", "agreements", "applications", "partners", "countries", "rows", "semesters", "count"}
)
PERIODS = frozenset({"days", "months", "years"})
_DECIMALS = {
    "share": 1,
    "amount": 0,
    "score": 1,
    "ratio": 2,
    "index": 4,
    "points": 1,
    "days": 1,
    "months": 1,
    "years": 1,
    "per_fte": 1,
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS = {
    "iso3": "ISO code",
    "points": "percentage points",
    "share": "%",
    "fte": "full-time equivalents",
    "per_fte": "per full-time equivalent",
}
_UNITLESS = frozenset({"text", "date", "year", "ratio", "score", "index", "iso3", "amount", "count", "url"})

_ALL_DIGITS = 1e15
"""Beyond this a float has no digits left to round."""

MISSING = "\N{EN DASH}"
"""What stands where there is no value and none is hidden."""

ACADEMIC_YEAR = re.compile(r"\d{4}/\d{4}")
"""An academic year as it is written."""


def value(item: Any, unit: str) -> str:
    """Print one value.

    Args:
        item: a number, date, text or None, as it stands in a result's table; a share is from 0 to 1.
        unit: the column's unit, as in a query's header; three capitals are an ISO 4217 currency.

    Returns:
        "1,234", "45.1%", "EUR 1,234", "Nov 1, 2026"; a dash where there is no value.
    """
    if item is None or (isinstance(item, float) and math.isnan(item)):
        return MISSING
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, datetime):
        return f"{day(item.date())}, {item:%H:%M}"
    if isinstance(item, date):
        return day(item)
    if isinstance(item, (list, tuple)):
        return ", ".join(value(part, unit) for part in item)
    if isinstance(item, int) and unit == "index":
        return f"{item:,}"  # a whole number by its type is a count, which has no decimals
    if isinstance(item, (int, float, Decimal)) and unit not in ("text", "iso3"):
        return _number(float(item), unit)
    return str(item)


def with_unit(item: Any, unit: str) -> str:
    """Print one value with the name of its unit: "1,234 people", "1 agreement", "45.1%"."""
    text = value(item, unit)
    if text == MISSING or unit in _UNITLESS or unit == "share" or is_currency(unit):
        return text
    return f"{text} {noun(unit, is_singular=text == '1')}"


def noun(unit: str, *, is_singular: bool = False) -> str:
    """Return a unit's name: "people", "percentage points"; singular where `is_singular`."""
    name = _WORDS.get(unit, unit)
    if not is_singular:
        return name
    return {"people": "person", "countries": "country"}.get(name, name.removesuffix("s"))


def titled(title: str, unit: str) -> str:
    """Return a column's title with its unit in brackets, unless the title says it already."""
    if unit in _UNITLESS or noun(unit).casefold() in title.casefold():
        return title
    return f"{title} ({noun(unit)})"


def day(when: date) -> str:
    """Return a date as "Nov 1, 2026", the same on every machine."""
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def iso(when: date) -> str:
    """Return a date as "2026-11-01", without a time of day."""
    return f"{when:%Y-%m-%d}"


def is_currency(unit: str) -> bool:
    """Return whether a unit is an ISO 4217 code, such as EUR."""
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def is_number(unit: str) -> bool:
    """Return whether values of this unit are measured along an axis."""
    return unit not in ("text", "url", "date", "iso3", "year")


def axis(unit: str, *, span: float = 1.0) -> str:
    """Return the d3 format of an axis in this unit.

    Args:
        unit: the column's unit.
        span: largest minus smallest value, so that neighboring ticks do not read the same.
    """
    if unit == "share":
        return ".0%" if span >= 0.05 else ".1%"
    return ",~r" if unit in ("score", "ratio", "index", "points") else ","


def excel(unit: str) -> str:
    """Return the Excel number format of a column in this unit."""
    if unit == "share":
        return "0.0%"
    if unit == "year":
        return "0"
    if unit == "date":
        return "yyyy-mm-dd"
    if unit in COUNTS or is_currency(unit):
        return "#,##0"
    return "#,##0." + "0" * _DECIMALS[unit] if _DECIMALS.get(unit) else "General"


def rounded(number: float, unit: str) -> float:
    """Return a number as far as it is printed in this unit; halves go away from zero, as in Excel and in a browser."""
    if not abs(number) < _ALL_DIGITS:
        return number
    step = Decimal(1).scaleb(-(_decimals(unit) + 2 * (unit == "share")))
    return float(Decimal(repr(float(number))).quantize(step, ROUND_HALF_UP)) + 0.0  # turns -0.0 into 0.0


def _decimals(unit: str) -> int:
    return 0 if unit == "year" or is_currency(unit) else _DECIMALS.get(unit, 2)


def _number(number: float, unit: str) -> str:
    if not math.isfinite(number):
        return MISSING
    number = rounded(number, unit)
    if unit == "share":
        return f"{number:.1%}"
    if unit == "year":
        return f"{number:.0f}"
    if is_currency(unit):
        return f"{unit} {number:,.0f}"
    if number == round(number) and unit not in ("score", "ratio", "index"):
        return f"{number:,.0f}"
    return f"{number:,.{_decimals(unit)}f}"
