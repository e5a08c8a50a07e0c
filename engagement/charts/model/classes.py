"""Classes of values for maps and heat maps: few, with round bounds, and fit for counts that differ a thousandfold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from engagement.present import format

MOST = 6
"""As many as there are colors in a sequence; more could not be told apart."""


@dataclass(frozen=True)
class Class:
    """Values from `low` up to but without `high`, and what the legend calls them."""

    low: float
    high: float
    label: str


def classes(values: Iterable[float], unit: str) -> tuple[Class, ...]:
    """Sort values into at most six classes.

    Counts are skewed: their bounds grow like 1, 10, 100, and zero is a class of its own, for it is a finding.
    Everything else gets classes of equal width, and what falls on both sides of zero three on each side.

    Args:
        values: what is shown; hidden values are not among them.
        unit: the column's unit; decides how bounds are printed.
    """
    shown = sorted(set(values))
    if not shown:
        return ()
    if shown[0] < 0:
        return _both_sides(shown, unit)
    if any(value != round(value) for value in shown) or unit == "share":
        return tuple(_class(low, high, unit) for low, high in pairwise(_even(shown[0], shown[-1])))
    zero = [Class(0.0, 1.0, "0")] if shown[0] == 0 else []
    counts = [value for value in shown if value > 0]
    bounds = _growing(counts, most=MOST - len(zero)) if counts else []
    return (*zero, *(_class(low, high, unit, last=high - 1) for low, high in pairwise(bounds)))


def class_of(value: float, among: tuple[Class, ...]) -> int:
    """Return the number of the class that a value belongs to; the ends are open for what lies outside."""
    return max((number for number, shade in enumerate(among) if value >= shade.low), default=0)


def _growing(counts: list[float], *, most: int) -> list[float]:
    """Return bounds like 10, 50, 100, as fine as `most` classes allow."""
    for steps in ((1, 2, 5), (1, 5), (1,)):
        ladder = [step * 10.0**power for power in range(math.ceil(math.log10(counts[-1])) + 2) for step in steps]
        start = max(rung for rung in ladder if rung <= counts[0])
        end = min(rung for rung in ladder if rung > counts[-1])
        bounds = [rung for rung in ladder if start <= rung <= end]
        if len(bounds) - 1 <= most:
            return bounds
    return [*bounds[:-1][:: math.ceil((len(bounds) - 1) / most)], bounds[-1]]


def _even(least: float, most: float) -> list[float]:
    step = _round_step((most - least) / (MOST - 1) or abs(most) or 1.0)
    start = math.floor(least / step + 1e-9)
    end = max(math.floor(most / step + 1e-9) + 1, start + 1)
    while end - start > MOST:
        step *= 2
        start, end = math.floor(least / step + 1e-9), math.floor(most / step + 1e-9) + 1
    return [round(count * step, 12) for count in range(start, end + 1)]


def _both_sides(shown: list[float], unit: str) -> tuple[Class, ...]:
    """Return three classes on each side of zero; the outer ones are open, so that a far value does not fill them."""
    sizes = sorted(abs(value) for value in shown if value)
    step = _round_step(sizes[len(sizes) // 2])
    single, double = _short(step, unit), _short(2 * step, unit)
    return (
        Class(-math.inf, -2 * step, f"under -{double}"),
        Class(-2 * step, -step, f"-{double} to -{single}"),
        Class(-step, 0.0, f"-{single} to {_short(0, unit)}"),
        Class(0.0, step, f"{_short(0, unit)} to {single}"),
        Class(step, 2 * step, f"{single} to {double}"),
        Class(2 * step, math.inf, f"{double} and over"),
    )


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= least * (1 - 1e-9))


def _class(low: float, high: float, unit: str, *, last: float | None = None) -> Class:
    last = high if last is None else last
    return Class(low, high, _short(low, unit) if low == last else f"{_short(low, unit)} to {_short(last, unit)}")


def _short(bound: float, unit: str) -> str:
    if unit == "share":
        return f"{bound:.0%}" if abs(bound * 100 - round(bound * 100)) < 1e-9 else f"{bound:.1%}"
    return format.value(bound, "rows" if bound == round(bound) else unit)
