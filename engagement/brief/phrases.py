"""Parts of sentences that several rules need, each true by construction or empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from engagement.brief.model import HIDDEN, Cell, Fact, print_cell
from engagement.present import format

Record: TypeAlias = Mapping[str, Cell]

FEW_PERIODS = 4
"""A superlative over fewer periods says nothing."""

SMALL = 3
"""A base below this many times the disclosure threshold is small: a change may be chance."""

UNCHANGED = "no marked change from"
"""Said of a change that rounding alone may make."""


def number(cell: Cell) -> float | None:
    """A cell as a number; None where it is hidden, missing or no number."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return float(cell)


def name(cell: Cell) -> str:
    """A cell as the name of something; empty where it is hidden, missing or blank."""
    return "" if cell is None or cell is HIDDEN else str(cell).strip()


def fact(name: str, cell: Cell, unit: str) -> Fact:
    """A value that a statement says, as printed in it."""
    return Fact(name, cell, print_cell(cell, unit))


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def counted(count: float, one: str, many: str) -> str:
    """ "1 agreement ends", "12 agreements end"."""
    return f"{count:,.0f} {one if count == 1 else many}"


def periods(records: Sequence[Record], value: str) -> tuple[list[Record], Record | None]:
    """The complete periods in order, and the running one that follows them."""
    complete = [record for record in records if record.get("is_complete") is not False]
    running = [record for record in records if record.get("is_complete") is False]
    return complete, running[-1] if running and number(running[-1].get(value)) is not None else None


def follows(earlier: Cell, later: Cell) -> bool:
    """Whether one academic year comes right after another; a change bridges no gap."""
    try:
        return int(str(earlier)[:4]) + 1 == int(str(later)[:4])
    except ValueError:
        return False


def superlative(complete: Sequence[Record], value: str, period: str, *, margin: float) -> str:
    """How the last complete period compares with those before it: "the most since 2017/2018", or empty.

    Nothing is said over a gap or a hidden value: what is behind it could be larger or smaller. Nor is it where the
    difference is below `margin`: rounding alone may make it.
    """
    values = [number(record[value]) for record in complete]
    last = values[-1] if values else None
    if len(values) < FEW_PERIODS or last is None:
        return ""
    for word, sign in (("most", 1), ("fewest", -1)):
        earlier = [None if each is None else sign * (last - each) for each in values[:-1]]
        at = len(earlier) - 1
        while at >= 0 and (earlier[at] or 0) >= margin and follows(complete[at][period], complete[at + 1][period]):
            at -= 1
        if at < 0:
            return f"the {word} of the {len(values)} complete years shown"
        bound = earlier[at]
        is_bound = bound is not None and bound <= 0 and follows(complete[at][period], complete[at + 1][period])
        if is_bound and len(earlier) - 1 - at >= FEW_PERIODS - 1:
            return f"the {word} since {complete[at][period]}"
    return ""


def change(
    last: Record, before: Record, value: str, unit: str, period: str, *, small: float, margin: float, base: str = ""
) -> str:
    """The change between periods that follow each other, "20 more than in 2024/2025 (+14.3%)"; empty where unknown.

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
    """The smaller base of two shares; 0 where one is not known, so that no change can be told."""
    return min(number(record.get(base)) or 0 for record in (last, before))


def top(records: Sequence[Record], label: str, value: str, *, most: int = 3) -> list[tuple[str, float]]:
    """The largest rows, as many as stand clearly above the next; empty where a tie would have to be cut.

    A row without a name counts, and is not told: what stands below it is not the largest.
    """
    shown = [(name(record[label]), found) for record in records if (found := number(record[value])) is not None]
    ranked = sorted(((named, found) for named, found in shown if found > 0), key=lambda pair: (-pair[1], pair[0]))
    for count in range(min(most, len(ranked)), 0, -1):
        if count == len(ranked) or ranked[count - 1][1] > ranked[count][1]:
            best = ranked[:count]
            return best if all(named for named, _ in best) else []
    return []
