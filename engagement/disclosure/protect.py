"""The steps that decide which cells of a table are hidden, taken until none of them finds fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engagement.disclosure import algebra, bounds, lines
from engagement.disclosure.cover import Cover
from engagement.disclosure.measure import Mask, Measure

STEPS: tuple[Callable[[Cover, Measure], None], ...] = (lines.widen, algebra.untie, bounds.loosen)


def protect(measures: Sequence[Measure], *, threshold: int, hidden: Mask, is_useless: Mask) -> Cover:
    """Decide which cells are hidden in counts that share their hidden cells.

    Args:
        measures: the counts; what is hidden in one is hidden in all.
        threshold: smallest count that may be shown, in people.
        hidden: cells that are hidden in any case, as another table of the same cells hides them.
        is_useless: cells that readers know from another table: hiding them here protects nothing.

    Returns:
        What is hidden. If it is not safe, nothing of the table may be shown: even with all of its cells hidden,
        its totals elsewhere give a small count away to whoever knows which rows it has.
    """
    is_small = np.any([small(measure.counts, threshold) for measure in measures], axis=0)
    cover = Cover(measures, threshold, is_small, hidden | is_small, is_useless & ~is_small)
    if not cover.hidden.any() and all(measure.is_shown.all() and not measure.rest.any() for measure in measures):
        return cover
    try:
        while cover.is_safe:
            before = cover.hidden.copy()
            for step in STEPS:
                for each in measures:
                    if cover.is_safe:
                        step(cover, each)
            if (cover.hidden == before).all():
                break
    except ArithmeticError:
        cover.is_safe = False
    return cover


def small(counts: np.ndarray, threshold: int) -> Mask:
    """Counts of people that are too few to show; zero is nobody, and is shown."""
    return np.asarray((counts > 0) & (counts < threshold))
