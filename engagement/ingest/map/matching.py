"""Which header of a new export gives which column of ours, by its name and by what stands under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engagement.contract import Field, Table
from engagement.ingest.check.places import fold
from engagement.ingest.map.evidence import Resolve, fits
from engagement.ingest.map.synonyms import headers_for
from engagement.ingest.read.dialect import fold_header

_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WEAKER = 1_000  # a name that fits only without what stands in brackets
_FEWEST = 2
# Rows of people hold a key of each; a file that counts people has none, and only placements take counts.
_COUNTS, _KEY = "participants", "person_key"


@dataclass(frozen=True)
class Matched:
    """columns: canonical name -> header. doubtful: header -> canonical name, where the cells do not fit the name.

    items: columns that become rows of their own.
    """

    columns: Mapping[str, str]
    doubtful: Mapping[str, str] = field(default_factory=dict)
    items: tuple[str, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether so much fits that the file is likely to hold the table."""
        return len(self.columns) >= _FEWEST


def names_of(table: Table, column: Field) -> tuple[str, ...]:
    """Return what a header may be called that gives the field, the surest first."""
    own = (column.name, column.name.replace("_", " "))
    if any(column.name in key.fields for key in table.foreign_keys):
        return own  # a "code" is that of the row itself, not that of another table's
    title = () if column.name.endswith("_id") else (fold_header(column.title),)
    return (*own, *title, *(fold_header(name) for name in headers_for(column.name)))


def match_headers(
    cells: Mapping[str, Sequence[str]], table: Table, resolve: Resolve | None, *, items: Sequence[str] = ()
) -> Matched:
    """Match canonical names to headers: the surest pairs first, each header and each column once.

    Args:
        cells: the cells by header, empty ones left out.
        table: the table that the file may be for.
        resolve: gives the country or place that is called so; None where places are not looked at.
        items: columns of scores, which a table of scores takes as rows.
    """
    is_long = bool(items) and {"scale", "score"} <= {column.name for column in table.read_fields}
    pairs = [
        (rank, position, column.name, header)
        for position, header in enumerate(cells)
        for column in table.read_fields
        if not (is_long and (header in items or column.name in ("scale", "score")))
        and (rank := _rank(header, names_of(table, column))) is not None
    ]
    columns: dict[str, str] = {"scale": "_column", "score": "_value"} if is_long else {}
    doubtful: dict[str, str] = {}
    for _, _, name, header in sorted(pairs):
        if name in columns or header in columns.values():
            continue
        if fits(table.field(name), cells[header], resolve):
            columns[name] = header
        else:
            doubtful.setdefault(header, name)
    return Matched(
        {column.name: columns[column.name] for column in table.read_fields if column.name in columns},
        {header: name for header, name in doubtful.items() if header not in columns.values()},
        tuple(items) if is_long else (),
    )


def likeness(matched: Matched, table: Table) -> tuple[float, int]:
    """Return how much of the table the file seems to hold, for comparing tables."""
    required = [column.name for column in table.read_fields if column.required]
    share = sum(name in matched.columns for name in required) / len(required)
    speaks_for = 0.5 * bool(matched.items) + 0.5 * (_COUNTS in matched.columns and _KEY not in matched.columns)
    return share + len(matched.columns) / 10 + speaks_for, len(matched.columns)


def _rank(header: str, names: Sequence[str]) -> int | None:
    for penalty, shown in ((0, header), (_WEAKER, _IN_BRACKETS.sub(" ", header))):
        known = {fold_header(shown), fold(shown)}
        for rank, name in enumerate(names):
            if name in known or fold(name) in known:
                return rank + penalty
    return None
