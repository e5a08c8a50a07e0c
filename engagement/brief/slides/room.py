"""How much room words take, so that nothing is cut off: letters are counted, a little generously."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pptx.util import Pt

LETTER, LINE = 0.53, 1.22
"""Width of a letter and height of a line, as shares of the size of letters."""


def lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes.

    Args:
        text: one paragraph.
        width: in English Metric Units.
        size: of letters, in points.
    """
    return max(1, math.ceil(sum(_wide(letter) for letter in text) * size * LETTER / max(width / Pt(1), 1)))


def height(texts: Sequence[str], width: float, size: float, *, between: float = 0.3) -> int:
    """Return how tall paragraphs are together, in English Metric Units; `between` is a share of the size of letters."""
    total = sum(lines(text, width, size) * size * LINE + size * between for text in texts)
    return round(total * Pt(1))


def fitting(texts: Sequence[str], width: float, tall: float, sizes: Sequence[float]) -> float:
    """Return the largest of `sizes` in which paragraphs fit; the smallest where none does."""
    return next((size for size in sizes if height(texts, width, size) <= tall), sizes[-1])


def _wide(letter: str) -> float:
    # Chinese, Japanese and Korean letters are as wide as they are tall
    return 1.9 if "\u1100" <= letter <= "\u11ff" or "\u2e80" <= letter <= "\uffef" else 1.0
