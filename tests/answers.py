"""Small answers for tests of charts and downloads, with counts of people as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from engagement.query import ChartSpec, Column, Query
from engagement.result import LeftOut, Provenance, Result, Source, small_cells

AS_OF = date(2026, 11, 1)


def answer(
    columns: Mapping[str, str | tuple[str, str]],
    rows: Sequence[Sequence[Any]],
    chart: ChartSpec | None = None,
    *,
    people: Sequence[str] = (),
    title: str = "Students abroad",
    query_id: str = "placements/students_abroad",
    parameters: Mapping[str, Any] | None = None,
    is_demonstration: bool = True,
) -> Result:
    """An answer with these rows.

    Args:
        columns: each name's title, or its title and unit.
        rows: values in the order of the columns.
        chart: what to draw.
        people: columns that are published counts: those below 10 are missing, with every rate in their row.
        title, query_id, parameters, is_demonstration: of the query and its answer.
    """
    named = {
        name: Column(name, *((about, "", "text") if isinstance(about, str) else (about[0], "", about[1])))
        for name, about in columns.items()
    }
    named |= {name: replace(named[name], is_count=True) for name in people}
    query = Query(
        id=query_id,
        path=Path(f"queries/{query_id}.sql"),
        text="select 1",
        sql="select 1",
        sha256="0" * 64,
        title=title,
        question=f"{title}?",
        grain="one row",
        owner="Global Education Office",
        columns=named,
        chart=chart,
    )
    values = {name: [row[index] for row in rows] for index, name in enumerate(named)}
    small = {
        row for name in people for row, people_in in enumerate(values[name]) if people_in is None or people_in < 10
    }
    hidden = {*people, *(name for name, column in named.items() if column.unit in ("share", "placements"))}
    for name in hidden if people else ():
        values[name] = [None if row in small else value for row, value in enumerate(values[name])]
    table = pa.table(values)
    source = Source("placements", "exports/placements.csv", "ab" * 32, 100, 98, 2, datetime(2026, 11, 1, 9, 30))
    origin = Provenance("1d453b291ebfa725", AS_OF, is_demonstration, (source,), (LeftOut("inbound placements", 12),))
    return Result(query, dict(parameters or {}), table, small_cells(table, query), 10, origin)


YEARS = ("2022/2023", "2023/2024", "2024/2025", "2025/2026")


def students_by_region_and_year() -> Result:
    """Two regions over four years; Africa's three students of 2023/2024 are hidden; the last year is running."""
    counts = {"Africa": (12, 3, 24, 11), "China": (40, 55, 60, 21)}
    rows = [
        (region, year, count, year != YEARS[-1])
        for region, row in counts.items()
        for year, count in zip(YEARS, row, strict=True)
    ]
    chart = ChartSpec("line", x="academic_year", y=("students",), series="region", complete="is_complete", events=True)
    columns = {
        "region": "Region",
        "academic_year": "Academic year",
        "students": ("Students", "people"),
        "is_complete": "Complete",
    }
    return answer(columns, rows, chart, people=("students",))
