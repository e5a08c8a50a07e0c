"""The physical lines of a file: what stands on each, so that none is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Tally:
    """Counts kept while records are read: lines of the file so far, and those of them that are blank."""

    total: int = 0
    blank: int = 0


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
