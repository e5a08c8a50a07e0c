"""Unknown numbers between bounds, and sums of them between bounds: how far each can go."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_TINY, _CLOSE = 1e-4, 1e-4
_ROUNDS = 60


class InconsistentError(Exception):
    """Nothing fits: the attacker has assumed what is not so."""


class System:
    """Unknown whole numbers with a lowest and a highest value, and rows of sums of them between two bounds."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._bounds: list[tuple[np.ndarray, np.ndarray]] = []
        self._rules: list[tuple[Mapping[int, sparse.sparray], np.ndarray | float, np.ndarray | float]] = []

    def block(self, low: np.ndarray | float, high: np.ndarray | float) -> int:
        """Add as many unknowns as the size, between these bounds; the number of the block."""
        self._bounds.append((np.full(self._size, low, float), np.full(self._size, high, float)))
        return len(self._bounds) - 1

    def rule(self, parts: Mapping[int, sparse.sparray], least: np.ndarray | float, most: np.ndarray | float) -> None:
        """Require that the sum of each matrix times its block is between `least` and `most`, row by row."""
        self._rules.append((parts, least, most))

    def close(self) -> None:
        """Take everything together, once all is there."""
        self.low, self.high = (np.concatenate([bounds[side] for bounds in self._bounds]) for side in (0, 1))
        # one row that says nothing, so that there is one
        matrices = [sparse.csr_array(([1.0], ([0], [0])), shape=(1, len(self.low)))]
        least_of, most_of = [np.array([-np.inf])], [np.array([np.inf])]
        for parts, least, most in self._rules:
            count = next(iter(parts.values())).shape[0]
            empty = sparse.csr_array((count, self._size))
            blocks = [parts.get(block, empty) for block in range(len(self._bounds))]
            matrices.append(sparse.hstack(blocks, format="csr"))
            least_of.append(np.full(count, least))
            most_of.append(np.full(count, most))
        self._matrix = sparse.csr_array(sparse.vstack(matrices))
        self._least_of, self._most_of = np.concatenate(least_of), np.concatenate(most_of)
        self._by_column = np.argsort(self._matrix.indices, kind="stable")
        self._columns, self._starts = np.unique(self._matrix.indices[self._by_column], return_index=True)
        self._row_of = np.repeat(np.arange(self._matrix.shape[0]), np.diff(self._matrix.indptr))

    def propagate(self) -> None:
        """Narrow every unknown by every row it is in, until nothing more follows.

        Raises:
            InconsistentError: nothing fits.
        """
        values, columns = self._matrix.data, self._matrix.indices
        is_positive = values > 0
        for _ in range(_ROUNDS):
            low, high = self.low[columns], self.high[columns]
            least = np.add.reduceat(values * np.where(is_positive, low, high), self._matrix.indptr[:-1])
            most = np.add.reduceat(values * np.where(is_positive, high, low), self._matrix.indptr[:-1])
            room_up = (self._most_of - least)[self._row_of] / values
            room_down = (most - self._least_of)[self._row_of] / values
            highs = np.where(is_positive, low + room_up, low - room_down)
            lows = np.where(is_positive, high - room_down, high + room_up)
            if not self._narrow(lows[self._by_column], highs[self._by_column]):
                return

    def _narrow(self, lows: np.ndarray, highs: np.ndarray) -> bool:
        low, high = self.low.copy(), self.high.copy()
        low[self._columns] = np.maximum(low[self._columns], np.maximum.reduceat(lows, self._starts))
        high[self._columns] = np.minimum(high[self._columns], np.minimum.reduceat(highs, self._starts))
        low, high = np.ceil(low - _TINY), np.floor(high + _TINY)
        if (low > high + 1e-3).any():
            raise InconsistentError
        has_changed = bool(((low > self.low + 0.5) | (high < self.high - 0.5)).any())
        self.low, self.high = low, np.maximum(low, high)
        return has_changed

    def prepare(self, first: int) -> None:
        """Leave out, for the programs to come, the rows that the bounds of the unknowns already hold.

        Args:
            first: how many of the unknowns the programs are about; rows with others are left to propagation.
        """
        positive, negative = self._matrix.maximum(0), self._matrix.minimum(0)
        least = positive @ self.low + negative @ self.high
        most = positive @ self.high + negative @ self.low
        needed = (least < self._least_of - _TINY) | (most > self._most_of + _TINY)
        needed &= np.maximum.reduceat(self._matrix.indices, self._matrix.indptr[:-1]) < first
        self._matrix, self._least_of, self._most_of = (
            self._matrix[needed],
            self._least_of[needed],
            self._most_of[needed],
        )

    def extreme(self, unknown: int, among: np.ndarray, *, lowest: bool, seconds: float) -> float:
        """Return the lowest or highest value that an unknown can have.

        Args:
            unknown: which.
            among: of each unknown, whether it is in the program; rows with any other are left out of it.
            lowest: else highest.
            seconds: after so long the bound that is known counts.
        """
        bound = float(self.low[unknown] if lowest else self.high[unknown])
        if not self._matrix.nnz:
            return bound
        rows = np.minimum.reduceat(among[self._matrix.indices], self._matrix.indptr[:-1])
        matrix = self._matrix[rows]
        used = np.unique(matrix.indices)
        positions = np.searchsorted(used, unknown)
        if positions == len(used) or used[positions] != unknown:
            return bound
        goal = np.zeros(len(used))
        goal[positions] = 1.0 if lowest else -1.0
        result = milp(
            goal,
            constraints=LinearConstraint(sparse.csc_array(matrix[:, used]), self._least_of[rows], self._most_of[rows]),
            bounds=Bounds(self.low[used], self.high[used]),
            options={"time_limit": seconds},
        )
        if result.status != 0:
            return bound
        value = float(result.x[positions])
        return float(np.ceil(value - _CLOSE) if lowest else np.floor(value + _CLOSE))
