"""Rows that a query left out because nobody is in them: readers take them for zeros, and so do we."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod

import pyarrow as pa

from engagement.disclosure.totals import Key, Total, row_keys
from engagement.query import Disclosure

_MOST = 20_000  # more combinations than this are no table that anybody reads


def complete(table: pa.Table, rule: Disclosure, totals: Sequence[Total]) -> pa.Table:
    """Append a row for every combination of the values of `by` that has none: nobody is in it.

    Columns that follow from another, such as the region of a country, are not combined freely. Only rows that end
    up hidden are shown to anybody; the others vanish again.

    Returns:
        The table with the further rows behind its own: their people columns 0, others missing.
    """
    keys = row_keys(table, rule.by)
    have = set(keys)
    missing = [key for key in _combinations(keys, rule, totals) if key not in have]
    if not missing:
        return table
    columns = {}
    for name in table.column_names:
        column = table.schema.field(name)
        if name in rule.by:
            values = [key[rule.by.index(name)] for key in missing]
        else:
            values = [0 if name in rule.people else None] * len(missing)
        columns[name] = pa.array(values, type=column.type)
    further = pa.table(columns, schema=pa.schema([field.with_nullable(True) for field in table.schema]))
    return pa.concat_tables([table.cast(further.schema), further])


def _combinations(keys: Sequence[Key], rule: Disclosure, totals: Sequence[Total]) -> Iterable[Key]:
    """Every combination of values of those columns of `by` that do not follow from another."""
    width = range(len(rule.by))
    follows: dict[int, int] = {}
    for column in width:
        leads = (lead for lead in width if lead != column and lead not in follows and _follows(keys, lead, column))
        if (lead := next(leads, None)) is not None:
            follows[column] = lead
    for column in follows:
        while follows[column] in follows:
            follows[column] = follows[follows[column]]
    free = [column for column in width if column not in follows]
    values = [_values(keys, rule.by[column], column, totals) for column in free]
    if len(free) < 2 or prod(len(each) for each in values) > _MOST:
        return
    if not follows:
        yield from product(*values)
        return
    value_of = {column: {key[lead]: key[column] for key in keys} for column, lead in follows.items()}
    for chosen in product(*values):
        found = dict(zip(free, chosen, strict=True))
        if all(found[lead] in value_of[column] for column, lead in follows.items()):
            found |= {column: value_of[column][found[lead]] for column, lead in follows.items()}
            yield tuple(found[column] for column in width)


def _follows(keys: Sequence[Key], lead: int, column: int) -> bool:
    """Whether the value of one column says that of the other: a country's region, a year's academic year."""
    return len({(key[lead], key[column]) for key in keys}) == len({key[lead] for key in keys})


def _values(keys: Sequence[Key], name: str, column: int, totals: Sequence[Total]) -> list[object]:
    """The values of a column here, and in the rows that are hidden where its totals stand."""
    found = dict.fromkeys(key[column] for key in keys)
    for total in totals:
        if name in total.by:
            values = total.table.column(name).to_pylist()
            found |= dict.fromkeys(values[row] for row in total.hidden_rows)
    return list(found)
