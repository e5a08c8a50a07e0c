"""A figure compared with what a reader asks for, not with the period before: another year, its target, other regions.

What cannot be compared is said and not bridged: a year that is incomplete, one without data, too few people, a
target that nobody has set. Only published values are added up or divided. `of` is the academic year of the figure,
where that is not the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engagement.present import format
from engagement.present.periods import Period, periods
from engagement.present.reading import Reading, difference
from engagement.query import Card, Column
from engagement.result import TOO_FEW, Result


@dataclass(frozen=True)
class AcademicYear:
    """An academic year to compare with: its name, and the days that it has."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Others:
    """What the other regions come to: one value, what it is, and the regions that are left out of it as hidden.

    `value` is None where there is nothing to compare with; `name` then says why.
    """

    value: float | None
    name: str
    left_out: tuple[str, ...] = ()
    is_mean: bool = False


def with_target(reading: Reading, result: Result, *, of: str = "") -> Reading:
    """Compare the figure with the target of its own period."""
    comparable = _comparable(result, of)
    if comparable is None:
        return _without(reading, "")
    if comparable.latest.target is None:
        return _without(reading, f"no target for {comparable.latest.name}")
    target = format.value(comparable.latest.target, comparable.column.unit)
    return _with(reading, comparable, float(comparable.latest.target), f"the target of {target}")


def with_year(reading: Reading, result: Result, year: AcademicYear, *, of: str = "") -> Reading:
    """Compare the figure with that of another academic year, or of the same day in it."""
    comparable = _comparable(result, of)
    if comparable is None:
        return _without(reading, "")
    other = next((period for period in periods(result, comparable.card) if _is_in(period.when, year)), None)
    if other is None:
        return _without(reading, f"not compared: nothing is shown here for {year.name}")
    if other.when == comparable.latest.when:
        return _without(reading, f"not compared: the figure is that of {year.name} itself")
    if not other.is_complete:
        return _without(reading, f"not compared: {year.name} is incomplete")
    if other.value is None:
        return _without(reading, f"not compared: {other.name} is {other.why_without}")
    return _with(reading, comparable, float(other.value), other.name)


def with_others(reading: Reading, result: Result, others: Others, *, of: str = "") -> Reading:
    """Compare the figure of one region with what the other regions come to."""
    comparable = _comparable(result, of)
    if comparable is None:
        return _without(reading, "")
    if others.value is None:
        return _without(reading, others.name)
    left_out = f"; hidden and left out: {', '.join(others.left_out)}" if others.left_out else ""
    compared = _with(reading, comparable, others.value, f"{others.name}{left_out}")
    if not others.is_mean or not compared.direction:
        return compared
    more = float(comparable.latest.value) - others.value
    return replace(compared, change=f"{more:+,.1f} ({more / others.value:+.1%})" if others.value else f"{more:+,.1f}")


def latest_period(result: Result, *, of: str = "") -> Any:
    """Return the period of the figure, as it stands in the answer; None where there is no figure to compare."""
    comparable = _comparable(result, of)
    return comparable.latest.when if comparable else None


def others(by_region: Result, *, value: str, base: str, among: Sequence[str], moment: tuple[str, Any] | None) -> Others:
    """Return the other regions' value: a mean per region for a count, sums divided by sums for a rate.

    Args:
        by_region: a released answer with a row per region, or per region and period. A region without one counts zero.
        value: the column that is added up.
        base: for a rate, the column of its denominator; empty for a count.
        among: the other regions.
        moment: for one row per region and period, the column of the period and its value.
    """
    rows = {
        row["region"]: (number, row)
        for number, row in enumerate(by_region.table.to_pylist())
        if moment is None or row[moment[0]] == moment[1]
    }
    hidden = {number for name in (value, base) for number in by_region.hidden.get(name, ())}
    left_out = tuple(region for region in among if region in rows and rows[region][0] in hidden)
    counted = [region for region in among if region not in left_out]
    if not rows or not counted:
        return Others(None, f"not compared: the other regions {f'have {TOO_FEW} people' if rows else 'are missing'}")
    values = [rows[region][1] for region in counted if region in rows]
    whole, named = sum(row[value] or 0 for row in values), f"{len(counted)} other regions"
    if not base:
        mean = whole / len(counted)
        return Others(mean, f"{mean:,.1f}, the mean of {named}", left_out, is_mean=True)
    divisor = sum(row[base] or 0 for row in values)
    if not divisor:
        return Others(None, "not compared: the other regions have nothing to divide by")
    return Others(whole / divisor, f"{format.value(whole / divisor, 'share')} in {named} together", left_out)


@dataclass(frozen=True)
class _Comparable:
    card: Card
    column: Column
    latest: Period


def _comparable(result: Result, of: str) -> _Comparable | None:
    """Return a card's figure for the year `of`, else for its latest complete period; None without a value."""
    card = result.query.card
    if card is None:
        return None
    complete = [period for period in periods(result, card, of) if period.is_complete]
    if not complete or complete[-1].value is None:
        return None
    return _Comparable(card, result.query.columns[card.value], complete[-1])


def _is_in(when: Any, year: AcademicYear) -> bool:
    return year.first_day <= when <= year.last_day if isinstance(when, date) else bool(when == year.name)


def _without(reading: Reading, why: str) -> Reading:
    return replace(reading, change="", compared_with=why, direction=0)


def _with(reading: Reading, comparable: _Comparable, other: float, name: str) -> Reading:
    change, direction = difference(float(comparable.latest.value), other, comparable.column)
    return replace(reading, change=change, compared_with=f"from {name}", direction=direction)
