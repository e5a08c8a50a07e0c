"""A stray quote makes one row of many: the lines up to the next quote become part of a single cell.

Nothing is then wrong with the row that is left, so the lines themselves are looked at: a cell of prose that breaks
into lines holds no line with as many cells as the table has columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engagement.errors import Fault
from engagement.ingest.read.dialect import Dialect
from engagement.place import Place

_LINE_END = re.compile(r"\r\n?|\n")
# Of two columns a line of prose looks like a row as soon as it has one comma.
_FEWEST_COLUMNS = 3


def lines_within(cells: Sequence[str]) -> int:
    """Return how many lines of the file the row takes beyond its first."""
    return sum(len(_LINE_END.findall(cell)) for cell in cells)


def swallows_rows(cells: Sequence[str], width: int, dialect: Dialect) -> bool:
    """Return whether two or more lines of one row look like rows themselves.

    A delimiter before a blank is punctuation. One line alone may have all cells: a row whose last cell breaks into
    lines begins like any other.

    Args:
        cells: the row as read.
        width: how many columns the table has.
        dialect: what parts its cells.
    """
    if width < _FEWEST_COLUMNS:
        return False
    parted = re.compile(re.escape(dialect.delimiter) + ("" if dialect.delimiter.isspace() else "(?! )"))
    lines = _LINE_END.split(dialect.delimiter.join(cells))
    return sum(len(parted.findall(line)) == width - 1 for line in lines) > 1


def swallowed(first: Sequence[tuple[int, int]], many: int, where: Place) -> Fault:
    """Return the fault of a file with such rows.

    Args:
        first: of the first of these rows, the line that each begins on and the one that it ends on.
        many: how many there are.
        where: the file.
    """
    some = ", ".join(f"lines {begin:,} to {end:,}" for begin, end in first)
    more = f" and {many - len(first):,} more" if many > len(first) else ""
    what = f"A quote makes one row of several lines that look like rows: {some}{more}."
    fix = (
        'Take the stray quote out of the export. Where quotes are ordinary characters, write quote = "" under [read] '
        "in the mapping; where the text of a cell is meant so, export with another delimiter."
    )
    return Fault(what, where, fix, "delivery-quote")
