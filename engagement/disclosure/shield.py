"""Which rows of which column are hidden in one table, from its rule and the totals known elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engagement.disclosure.columns import families, people_counts, wholes
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

    Columns that count parts of one whole (`rule.parts`) are hidden together: where the whole is hidden, where one of
    them or what it leaves of the whole is too small, and where that needs company. The whole stays. All columns that
    are no parts are hidden together.

    Args:
        table: true values; not modified.
        rule: what counts people, and what the rows are.
        threshold: smallest count that may be shown, in people.
        totals: sums that stand elsewhere; where they are by the same columns as the table, the same cells.
    """
    known = _with_margins(table, rule, threshold=threshold, totals=totals)
    cells = complete(table, rule, known) if _has_secrets(table, rule, known, threshold) else table
    counts = {name: people_counts(cells, name) for name in rule.people}
    is_safe = True
    hidden: dict[str, Mask] = {}
    for whole, columns in families(rule).items():
        measures, is_shown = [], []
        mask = hidden.get(whole, np.zeros(cells.num_rows, dtype=bool))
        for people, margins in _counted(counts, columns, rule, known):
            elsewhere, shown_elsewhere = _same_cells(cells, margins.pop(frozenset(rule.by), None))
            mask = mask | elsewhere
            is_shown.append(shown_elsewhere)
            measures.append(lay_out(people, cells, margins.values(), threshold=threshold))
        is_useless = np.all(is_shown, axis=0) & ~mask
        cover = protect(measures, threshold=threshold, hidden=mask, is_useless=is_useless)
        is_safe = is_safe and cover.is_safe
        hidden |= dict.fromkeys(columns, cover.hidden | mask)
    any_hidden = np.any(list(hidden.values()), axis=0)
    kept = np.flatnonzero(any_hidden | (np.arange(cells.num_rows) < table.num_rows))
    cells = cells.take(kept)
    found = {name: mask[kept] for name, mask in hidden.items()}
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
    margins = {frozenset(margin) for margin in (*rule.margins, *rule.shares.values()) if table.num_rows}
    for margin in sorted(margins, key=lambda each: (len(each), sorted(each))):
        told = {total.people for total in known if set(total.by) == margin}
        if margin == set(rule.by) or told.issuperset(rule.people):
            continue
        own = Disclosure(people=rule.people, by=tuple(name for name in rule.by if name in margin), parts=rule.parts)
        sums = table.group_by(list(own.by)).aggregate([(name, "sum") for name in own.people])
        sums = sums.select([*own.by, *(f"{name}_sum" for name in own.people)]).rename_columns([*own.by, *own.people])
        below = [total for total in known if set(total.by) < margin]
        sums_known = own_totals(shield(sums, own, threshold=threshold, totals=below), own)
        known += [total for total in sums_known if total.people not in told]
    return tuple(known)


def _counted(
    counts: Mapping[str, Numbers], columns: Sequence[str], rule: Disclosure, known: Sequence[Total]
) -> Iterator[tuple[Numbers, dict[frozenset[str], Margin]]]:
    """What is counted in columns that are hidden together, with its known sums.

    That is each column, who is in one of its wholes and not in it, and who is in the whole and in none of them.
    """
    known_of = {name: margins_of(known, name, rule.by) for name in rule.people}
    for name in columns:
        yield counts[name], dict(known_of[name])
        for whole in wholes(rule, name):
            outside = counts[whole] - counts[name]
            if (outside < 0).any():
                what = f'"{name}" counts more people than "{whole}" in a row, and is said to be a part of it.'
                fix = "Count the part within the whole."
                raise QueryError(Fault(what, "[disclosure] parts", fix, "disclosure-parts"))
            yield outside, _less(known_of, whole, [name])
    if len(columns) > 1 and columns[0] in rule.parts:
        whole = rule.parts[columns[0]]
        # where parts overlap there may be fewer people outside than this, and nobody can tell
        outside = counts[whole] - np.sum([counts[name] for name in columns], axis=0)
        yield np.maximum(outside, 0), _less(known_of, whole, columns)


def _less(
    known_of: Mapping[str, Mapping[frozenset[str], Margin]], whole: str, parts: Sequence[str]
) -> dict[frozenset[str], Margin]:
    """Known sums of the people in a whole and in none of its parts: those that are known of all of these."""
    found = dict(known_of[whole])
    for part in parts:
        found = {by: margin.less(known_of[part][by]) for by, margin in found.items() if by in known_of[part]}
    return found


def _same_cells(cells: pa.Table, same: Margin | None) -> tuple[Mask, Mask]:
    """Cells that another table of the same cells hides, and those that it shows."""
    if same is None:
        return np.zeros(cells.num_rows, dtype=bool), np.zeros(cells.num_rows, dtype=bool)
    keys = row_keys(cells, same.by)
    hidden = np.array([key in same.hidden for key in keys], dtype=bool)
    return hidden, np.array([key in same.counts for key in keys], dtype=bool) & ~hidden
