"""The rows of a card's answer as periods: which are over, what each shows, and which two are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from engagement.charts import format
from engagement.query import Card
from engagement.result import Result


@dataclass(frozen=True)
class Period:
    """One row of a card's answer: `row` is its number in the table, `when` the period as it stands there.

    A value that is None is hidden or missing.
    """

    row: int
    when: Any
    name: str
    value: Any
    is_hidden: bool
    is_complete: bool
    target: Any
    base: Any


def periods(result: Result, card: Card) -> list[Period]:
    """Every row of the answer as a period, in their order."""
    table, unit = result.table, result.query.columns[card.period].unit
    hidden = frozenset(result.hidden.get(card.value, ()))

    def cells(name: str) -> Iterable[Any]:
        return table.column(name).to_pylist() if name else repeat(None, table.num_rows)

    columns = zip(*map(cells, (card.period, card.value, card.complete, card.target, card.base)), strict=True)
    return [
        Period(
            row=at,
            when=when,
            name=format.value(when, unit),
            value=value,
            is_hidden=at in hidden,
            is_complete=is_complete is not False,
            target=target,
            base=base,
        )
        for at, (when, value, is_complete, target, base) in enumerate(columns)
    ]


def compared(found: Sequence[Period]) -> tuple[Period, Period] | None:
    """The latest complete period and the complete one right before it, earlier first; None where there are not two."""
    complete = [period for period in found if period.is_complete]
    return (complete[-2], complete[-1]) if len(complete) > 1 else None
