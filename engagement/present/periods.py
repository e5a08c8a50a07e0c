"""The rows of a card's answer as periods: which are over, what each shows, and which two are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from engagement.present import format
from engagement.query import Card
from engagement.result import NOT_DELIVERED, Result


@dataclass(frozen=True)
class Period:
    """One period of a card: `row` is its number in the table, `when` the period as it stands there.

    `target_for` names the academic year of a target that a day's state is on the way to; empty where the target is the
    period's own. A value that is None is hidden or missing. An academic year between two others that has no row is a
    period too, of which everything is missing; `is_delivered` is False where nothing of that year was delivered.
    """

    row: int | None
    when: Any
    name: str
    value: Any
    is_hidden: bool
    is_complete: bool
    target: Any
    base: Any
    is_delivered: bool = True
    target_for: str = ""

    @property
    def why_without(self) -> str:
        """Why it has no value, in a word or two."""
        return "too small to show" if self.is_hidden else "missing" if self.is_delivered else NOT_DELIVERED


def periods(result: Result, card: Card, year: str = "") -> list[Period]:
    """Return every row of the answer as a period, in order, and the academic years that are absent between them.

    Args:
        result: of a query with a [card].
        card: that of the query.
        year: the academic year to end with; a series of other periods has no such year.
    """
    table, unit = result.table, result.query.columns[card.period].unit
    hidden = frozenset(result.hidden.get(card.value, ()))

    def cells(name: str) -> Iterable[Any]:
        return table.column(name).to_pylist() if name else repeat(None, table.num_rows)

    columns = zip(
        *map(cells, (card.period, card.value, card.complete, card.target, card.base, card.target_for)), strict=True
    )
    listed = [
        Period(
            row=index,
            when=when,
            name=format.value(when, unit),
            value=value,
            is_hidden=index in hidden,
            is_complete=is_complete is not False,
            target=target,
            base=base,
            target_for=str(target_for or "") if target is not None else "",
        )
        for index, (when, value, is_complete, target, base, target_for) in enumerate(columns)
    ]
    return _until(year, _with_gaps(listed, is_delivered=not result.query.lists_delivered_years))


def _until(year: str, listed: list[Period]) -> list[Period]:
    """Return the periods up to the year that is asked for, which is read even while it is incomplete or has no row."""
    if not year or any(first_year(period.when) is None for period in listed):
        return listed
    chosen = next((period for period in listed if period.when == year), None)
    chosen = chosen or Period(None, year, year, None, False, True, None, None)
    return [*(period for period in listed if period.when < year), replace(chosen, is_complete=True)]


def _with_gaps(listed: Sequence[Period], *, is_delivered: bool) -> list[Period]:
    """Return the periods and the academic years absent between them, so that no gap is mistaken for a year earlier."""
    filled: list[Period] = []
    for period in listed:
        # what is missing before a running year leaves the figure to the last year that is there
        before = first_year(filled[-1].when) if filled and period.is_complete else None
        for year in range((before or 0) + 1, first_year(period.when) or 0) if before else ():
            name = f"{year}/{year + 1}"
            filled.append(Period(None, name, name, None, False, True, None, None, is_delivered))
        filled.append(period)
    return filled


def first_year(when: Any) -> int | None:
    """Return the first calendar year of an academic year; None where it is none."""
    return int(when[:4]) if isinstance(when, str) and format.ACADEMIC_YEAR.fullmatch(when) else None


def absent_years(labels: Iterable[Any]) -> list[str]:
    """Return the academic years that are absent between the first and the last; none if these are not years."""
    years = [first_year(year) for year in labels]
    first_years = {year for year in years if year is not None}
    if not first_years or None in years:
        return []
    return [f"{year}/{year + 1}" for year in range(min(first_years), max(first_years)) if year not in first_years]


def compared(listed: Sequence[Period]) -> tuple[Period, Period] | None:
    """Return the two latest complete periods, earlier first; None if there are fewer than two."""
    complete = [period for period in listed if period.is_complete]
    return (complete[-2], complete[-1]) if len(complete) > 1 else None
