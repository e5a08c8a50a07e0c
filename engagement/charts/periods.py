"""The rows of a card's answer as periods: which are over, what each shows, and which two are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engagement.charts import format
from engagement.query import Card
from engagement.result import Result


@dataclass(frozen=True)
class Period:
    """One row of a card's answer. `row` is its number in the table; a value that is None is hidden or missing."""

    row: int
    name: str
    value: Any
    is_hidden: bool
    is_complete: bool
    target: Any
    base: Any


def periods(result: Result, card: Card) -> list[Period]:
    """Every row of the answer as a period, in their order."""
    rows = result.table.to_pylist()
    hidden = frozenset(result.hidden.get(card.value, ()))
    unit = result.query.columns[card.period].unit
    return [
        Period(
            row=at,
            name=format.value(row[card.period], unit),
            value=row[card.value],
            is_hidden=at in hidden,
            is_complete=row[card.complete] is not False if card.complete else True,
            target=row[card.target] if card.target else None,
            base=row[card.base] if card.base else None,
        )
        for at, row in enumerate(rows)
    ]


def compared(found: Sequence[Period]) -> tuple[Period, Period] | None:
    """The latest complete period and the complete one right before it, earlier first; None where there are not two."""
    complete = [period for period in found if period.is_complete]
    return (complete[-2], complete[-1]) if len(complete) > 1 else None
