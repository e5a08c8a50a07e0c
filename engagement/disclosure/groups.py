"""Groups of people that somebody has put together freely: what of them may be listed.

A query in `queries/` is reviewed; this is for what is typed in and run at once. So a group of few people is not listed
at all: that there is one, with these names, would tell of them. A group of nobody is not listed either, lest it be told
from a group of few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.disclosure.columns import check_columns, people_counts
from engagement.disclosure.measure import Mask
from engagement.disclosure.shield import shield
from engagement.query import Disclosure
from engagement.result import _KEY, Released


def release_groups(
    table: pa.Table, *, by: Sequence[str], people: str, everyone: str, behind: Mapping[str, str], threshold: int
) -> Released:
    """List the groups that give away no small number.

    Every sum over groups counts as known, since whoever asks for these groups can ask for coarser ones.

    Args:
        table: true values, one row per group; not modified.
        by: the columns that name a group.
        people: the column of distinct people in it.
        everyone: the column of all who would be in it if no condition kept them out.
        behind: other columns -> the column of the people whose values are in them.
        threshold: smallest number of people that may be shown.

    Returns:
        The listed groups in their order, without the columns that only count. Values of fewer than `threshold` people
        are missing and named. Where no choice of groups is safe, no group.

    Raises:
        QueryError: two groups have the same name; a count is missing, negative or not whole.

    Source: docs/privacy.md, P20 and P21.
    """
    names = [name for name in table.column_names if name != everyone and name not in behind.values()]
    rule = Disclosure(people=(everyone, people), by=tuple(by), parts={people: everyone}, margins=_sums(by))
    check_columns(table, rule, ())
    listed = _shown(_without_strangers(table, people, everyone), rule, people, threshold)
    values = {
        name: listed & _shown(table, Disclosure((count,), tuple(by), margins=_sums(by)), count, threshold)
        for name, count in behind.items()
    }
    shown = table.select(names).filter(pa.array(listed))
    hidden = {}
    for name, is_shown in values.items():
        kept = is_shown[listed]
        rows = np.flatnonzero(~kept)
        if len(rows):
            at = shown.schema.get_field_index(name)
            column = shown.column(at).take(pa.array(np.arange(len(kept)), mask=~kept))
            shown = shown.set_column(at, shown.schema.field(at).with_nullable(True), column)
            hidden[name] = tuple(rows.tolist())
    return Released(shown, hidden, threshold, is_withheld=not shown.num_rows, key=_KEY)


def _without_strangers(table: pa.Table, people: str, everyone: str) -> pa.Table:
    """Groups that a condition has emptied say nothing of who would be in them, and are no secret of this answer."""
    counted = pc.if_else(pc.equal(table.column(people), 0), 0, table.column(everyone))
    return table.set_column(table.schema.get_field_index(everyone), everyone, counted)


def _shown(table: pa.Table, rule: Disclosure, people: str, threshold: int) -> Mask:
    """The rows of `table` whose count of people is neither hidden nor nobody."""
    found = shield(table, rule, threshold=threshold, totals=())
    if not found.is_safe:
        return np.zeros(table.num_rows, dtype=bool)
    # rows of nobody that were put behind the table's own are not listed, as no other row of nobody is
    hidden = found.hidden[people][: table.num_rows]
    return np.asarray(~hidden & (people_counts(table, people) >= threshold))


def _sums(by: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(each for size in range(len(by)) for each in combinations(by, size))
