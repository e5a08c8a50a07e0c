"""Arrow columns from numpy arrays; where a mask says no, the cell is empty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engagement.demo.draw import Ints

Mask = npt.NDArray[np.bool_]


def words(options: Sequence[str], positions: Ints, is_given: Mask | None = None) -> pa.Array:
    """Return one of the options per position."""
    return pa.array(options, type=pa.string()).take(pa.array(positions, mask=None if is_given is None else ~is_given))


def numbers(values: Ints, is_given: Mask | None = None) -> pa.Array:
    """Return whole numbers."""
    return pa.array(values, mask=None if is_given is None else ~is_given)


def later(dates: npt.NDArray[np.datetime64], many: Ints | int) -> npt.NDArray[np.datetime64]:
    """Return dates so many days later; a negative number is earlier."""
    return dates + np.asarray(many).astype("timedelta64[D]")


def days(values: npt.NDArray[np.datetime64], is_given: Mask | None = None) -> pa.Array:
    """Return days, written as ISO dates."""
    return pa.array(values.astype("datetime64[D]"), type=pa.date32(), mask=None if is_given is None else ~is_given)


def numbered(letter: str, values: Ints, is_given: Mask | None = None) -> pa.Array:
    """Return a letter and a number, such as P17."""
    return pc.binary_join_element_wise(letter, pc.cast(numbers(values, is_given), pa.string()), "")


def repeated(value: str, length: int) -> pa.Array:
    """Return the same text in every row."""
    return pa.repeat(pa.scalar(value), length)
