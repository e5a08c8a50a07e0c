"""Small tables, written down so that one sees what is in them and what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from engagement.disclosure import Total, as_totals, release
from engagement.query import Disclosure
from engagement.result import Released

THRESHOLD = 10


def rows(by: str, **columns: Sequence[Any]) -> pa.Table:
    """A table with a row for each letter of `by`, named in the column "row"."""
    return pa.table({"row": list(by), **columns})


def shown(counts: Sequence[int], *, threshold: int = THRESHOLD, **rule: Any) -> list[int | None]:
    """What is shown of counts in one column, whose sum is shown elsewhere."""
    table = pa.table({"row": range(len(counts)), "students": counts})
    disclosure = Disclosure(**{"people": ("students",), "by": ("row",), "margins": ((),)} | rule)
    return released(table, disclosure, threshold=threshold)


def released(table: pa.Table, rule: Disclosure, *, column: str = "students", **more: Any) -> list[Any]:
    """What is shown of a column."""
    return release(table, rule, **{"threshold": THRESHOLD} | more).table.column(column).to_pylist()


def matrix(text: str) -> pa.Table:
    """A table with one row per number: lines are regions A, B, …; columns are years 1, 2, …; a dot is no row at all."""
    lines = [line.split() for line in text.strip().splitlines()]
    cells = [
        (chr(65 + line), year + 1, int(value))
        for line, values in enumerate(lines)
        for year, value in enumerate(values)
        if value != "."
    ]
    regions, years, students = zip(*cells, strict=True)
    return pa.table({"region": regions, "year": years, "students": students})


MATRIX = Disclosure(people=("students",), by=("region", "year"), margins=(("region",), ("year",), ()))


# Regions A and B share two hidden years, C and D the two others, and each line has people enough. The cell of D in
# year 1 is the only bridge between the blocks: years 1 and 2, less regions A and B, are that cell.
BRIDGE = """
     9  8 90 90
     7  9 90 90
    90 90  9  8
     8 90  7  9
"""


def drawn(result: Released | pa.Table) -> str:
    """The same the other way round; "?" is hidden."""
    table = result.table if isinstance(result, Released) else result
    cells = {(row["region"], row["year"]): row["students"] for row in table.to_pylist()}
    regions, years = ({key[at]: None for key in sorted(cells)} for at in (0, 1))
    lines = (" ".join(_drawn(cells.get((region, year), ".")) for year in sorted(years)) for region in regions)
    return "\n".join(lines)


def _drawn(value: Any) -> str:
    return "?" if value is None else str(value)


def total(by: Sequence[str], counts: Mapping[tuple[Any, ...], int], **more: Any) -> tuple[Total, ...]:
    """What another table tells: counts of students by the names of its rows."""
    columns = {name: [key[at] for key in counts] for at, name in enumerate(by)}
    table = pa.table({**columns, "students": list(counts.values())})
    return as_totals(table, Disclosure(people=("students",), by=tuple(by)), **{"threshold": THRESHOLD} | more)
