"""What changed since the period before, and where it came from: one sentence, from released values alone.

Nothing is said of a hidden value, and nothing is added up that does not add up: regions are parts of the whole only
where no people are counted, who may be in two, and where their sum is the whole in both periods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engagement.present import format
from engagement.present.periods import Period, compared, periods
from engagement.query import Card, Column
from engagement.result import Result

_MOST_NAMED = 3
_CLOSE = 1e-9


@dataclass(frozen=True)
class _Moved:
    """One part of the whole: what it showed before and what it shows now."""

    name: str
    before: float
    now: float

    @property
    def change(self) -> float:
        return self.now - self.before


def what_changed(result: Result, by: Result | None = None, *, year: str = "") -> str:
    """Say in one sentence what is behind the change of a card's figure.

    Args:
        result: the answer of a query with a [card].
        by: the answer of a query that shows the same figure by region, as lines over the same periods.
        year: the academic year of the figure, where it is not the latest.

    Returns:
        The sentence; empty where nothing is compared, or nothing is known beyond the figure itself.
    """
    card = result.query.card
    pair = compared(periods(result, card, year)) if card else None
    if card is None or pair is None or any(period.value is None for period in pair):
        return ""
    column = result.query.columns[card.value]
    if by is not None:
        return _by_part(pair, column, by)
    return _with_interval(result, pair, column) or _of_its_base(result, pair, card)


def _by_part(pair: tuple[Period, Period], column: Column, by: Result) -> str:
    before, now = (float(period.value) for period in pair)
    moved, missing = _parts(by, pair)
    if len(moved) + len(missing) < 2 or not moved:
        return ""
    difference = _signed(now - before, column)
    sums = (sum(part.before for part in moved), sum(part.now for part in moved))
    is_people = any(shown_column.is_count for shown_column in by.query.columns.values())
    adds_up = not is_people and not missing and abs(sums[0] - before) + abs(sums[1] - now) < _CLOSE
    if not any(part.change for part in moved):
        return f"{difference}, with no change in any region{_left_out(by, missing)}."
    return _added_up(moved, difference, column) if adds_up else _apart(moved, difference, column, by, missing)


def _parts(by: Result, pair: tuple[Period, Period]) -> tuple[list[_Moved], list[str]]:
    """Return each part's values in both periods, largest change first; and the parts with an unknown value."""
    chart = by.query.chart
    if chart is None or not chart.series or not chart.y:
        return [], []
    cells: dict[str, dict[Any, float | None]] = {}
    rows = zip(*(by.table.column(name).to_pylist() for name in (chart.series, chart.x, chart.y[0])), strict=True)
    for name, when, value in rows:
        cells.setdefault(str(name), {})[when] = value
    moved, missing = [], []
    for name, values in cells.items():
        first, last = (values.get(period.when) for period in pair)
        if first is None or last is None:
            missing.append(name)
        else:
            moved.append(_Moved(name, float(first), float(last)))
    return sorted(moved, key=lambda part: (-abs(part.change), part.name)), missing


def _added_up(moved: Sequence[_Moved], difference: str, column: Column) -> str:
    """Return the parts make up the whole: those that moved most, and the others together."""
    changed = [part for part in moved if part.change]
    named, others = changed[:_MOST_NAMED], changed[_MOST_NAMED:]
    phrases = [_said(part, column) for part in named]
    if others:
        rest = sum(part.change for part in others)
        together = f"{len(others)} others together" if len(others) > 1 else others[0].name
        phrases.append(f"{together} {_signed(rest, column)}")
    one_way = len({part.change > 0 for part in changed}) == 1
    return f"{difference}, of which {_listed(phrases)}." if one_way else f"{difference} in all: {_listed(phrases)}."


def _apart(moved: Sequence[_Moved], difference: str, column: Column, by: Result, missing: Sequence[str]) -> str:
    """Return the parts overlap, or some are not shown: each speaks for itself."""
    changed = [part for part in moved if part.change]
    named = changed[:_MOST_NAMED]
    fell = next((part for part in changed[_MOST_NAMED:] if part.change < 0), None)
    among = "among the regions shown" if missing else "by region"
    sentence = f"{difference} in all; {among}, {_listed([_said(part, column) for part in named])}"
    sentence += " moved most" if len(changed) > len(named) else ", each counted on its own"
    if fell is not None and all(part.change > 0 for part in named):
        sentence += f", and {fell.name} fell by {format.value(-fell.change, column.unit)}"
    return f"{sentence}{_left_out(by, missing)}."


def _left_out(by: Result, missing: Sequence[str]) -> str:
    if not missing:
        return ""
    regions = "1 region is" if len(missing) == 1 else f"{len(missing)} regions are"
    is_people = any(column.is_count for column in by.query.columns.values())
    return f"; {regions} {'small or missing' if is_people else 'missing'}"


def _with_interval(result: Result, pair: tuple[Period, Period], column: Column) -> str:
    """Describe both values of an estimate with their intervals, and whether these overlap."""
    chart = result.query.chart
    if chart is None or not (chart.low and chart.high):
        return ""
    lows, highs = (_cells(result, pair, name) for name in (chart.low, chart.high))
    if lows is None or highs is None:
        return ""
    before, now = (
        f"{format.value(period.value, column.unit)} "
        f"({format.value(low, column.unit)} to {format.value(high, column.unit)})"
        for period, low, high in zip(pair, lows, highs, strict=True)
    )
    overlap = max(lows) <= min(highs)
    judged = "overlap, so the change may be chance" if overlap else "do not overlap"
    return f"{now} after {before}: the intervals {judged}."


def _of_its_base(result: Result, pair: tuple[Period, Period], card: Card) -> str:
    """Describe a share by its numerator and denominator in both periods."""
    if not card.base or result.query.columns[card.value].unit != "share":
        return ""
    bases = _cells(result, pair, card.base)
    if bases is None or not all(bases):
        return ""
    for name, column in result.query.columns.items():
        if name == card.base or column.unit not in format.COUNTS:
            continue
        counts = _cells(result, pair, name)
        if counts is None:
            continue
        shares = zip(counts, bases, pair, strict=True)
        if all(abs(count / base - float(period.value)) < _CLOSE for count, base, period in shares):
            base = result.query.columns[card.base]
            return f"{_both(column, counts)}; {_both(base, bases, begins=False)}."
    return ""


def _both(column: Column, cells: tuple[float, float], *, begins: bool = True) -> str:
    before, now = (format.value(cell, column.unit) for cell in cells)
    title = column.title if begins else f"{column.title[0].lower()}{column.title[1:]}"
    return f"{title}: {now} after {before}"


def _cells(result: Result, pair: tuple[Period, Period], name: str) -> tuple[float, float] | None:
    """Return a column's values in both periods, earlier first; None where one is hidden, missing or no number."""
    cells = result.table.column(name).to_pylist()
    values = [None if period.row is None else cells[period.row] for period in pair]
    numbers = [float(cell) for cell in values if cell is not None and not isinstance(cell, bool | str)]
    return (numbers[0], numbers[1]) if len(numbers) == len(pair) else None


def _said(part: _Moved, column: Column) -> str:
    return f"{part.name} {_signed(part.change, column)}"


def _signed(change: float, column: Column) -> str:
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return f"{sign}{format.value(abs(change), column.unit)}"


def _listed(phrases: Sequence[str]) -> str:
    return " and ".join([", ".join(phrases[:-1]), phrases[-1]]) if len(phrases) > 1 else phrases[0]
