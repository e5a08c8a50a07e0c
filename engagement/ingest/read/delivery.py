"""What a delivered file turned out to be, and what a mapping may say of it beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engagement.ingest.read.dialect import Dialect
from engagement.ingest.read.lines import Lines
from engagement.place import Place
from engagement.quoting import literal


@dataclass(frozen=True)
class ReadOptions:
    """What a mapping says under [read]; what is empty is found out.

    header_row counts lines from 1; header_rows is how many lines the header takes. header is False where the file has
    none, and names are then those of its columns; by default "column 1", "column 2", and so on.
    """

    encoding: str = ""
    delimiter: str = ""
    quote: str | None = None
    escape: str = ""
    header_row: int | None = None
    header_rows: int = 1
    header: bool = True
    names: tuple[str, ...] = ()
    sheet: str = ""
    decimal: str = ""
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """What a file turned out to be.

    encoding: "xlsx" for a workbook. delimiter: empty for a workbook.
    headers: names of the columns, each once, line ends and surplus blanks gone.
    repeated: folded headers that stand over more than one column.
    header_line, rows: the line that the header's last row starts on, counted from 1, 0 where the file has no header;
    rows below it that are not blank.
    lines: what stands on the lines of the file; of a workbook, on the rows of the sheet.
    size: bytes.
    is_plain: row n of the file stands on line `header_line` + n, so DuckDB reads it as it is.
    is_padded: there may be blanks around cells.
    notes: what a reader of the load report should know.
    """

    file: Path
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    repeated: frozenset[str]
    header_line: int
    rows: int
    lines: Lines
    size: int
    is_plain: bool = False
    is_padded: bool = True
    dialect: Dialect = field(default=Dialect(","))
    options: ReadOptions = field(default=ReadOptions())
    notes: tuple[str, ...] = ()

    @property
    def where(self) -> Place:
        """The file as errors name it."""
        return where_of(self.file, self.options.sheet)

    def line_of(self, row: str) -> str | None:
        """Write SQL for the line, from SQL for the row's number counted from 0; None where only `_line` knows.

        A table made from a plain delivery without a filter numbers its rows by `rowid`: cheaper than `_line`,
        which makes DuckDB read the file with one core.
        """
        return f"({row} + {self.header_line + 1})" if self.is_plain else None


def where_of(path: Path, sheet: str = "") -> Place:
    """Return the last folder and the name of a file: enough to find it, and nothing about the machine."""
    return Place(f"{path.parent.name}/{path.name}", part=f"sheet {sheet}" if sheet else "")


def plain_source(delivery: Delivery) -> str:
    """Write SQL for a plain file as DuckDB reads it: columns c0, c1, …, the header and what is above it left out."""
    dialect = delivery.dialect
    columns = ", ".join(f"c{number}: 'VARCHAR'" for number in range(len(delivery.headers)))
    return (
        f"read_csv({literal(str(delivery.file))}, auto_detect = false, columns = {{{columns}}}, header = false, "
        f"skip = {delivery.header_line}, delim = {literal(dialect.delimiter)}, quote = {literal(dialect.quote)}, "
        f"escape = {literal(dialect.escape or dialect.quote)}, strict_mode = true, compression = 'none')"
    )
