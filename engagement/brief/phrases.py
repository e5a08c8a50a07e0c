"""Parts of sentences that several rules need, each true by construction or empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from engagement.brief.cells import HIDDEN, Cell, Fact, print_cell
from engagement.present import format

Record: TypeAlias = Mapping[str, Cell]

FEW_PERIODS = 4
"""A superlative over fewer periods says nothing."""

SMALL = 3
"""A base below this many times the disclosure threshold is small: a change may be chance."""

UNCHANGED = "no marked change from"
"""Said of a change that rounding alone may make."""


def number(cell: Cell) -> float | None:
    """Return a cell as a number; None where it is hidden, missing or no number."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return float(cell)


def name(cell: Cell) -> str:
    """Return a cell as the name of something; empty where it is hidden, missing or blank."""
    return "" if cell is None or cell is HIDDEN else str(cell).strip()


def fact(name: str, cell: Cell, unit: str) -> Fact:
    """Return a value that a statement says, as printed in it."""
    return Fact(name, cell, print_cell(cell, unit))


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def counted(count: float, singular: str, many: str) -> str:
    """Return a count with its words: "1 agreement ends", "12 agreements end"."""
    return f"{count:,.0f} {singular if count == 1 else many}"


def periods(records: Sequence[Record], value: str) -> tuple[list[Record], Record | None]:
    """Return the complete periods in order, and the running one that follows them."""
    complete = [record for record in records if record.get("is_complete") is not False]
    running = [record for record in records if record.get("is_complete") is False]
    return complete, running[-1] if running and number(running[-1].get(value)) is not None else None


def follows(earlier: Cell, later: Cell) -> bool:
    """Return whether one academic year comes right after another; a change bridges no gap."""
    try:
        return int(str(earlier)[:4]) + 1 == int(str(later)[:4])
    except ValueError:
        return False


def superlative(complete: Sequence[Record], value: str, period: str, *, margin: float) -> str:
    """Describe the rank of the last complete period among earlier ones: "the most since 2017/2018", or empty.

    Nothing is stated across a gap or a hidden value, which could be larger or smaller, nor for a difference below
    `margin`, which may come from rounding alone.
    """
    values, names = [number(record[value]) for record in complete], [record[period] for record in complete]
    last = values[-1] if values else None
    if len(values) < FEW_PERIODS or last is None:
        return ""
    for word, sign in (("most", 1), ("fewest", -1)):
        earlier = [None if before is None else sign * (last - before) for before in values[:-1]]
        index = len(earlier) - 1
        while index >= 0 and (earlier[index] or 0) >= margin and follows(names[index], names[index + 1]):
            index -= 1
        if index < 0:
            return f"the {word} of the {len(values)} complete years shown"
        bound = earlier[index]
        is_bound = bound is not None and bound <= 0 and follows(names[index], names[index + 1])
        if is_bound and len(earlier) - 1 - index >= FEW_PERIODS - 1:
            return f"the {word} since {names[index]}"
    return ""


def change(
    last: Record, before: Record, value: str, unit: str, period: str, *, small: float, margin: float, base: str = ""
) -> str:
    """Describe the change between consecutive periods, "20 more than in 2024/2025 (+14.3%)"; empty if unknown.

    Args:
        last: the period that is told.
        before: the one that it is compared with.
        value: the column that changes.
        unit: its unit, people or share.
        period: the column that names the period.
        small: a value below this many people gets no percentage.
        margin: a change of fewer people is none: rounding alone may make it.
        base: for a share, the column with the people that it is a share of.
    """
    now, then = number(last[value]), number(before[value])
    if now is None or then is None or not follows(before[period], last[period]):
        return ""
    people = abs(now - then) * (_smaller(last, before, base) if unit == "share" else 1)
    if people < margin:
        return f"{UNCHANGED} {before[period]}"
    when = f"in {before[period]}"
    if unit == "share":
        points = round((now - then) * 100, 1)
        return f"{abs(points):.1f} percentage points {'more' if points > 0 else 'less'} than {when}"
    words = f"{format.value(abs(now - then), unit)} {'more' if now > then else 'fewer'} than {when}"
    return words if then < small else f"{words} ({(now - then) / then:+.1%})"


def _smaller(last: Record, before: Record, base: str) -> float:
    """Return the smaller base of two shares; 0 where one is not known, so that no change can be told."""
    return min(number(record.get(base)) or 0 for record in (last, before))


def top(records: Sequence[Record], label: str, value: str, *, most: int = 3) -> list[tuple[str, float]]:
    """Return the largest rows, as many as stand clearly above the next; empty where a tie would have to be cut.

    A row without a name counts, and is not told: what stands below it is not the largest.
    """
    known = [(name(record[label]), amount) for record in records if (amount := number(record[value])) is not None]
    ranked = sorted(((named, amount) for named, amount in known if amount > 0), key=lambda pair: (-pair[1], pair[0]))
    for count in range(min(most, len(ranked)), 0, -1):
        if count == len(ranked) or ranked[count - 1][1] > ranked[count][1]:
            best = ranked[:count]
            return best if all(named for named, _ in best) else []
    return []
