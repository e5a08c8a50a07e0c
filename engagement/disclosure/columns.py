"""The columns that a rule names: that they are there, and that they hold what the rule says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from engagement.disclosure.measure import Numbers
from engagement.disclosure.totals import Total, row_keys
from engagement.errors import Fault, QueryError
from engagement.nearest import did_you_mean
from engagement.query import Disclosure


def check_columns(table: pa.Table, rule: Disclosure, totals: Sequence[Total]) -> None:
    """Refuse a table or totals that the rule does not fit.

    Raises:
        QueryError: every fault at once: columns that are missing or named twice, rows with the same name, totals
            of something else.
    """
    faults = [*_column_faults(table, rule), *_total_faults(rule, totals)]
    if not faults:
        keys = row_keys(table, rule.by)
        if len(set(keys)) < len(keys):
            what = f"Two rows have the same {', '.join(rule.by) or 'name: there is more than one'}."
            fix = 'Name in "by" every column that tells the rows apart, or group by those that it names.'
            faults.append(Fault(what, "[disclosure] by", fix, "disclosure-by"))
    if faults:
        raise QueryError(*faults)


def people_counts(table: pa.Table, column: str) -> Numbers:
    """A column of people as whole numbers, one per row.

    Raises:
        QueryError: a count is missing, negative or not whole. The count itself is not told.
    """
    values = table.column(column).to_pylist()
    # a query that counts nobody at all may give a column without a type
    if not values:
        return np.zeros(0, dtype=np.int64)
    fix = f"Count people: count(distinct …), or coalesce(…, 0) where nobody is found, as {column}."
    if any(value is None for value in values):
        raise QueryError(Fault(f'"{column}" counts people, and is missing in a row.', column, fix, "disclosure-count"))
    kind = table.schema.field(column).type
    is_number = pa.types.is_integer(kind) or pa.types.is_decimal(kind) or pa.types.is_floating(kind)
    if not is_number or any(value < 0 or value % 1 != 0 for value in values):
        what = f'"{column}" counts people, and is no whole number from 0 on in a row.'
        raise QueryError(Fault(what, column, fix, "disclosure-count"))
    return np.array([int(value) for value in values], dtype=np.int64)


def _column_faults(table: pa.Table, rule: Disclosure) -> Iterator[Fault]:
    known = table.column_names
    margins = [name for margin in (*rule.margins, *rule.shares.values()) for name in margin]
    behind = [name for names in rule.depends.values() for name in names]
    named = [
        *(("people", name, known) for name in rule.people),
        *(("by", name, known) for name in rule.by),
        *(("open", name, known) for name in rule.open),
        *(("totals", name, rule.by) for name in margins),
        *(("parts", name, rule.people) for name in (*rule.parts, *rule.parts.values())),
        *(("previous", name, known) for name in rule.previous),
        *(("previous", name, rule.people) for name in rule.previous.values()),
        *(("period", name, rule.by) for name in (rule.period,) if rule.previous),
        *(("shares", name, known) for name in rule.shares),
        *(("depends", name, known) for name in rule.depends),
        *(("depends", name, (*rule.people, *rule.previous)) for name in behind),
    ]
    for key, name, choices in named:
        if name not in choices:
            what = f'"{name}" in [disclosure] {key} is not one of {", ".join(choices)}.{did_you_mean(name, choices)}'
            yield Fault(what, f"[disclosure] {key}", "Name a column that is there.", f"disclosure-{key}")
    for name in {*rule.people, *rule.previous} & {*rule.by, *rule.open}:
        what = f'"{name}" counts people, and cannot stand in "by" or "open", which are never hidden.'
        yield Fault(what, "[disclosure]", "Name it once.", "disclosure-people")
    for name in [name for name, behind in rule.depends.items() if not behind]:
        what = f'"{name}" depends on no column of people, and would never be hidden.'
        yield Fault(what, "[disclosure] depends", f'Name its people, or put "{name}" in "open".', "disclosure-depends")
    for name in [name for name in rule.by if name in known and pa.types.is_nested(table.schema.field(name).type)]:
        what = f'"{name}" holds lists or structures, and cannot name a row.'
        yield Fault(what, "[disclosure] by", "Name columns of single values.", "disclosure-by")
    for part in rule.parts:
        if part in wholes(rule, part):
            yield Fault(f'"{part}" is a part of itself.', "[disclosure] parts", "Name the whole.", "disclosure-parts")


def wholes(rule: Disclosure, part: str) -> tuple[str, ...]:
    """All columns that `part` is counted within, nearest first."""
    found: list[str] = []
    while part in rule.parts and rule.parts[part] not in found:
        part = rule.parts[part]
        found.append(part)
    return tuple(found)


def families(rule: Disclosure) -> dict[str, list[str]]:
    """The people columns that are hidden together, by their whole and after it; those that are no parts under ""."""
    found: dict[str, list[str]] = {}
    for name in sorted(rule.people, key=lambda name: len(wholes(rule, name))):
        found.setdefault(rule.parts.get(name, ""), []).append(name)
    return found


def _total_faults(rule: Disclosure, totals: Sequence[Total]) -> Iterator[Fault]:
    fix = "Take it out of totals, or use the same names for the same columns in both queries."
    for by in dict.fromkeys(frozenset(total.by) for total in totals):
        people = [total.people for total in totals if frozenset(total.by) == by]
        if not by <= set(rule.by):
            what = f"A total by {', '.join(sorted(by))} is no total of rows by {', '.join(rule.by) or 'nothing'}."
            yield Fault(what, "[disclosure] totals", fix, "disclosure-totals")
        elif not set(people) & set(rule.people):
            what = f"A total counts {', '.join(people)}, and the rows count {', '.join(rule.people)}."
            yield Fault(what, "[disclosure] totals", fix, "disclosure-totals")
