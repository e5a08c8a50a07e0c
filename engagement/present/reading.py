"""From the answer of a card's query to what the card says: value, change, trend, and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engagement.errors import Fault, QueryError
from engagement.place import Place
from engagement.present import format
from engagement.present.pace import pace
from engagement.present.periods import Period, compared, periods
from engagement.query import Card, Column
from engagement.result import TOO_FEW, Result

_WITHOUT_A_NAME = frozenset({"share", "ratio", "score", "index", "amount", "count"})
"""Units that are not said after a number, and of whose changes no percentage is taken."""

_LEAST_BASE = 20
"""Of fewer than these, a change is told in numbers alone: a percentage would be large and say little."""

NOTHING = "no data"


@dataclass(frozen=True)
class Reading:
    """What a card says.

    `value` and `change` are printed; `period` is the one that the value is of, as part of `unit`; `trend` holds the
    complete periods, NaN where a value is hidden or missing; `direction` is the sign of the change. `target` says how
    far the value is from its target, `progress` which share of it that is, where more is better; `notes` say the rest,
    a line each.
    """

    title: str
    value: str
    unit: str = ""
    period: str = ""
    change: str = ""
    compared_with: str = ""
    direction: int = 0
    better: str = "none"
    target: str = ""
    progress: float | None = None
    trend: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()


def reading(result: Result, *, year: str = "") -> Reading:
    """Read a series of one row per period as one figure.

    The figure is the latest complete period's; it is compared with the complete period right before it, or not at all.
    An incomplete period stands beside it and is never compared.

    Args:
        result: of a query with a [card].
        year: the academic year to read instead of the latest; a series of other periods has no such year.

    Raises:
        QueryError: the query has no [card].
    """
    card = result.query.card
    if card is None:
        raise QueryError(
            Fault(f'"{result.query.id}" has no [card].', Place.of(result.query.path), "Add one to its header.")
        )
    column = result.query.columns[card.value]
    of_card = periods(result, card, year)
    complete = [period for period in of_card if period.is_complete]
    running = [period for period in of_card if not period.is_complete]
    if not complete:
        so_far = tuple(filter(None, (_so_far(period, column) for period in running[-1:])))
        return Reading(result.query.title, NOTHING, notes=(*so_far, "nothing recorded")[:1], better=card.better)
    latest = complete[-1]
    change, compared_with, direction = _change(complete, column)
    notes = [_rests_on(latest, result, card)]
    notes += [pace(complete, column)] if card.better == "up" else []
    notes += [_so_far(period, column) for period in running[-1:]]
    return Reading(
        title=result.query.title,
        value=_shown(latest, column),
        unit=_unit(latest, column, result.query.columns[card.period]),
        period=latest.name,
        change=change,
        compared_with=compared_with,
        direction=direction,
        better=card.better,
        target=_against_target(latest, column, card),
        progress=_progress(latest, card),
        trend=tuple(math.nan if period.value is None else float(period.value) for period in complete),
        notes=tuple(note for note in notes if note),
    )


def _shown(period: Period, column: Column) -> str:
    if period.is_hidden:
        return TOO_FEW
    return NOTHING if period.value is None else format.value(period.value, column.unit)


def _unit(period: Period, column: Column, time: Column) -> str:
    """Return the small print beside the value: its unit and its period."""
    when = f"on {period.name}" if time.unit == "date" else f"in {period.name[:1].lower()}{period.name[1:]}"
    if period.value is None or column.unit in _WITHOUT_A_NAME or format.is_currency(column.unit):
        return when
    return f"{format.noun(column.unit, is_singular=period.value == 1)} {when}"


def _rests_on(period: Period, result: Result, card: Card) -> str:
    """Return the value's denominator, or why there is no value."""
    if period.is_hidden:
        return f"fewer than {result.threshold} people, perhaps none"
    if period.value is None:
        return "nothing recorded"
    if not card.base or period.base is None:
        return ""
    base, part = result.query.columns[card.base], format.value(period.base, result.query.columns[card.base].unit)
    if result.query.columns[card.value].unit == "share":
        return f"Denominator: {part}, {base.title[0].lower()}{base.title[1:]}"
    return f"{base.title}: {part}"


def _against_target(period: Period, column: Column, card: Card) -> str:
    """How far the value is from its target; a state of a day is not judged before the year of the target ends."""
    if period.target is None:
        return ""
    target = format.value(period.target, column.unit)
    whose = f" for {period.target_for}" if period.target_for else ""
    if period.value is None or whose:
        return f"target {target}{whose}"
    missing = (float(period.target) - float(period.value)) * (100 if column.unit == "share" else 1)
    if not _is_seen(missing, column):
        return f"on target ({target})"
    distance = f"{abs(missing):,.1f} points" if column.unit == "share" else format.value(abs(missing), column.unit)
    return f"{distance} {'below' if missing > 0 else 'above'} target ({target})"


def _progress(period: Period, card: Card) -> float | None:
    if card.better != "up" or not period.target or period.value is None:
        return None
    return max(float(period.value) / float(period.target), 0.0)


def _so_far(period: Period, column: Column) -> str:
    if period.value is None and not period.is_hidden:
        return ""
    value = format.value(period.value, column.unit) if period.value is not None else _shown(period, column)
    return f"{period.name} to date: {value}"


def _is_seen(difference: float, column: Column) -> bool:
    """Return whether a change is large enough to be seen in the digits that are printed."""
    unit = "points" if column.unit == "share" else column.unit
    return any(digit in "123456789" for digit in format.value(abs(difference), unit))


def _change(complete: Sequence[Period], column: Column) -> tuple[str, str, int]:
    """Return the change from the period before, what it is compared with or why not, and its sign."""
    pair = compared(complete)
    if pair is None:
        return "", "no earlier period to compare with", 0
    before, latest = pair
    if latest.value is None:
        return "", "", 0
    if before.value is None:
        return "", f"no change shown: {before.name} is {before.why_without}", 0
    text, direction = difference(float(latest.value), float(before.value), column)
    return text, f"from {before.name}", direction


def difference(value: float, other: float, column: Column) -> tuple[str, int]:
    """Return the difference in the unit of a column, and its sign; "no change" if none can be seen.

    Args:
        value: the figure.
        other: what it is compared with.
        column: whose values both are.
    """
    difference = value - other
    if column.unit == "share":
        difference *= 100
        text = f"{difference:+,.1f} points"
    else:
        text = f"{'+' if difference > 0 else '-' if difference < 0 else ''}{format.value(abs(difference), column.unit)}"
        is_counted = column.unit not in _WITHOUT_A_NAME
        text += f" ({difference / other:+.1%})" if other >= _LEAST_BASE and is_counted else ""
    if not _is_seen(difference, column):
        return "no change", 0
    return text, 1 if difference > 0 else -1
