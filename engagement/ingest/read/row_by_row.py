"""A file taken apart row by row: where its header is, how many rows and lines it has, and whether they fit."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engagement.errors import DeliveryError, Fault
from engagement.ingest.read.charset import readable_name
from engagement.ingest.read.delivery import Delivery, ReadOptions, where_of
from engagement.ingest.read.dialect import Dialect, Record, find_header, join_headers, name_columns
from engagement.ingest.read.lines import Lines, Tally
from engagement.ingest.read.records import ends_in_a_line
from engagement.ingest.read.swallowed import lines_within, swallowed, swallows_rows
from engagement.place import Place


def survey_records(
    records: Iterable[Record],
    tally: Tally,
    path: Path,
    options: ReadOptions,
    expected: Collection[str],
    *,
    encoding: str,
    dialect: Dialect,
) -> Delivery:
    """Find out what a file holds, to its last row.

    Args:
        records: its rows that are not blank.
        tally: counts its lines while they are read.
        path: the file.
        options: what is known already.
        expected: folded headers that may be in it.
        encoding: Python's name of it; "xlsx" for a workbook.
        dialect: what parts and quotes its cells.

    Raises:
        DeliveryError: it has no header, is half written, or its rows do not fit its header.
    """
    where = where_of(path, options.sheet)
    rows_left = iter(records)
    top = list(itertools.islice(rows_left, 100))
    header, names = _header(top, where, options, expected)
    headers, repeated = name_columns(names, where)
    width, rows, short = len(headers), 0, 0
    long: list[tuple[int, int]] = []
    many = continued = merged = 0
    merged_rows: list[tuple[int, int]] = []
    cells: Sequence[str] = names
    header_line = line_before = top[header][0] if header >= 0 else 0
    for line, cells in itertools.chain(top[header + 1 :], rows_left):
        rows += 1
        if len(cells) > width and any(map(str.strip, cells[width:])):
            long = [*long, (line, len(cells))][:5]
            many += 1
        short += len(cells) < width
        if within := _within(cells, encoding):
            continued += within
            if swallows_rows(cells, width, dialect):
                merged_rows = [*merged_rows, (line, line + within)][:5]
                merged += 1
        line_before = line
    if encoding != "xlsx" and len(cells) < width and not ends_in_a_line(path):
        what = f"The file is half written: its last row has {len(cells)} of {width} cells and no line end."
        raise DeliveryError(Fault(what, replace(where, line=line_before), "Export it again.", "delivery-half-written"))
    if merged:
        raise DeliveryError(swallowed(merged_rows, merged, where))
    if long:
        raise DeliveryError(_too_long(long, many, width, where))
    head = sum(1 + _within(cells, encoding) for _, cells in top[: header + 1])
    lines = Lines(total=tally.total, head=head, rows=rows, continued=continued, blank=tally.blank)
    return Delivery(
        file=path,
        encoding=readable_name(encoding),
        delimiter=dialect.delimiter,
        headers=headers,
        repeated=repeated,
        header_line=header_line,
        rows=rows,
        lines=lines,
        size=path.stat().st_size,
        dialect=dialect,
        options=options,
        notes=(
            *_notes_above(header + 1 - options.header_rows),
            *_notes(0 if encoding == "xlsx" else short, lines, encoding, options),
            *_notes_cleaned(tally.cleaned),
        ),
    )


def _header(
    top: Sequence[Record], where: Place, options: ReadOptions, expected: Collection[str]
) -> tuple[int, list[str]]:
    """Return which of the records is the last of the header, -1 where there is none, and the names of the columns."""
    if not options.header:
        if not top:
            what = "The file has no row that is not blank."
            raise DeliveryError(Fault(what, where, "Export it again.", "delivery-empty"))
        width = max(len(cells) for _, cells in top)
        return -1, [*options.names, *[""] * (width - len(options.names))]
    first = find_header(top, where, header_row=options.header_row, expected=expected)
    last = min(first + options.header_rows, len(top)) - 1
    return last, join_headers([cells for _, cells in top[first : last + 1]])


def _within(cells: Sequence[str], encoding: str) -> int:
    return 0 if encoding == "xlsx" else lines_within(cells)


def _notes_above(titles: int) -> Iterator[str]:
    if titles > 0:
        yield f"Rows above the header, not read: {titles:,}."


def _notes(short: int, lines: Lines, encoding: str, options: ReadOptions) -> Iterator[str]:
    if short:
        yield f"Rows shorter than the header: {short:,}. Their missing cells count as empty."
    if lines.continued:
        yield f"Lines that continue the row above, inside quotes: {lines.continued:,}."
    if lines.blank:
        yield f"Blank lines: {lines.blank:,}."
    if encoding == "windows-1252" and not options.encoding:
        yield f"Its encoding was guessed: {encoding}. Name it in the mapping if letters look wrong."


def _notes_cleaned(cells: int) -> Iterator[str]:
    if cells:
        yield f"Cells with characters that cannot be printed, such as control characters, left out: {cells:,}."


def _too_long(first: Sequence[tuple[int, int]], many: int, width: int, where: Place) -> Fault:
    some = ", ".join(f"line {line:,} ({cells} cells)" for line, cells in first)
    more = f" and {many - len(first):,} more" if many > len(first) else ""
    what = f"{many:,} rows have more cells than the header, which has {width}: {some}{more}."
    fix = "A delimiter inside a cell has to be quoted: export again with quotes, or with another delimiter."
    return Fault(what, where, fix, "delivery-ragged")
