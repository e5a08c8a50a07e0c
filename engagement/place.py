"""Where a fault is: a file, and what in it. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Place:
    """A file with line and column, or with the part of it that is meant.

    file: as a reader writes it; empty for SQL that was typed in, and for what is in no file.
    line, column: from 1; None where they are not known.
    part: what in the file, such as "[read] decimal" or "placements.start_date"; without a file, such as "--format".
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    part: str = ""

    @classmethod
    def of(cls, path: Path, line: int | None = None, column: int | None = None, *, part: str = "") -> Place:
        """Return the place in a file of ours, with its path as `shown_path` writes it."""
        return cls(shown_path(path), line, column, part)

    def within(self, part: str, *, after: str = ", ") -> Place:
        """Return a smaller part of the same place, named behind what is named already."""
        return replace(self, part=f"{self.part}{after}{part}" if self.part else part)

    def __str__(self) -> str:
        """Write it as editors follow it, such as `path:line:column`; "line 3, column 5" of what is in no file."""
        if self.line and not self.file:
            return f"line {self.line}, column {self.column or 1}"
        numbers = "".join(f":{number}" for number in (self.line, self.column) if number)
        return ", ".join(text for text in (self.file + numbers, self.part) if text)


NOWHERE: Final = Place()


def shown_path(path: Path) -> str:
    """Return the path as a reader writes it: below the working directory if it is there, else whole."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
