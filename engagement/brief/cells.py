"""What stands in one cell of a brief: a value, nothing, or the marker of what is too few; and a fact of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, TypeAlias

from engagement.present import format
from engagement.result import TOO_FEW


class Marker(Enum):
    """What stands in a cell instead of a value; an enum, so that it survives copying."""

    HIDDEN = "hidden"


HIDDEN: Final = Marker.HIDDEN
"""A value that is too small to be published; printed as "too few", never as zero or nothing."""

Cell: TypeAlias = str | int | float | bool | date | Marker | None
"""One cell of an exhibit: a value, None where nothing is recorded, HIDDEN where it may not be shown."""


@dataclass(frozen=True)
class Fact:
    """One number or word that a statement says, so that it can be compared with newer data."""

    name: str
    value: Cell
    printed: str


def print_cell(cell: Cell, unit: str) -> str:
    """Return a cell as every format prints it: "1,234", "45.1%", "too few", a dash where nothing is recorded.

    Args:
        cell: a value of an exhibit's row.
        unit: its column's unit.
    """
    return TOO_FEW if cell is HIDDEN else format.value(cell, unit)
