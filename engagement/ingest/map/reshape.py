"""Rows made of rows, as SQL around SQL: a cell of several values split, columns turned into rows, rows summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engagement.quoting import identifier, literal


@dataclass(frozen=True)
class Split:
    """A column whose cells hold several values, and what stands between them: each value becomes a row."""

    column: str
    by: str


def split(source: str, column: str, by: str) -> str:
    """Write SQL for a row for each value of the column's cells; an empty cell keeps its row."""
    cell = identifier(column)
    values = f"list_filter(list_transform(string_split({cell}, {literal(by)}), lambda v: trim(v)), lambda v: v <> '')"
    return (
        f"select * replace (unnest(case when len({values}) > 0 then {values} else [null] end) as {cell}) from {source}"
    )


def unpivot(source: str, columns: Sequence[str]) -> str:
    """Write SQL for a row for each of the columns whose cell is not empty: `_column` its header, `_value` its cell."""
    return f"select * from {source} unpivot (_value for _column in ({', '.join(map(identifier, columns))}))"


def summed(select: str, column: str) -> str:
    """Write SQL that adds up a column of text over rows that are alike otherwise; the first one's line stands for all.

    A text that is no number stays what it is, for the check to report: a sum without it would be wrong.
    """
    total = identifier(column)
    number = f"try_cast({total} as decimal(38, 6))"
    unread = f"first({total}) filter ({total} is not null and {number} is null)"
    sum_ = f"regexp_replace(sum({number})::varchar, '[.]0+$', '')"
    columns = f"* exclude ({total}, _line), coalesce({unread}, {sum_}) as {total}, min(_line) as _line"
    return f"select {columns} from ({select}) group by all"
