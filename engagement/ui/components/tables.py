"""An answer as a table on the page: titles, units, and hidden values that say so."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from engagement.app import partner_names
from engagement.present import format
from engagement.present.periods import absent_years
from engagement.query import Column
from engagement.result import NOT_DELIVERED, Result

_HIDDEN_TITLE = "Too few people"
ROWS_SHOWN = 15
"""A table of so many rows is shown whole; of a longer one the first ten are seen at once, and their number is told."""

STATUS = "Status"
"""The heading of what is said of a row that the answer does not have."""

_DAY_WIDTH = 104
"""Pixels that a day takes; Streamlit would measure the first row, which may have none."""

PARTNER_KEY = "partner_key"
"""A column of this name leads to the partner; it reads "open" on the page, and is the key itself in files."""

LABEL = "label"
"""A chart's axis of this name is put together from other columns of its row; the table has those."""

_LINKS = {PARTNER_KEY: st.column_config.LinkColumn("View", display_text="open", width="small")}


def table(result: Result) -> None:
    """Draw the table; numbers stay numbers, so that a click on a heading sorts them.

    Where every gap is a number of too few people, gaps read "fewer than 10". Where there are missing values too, gaps
    read as a dash, and a last column names the columns that have too few in its row.
    """
    shown, hidden = rounded(result), {name: rows for name, rows in result.hidden.items() if rows}
    gaps = sum(shown.column(name).null_count for name in shown.column_names)
    concealed = sum(len(rows) for rows in hidden.values())
    has_other_gaps = gaps > concealed
    if hidden and has_other_gaps:
        shown = shown.append_column(_HIDDEN_TITLE, pa.array(_named(result)))
    shown = _linked(with_undelivered(shown, result))
    chart = result.query.chart
    unseen = {LABEL: None} if chart and chart.x == LABEL else {}
    st.dataframe(
        shown,
        hide_index=True,
        height="auto" if shown.num_rows > ROWS_SHOWN else "content",
        column_config={column.name: _config(column) for column in result.query.columns.values()} | _LINKS | unseen,
        placeholder=f"fewer than {result.threshold}"
        if hidden and not has_other_gaps and STATUS not in shown.column_names
        else format.MISSING,
        alt=f"Table: {result.query.title}, {shown.num_rows:,} rows",
    )


def with_undelivered(table: pa.Table, result: Result) -> pa.Table:
    """The table with a row for every academic year of which nothing was delivered, where that year would stand.

    Args:
        table: the released rows, in their order, with at most more columns.
        result: the answer that they are of.

    Returns:
        The same table where no year is absent; else with a last column that says "not delivered" in the rows added.
    """
    chart, card = result.query.chart, result.query.card
    name = (chart.x if chart else "") or (card.period if card else "")
    if name not in table.column_names or not result.query.lists_delivered_years:
        return table
    rows, found = table.to_pylist(), table.column(name).to_pylist()
    absent = absent_years(found)
    if not absent:
        return table
    falls = found != sorted(found) and found == sorted(found, reverse=True)
    rows += [{name: year, STATUS: NOT_DELIVERED} for year in absent]
    if found in (sorted(found), sorted(found, reverse=True)):
        rows.sort(key=lambda row: row[name], reverse=falls)
    return pa.Table.from_pylist(rows, schema=table.schema.append(pa.field(STATUS, pa.string())))


def rounded(result: Result) -> pa.Table:
    """The table with every number as far as it is printed elsewhere: Streamlit cuts what its step leaves over."""
    table = result.table
    for column in result.query.columns.values():
        kind = table.schema.field(column.name).type
        if format.is_number(column.unit) and (pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
            cells = table.column(column.name).to_pylist()
            printed = [None if cell is None else format.rounded(float(cell), column.unit) for cell in cells]
            at = table.column_names.index(column.name)
            table = table.set_column(at, column.name, pa.array(printed, pa.float64()))
    return table


def _linked(table: pa.Table) -> pa.Table:
    """The key of a partner as the link to the partner's own view, first: on a phone the last column is far away."""
    if PARTNER_KEY not in table.column_names:
        return table
    at = table.column_names.index(PARTNER_KEY)
    to = [None if key is None else partner_names.link(key) for key in table.column(at).to_pylist()]
    return table.remove_column(at).add_column(0, PARTNER_KEY, pa.array(to, pa.string()))


def _named(result: Result) -> list[str | None]:
    titles: list[list[str]] = [[] for _ in range(result.table.num_rows)]
    for name, rows in result.hidden.items():
        for row in rows:
            titles[row].append(result.query.columns[name].title)
    return [", ".join(row) or None for row in titles]


def _config(column: Column) -> Any:
    label, about = format.titled(column.title, column.unit), column.description or None
    if column.unit == "date":
        return st.column_config.Column(label, help=about, width=_DAY_WIDTH)
    if column.unit == "share":
        # the step makes every cell show one decimal, so that they stand below each other
        return st.column_config.NumberColumn(label.removesuffix(" (%)"), help=about, format="percent", step=0.001)
    if format.is_number(column.unit):
        return st.column_config.NumberColumn(label, help=about, format=_FORMATS.get(column.unit, "localized"))
    if column.unit == "year":
        return st.column_config.NumberColumn(label, help=about, format="%d")
    return st.column_config.Column(label, help=about)


_FORMATS = {"score": "%.1f", "ratio": "%.2f", "index": "%.4f"}
