"""Somebody who wants to know what is hidden, and can calculate.

Written apart from engagement.disclosure, and in another way: exact fractions, whole numbers, no least squares.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from math import ceil, floor

Name = Hashable
Range = tuple[int | None, int | None]


class OutOfPatienceError(Exception):
    """The search for another world took too many steps."""


class Attacker:
    """Collects what a page tells, and works out what follows.

    truth is only for the referee: to see that what was collected is true, and to look near it for other worlds.
    """

    def __init__(self, truth: Mapping[Name, int]) -> None:
        self.truth = truth
        self.facts: list[tuple[dict[Name, int], int | None, int | None]] = []
        self.least: dict[Name, int] = {}

    def learn(self, terms: Mapping[Name, int], low: int | None, high: int | None) -> None:
        """Low <= sum of terms <= high; None is no bound. Refuses what is not true."""
        value = sum(count * self.truth[name] for name, count in terms.items())
        assert low is None or low <= value, "the attacker believes a falsehood"
        assert high is None or value <= high, "the attacker believes a falsehood"
        self.facts.append((dict(terms), low, high))

    def learn_exactly(self, terms: Mapping[Name, int], value: int) -> None:
        """The sum of terms is `value`."""
        self.learn(terms, value, value)

    def by_algebra(self) -> dict[Name, Fraction]:
        """Numbers that follow from the equations alone."""
        rows = [
            ({n: Fraction(c) for n, c in terms.items()}, Fraction(low))
            for terms, low, high in self.facts
            if low == high
        ]
        solved: dict[Name, tuple[dict[Name, Fraction], Fraction]] = {}
        for terms, value in rows:
            for name in [name for name in terms if name in solved]:
                terms, value = _minus(terms, value, terms[name], *solved[name])
            if not terms:
                assert value == 0, "the page contradicts itself"
                continue
            pivot = next(iter(terms))
            factor = terms[pivot]
            row = {n: c / factor for n, c in terms.items()}, value / factor
            for name, (others, right) in solved.items():
                if pivot in others:
                    solved[name] = _minus(others, right, others[pivot], *row)
            solved[pivot] = row
        return {name: right for name, (others, right) in solved.items() if len(others) == 1}

    def by_bounds(self, given: Mapping[Name, Range] | None = None) -> dict[Name, Range] | None:
        """The least and most that each number can be, narrowed fact by fact; None where there is no such world."""
        names = {name for terms, _, _ in self.facts for name in terms}
        ranges: dict[Name, Range] = {name: (self.least.get(name, 0), None) for name in names} | dict(given or {})
        waiting = set(range(len(self.facts)))
        at: dict[Name, list[int]] = {}
        for number, (terms, _, _) in enumerate(self.facts):
            for name in terms:
                at.setdefault(name, []).append(number)
        while waiting:
            terms, low, high = self.facts[waiting.pop()]
            for name in _narrow(terms, low, high, ranges):
                if _is_empty(ranges[name]):
                    return None
                waiting.update(at[name])
        return ranges

    def other_world(self, name: Name, *, patience: int = 400) -> dict[Name, int] | None:
        """Counts that look the same on the page, and differ in `name`; None where there are none.

        Raises:
            OutOfPatienceError: neither was found.
        """
        true = self.truth[name]
        steps = [patience]
        least = self.least.get(name, 0)
        for value in sorted(range(max(least, true - 30), true + 31), key=lambda value: (abs(value - true), value)):
            if value != true and (found := self._fill({name: (value, value)}, steps)) is not None:
                return found
        return None

    def _fill(self, given: dict[Name, Range], steps: list[int]) -> dict[Name, int] | None:
        steps[0] -= 1
        if steps[0] < 0:
            raise OutOfPatienceError
        ranges = self.by_bounds(given)
        if ranges is None:
            return None
        open_ = [name for name, (low, high) in ranges.items() if low != high]
        if not open_:
            return {name: low for name, (low, _) in ranges.items() if low is not None}
        # the number with fewest values left, and of these the nearest to the truth first
        name = min(open_, key=lambda each: _width(ranges[each]))
        low, high = ranges[name]
        values = range(low or 0, (self.truth[name] + 30 if high is None else high) + 1)
        for value in sorted(values, key=lambda value: abs(value - self.truth[name])):
            if (found := self._fill({**ranges, name: (value, value)}, steps)) is not None:
                return found
        return None


def _minus(
    terms: Mapping[Name, Fraction], value: Fraction, times: Fraction, others: Mapping[Name, Fraction], right: Fraction
) -> tuple[dict[Name, Fraction], Fraction]:
    result = dict(terms)
    for name, count in others.items():
        result[name] = result.get(name, Fraction(0)) - times * count
    return {name: count for name, count in result.items() if count}, value - times * right


def _narrow(terms: Mapping[Name, int], low: int | None, high: int | None, ranges: dict[Name, Range]) -> Iterable[Name]:
    """Narrow what one fact says of each of its numbers when all others are as far as they can be; tells which."""
    changed = []
    for sign, bound in ((1, high), (-1, None if low is None else -low)):
        if bound is None:
            continue
        ends = {name: _least(sign * count, ranges[name]) for name, count in terms.items()}
        missing = [name for name, end in ends.items() if end is None]
        if len(missing) > 1:
            continue
        total = sum(end for end in ends.values() if end is not None)
        for name in missing or terms:
            room = bound - (total - (ends[name] or 0))
            count = sign * terms[name]
            least, most = ranges[name]
            if count > 0 and (most is None or floor(Fraction(room, count)) < most):
                ranges[name] = least, floor(Fraction(room, count))
                changed.append(name)
            elif count < 0 and (least is None or ceil(Fraction(room, count)) > least):
                ranges[name] = ceil(Fraction(room, count)), most
                changed.append(name)
    return changed


def _least(count: int, of: Range) -> int | None:
    end = of[0] if count > 0 else of[1]
    return None if end is None else count * end


def _is_empty(of: Range) -> bool:
    return of[0] is not None and of[1] is not None and of[0] > of[1]


def _width(of: Range) -> float:
    return float("inf") if of[0] is None or of[1] is None else of[1] - of[0]
