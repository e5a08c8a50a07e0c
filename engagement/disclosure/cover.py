"""The cells that are hidden so far, and which one to hide next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engagement.disclosure.measure import Mask, Measure, Numbers, Weights


@dataclass
class Cover:
    """What is hidden in one table; steps hide further cells until none finds fault.

    measures: the counts that are hidden together, cell by cell.
    threshold: smallest count that may be shown.
    is_small: cells that must be hidden: a count in them is below the threshold. (cells,)
    hidden: what is hidden so far. (cells,)
    is_useless: cells that protect nothing, as readers know or can work out their counts anyway. (cells,)
    is_safe: false once something small is left open, and nothing is left to hide it with.
    """

    measures: Sequence[Measure]
    threshold: int
    is_small: Mask
    hidden: Mask
    is_useless: Mask
    is_safe: bool = True
    _people: Weights = field(init=False)
    _company: list[Weights] = field(init=False)
    _nobody: dict[int, Mask] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._people = np.sum([measure.counts for measure in self.measures], axis=0, dtype=np.float64)
        self._company = [self._smallest(measure) for measure in self.measures]

    def hide_best(self, measure: Measure, candidates: Numbers) -> int | None:
        """Hide the cheapest of `candidates`; None where none of them can be hidden.

        Cheapest is the cell with fewest people, counting those who will have to be hidden with it at the least: one
        more cell in each of its lines that has none yet. Zeros come last: that nobody went is worth knowing.
        """
        cells = candidates[~self.hidden[candidates] & ~self.is_useless[candidates]]
        if not len(cells):
            return None
        cost = self._people[cells]
        for each, company in zip(self.measures, self._company, strict=True):
            cost = cost + company[each.lines[cells]].sum(axis=1)
        best = int(cells[np.lexsort((cells, cost, measure.counts[cells] == 0))[0]])
        self.hidden[best] = True
        for each, company in zip(self.measures, self._company, strict=True):
            company[each.lines[best]] = 0.0
        return best

    def give_up(self, measure: Measure, cells: Mask) -> bool:
        """Show cells that readers can work out and nothing can hide; whether that changes anything.

        One that must stay hidden makes the table unsafe, unless nobody is in it: that may be known.
        """
        if (cells & self.is_small & (measure.counts > 0)).any():
            self.is_safe = False
        shown = cells & ~self.is_small
        nobody = cells & self.is_small & (measure.counts == 0) & self.hidden_in(measure)
        self.is_useless |= shown
        self.hidden &= ~shown
        self._nobody[id(measure)] = ~self.hidden_in(measure) & self.hidden | nobody
        self._company = [self._smallest(each) for each in self.measures]
        return bool((shown | nobody).any())

    def hidden_in(self, measure: Measure) -> Mask:
        """What readers do not know of one count: not the rows hidden for another, where they can tell it is nobody."""
        return self.hidden & ~self._nobody.get(id(measure), np.zeros(len(self.hidden), dtype=bool))

    def _smallest(self, measure: Measure) -> Weights:
        """People in the smallest cell that can still be hidden in each line where nothing is; 0 elsewhere."""
        smallest = np.full(measure.n_lines + 1, np.inf)
        can_hide = ~self.is_useless & (self._people > 0)
        for column in measure.lines.T:
            np.minimum.at(smallest, column[can_hide], self._people[can_hide])
        is_bare = np.append(measure.is_shown & (measure.per_line(self.hidden) == 0), False)
        return np.where(is_bare & np.isfinite(smallest), smallest, 0.0)
