"""What is known of a file before it counts: what is in it, and what a load would make of it. Both go as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Look:
    """What there is to see of a file, and a draft of its mapping to correct.

    draft: a mapping as TOML; empty where nobody can say for which table the file is, and why_none then says why.
    covered_by: the mapping of the data folder that is for files called like it; "" where there is none.
    headers: the columns as delivered; rows: the first rows, each with its line before its cells.
    values: of each column with at most 200 different cells, the 40 most frequent, the most frequent first.
    days: of each column of days, the formats that they are written in. unclear: of them, the columns in which nobody
        can tell whether the day or the month comes first.
    """

    draft: str
    why_none: str
    covered_by: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    values: Mapping[str, Sequence[str]]
    days: Mapping[str, Sequence[str]]
    unclear: Sequence[str]
    notes: Sequence[str]


@dataclass(frozen=True)
class Preview:
    """What would become of a file.

    tables: what of it each table would take, by the names that a load's report has.
    notes: what there is to know of how it was read.
    faults: column, its title, effect, reason and how often. examples: the first faults with line and value as
        delivered.
    places: names of places that nobody knows. figures: headline figures without and with it, as they are printed.
    """

    tables: Sequence[Mapping[str, Any]]
    notes: Sequence[str]
    faults: Sequence[Mapping[str, Any]]
    examples: Sequence[Mapping[str, Any]]
    places: Sequence[str]
    figures: Sequence[Mapping[str, str]]
