"""An answer as a table on the page: titles, units, names that lead on, and hidden values that say so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from engagement.app import partner_names
from engagement.app.address import address
from engagement.app.choices import choices
from engagement.app.scope import Scope, in_address
from engagement.present.periods import absent_years
from engagement.query import Column
from engagement.result import NOT_DELIVERED, Result
from engagement.ui.components import markup
from engagement.ui.shell.component import component

ROWS_SHOWN = 15
"""A table of so many rows is shown whole; a longer one scrolls, and its number of rows is told."""

STATUS = Column("row_status", "Status")
"""The column of what is said of a row that the answer does not have."""

SO_FAR = "so far"
"""What is said of a period that is not complete."""

PARTNER, PARTNER_KEY, REGION, PLACE, ISO3 = "partner", "partner_key", "region", "place", "iso3"

LABEL = "label"
"""A chart's axis of this name is put together from other columns of its row; the table has those."""


def table(result: Result, *, key: str) -> None:
    """Draw the table; a click on a heading sorts it on the screen.

    Args:
        result: the answer.
        key: tells two tables on one page apart.
    """
    chart = result.query.chart
    rows = with_undelivered(result)
    written = markup.table(
        columns(result),
        rows,
        label=f"Table: {result.query.title}, {len(rows):,} rows",
        too_few=f"fewer than {result.threshold}",
        links=_links(result),
        barred=chart.y[0] if chart and chart.y else "",
    )
    st.html(written)
    component("table", js="sort.js")(key=f"sort {key}")


def columns(result: Result) -> tuple[Column, ...]:
    """Return the columns that a reader sees: without keys, codes beside a name, and what only a chart needs."""
    query, names = result.query, result.table.column_names
    chart, card = query.chart, query.card
    complete = {part.complete for part in (chart, card) if part is not None}
    unseen = {PARTNER_KEY, *complete}
    if chart is not None and chart.x == LABEL:
        unseen.add(LABEL)
    if PLACE in names or "country" in names:
        unseen.add(ISO3)
    shown = [column for column in query.columns.values() if column.name in names and column.name not in unseen]
    # what is named stands first, so that it stays in sight
    shown.sort(key=lambda column: column.name != PARTNER if PARTNER in names else False)
    says_status = len(complete - {""}) > 0 or bool(_absent(result))
    return (*shown, STATUS) if says_status else tuple(shown)


def with_undelivered(result: Result) -> list[dict[str, Any]]:
    """Return the rows, with one for every academic year of which nothing was delivered, where that year would stand.

    An incomplete period says so in its row.
    """
    query = result.query
    complete = next((part.complete for part in (query.chart, query.card) if part is not None and part.complete), "")
    rows = [dict(row) for row in result.table.to_pylist()]
    for number, row in enumerate(rows):
        row[markup.SMALL] = {name for name, numbers in result.hidden.items() if number in numbers}
        row[STATUS.name] = SO_FAR if complete and row[complete] is False else ""
    absent, name = _absent(result), _period(result)
    if not absent:
        return rows
    years = [row[name] for row in rows]
    falls = years != sorted(years) and years == sorted(years, reverse=True)
    rows += [{name: year, STATUS.name: NOT_DELIVERED} for year in absent]
    if years in (sorted(years), sorted(years, reverse=True)):
        rows.sort(key=lambda row: row[name], reverse=falls)
    return rows


def _period(result: Result) -> str:
    chart, card = result.query.chart, result.query.card
    return (chart.x if chart else "") or (card.period if card else "")


def _absent(result: Result) -> list[str]:
    name = _period(result)
    if name not in result.table.column_names or not result.query.lists_delivered_years:
        return []
    return absent_years(result.table.column(name).to_pylist())


def _links(result: Result) -> Mapping[str, markup.Link]:
    """Return where names lead: a partner to its page, a region or country to its own, with the filters kept."""
    names = result.table.column_names
    kept = _kept(result)
    links: dict[str, markup.Link] = {}
    if PARTNER_KEY in names and PARTNER in names:
        links[PARTNER] = partial(_partner, kept)
    if "scheme" in result.parameters and REGION in names:
        links[REGION] = partial(_region, result.parameters["scheme"], kept)
    if PLACE in names and ISO3 in names:
        links[PLACE] = partial(_place, kept)
    return links


def _kept(result: Result) -> Mapping[str, tuple[str, ...]]:
    asked = result.parameters
    if not {"scheme", "regions", "countries"} <= set(asked):
        return {}
    scope = Scope(asked["scheme"], tuple(asked["regions"] or ()), tuple(asked["countries"] or ()))
    return in_address(scope, choices())


def _partner(kept: Mapping[str, tuple[str, ...]], row: Mapping[str, Any]) -> str:
    return partner_names.link(row[PARTNER_KEY], kept) if row.get(PARTNER_KEY) else ""


def _region(scheme: str, kept: Mapping[str, tuple[str, ...]], row: Mapping[str, Any]) -> str:
    if row.get(REGION) not in choices().regions.get(scheme, ()):
        return ""
    narrowed = {name: values for name, values in kept.items() if name == "scheme"}
    return address("region", {**narrowed, "regions": (row[REGION],)})


def _place(kept: Mapping[str, tuple[str, ...]], row: Mapping[str, Any]) -> str:
    if row.get(ISO3) not in choices().places:
        return ""
    narrowed = {name: values for name, values in kept.items() if name == "scheme"}
    return address("region", {**narrowed, "countries": (choices().place(row[ISO3]),)})
