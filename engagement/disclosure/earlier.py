"""Counts of an earlier period, repeated beside a later one to tell the change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engagement.disclosure.measure import Mask
from engagement.disclosure.totals import Key, missing_last
from engagement.query import Disclosure


def repeats_hidden(
    keys: Sequence[Key], rule: Disclosure, counts: Sequence[int], previous: Sequence[int | None], hidden: Mask
) -> Mask:
    """Rows whose earlier count must be hidden: it is not one that the table itself shows.

    The earlier count is shown if it is the count of the nearest earlier period of the same row name in this table, and
    shown there; or if it is missing or zero, unless that earlier row is hidden. Anything else (a period before the
    first one listed, another period than the nearest) is hidden: whether it may be shown cannot be told from here.

    Args:
        keys: the name of each row.
        rule: `rule.period` is the column of `rule.by` that tells periods, in their order.
        counts: people per row.
        previous: what the table repeats as the earlier count of each row.
        hidden: rows whose own count is hidden.

    Returns:
        Which of `previous` are hidden. (rows,)
    """
    at = rule.by.index(rule.period)
    series: dict[Key, list[int]] = {}
    for row, key in enumerate(keys):
        series.setdefault((*key[:at], *key[at + 1 :]), []).append(row)
    result = hidden.copy()
    for rows in series.values():
        rows.sort(key=lambda row: missing_last(keys[row][at]))
        for before, row in zip([None, *rows], rows, strict=False):
            if before is None:
                result[row] |= bool(previous[row])
            else:
                result[row] |= bool(hidden[before]) or bool(previous[row] and previous[row] != counts[before])
    return np.asarray(result)
