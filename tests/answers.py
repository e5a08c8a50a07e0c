"""Small answers for tests of charts and downloads: made by disclosure control, like every other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from engagement.disclosure import release
from engagement.query import ChartSpec, Column, Disclosure, Query
from engagement.result import LeftOut, Provenance, Result, Source

AS_OF = date(2026, 11, 1)


def answer(
    columns: Mapping[str, str | tuple[str, str]],
    rows: Sequence[Sequence[Any]],
    chart: ChartSpec | None = None,
    *,
    people: Sequence[str] = (),
    by: Sequence[str] = (),
    open_: Sequence[str] = (),
    title: str = "Students abroad",
    query_id: str = "placements/students_abroad",
    parameters: Mapping[str, Any] | None = None,
    is_demonstration: bool = True,
) -> Result:
    """An answer with these rows; `columns` gives each name's title, or its title and unit."""
    named = {
        name: Column(name, *((about, "", "text") if isinstance(about, str) else (about[0], "", about[1])))
        for name, about in columns.items()
    }
    rule = Disclosure(tuple(people), tuple(by), open=tuple(open_)) if people else None
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
        disclosure=rule,
        chart=chart,
    )
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(named)})
    source = Source("placements", "exports/placements.csv", "ab" * 32, 100, 98, 2, datetime(2026, 11, 1, 9, 30))
    origin = Provenance("1d453b291ebfa725", AS_OF, is_demonstration, (source,), (LeftOut("inbound placements", 12),))
    return Result(query, dict(parameters or {}), release(table, rule, threshold=10), origin)


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
    return answer(columns, rows, chart, people=("students",), by=("region", "academic_year"), open_=("is_complete",))
