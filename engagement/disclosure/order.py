"""The order of rows: it must not tell between which shown counts a hidden one lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from engagement.disclosure.measure import Mask, Numbers
from engagement.disclosure.totals import Key, missing_last

_LAST = float("inf")


def arrange(keys: Sequence[Key], hidden: Mask) -> Numbers:
    """Where each row goes, so that hidden rows stand where their names put them and not where their counts do.

    Shown rows keep their order. As far as it follows names (by year, then by region in the order of the menu), hidden
    rows are put in where their names belong; from where it does not (most students first), they come last, by
    name. Only shown rows and names decide, so that the order says nothing about what is hidden.

    Args:
        keys: the name of each row: its values of `by`.
        hidden: rows of which anything is hidden.

    Returns:
        The numbers of the rows in their new order. (rows,)
    """
    columns = list(range(len(keys[0]))) if keys else []
    natural = [_ranks(sorted({key[column] for key in keys}, key=missing_last)) for column in columns]
    shown = [key for key, is_hidden in zip(keys, hidden, strict=True) if not is_hidden]
    places: list[tuple[float, ...]] = [()] * len(shown)
    followed: list[tuple[int, Mapping[object, float]]] = []
    while (found := next(_followed(shown, places, columns, natural), None)) is not None:
        column, ranks = found
        columns.remove(column)
        followed.append(found)
        places = [(*place, ranks[key[column]]) for place, key in zip(places, shown, strict=True)]

    def place(row: int) -> tuple[object, ...]:
        key = keys[row]
        by_name = [ranks[value] for ranks, value in zip(natural, key, strict=True)] if hidden[row] else []
        return [ranks.get(key[column], _LAST) for column, ranks in followed], bool(hidden[row]), by_name

    return np.array(sorted(range(len(keys)), key=place), dtype=np.int64)


def _followed(
    shown: Sequence[Key], places: Sequence[tuple[float, ...]], columns: Sequence[int], natural: Sequence[Mapping]
) -> Iterator[tuple[int, Mapping[object, float]]]:
    """Columns that the shown rows are sorted by within their places: upward, downward, or as they first appear."""
    choices = [(column, natural[column]) for column in columns]
    choices += [(column, {value: -rank for value, rank in ranks.items()}) for column, ranks in choices]
    choices += [(column, _ranks(dict.fromkeys(key[column] for key in shown))) for column in columns]
    for column, ranks in choices:
        further = [(*place, ranks[key[column]]) for place, key in zip(places, shown, strict=True)]
        if all(before <= after for before, after in pairwise(further)):
            yield column, ranks


def _ranks(values: Iterable[object]) -> dict[object, float]:
    return {value: float(rank) for rank, value in enumerate(values)}
