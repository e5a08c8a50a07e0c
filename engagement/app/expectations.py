"""Checks whether answers meet the [[expect]] of their headers, and whether shares are shares; released answers only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from engagement.catalog.expectations import counting
from engagement.catalog.header import Header
from engagement.charts.model.data import data_of
from engagement.charts.model.spec import drawing
from engagement.errors import CallError, Fault, QueryError
from engagement.place import Place
from engagement.query import Expectation, Query
from engagement.warehouse import View


def unmet(view: View, query: Query) -> Iterator[Fault]:
    """Yield what keeps a query from being answered and drawn once, or each expectation that its answer does not meet.

    Expectations are told with counts of rows, never with values.

    `rows`, `values` and `some` are told of the demonstration data and tried on it alone; `none` holds anywhere.
    """
    header = view.catalog.files[query.path].header
    if header is None:
        return
    try:
        result = view.run(query.id)
        drawing(data_of(result))
    except (CallError, QueryError) as error:
        yield from (_told(fault, query, header) for fault in error.faults)
        return
    yield from _no_shares(query, header, result.table)
    for number, expected in enumerate(query.expectations):
        if not (view.snapshot.is_demonstration or expected.none):
            continue
        try:
            table = view.run(query.id, **expected.given).table
        except QueryError as error:
            yield from error.faults
            return
        yield from _unmet(query, header, str(number), expected, table, is_demonstration=view.snapshot.is_demonstration)


def _told(fault: Fault, query: Query, header: Header) -> Fault:
    """Return a chart's fault with the line of its section; a warning where the release is older than what is read."""
    if fault.rule == "sql-binding":  # against empty tables of today's files it was sound
        return replace(fault, is_warning=True)
    if not fault.rule.startswith("chart-"):
        return fault
    return replace(fault, where=Place.of(query.path, header.line("chart")))


def _unmet(
    query: Query, header: Header, number: str, expected: Expectation, table: pa.Table, *, is_demonstration: bool
) -> Iterator[Fault]:
    def fault(key: str, what: str, fix: str) -> Fault:
        return Fault(what, Place.of(query.path, header.line("expect", number, key)), fix, f"expect-{key}")

    n_rows = table.num_rows
    if expected.none and (n_breaking := _count(table, expected.none)):
        what = f"{n_breaking:,} of {n_rows:,} rows have {expected.none}, and none should."
        yield fault("none", what, "Mend the SQL; or the condition, if it asks too much.")
    if not is_demonstration:
        return
    least, most = expected.least or 0, math.inf if expected.most is None else expected.most
    if not least <= n_rows <= most:
        what = f"The answer has {n_rows:,} row{'s' if n_rows != 1 else ''}, and should have {_in_words(expected)}."
        yield fault("rows", what, "Mend the SQL; or the number, if the data has changed.")
    if expected.some and not _count(table, expected.some):
        what = f"None of {n_rows:,} rows has {expected.some}, and some should."
        yield fault("some", what, "Mend the SQL; or the condition, if the data has changed.")
    rows = table.to_pylist()
    missing = sum(not any(_fits(row, wanted) for row in rows) for wanted in expected.values)
    if missing:
        what = f"{missing:,} of the {len(expected.values):,} rows in `values` are not in the answer."
        yield fault("values", what, "Mend the SQL; or the rows, if the data has changed. A hidden value is missing.")


def _no_shares(query: Query, header: Header, table: pa.Table) -> Iterator[Fault]:
    """Columns of unit share with a value that is none."""
    for name in query.bounded_shares:
        values = table.column(name).to_pylist()
        if outside := sum(value is not None and not 0 <= value <= 1 for value in values):
            what = f'{outside:,} of {table.num_rows:,} values of "{name}" are not between 0 and 1.'
            fix = "Divide a part by its whole; or write unbounded = true, for what may pass 1, such as growth."
            yield Fault(what, Place.of(query.path, header.line("columns", name)), fix, "column-share")


def _in_words(expected: Expectation) -> str:
    """Return the number of rows that is expected, in words."""
    if expected.least == expected.most:
        return str(expected.least)
    if expected.most is None:
        return f"{expected.least} or more"
    return f"{expected.least or 0} to {expected.most}"


def _count(table: pa.Table, condition: str) -> int:
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "python_enable_replacements": "false",
        "lock_configuration": "true",
    }
    with duckdb.connect(config=config) as connection:
        connection.register("answer", table)
        ((rows,),) = connection.execute(counting(condition)).fetchall()
    return int(rows)


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(_is_same(row.get(name), value) for name, value in wanted.items())


def _is_same(value: Any, wanted: Any) -> bool:
    if isinstance(value, float) and isinstance(wanted, int | float):
        # written as read in a table: the sixth digit is rounded
        return math.isclose(value, wanted, rel_tol=1e-5)
    return bool(value == wanted)
