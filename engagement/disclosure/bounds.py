"""Bounds: a hidden count is a whole number of people, and that must not give it away either.

Of ten hidden cells that together hold ten people, each holds one. Algebra does not see that; whoever knows that no
hidden cell is empty does.
"""

from __future__ import annotations

import numpy as np

from engagement.disclosure.cover import Cover
from engagement.disclosure.measure import Mask, Measure, Weights
from engagement.disclosure.unknowns import NOTHING, Unknowns, least_squares


def loosen(cover: Cover, measure: Measure) -> None:
    """Hide further cells until no small count is the only one possible, counts being at least 1.

    A count above the least can be moved both ways, unless algebra fixes it (`algebra.untie`). What is looked for here
    are counts at the least, and whether all of them can be more at once while every shown total stays as it is.
    """
    while cover.is_safe:
        unknowns = Unknowns(measure, cover.hidden_in(measure))
        is_pinned, proof = pinned(unknowns, _is_least(unknowns))
        if not is_pinned.any():
            return
        cells = np.zeros(len(cover.hidden), dtype=bool)
        cells[unknowns.cells] = is_pinned[: len(unknowns.cells)]
        is_nobody = cells & (measure.counts == 0)
        if is_pinned.sum() == is_nobody.sum():
            if not cover.give_up(measure, is_nobody):
                return
        elif cover.hide_best(measure, np.flatnonzero(np.abs(measure.per_cell(proof)) > NOTHING)) is None:
            cover.is_safe = False


def pinned(unknowns: Unknowns, is_least: Mask) -> tuple[Mask, Weights]:
    """Which unknowns can hold nothing but the least, and the combination of totals that proves it.

    Args:
        unknowns: the hidden cells and what is known of their sums.
        is_least: the unknowns that hold the least already. (unknowns,)

    Returns:
        One flag per unknown, and one weight per line. A change that leaves every total as it is and raises each
        unknown at the least by 1 or more is looked for by non-negative least squares; if there is none, the nearest
        miss proves which of them cannot be raised (Farkas' lemma).
    """
    result = np.zeros(unknowns.size, dtype=bool)
    proof = np.zeros(unknowns.measure.n_lines)
    _, missing = least_squares(
        lambda change: unknowns.sums(np.where(is_least, 0.0, change)),
        lambda values: np.where(is_least, 0.0, unknowns.spread(values)),
        unknowns.sums(is_least),
        size=unknowns.size,
    )
    if np.abs(missing).max(initial=0.0) < NOTHING:
        return result, proof
    lines = _connected(unknowns, np.abs(missing) >= NOTHING)
    matrix = unknowns.matrix()[lines]
    free, least = matrix[:, ~is_least], matrix[:, is_least]
    values, vectors = np.linalg.eigh(free @ free.T)
    beyond = vectors[:, values < NOTHING].T
    reduced = beyond @ least
    miss = beyond.T @ (reduced @ (1.0 + _non_negative(reduced, reduced.sum(axis=1))))
    proof[lines] = miss
    result[is_least] = least.T @ miss > NOTHING
    return result, proof


def _is_least(unknowns: Unknowns) -> Mask:
    """Which unknowns hold the least that readers must think possible. (unknowns,)

    That is 1 for a cell, as zeros are shown; 0 where a zero was hidden in one of its lines for want of anything else.
    Totals that are hidden hold more than the least: their cells see to it.
    """
    measure = unknowns.measure
    has_zero = measure.per_line(unknowns.hidden & (measure.counts == 0)) > 0
    least = np.where(measure.per_cell(has_zero) > 0, 0, 1)
    cells = (measure.counts <= least)[unknowns.cells]
    return np.concatenate([cells, np.zeros((~measure.is_shown).sum(), dtype=bool), measure.rest[measure.rest > 0] == 1])


def _connected(unknowns: Unknowns, lines: Mask) -> Mask:
    """All lines that share an unknown with one of these, or with one that does, and so on. (lines,)"""
    while True:
        more = lines | (unknowns.sums(unknowns.spread(lines.astype(np.float64)) > 0) > 0)
        if (more == lines).all():
            return lines
        lines = more


def _non_negative(matrix: Weights, offset: Weights) -> Weights:
    """The non-negative x that brings matrix @ x + offset nearest to nothing (Lawson and Hanson 1974, chapter 23)."""
    x = np.zeros(matrix.shape[1])
    passive = np.zeros(len(x), dtype=bool)
    for _ in range(10 * len(x) + 10):
        gradient = np.where(passive, -np.inf, -matrix.T @ (matrix @ x + offset))
        if gradient.max(initial=-np.inf) <= NOTHING / 10:
            return x
        passive[int(gradient.argmax())] = True
        while passive.any():
            trial = np.zeros(len(x))
            trial[passive] = np.linalg.lstsq(matrix[:, passive], -offset, rcond=None)[0]
            falls = passive & (trial <= NOTHING**2)
            if not falls.any():
                x = trial
                break
            step = (x[falls] / (x[falls] - trial[falls])).min()
            x = x + step * (trial - x)
            passive &= ~(falls & (x <= NOTHING**2))
    raise ArithmeticError("The bounds of this table's hidden counts could not be solved.")
