"""Headline figures before and after a delivery: the same question of two releases, on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engagement.present import format
from engagement.present.periods import Period, periods
from engagement.present.reading import NOTHING, difference
from engagement.query import Card, Column
from engagement.result import TOO_FEW, Result

HEADLINE = (
    "cards/global_experience_rate",
    "cards/demand_met",
    "cards/students_abroad",
    "cards/active_agreements",
    "cards/reviews_overdue",
    "cards/leadership_completion",
    "cards/leadership_gain",
)
"""The figures that leadership asks for first; each delivery is told what it has changed in them."""


@dataclass(frozen=True)
class Moved:
    """A figure as it is printed: of which period, before, now, and the difference where both are shown."""

    title: str
    period: str
    before: str
    now: str
    change: str


def since(pairs: Iterable[tuple[Result, Result]]) -> list[Moved]:
    """Compare the latest complete period of each card with the same period in the delivery before.

    Args:
        pairs: for each query with a [card], its answer before and its answer now.
    """
    return [_moved(earlier, now, now.query.card) for earlier, now in pairs if now.query.card]


def _moved(earlier: Result, now: Result, card: Card) -> Moved:
    column = now.query.columns[card.value]
    complete = [period for period in periods(now, card) if period.is_complete]
    if not complete:
        return Moved(now.query.title, "", "", NOTHING, "")
    latest = complete[-1]
    same = next((period for period in periods(earlier, card) if period.when == latest.when), None)
    change = ""
    if same is not None and same.value is not None and latest.value is not None:
        change = difference(float(latest.value), float(same.value), column)[0]
    return Moved(now.query.title, latest.name, _shown(same, column), _shown(latest, column), change)


def _shown(period: Period | None, column: Column) -> str:
    if period is None or (period.value is None and not period.is_hidden):
        return NOTHING
    return TOO_FEW if period.is_hidden else format.value(period.value, column.unit)
