"""Which rows of which column are hidden in one table, from its rule and the totals known elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engagement.disclosure.columns import people_counts, wholes
from engagement.disclosure.earlier import repeats_hidden
from engagement.disclosure.grid import complete
from engagement.disclosure.measure import Mask, Numbers, lay_out
from engagement.disclosure.protect import protect, small
from engagement.disclosure.totals import Margin, Total, margins_of, row_keys
from engagement.errors import Fault, QueryError
from engagement.query import Disclosure


@dataclass(frozen=True)
class Shield:
    """What is hidden in a table of true values.

    table: the true values; behind the query's own rows stand rows of nobody that have to be hidden too.
    hidden: for each column of people, also of `rule.previous`, the rows hidden in it.
    is_safe: false where nothing of the table may be shown.
    totals: every total that was taken as known.
    """

    table: pa.Table
    hidden: Mapping[str, Mask]
    is_safe: bool
    totals: tuple[Total, ...]


def shield(table: pa.Table, rule: Disclosure, *, threshold: int, totals: Sequence[Total]) -> Shield:
    """Decide what is hidden.

    Columns that count a part of another (`rule.parts`) are hidden together wherever one of them, or the people who
    are in a whole and not in the part, are too few: the whole stays. All other columns of people are hidden together.

    Args:
        table: true values; not modified.
        rule: what counts people, and what the rows are.
        threshold: smallest count that may be shown, in people.
        totals: sums that stand elsewhere; where they are by the same columns as the table, the same cells.
    """
    known = _with_margins(table, rule, threshold=threshold, totals=totals)
    cells = complete(table, rule, known) if _has_secrets(table, rule, known, threshold) else table
    counts = {name: people_counts(cells, name) for name in rule.people}
    hidden, is_safe = np.zeros(cells.num_rows, dtype=bool), True
    found: dict[str, Mask] = {}
    for columns in ([name for name in rule.people if name not in rule.parts], list(rule.parts)):
        measures, is_shown = [], []
        for people, margins in _counted(counts, columns, rule, known):
            elsewhere, shown_elsewhere = _same_cells(cells, margins.pop(frozenset(rule.by), None))
            hidden = hidden | elsewhere
            is_shown.append(shown_elsewhere)
            measures.append(lay_out(people, cells, margins.values(), threshold=threshold))
        if measures:
            is_useless = np.all(is_shown, axis=0) & ~hidden
            cover = protect(measures, threshold=threshold, hidden=hidden, is_useless=is_useless)
            hidden, is_safe = cover.hidden | hidden, is_safe and cover.is_safe
            found |= dict.fromkeys(columns, hidden)
    kept = np.flatnonzero(hidden | (np.arange(cells.num_rows) < table.num_rows))
    cells = cells.take(kept)
    found = {name: mask[kept] for name, mask in found.items()}
    for name, of in rule.previous.items():
        keys, earlier = row_keys(cells, rule.by), cells.column(name).to_pylist()
        found[name] = repeats_hidden(keys, rule, counts[of][kept].tolist(), earlier, found[of])
    return Shield(cells, found, is_safe, known)


def _has_secrets(table: pa.Table, rule: Disclosure, known: Sequence[Total], threshold: int) -> bool:
    """Whether there is anything to hide, here or in a total; most tables have nothing, and are done soon."""
    if any(total.hidden_rows for total in known):
        return True
    counts = {name: people_counts(table, name) for name in rule.people}
    counted = [*counts.values(), *(counts[whole] - counts[name] for name in rule.parts for whole in wholes(rule, name))]
    return any(small(each, threshold).any() for each in counted)


def own_totals(shield: Shield, rule: Disclosure) -> tuple[Total, ...]:
    """The table as totals of other tables, one per column of people. Where it is not safe, it shows nothing."""
    return tuple(
        Total(rule.by, shield.table, name, tuple(np.flatnonzero(shield.hidden[name] | (not shield.is_safe)).tolist()))
        for name in rule.people
    )


def _with_margins(table: pa.Table, rule: Disclosure, *, threshold: int, totals: Sequence[Total]) -> tuple[Total, ...]:
    """The given totals, and those that the rule says are sums of these rows: wherever they stand, they hide too."""
    known = list(totals)
    margins = {frozenset(margin) for margin in (*rule.margins, *rule.shares.values())}
    for margin in sorted(margins, key=lambda each: (len(each), sorted(each))):
        if margin == set(rule.by) or any(margin == set(total.by) for total in known):
            continue
        own = Disclosure(people=rule.people, by=tuple(name for name in rule.by if name in margin), parts=rule.parts)
        sums = table.group_by(list(own.by)).aggregate([(name, "sum") for name in own.people])
        sums = sums.select([*own.by, *(f"{name}_sum" for name in own.people)]).rename_columns([*own.by, *own.people])
        below = [total for total in known if set(total.by) < margin]
        known += own_totals(shield(sums, own, threshold=threshold, totals=below), own)
    return tuple(known)


def _counted(
    counts: Mapping[str, Numbers], columns: Sequence[str], rule: Disclosure, known: Sequence[Total]
) -> Iterator[tuple[Numbers, dict[frozenset[str], Margin]]]:
    """What is counted in columns that are hidden together, with its known sums: each column, and who is not in it."""
    for name in columns:
        inside = margins_of(known, name, rule.by)
        yield counts[name], dict(inside)
        for whole in wholes(rule, name):
            outside = counts[whole] - counts[name]
            if (outside < 0).any():
                what = f'"{name}" counts more people than "{whole}" in a row, and is said to be a part of it.'
                fix = "Count the part within the whole."
                raise QueryError(Fault(what, "[disclosure] parts", fix, "disclosure-parts"))
            around = margins_of(known, whole, rule.by)
            yield outside, {shared: around[shared].less(inside[shared]) for shared in inside if shared in around}


def _same_cells(cells: pa.Table, same: Margin | None) -> tuple[Mask, Mask]:
    """Cells that another table of the same cells hides, and those that it shows."""
    if same is None:
        return np.zeros(cells.num_rows, dtype=bool), np.zeros(cells.num_rows, dtype=bool)
    keys = row_keys(cells, same.by)
    hidden = np.array([key in same.hidden for key in keys], dtype=bool)
    return hidden, np.array([key in same.counts for key in keys], dtype=bool) & ~hidden
