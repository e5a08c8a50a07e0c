"""What a chart is drawn from: the columns of an answer, whether it was just given or a brief has kept it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engagement.place import Place
from engagement.query import ChartSpec, Column
from engagement.result import Result


@dataclass(frozen=True)
class ChartData:
    """Cells by column, and what is known of them.

    small: by column, the numbers of the rows that are missing because fewer people than `threshold` stand behind them.
    where: the file to mend where the chart does not fit.
    regions: all of the scheme, in the order of their colors, whichever of them are drawn.
    lists_delivered_years: whether every year of which anything was delivered has a row.
    """

    title: str
    spec: ChartSpec
    columns: Mapping[str, Column]
    cells: Mapping[str, Sequence[Any]]
    threshold: int
    as_of: date
    where: Place
    small: Mapping[str, Sequence[int]] = field(default_factory=dict)
    lists_delivered_years: bool = False
    regions: tuple[str, ...] = ()

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.cells.values()), ()))


def data_of(result: Result, *, regions: tuple[str, ...] = ()) -> ChartData:
    """Take from an answer what its chart is drawn from; a query without one has a chart of kind "table"."""
    query, names = result.query, result.table.column_names
    return ChartData(
        title=query.title,
        spec=query.chart or ChartSpec(kind="table"),
        columns=query.columns,
        cells={name: result.table.column(name).to_pylist() for name in query.columns if name in names},
        threshold=result.threshold,
        as_of=result.provenance.as_of,
        where=Place.of(query.path, part="[chart]"),
        small=result.hidden,
        lists_delivered_years=query.lists_delivered_years,
        regions=regions,
    )
