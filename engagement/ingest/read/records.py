"""The rows of a text file, one after the other, with the line that each starts on. Exact, where speed comes second.

Reads whatever the csv module reads: line ends of any kind and mixed, line ends inside cells, rows of unequal length.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from engagement.errors import DeliveryError, Fault
from engagement.ingest.read.charset import readable_name, zero_byte
from engagement.ingest.read.dialect import Dialect, Record, csv_options
from engagement.ingest.read.lines import Tally
from engagement.place import Place

_LONGEST_CELL = 4_000_000  # characters; only a quote that is never closed makes a cell this long
_END = "\ue000end of the file\ue000"


def text_records(
    path: Path, encoding: str, dialect: Dialect, where: Place, *, tally: Tally | None = None
) -> Iterator[Record]:
    """Yield every record of the file that is not blank, title rows and header included.

    Args:
        path: the file.
        encoding: Python's name of it.
        dialect: what parts and quotes its cells.
        where: for errors.
        tally: counts the lines as they are read.

    Raises:
        DeliveryError: a byte that the encoding does not know, a quote that is never closed, a last row that breaks
            off. What is wrong with a row shows only when the row is reached.
    """
    csv.field_size_limit(_LONGEST_CELL)
    tally = tally or Tally()
    line = 1
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file, where)
        reader = csv.reader(lines, **csv_options(dialect))
        try:
            for cells in reader:
                if any(_END in cell for cell in cells):
                    if cells != [_END]:
                        raise DeliveryError(_open_quote(dialect, replace(where, line=line)))
                    return
                tally.total = reader.line_num
                cells = tally.clean(cells)
                if any(map(str.strip, cells)):
                    yield line, cells
                else:
                    tally.blank += reader.line_num + 1 - line
                line = reader.line_num + 1
        except UnicodeDecodeError as error:
            name = readable_name(encoding)
            what = f"Near line {line:,} there are bytes that are not {name}: {error.reason}."
            fix = "The file may be half written: export it again. Or name its encoding in the mapping: [read] encoding."
            raise DeliveryError(Fault(what, where, fix, "delivery-encoding")) from error
        except csv.Error as error:
            if "field limit" in str(error):
                raise DeliveryError(_open_quote(dialect, replace(where, line=line))) from error
            what = f"The row cannot be taken apart: {error}."
            raise DeliveryError(Fault(what, replace(where, line=line), "Export it again.", "delivery-rows")) from error


def ends_in_a_line(path: Path) -> bool:
    """Return whether the last row is closed by a line end; a file that was cut off while it was written is not."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return file.read().rstrip(b"\x00")[-1:] in (b"\n", b"\r")


def _open_quote(dialect: Dialect, where: Place) -> Fault:
    what = f"A cell begins with {dialect.quote} and is never closed: the file is half written, or it is no quote."
    fix = 'Export it again; where quotes are ordinary characters, write quote = "" under [read] in the mapping.'
    return Fault(what, where, fix, "delivery-quote")


class _Lines:
    """The lines of a file and, as the last one, a mark: it stands alone only if no quote is open."""

    def __init__(self, file: TextIO, where: Place) -> None:
        self._file = file
        self._where = where
        self._ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._ended:
            raise StopIteration
        for line in self._file:
            if "\x00" in line:
                raise DeliveryError(zero_byte(self._where))
            return line
        self._ended = True
        return _END
