"""Algebra: several totals together must not give away what each alone keeps."""

from __future__ import annotations

import numpy as np

from engagement.disclosure.cover import Cover
from engagement.disclosure.measure import Mask, Measure
from engagement.disclosure.unknowns import NOTHING, Unknowns


def untie(cover: Cover, measure: Measure) -> None:
    """Hide further cells until no hidden count, and no hidden total, follows from what is shown.

    A hidden number follows exactly if some sum and difference of shown totals is that number and shown cells. A cell
    that is part of this sum and difference, once hidden, breaks it; the cheapest such cell is.
    """
    while (found := fixed(measure, cover.hidden)).any():
        unknowns = Unknowns(measure, cover.hidden.copy())
        stuck = np.zeros(len(cover.hidden), dtype=bool)
        broken: list[int] = []
        for unknown in np.flatnonzero(found):
            proof = measure.per_cell(unknowns.combination(int(unknown)))
            if any(abs(proof[cell]) > NOTHING for cell in broken):
                continue
            chosen = cover.hide_best(measure, np.flatnonzero(np.abs(proof) > NOTHING))
            if chosen is not None:
                broken.append(chosen)
            elif unknown < len(unknowns.cells):
                stuck[unknowns.cells[unknown]] = True
            else:
                cover.is_safe = False
        if not broken:
            cover.give_up(stuck)
            if not cover.is_safe:
                return


def fixed(measure: Measure, hidden: Mask) -> Mask:
    """Which unknowns, hidden cells first, follow from what is shown. (unknowns,)"""
    return Unknowns(measure, hidden).is_fixed()
