"""Algebra: several totals together must not give away what each alone keeps."""

from __future__ import annotations

import numpy as np

from engagement.disclosure.cover import Cover
from engagement.disclosure.measure import Mask, Measure
from engagement.disclosure.unknowns import NOTHING, Unknowns


def untie(cover: Cover, measure: Measure) -> None:
    """Hide further cells until no hidden count, and no hidden total, follows from what is shown.

    A hidden number follows exactly if some sum and difference of shown totals is that number and shown cells. A cell
    that is part of this sum and difference, once hidden, breaks it; the cheapest such cell is. A hidden zero that
    follows was of no use.
    """
    while cover.is_safe and (found := fixed(measure, cover.hidden_in(measure))).any():
        unknowns = Unknowns(measure, cover.hidden_in(measure))
        stuck = np.zeros(len(cover.hidden), dtype=bool)
        broken: list[int] = []
        for unknown in np.flatnonzero(found):
            cell = int(unknowns.cells[unknown]) if unknown < len(unknowns.cells) else None
            if cell is not None and measure.counts[cell] == 0:
                stuck[cell] = True
                continue
            proof = np.abs(measure.per_cell(unknowns.combination(int(unknown)))) > NOTHING
            if proof[broken].any():
                continue
            chosen = cover.hide_best(measure, np.flatnonzero(proof))
            if chosen is not None:
                broken.append(chosen)
            elif cell is not None:
                stuck[cell] = True
            else:
                cover.is_safe = False
        if not broken and not cover.give_up(measure, stuck):
            return


def fixed(measure: Measure, hidden: Mask) -> Mask:
    """Which unknowns, hidden cells first, follow from what is shown. (unknowns,)"""
    return Unknowns(measure, hidden).is_fixed()
