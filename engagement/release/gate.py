"""The gate: the only way from people to what is published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from engagement.errors import EngagementError, Fault
from engagement.place import Place
from engagement.population import PERIOD, PLACE, Measure

MONEY = "amount"
# Breakdowns beyond place and period, and rows beyond one for each person, are rounded this much more coarsely.
COARSER = 2
# Decimals of a statistic by its unit; what is not here is money, or has one decimal.
_DECIMALS = {
    "days": 0,
    "months": 0,
    "years": 1,
    "score": 1,
    "count": 0,
    "ratio": 2,
    "index": 2,
    "share": 2,
    "points": 0,
}


class ReleaseError(EngagementError):
    """Records cannot be released; nothing of them has been."""


@dataclass(frozen=True)
class Gate:
    """How few people are few, and how counts are rounded: `[release]` in engagement.toml.

    coarser: how much more coarsely breakdowns are rounded.
    """

    threshold: int
    rounding: int
    coarser: int = COARSER

    def base(self, by: Sequence[str], *, coarse: bool = False) -> int:
        """Return the multiple that counts are rounded to: `rounding`, and more for a coarse cut or a breakdown.

        A lone small cell among few published ones would sometimes follow from their sum: by type or group it did. Of
        a five-year span, a three-year span and one of two years a 9 is left for the other, once in 125 such nines,
        with the nearest 5; with the nearest 10 no less than 7 is left.
        """
        is_plain = ({PLACE, PERIOD}.issuperset(by) and not coarse) or self.rounding == 1
        return self.rounding if is_plain else self.rounding * self.coarser


def publish(
    cells: pa.Table, *, by: Sequence[str], measures: Mapping[str, Measure], gate: Gate, coarse: bool = False
) -> pa.Table:
    """Leave out cells of few people, round counts to the nearest multiple, and statistics to what their unit bears.

    None and few look alike: a cell whose first count is below the threshold has no row, whether it is 0 or 9, so that
    nobody learns which cells are empty. A further count below it is missing. Every count is rounded on its own, so
    the same people counted in two places give the same number, and totals are not the sums of their parts. A
    statistic, and a count of rows, is published if it covers enough people. Nothing else is published.

    Cells of place and period alone are rounded to the nearest `rounding`; cells by anything else to twice that,
    and so are those of a coarse cut.
    A count of rows is that of its people, as it is published, and their further rows, rounded twice as coarsely. Rows
    add up exactly where people do not: rounded by themselves they would bound what regions leave for their small
    countries (python -m engagement attack).

    Args:
        cells: one row per cell; a measure has its true value under its name, and under `people_behind(name)` the
            distinct people it counts. Not modified.
        by: the columns that name a cell.
        measures: what is published, in its order; the first counts people.
        gate: smallest count that is published, in people; counts are published as multiples of `rounding`.
        coarse: round as breakdowns are rounded.

    Returns:
        The cells that are published: the columns of `by`, then one for each measure.

    Raises:
        ReleaseError: a count is missing, negative or not whole; its value is not told.

    Source: docs/privacy.md, "The gate"; after HESA's rounding and suppression.
    """
    for name, measure in measures.items():
        for column in (people_behind(name), name) if measure.is_count else (people_behind(name),):
            _refuse_unless_counts(cells.column(column), name)
    if by:
        cells = cells.filter(pc.greater_equal(cells.column(people_behind(next(iter(measures)))), gate.threshold))
    columns, base = [cells.column(name) for name in by], gate.base(by, coarse=coarse)
    for name, measure in measures.items():
        people, values = cells.column(people_behind(name)), cells.column(name)
        rounded = _count(values, people, base) if measure.is_count else _bearable(values, measure.unit)
        enough = pc.greater_equal(people, gate.threshold)
        columns.append(pc.if_else(enough, rounded, pa.scalar(None, rounded.type)))
    return pa.table(columns, names=[*by, *measures])


def people_behind(measure: str) -> str:
    """Return the column of cells that holds the distinct people behind a measure."""
    return f"_people_behind_{measure}"


def _refuse_unless_counts(values: pa.ChunkedArray, name: str) -> None:
    is_count = pa.types.is_integer(values.type) and not values.null_count
    if not is_count or (len(values) and pc.min(values).as_py() < 0):
        fix = "Count people or rows: a count is whole, never negative and never missing."
        raise ReleaseError(
            Fault(f'"{name}" is no count of people.', Place(part="queries/metrics/"), fix, "release-count")
        )


def _count(counts: pa.ChunkedArray, people: pa.ChunkedArray, base: int) -> pa.ChunkedArray:
    """Round people to the nearest multiple, and rows beyond one per person to twice that multiple."""
    further = pc.subtract(counts, people)
    return pc.add(_nearest(people, base), _nearest(further, base * COARSER if base > 1 else 1))


def _nearest(counts: pa.ChunkedArray, base: int) -> pa.ChunkedArray:
    return pc.multiply(pc.divide(pc.add(counts.cast(pa.int64()), base // 2), base), base)


def _bearable(values: pa.ChunkedArray, unit: str) -> pa.ChunkedArray:
    numbers = values.cast(pa.float64()).to_pylist()
    return pa.chunked_array([pa.array([_rounded(value, unit) for value in numbers], pa.float64())])


def _rounded(value: float | None, unit: str) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    if unit == MONEY or (len(unit) == 3 and unit.isupper()):
        # two significant digits
        return round(value, 1 - math.floor(math.log10(abs(value)))) if value else 0.0
    # a mean's last digits depend on the order in which its rows were added up: 3.05 and 3.0499999999999994 are one
    return round(round(value, 9), _DECIMALS.get(unit, 1)) + 0.0
