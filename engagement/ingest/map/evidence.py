"""Whether the cells under a header can be what a column of ours holds: a name alone is no proof.

"In/Out" over numbers such as 3,18 is no direction, and "Year" over 1, 2, 3 no academic year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from engagement.contract import Field
from engagement.ingest.check.casts import ACADEMIC_YEAR
from engagement.ingest.check.places import fold
from engagement.ingest.map.synonyms import values_for

Resolve = Callable[[str], str | None]

_ENOUGH = 0.5  # share of the cells that have to fit
_SURE = 0.8  # share of the cells that speak for a column under a header that is not known
_CELLS_AT_MOST = 500
_NUMBER = re.compile(r"[-+]?\d[\d., \xa0]*%?")
_YEAR = re.compile(
    r"(?i)[a-z .]{0,20}\d{4} ?[-/\u2013_ ] ?(\d{4}|\d{2})[a-z .]{0,20}|\d{2}/\d{2}|((ay|fy|sy)[ -]?)?(19|20)\d{2}"
)
_CODE = re.compile(r"\d{2,6}|\d{2}\.\d{4}")
_TRUTH = frozenset({"true", "false", "yes", "no", "y", "n", "t", "f", "0", "1"})
_DATE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([T ].*)?|\d{8}|\d{1,2}[- ][A-Za-z]{3,9}\.?[-, ]+\d{2,4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}, ?\d{4}|[3-5]\d{4}"
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def fits(field: Field, cells: Sequence[str], resolve: Resolve | None) -> bool:
    """Tell whether the cells can be values of the field; where there are none, nothing speaks against it.

    Args:
        field: a column of ours.
        cells: what stands under the header, empty cells left out.
        resolve: gives the country or place that is called so; None where places are not looked at.
    """
    cells = [" ".join(cell.split()) for cell in cells[:_CELLS_AT_MOST]]
    if not cells:
        return True
    if field.is_place:
        return resolve is None or _share(cells, lambda cell: resolve(cell) is not None) >= _ENOUGH
    if field.enum:
        known = values_for(field.name)
        is_known = _share(cells, lambda cell: fold(cell).replace(" ", "_") in field.enum or fold(cell) in known)
        return is_known > 0 or _share(cells, _is_number) < _ENOUGH
    if field.name == "end_date":  # that there is no end is said in words, among days
        cells = [cell for cell in cells if fold(cell) not in values_for("term_type")]
    return not cells or _share(cells, _shape(field)) >= _ENOUGH


def speak_for(field: Field, cells: Sequence[str], resolve: Resolve | None) -> bool:
    """Tell whether cells alone show what they are: places, academic years, words from the field's list."""
    cells = [" ".join(cell.split()) for cell in cells[:_CELLS_AT_MOST]]
    if not cells or _share(cells, _is_number) > 0:
        return False
    if field.is_place:
        return resolve is not None and _share(cells, lambda cell: resolve(cell) is not None) >= _SURE
    words = {*field.enum, *values_for(field.name)}
    is_known = _shape(field) if field.unit == ACADEMIC_YEAR else lambda cell: bool({fold(cell), cell.lower()} & words)
    return bool(field.enum or field.unit == ACADEMIC_YEAR) and _share(cells, is_known) >= _SURE


def looks_like_data(headers: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether a first row is data: a day, a number or a mail address stands in it, over others of its kind."""
    kinds = (_is_date, _is_number, lambda cell: _MAIL.fullmatch(cell) is not None)
    alike = [
        header
        for header, cells in zip(headers, columns, strict=True)
        for is_kind in kinds
        if is_kind(header) and cells and _share(cells[:_CELLS_AT_MOST], is_kind) >= _ENOUGH
    ]
    repeated = [header for header, cells in zip(headers, columns, strict=True) if header in cells]
    return len(alike) + len(repeated) > 0


def _shape(field: Field) -> Callable[[str], bool]:
    if field.unit == ACADEMIC_YEAR:
        return lambda cell: _YEAR.fullmatch(cell) is not None
    if field.name == "field_code":
        return lambda cell: _CODE.fullmatch(cell) is not None
    if field.type == "date":
        return _is_date
    if field.type in ("integer", "number"):
        return _is_number
    if field.type == "boolean":
        return lambda cell: cell.lower() in _TRUTH
    if field.pattern:
        return lambda cell: re.fullmatch(field.pattern, cell) is not None
    if field.name.endswith("_name") or field.name in ("home_school", "owning_unit", "partner_city", "lead_faculty"):
        return lambda cell: not _is_number(cell) and not _is_date(cell)
    return lambda cell: True


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _is_date(cell: str) -> bool:
    if _DATE.fullmatch(cell) is None:
        return False
    if cell.isdigit() and len(cell) == 5:  # a day that Excel counted
        return dt.date(1980, 1, 1) <= dt.date(1899, 12, 30) + dt.timedelta(int(cell)) <= dt.date(2060, 1, 1)
    return True


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)
