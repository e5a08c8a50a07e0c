"""Surveys with a column for each item or scale: which columns become rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_NUMBERED = re.compile(r"(?P<stem>.*?[^\d])(?P<number>\d{1,3})")
_FEWEST = 3
_SCORE = re.compile(r"-?\d{1,2}([.,]\d+)?")


def scored_columns(cells: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the columns of a survey that hold scores; none where the file is no survey.

    Items are numbered (Q1_1, Q1_2, …; LEAD01, LEAD02, …). Where a column is called as they are, without a number, it is
    taken for their scale, and the items are left alone.

    Args:
        cells: the cells by header, empty ones left out.
    """
    items: defaultdict[str, list[str]] = defaultdict(list)
    for header, column in cells.items():
        match = _NUMBERED.fullmatch(header)
        if match and column and all(map(_SCORE.fullmatch, column)):
            items[match["stem"]].append(header)
    groups = {stem: headers for stem, headers in items.items() if len(headers) >= _FEWEST}
    others = [header for header in cells if not any(character.isdigit() for character in header)]
    scales = [next((header for header in others if header.startswith(stem)), "") for stem in groups]
    if scales and all(scales):
        return tuple(scales)
    return tuple(header for headers in groups.values() for header in headers)
