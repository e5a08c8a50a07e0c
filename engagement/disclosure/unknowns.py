"""What readers do not know, and what the totals they do know say about it: the algebra of hidden cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engagement.disclosure.measure import Mask, Measure, Numbers, Weights

NOTHING = 1e-6  # a smaller number is the nothing of exact algebra: a real one is at least about 1 / unknowns
_EXACT = 1e-11


@dataclass(frozen=True)
class Unknowns:
    """The unknowns of one measure, and one equation per line.

    First come the hidden cells; then, for every line whose total is hidden, that total; then, for every line that
    counts a few people whom no row lists, these people. The equation of a line says that its unknowns together
    are what the line's shown numbers leave; signs do not matter for what can be known.
    """

    measure: Measure
    hidden: Mask

    @cached_property
    def cells(self) -> Numbers:
        """The hidden cells."""
        return np.flatnonzero(self.hidden)

    @cached_property
    def owned(self) -> Numbers:
        """The line of each unknown that is not a cell: hidden totals, then people whom no row lists."""
        return np.concatenate([np.flatnonzero(~self.measure.is_shown), np.flatnonzero(self.measure.rest)])

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return len(self.cells) + len(self.owned)

    @cached_property
    def lines(self) -> Numbers:
        """The lines of each hidden cell; `measure.n_lines` for none. (cells, margins)"""
        return self.measure.lines[self.cells]

    def sums(self, values: Weights | Mask) -> Weights:
        """The sum over each line of one value per unknown. (lines,)"""
        size, cells = self.measure.n_lines + 1, len(self.cells)
        sums = np.zeros(size)
        sums += np.bincount(self.owned, weights=values[cells:], minlength=size)
        for column in self.lines.T:
            sums += np.bincount(column, weights=values[:cells], minlength=size)
        return sums[:-1]

    def spread(self, values: Weights) -> Weights:
        """For each unknown, the sum of one value per line over the lines that it stands in. (unknowns,)"""
        padded = np.append(values, 0.0)
        return np.concatenate([padded[self.lines].sum(axis=1), padded[self.owned]])

    def is_fixed(self) -> Mask:
        """Which unknowns have one possible value only. (unknowns,)

        A random change of all unknowns, less the part of it that changes a total, moves each unknown that the
        totals leave free, and none that they fix.
        """
        change = np.random.default_rng(self.size).standard_normal(self.size)
        return np.asarray(np.abs(self._beyond(change)[1]) < NOTHING)

    def combination(self, unknown: int) -> Weights:
        """How often to take each line's total, less its shown cells, to get an unknown that is fixed. (lines,)"""
        target = np.zeros(self.size)
        target[unknown] = 1.0
        return self._beyond(target)[0]

    def matrix(self) -> Weights:
        """The equations written out, for the few cases that need them. (lines, unknowns)"""
        cells = len(self.cells)
        matrix = np.zeros((self.measure.n_lines + 1, self.size))
        for column in self.lines.T:
            matrix[column, np.arange(cells)] += 1.0
        matrix[self.owned, cells + np.arange(len(self.owned))] = 1.0
        return matrix[:-1]

    def _beyond(self, target: Weights) -> tuple[Weights, Weights]:
        return least_squares(self.spread, self.sums, target, size=self.measure.n_lines)


def least_squares(
    apply: Callable[[Weights], Weights], adjoint: Callable[[Weights], Weights], target: Weights, *, size: int
) -> tuple[Weights, Weights]:
    """The x that brings apply(x) nearest to `target`, and what is missing: target - apply(x).

    Conjugate gradients (Hestenes and Stiefel 1952): they need the table's lines only, and never a matrix, so that
    240 countries by 12 years take milliseconds.

    Raises:
        ArithmeticError: no answer was found; callers show nothing then.
    """
    x, missing = np.zeros(size), target.astype(np.float64)
    direction = gradient = adjoint(missing)
    slope = float(gradient @ gradient)
    goal = _EXACT**2 * max(slope, 1.0)
    for _ in range(20 * size + 100):
        if slope <= goal:
            return x, missing
        applied = apply(direction)
        step = slope / float(applied @ applied)
        x = x + step * direction
        missing = missing - step * applied
        gradient = adjoint(missing)
        slope, before = float(gradient @ gradient), slope
        direction = gradient + (slope / before) * direction
    raise ArithmeticError("The totals of this table could not be solved.")
