"""A file's way into one of our tables, as a single select over the relation of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engagement.ingest.map import reshape
from engagement.ingest.map.reshape import Split
from engagement.quoting import identifier, literal


@dataclass(frozen=True)
class Cell:
    """How one canonical column comes about.

    sql: yields its text. raw: the text before values were mapped. headers: the delivered columns it is made of.
    """

    sql: str
    raw: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Projection:
    """A file's way into a table.

    cells: by canonical name, in the order of the contract; those that the file does not give are left out.
    sheet: the sheet of the workbook, where the mapping names it.
    unpivoted: delivered columns that become rows. split: a delivered column whose values become rows, and what is
        between them. summed: our column that is added up over rows that are alike otherwise.
    newest_by: SQL for what makes a row newer than others of its key.
    where: SQL that is true for the rows that are meant, and the delivered columns that it and `newest_by` read.
    absent: one sentence for each optional column that the mapping names and the file does not have.
    """

    file: str
    cells: Mapping[str, Cell]
    sheet: str = ""
    unpivoted: tuple[str, ...] = ()
    split: Split | None = None
    summed: str = ""
    newest_by: str = ""
    where: str = ""
    where_headers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The canonical columns that the select yields, beside `_line`."""
        return tuple(self.cells)

    @property
    def headers(self) -> frozenset[str]:
        """The delivered columns that are read."""
        in_cells = (header for cell in self.cells.values() for header in cell.headers)
        split = [self.split.column] if self.split else []
        return frozenset([*in_cells, *self.unpivoted, *self.where_headers, *split])

    @property
    def is_long(self) -> bool:
        """Whether a delivered row can become several."""
        return bool(self.unpivoted or self.split)

    def select(self, staged: str) -> str:
        """Write SQL over the relation `staged`: the canonical columns as text, and `_line`.

        Rows stay rows, except those that are split, unpivoted or added up.
        """
        columns = [f"{cell.sql} as {identifier(name)}" for name, cell in self.cells.items()]
        source = f"({self.meant(staged)}) as delivered"
        if self.split:
            source = f"({reshape.split(source, self.split.column, self.split.by)}) as delivered"
        if self.unpivoted:
            source = f"({reshape.unpivot(source, self.unpivoted)}) as delivered"
        select = f"select {', '.join(columns)}, _line from {source}"
        return reshape.summed(select, self.summed) if self.summed else select

    def newness(self, staged: str) -> str:
        """Write SQL for how new each line is, by `newest_by`; empty where the mapping says nothing of it."""
        if not self.newest_by:
            return ""
        return f"select _line, epoch(\n{self.newest_by}\n) as newness from ({self.meant(staged)}) as delivered"

    def undecided(self, staged: str) -> str:
        """Write SQL for the delivered rows of which `where` says nothing, since it compares an empty cell."""
        every = replace(self, where="").meant(staged)
        return f"select * from ({every}) as delivered where (\n{self.where}\n) is null"

    def meant(self, staged: str) -> str:
        """Write SQL for the delivered rows that are meant, with `_file` and `_sheet` beside them."""
        names = f"{literal(self.file)} as _file, {literal(self.sheet)} as _sheet"
        where = f" where (\n{self.where}\n)" if self.where else ""
        return f"select * from (select *, {names} from {identifier(staged)}) as delivered{where}"
