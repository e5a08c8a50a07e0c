"""Lines: where a total is shown, what is hidden below it must be more than one cell and enough people."""

from __future__ import annotations

import numpy as np

from engagement.disclosure.cover import Cover
from engagement.disclosure.measure import Mask, Measure, Numbers, Weights


def widen(cover: Cover, measure: Measure) -> None:
    """Hide further cells until every line with a shown total holds nothing hidden, or enough to hide in.

    Enough is: at least two hidden cells, and in them at least the threshold and one more person for each but one.
    Whoever takes the shown cells from the total then knows of each hidden cell only that it is one of at least
    as many numbers as the threshold: 1, when the others hold the rest, up to the threshold or more, when they are 1.
    Where a line has no further people, fewer numbers must do; `bounds.loosen` sees to it that they are two or more.
    """
    can_widen = np.ones(measure.n_lines, dtype=bool)
    while (tight := can_widen & is_tight(measure, cover.hidden_in(measure), cover.threshold)).any():
        for line in np.flatnonzero(tight):
            cells = np.flatnonzero((measure.lines == line).any(axis=1))
            candidates = cells[measure.counts[cells] > 0]
            while _is_short(*_held(measure, cover, cells, int(line)), cover.threshold).all():
                if cover.hide_best(measure, candidates) is None:
                    can_widen[line] = False
                    break


def is_tight(measure: Measure, hidden: Mask, threshold: int) -> Mask:
    """Which lines show their total, hold something hidden, and too little for it to hide in. (lines,)"""
    people = measure.per_line(np.where(hidden, measure.counts, 0)) + measure.rest
    counted = measure.per_line(hidden & (measure.counts > 0)) + (measure.rest > 0)
    cells = measure.per_line(hidden) + (measure.rest > 0)
    return np.asarray(measure.is_shown & ~measure.is_sum & _is_short(people, counted, cells, threshold))


def _held(measure: Measure, cover: Cover, cells: Numbers, line: int) -> tuple[Weights, Weights, Weights]:
    """People, cells with people, and cells, hidden in one line."""
    rest = int(measure.rest[line])
    counts = measure.counts[cells][cover.hidden_in(measure)[cells]]
    extra = int(rest > 0)
    return np.array(counts.sum() + rest), np.array((counts > 0).sum() + extra), np.array(len(counts) + extra)


def _is_short(people: Weights, counted: Weights, cells: Weights, threshold: int) -> Mask:
    """Hidden nobody is nothing to hide; hidden people need company, and enough of it."""
    return np.asarray((people > 0) & ((cells < 2) | (people < threshold + np.maximum(counted, 1) - 1)))
