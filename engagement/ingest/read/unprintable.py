"""Characters that no export means and no document prints: control characters and what Unicode calls noncharacters.

A bell in a partner's name stops every PDF that the name stands in. They come from old systems and from cut bytes.
"""

from __future__ import annotations

import re

import numpy as np

_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
# blanks are left: tab, line ends, vertical tab, form feed, U+0085
_UNPRINTABLE = re.compile(f"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef{_NONCHARACTERS}]")


def printable(cell: str) -> str:
    """Return a cell without characters that cannot be printed."""
    return cell if cell.isprintable() else _UNPRINTABLE.sub("", cell)


def holds_unprintable(block: bytes, array: np.ndarray) -> bool:
    """Return whether there may be such a character in a block of UTF-8; `array` holds the same bytes."""
    below = [np.count_nonzero(array < code) for code in (0x09, 0x0E, 0x20)]
    if b"\x7f" in block or below[0] or below[1] != below[2]:
        return True
    if block.isascii():
        return False
    first, second, third = array[:-2], array[1:-1], array[2:]
    odd = (first == 0xC2) & (second < 0xA0) & (second != 0x85)
    odd |= (first == 0xEF) & (second == 0xB7) & (third >= 0x90) & (third < 0xB0)
    odd |= (
        (second == 0xBF) & (third >= 0xBE) & (third < 0xC0) & ((first == 0xEF) | (first & 0xCF == 0x8F))
    )  # any plane's last two
    return bool(odd.any())
