"""How a text table is laid out: what parts its cells, what quotes them, and where its header is."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from engagement.errors import DeliveryError, Fault
from engagement.place import Place

MOST_COLUMNS = 2_000
_DELIMITERS = (",", ";", "\t", "|", ":", "~", "^", "\x1f")
_TITLE_ROWS_AT_MOST = 50
_QUOTES = re.compile(r'(^|[,;\t|:])\s*"', re.MULTILINE)
_APOSTROPHES = re.compile(r"(^|[,;\t|:])'[^'\n]*'([,;\t|:]|\r?$)", re.MULTILINE)

Record = tuple[int, list[str]]  # line on which the record starts, its cells


@dataclass(frozen=True)
class Dialect:
    """`quote` is empty where nothing quotes; `escape` is empty where a quote is doubled to stand in a cell."""

    delimiter: str
    quote: str = '"'
    escape: str = ""


def fold_header(name: str) -> str:
    """Return a header for comparing: case, line ends and surplus blanks do not count."""
    return " ".join(name.split()).casefold()


def read_records(lines: Sequence[str], dialect: Dialect) -> list[Record]:
    """Return the records of a piece of text; the last may be cut."""
    reader = csv.reader(lines, **csv_options(dialect))
    records, line = [], 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:  # a cell longer than csv takes: what was read so far must do
        pass
    return records


def csv_options(dialect: Dialect) -> dict[str, Any]:
    """Return the dialect in the words of the csv module."""
    quoting = {"quotechar": dialect.quote} if dialect.quote else {"quoting": csv.QUOTE_NONE, "quotechar": None}
    return {
        "delimiter": dialect.delimiter,
        "escapechar": dialect.escape or None,
        "doublequote": True,
        "skipinitialspace": dialect.delimiter != " ",
        "strict": False,
        **quoting,
    }


def find_dialect(
    text: str, expected: Collection[str] = (), *, delimiter: str = "", quote: str | None = None, escape: str = ""
) -> Dialect:
    """Return the dialect under which the text is most like a table.

    That is: most headers expected are there; then, rows are equally long; then, rows are long; then, nothing stands
    behind a closing quote.

    Args:
        text: the beginning of the file.
        expected: folded headers that may be in it.
        delimiter: stated by the mapping; found where empty.
        quote: stated by the mapping, empty for none; found where None.
        escape: stated by the mapping; found where empty.
    """
    lines = list(io.StringIO(text, newline=""))
    delimiters = [delimiter] if delimiter else [mark for mark in _DELIMITERS if mark in text] or [","]
    quotes = [quote] if quote is not None else ['"']
    if quote is None and _APOSTROPHES.search(text) and not _QUOTES.search(text):
        quotes.append("'")
    escapes = [escape] if escape else ["", "\\"] if '\\"' in text else [""]
    dialects = [Dialect(*parts) for parts in itertools.product(delimiters, quotes, escapes)]
    return max(
        dialects, key=lambda dialect: (*_likeness(read_records(lines, dialect), expected), _is_sound(lines, dialect))
    )


def _is_sound(lines: Sequence[str], dialect: Dialect) -> bool:
    try:
        for _ in csv.reader(lines, **{**csv_options(dialect), "strict": True}):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)  # the piece of text may end inside a cell
    return True


def _likeness(records: Sequence[Record], expected: Collection[str]) -> tuple[int, float, int]:
    widths = Counter(len(cells) for _, cells in records if cells)
    if not widths:
        return 0, 0.0, 0
    width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
    hits = max((_hits(cells, expected) for _, cells in records[:_TITLE_ROWS_AT_MOST]), default=0)
    return hits, rows / widths.total() if width > 1 else 0.0, width


def find_header(
    records: Sequence[Record], where: Place, *, header_row: int | None = None, expected: Collection[str] = ()
) -> int:
    """Return which of the records is the header.

    Args:
        records: the first records of the file.
        where: for the error.
        header_row: the line it starts on, counted from 1, as the mapping says.
        expected: folded headers that may be in it. Where there are none, the header is the first record that fills
            more than half of the cells that rows usually fill: above it are titles.

    Raises:
        DeliveryError: no record starts on that line, or there is none that could be a header.
    """
    if header_row is not None:
        for number, (line, _) in enumerate(records):
            if line == header_row:
                return number
        fix = "Count the lines of the file from 1, and write where the header starts into the mapping."
        raise DeliveryError(Fault(f"No row starts on line {header_row}.", where, fix, "delivery-header"))
    hits = [_hits(cells, expected) for _, cells in records[:_TITLE_ROWS_AT_MOST]]
    if any(hits):
        header = hits.index(max(hits))
        _refuse_full_rows_above(records, header, where)
        return header
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in records]
    usual = Counter(count for count in filled if count).most_common(1)
    for number, count in enumerate(filled if usual else ()):
        if count * 2 > usual[0][0]:
            return number
    raise DeliveryError(Fault("The file has no row that is not blank.", where, "Export it again.", "delivery-empty"))


def _refuse_full_rows_above(records: Sequence[Record], header: int, where: Place) -> None:
    """Refuse a header that full rows stand above: what is above a header is not read, and they would be lost."""
    width = sum(1 for cell in records[header][1] if cell.strip())
    full = [line for line, cells in records[:header] if sum(1 for cell in cells if cell.strip()) >= max(width, 3)]
    if full:
        line = records[header][0]
        what = f"The header seems to be line {line}, and {len(full)} full rows stand above it, from line {full[0]} on."
        fix = f"Say in the mapping which is right, under [read]: header_row = {line}, or header_row = {full[0]}."
        raise DeliveryError(Fault(what, where, fix, "delivery-header"))


def join_headers(rows: Sequence[Sequence[str]]) -> list[str]:
    """Join the rows of a header; those above fill to the right as merged cells do: "2024" over "Out" is "2024 Out"."""
    width = max(map(len, rows))
    filled = []
    for number, row in enumerate(rows):
        cells = [*row, *[""] * (width - len(row))]
        for column in range(1, width) if number < len(rows) - 1 else ():
            cells[column] = cells[column].strip() or cells[column - 1]
        filled.append(cells)
    return [" ".join(filter(str.strip, column)) for column in zip(*filled, strict=True)]


def _hits(cells: Sequence[str], expected: Collection[str]) -> int:
    return len({fold_header(cell) for cell in cells} & set(expected)) if expected else 0


def name_columns(cells: Sequence[str], where: Place) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return names for the columns, each once, and the headers that stand over several columns.

    Line ends and surplus blanks go. The second "Name" is "Name (2)"; a column without a header is "column 7".
    Case does not tell columns apart, neither for people nor in SQL.

    Raises:
        DeliveryError: there are more columns than any table has.
    """
    if len(cells) > MOST_COLUMNS:
        what = f"The header has {len(cells):,} columns; more than {MOST_COLUMNS:,} are not a table of ours."
        raise DeliveryError(Fault(what, where, "Export only the columns that are needed.", "delivery-columns"))
    names: list[str] = []
    used = {"_line", "_file"}  # names that we add
    repeated = set()
    for number, cell in enumerate(cells, start=1):
        header = " ".join(cell.replace("\ufeff", "").split()) or f"column {number}"
        name, copy = header, 1
        while name.casefold() in used:
            copy += 1
            name = f"{header} ({copy})"
        if copy > 1 and header.casefold() not in {"_line", "_file"}:
            repeated.add(fold_header(header))
        used.add(name.casefold())
        names.append(name)
    return tuple(names), frozenset(repeated)
