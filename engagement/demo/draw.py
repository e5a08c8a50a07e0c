"""Random numbers that depend on nothing but seed, stream and index.

A draw is a hash, not a step of a generator: row 7,000,000 has its value without the rows before it, so
rows are made in chunks of any size, and a person's attributes need not be stored. Only integer and
basic floating-point operations are used, so the numbers are the same on every machine and with every numpy.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Draw:
    """Draws from named streams of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def uniform(self, stream: str, index: npt.ArrayLike) -> Floats:
        """Return one number in [0, 1) per index; the same stream and index always give the same number."""
        digest = hashlib.blake2b(f"{self.seed}/{stream}".encode(), digest_size=8).digest()
        # splitmix64: its state is a multiple of a constant, so the state after n steps is known at once
        with np.errstate(over="ignore"):
            mixed = np.asarray(index).astype(np.uint64) * _STEP + np.uint64(int.from_bytes(digest, "little"))
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
            mixed ^= mixed >> np.uint64(31)
        return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def below(self, stream: str, index: npt.ArrayLike, size: npt.ArrayLike) -> Ints:
        """Return one whole number in [0, size) per index; `size` is a number or one per index."""
        return (self.uniform(stream, index) * np.asarray(size)).astype(np.int64)

    def choice(self, stream: str, index: npt.ArrayLike, weights: Sequence[float]) -> Ints:
        """Return one position in `weights` per index, each as often as its weight says."""
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        return np.searchsorted(steps / steps[-1], self.uniform(stream, index), side="right").clip(max=len(weights) - 1)

    def bell(self, stream: str, index: npt.ArrayLike) -> Floats:
        """Return one number per index, mean 0 and standard deviation 1: four uniforms added, close to a normal."""
        total = sum(self.uniform(f"{stream}/{part}", index) for part in range(4))
        return (np.asarray(total) - 2.0) * math.sqrt(3.0)

    def pick(self, stream: str, index: int, options: Sequence[Any]) -> Any:
        """Return one of the options, for a single index."""
        return options[int(self.below(stream, index, len(options)))]

    def number(self, stream: str, index: int, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both possible, for a single index."""
        return low + int(self.below(stream, index, high - low + 1))

    def chance(self, stream: str, index: int, share: float) -> bool:
        """Return whether a single index is among a share of all indexes."""
        return bool(self.uniform(stream, index) < share)
