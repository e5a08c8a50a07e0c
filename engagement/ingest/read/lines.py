"""The physical lines of a file: what stands on each, so that none is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.ingest.read.unprintable import printable


@dataclass
class Tally:
    """Counts kept while records are read: lines so far, those of them that are blank, cells that were cleaned."""

    total: int = 0
    blank: int = 0
    cleaned: int = 0

    def clean(self, cells: list[str]) -> list[str]:
        """Return the cells of a record without characters that cannot be printed."""
        if all(map(str.isprintable, cells)):
            return cells
        printed = [printable(cell) for cell in cells]
        self.cleaned += sum(cell != before for cell, before in zip(printed, cells, strict=True))
        return printed


@dataclass(frozen=True)
class Lines:
    """The lines of a text file, or the rows of a sheet down to its last one that is not blank.

    total: of the file, counted by whoever reads it. head: of the header and of titles above. rows: on which a row
    begins. continued: within a row, inside quotes. blank: on which nothing stands.
    """

    total: int = 0
    head: int = 0
    rows: int = 0
    continued: int = 0
    blank: int = 0

    @property
    def unaccounted(self) -> int:
        """Lines of which nobody can say what became of them; anything but 0 is a fault of ours."""
        return self.total - self.head - self.rows - self.continued - self.blank
