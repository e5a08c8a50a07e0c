"""From a table of true values to what may be shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from engagement.disclosure.columns import check_columns
from engagement.disclosure.measure import Mask
from engagement.disclosure.order import arrange
from engagement.disclosure.shield import Shield, own_totals, shield
from engagement.disclosure.totals import Total, margins_of, row_keys
from engagement.query import Disclosure
from engagement.result import _KEY, Released


def release(table: pa.Table, rule: Disclosure | None, *, threshold: int, totals: Sequence[Total] = ()) -> Released:
    """Hide counts of people below `threshold`, and what would give them away.

    A hidden cell becomes missing, never zero: zero says that we counted and found nobody.

    Args:
        table: true values, one row per cell of `rule.by`; not modified.
        rule: which columns count people, and what else stands with them; None where no people are counted.
        threshold: smallest count that may be shown, in people.
        totals: what `as_totals` made of the queries whose answers are totals of this one, or the same cells.

    Returns:
        Shown rows in their order, hidden rows where their names put them, and for each column which rows are
        hidden. A row of nobody that the query left out is there too where it has to be hidden. Where no choice of cells
        is safe, no row at all, and `is_withheld`.

    Raises:
        QueryError: the rule does not fit the table or the totals; a count is missing, negative or not whole.

    Source: docs/privacy.md, all rules.
    """
    if rule is None or not rule.people:
        return Released(table, {}, threshold, key=_KEY)
    check_columns(table, rule, totals)
    found = shield(table, rule, threshold=threshold, totals=totals)
    if not found.is_safe:
        return Released(table.slice(0, 0), {}, threshold, is_withheld=True, key=_KEY)
    masks = {name: mask for name, mask in _hidden_by_column(found, rule).items() if mask.any()}
    if not masks:
        return Released(table, {}, threshold, key=_KEY)
    order = arrange(row_keys(found.table, rule.by), np.any(list(masks.values()), axis=0))
    shown = found.table.take(order)
    for name, mask in masks.items():
        at = shown.schema.get_field_index(name)
        # a row number that is missing takes a missing value, whatever the column's type
        values = found.table.column(at).take(pa.array(order, mask=mask[order]))
        shown = shown.set_column(at, shown.schema.field(at).with_nullable(True), values)
    hidden = {name: tuple(np.flatnonzero(mask[order]).tolist()) for name, mask in masks.items()}
    return Released(shown, hidden, threshold, key=_KEY)


def as_totals(table: pa.Table, rule: Disclosure, *, threshold: int, totals: Sequence[Total] = ()) -> tuple[Total, ...]:
    """What readers of this table know of sums: for the `totals` of a table that this one is a total of.

    Takes the same as `release` and decides the same. Raises the same.

    Returns:
        One total for each column of people, and every total that was known already.
    """
    if not rule.people:
        return tuple(totals)
    check_columns(table, rule, totals)
    found = shield(table, rule, threshold=threshold, totals=totals)
    return (*own_totals(found, rule), *found.totals)


def _hidden_by_column(found: Shield, rule: Disclosure) -> dict[str, Mask]:
    """Rows hidden in each column that is neither a name nor open: those of the people behind it."""
    everyone = tuple(found.hidden)
    masks = {}
    for name in found.table.column_names:
        if name not in rule.by and name not in rule.open:
            behind = (name,) if name in found.hidden else rule.depends.get(name, everyone)
            masks[name] = np.any([found.hidden[each] for each in behind], axis=0)
    for name, shared in rule.shares.items():
        for people in rule.people:
            margin = margins_of(found.totals, people, rule.by).get(frozenset(shared))
            if margin is not None:
                keys = row_keys(found.table, margin.by)
                masks[name] = masks[name] | np.array([key in margin.hidden for key in keys], dtype=bool)
    return masks
