"""How the numbers are made: definitions from the queries' headers, regions, years, and what is never shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from engagement.app import runtime
from engagement.app.choices import choices
from engagement.app.scope import Scope
from engagement.present import format
from engagement.query import Query
from engagement.settings import Settings
from engagement.ui.shell import parts

_YEARS = """
- An academic year begins on **{start}** and is named after both of its calendar years: 2025/2026.
- Numbers that change from day to day, such as active agreements, stand for **{as_of}**, the as-of date.
- A change compares a complete year with the complete year before it, or a day with the same day of the year before.
  An incomplete year is marked and is not compared.
- Rates are sums divided by sums, never means of rates.
- A student who goes twice counts once in a total. So regions, countries and years do not add up to the total over them:
  every total is counted by itself.
"""

_DISCLOSURE = """
- **Counted once.** Numbers of people are counted when data is loaded, exactly, and published as a fixed set of tables.
  The server that shows these pages holds no records of people; filters choose among published numbers.
- **Rounded.** Every count of people is rounded to the nearest {rounding}, on its own; so totals are not exactly the
  sums of their parts. Rates, shares, changes and ranks are made of the rounded numbers.
- **Few and none look alike.** Fewer than {threshold} people are not shown, and neither is nobody. Medians, means and
  amounts are published where {threshold} or more people are behind them.
- **Rates** over fewer than {rate} people are not shown.
- **Single people.** Names, mail addresses and birth dates are never stored; person numbers are stored scrambled.
"""


def definitions() -> None:
    """Every metric as its header defines it, in the order of the list of metrics."""
    st.header("Definitions", anchor=False)
    for query in defined(runtime.view().catalog.queries.values()):
        _definition(query)


def defined(queries: Iterable[Query]) -> list[Query]:
    """Return the queries that define a metric, by its number."""
    return sorted((query for query in queries if query.metric), key=lambda one: (_numbers(one), one.id))


def regions(scope: Scope) -> None:
    """Which country or place belongs to which region, in the scheme that is chosen."""
    known = choices()
    st.header("Regions", anchor=False)
    version = parts.plain(known.version(scope.scheme))
    st.markdown(
        f"**{known.scheme_title(scope.scheme)}**, version {version}. Within a scheme and version every "
        "country or place has one region. Regions change over the years, so the version is named wherever it matters. "
        "Choose another scheme in the filters."
    )
    for region in known.regions.get(scope.scheme, ()):
        names = [known.place(iso3) for iso3 in known.countries_of(scope.scheme, [region])]
        with st.expander(f"{parts.plain(region)} ({len(names)})"):
            st.markdown(parts.plain(", ".join(names)))


def years(settings: Settings, as_of: date) -> None:
    """Write what an academic year is here, and how years are compared."""
    month, day = map(int, settings.year_starts.split("-"))
    start = format.day(date(2000, month, day)).partition(",")[0]
    st.header("Years and comparisons", anchor=False)
    st.markdown(_YEARS.format(start=start, as_of=format.day(as_of)))


def disclosure(settings: Settings) -> None:
    """How numbers of people come about, in words."""
    st.header("Numbers of people", anchor=False)
    st.markdown(
        _DISCLOSURE.format(threshold=settings.threshold, rounding=settings.rounding, rate=2 * settings.threshold)
    )


def _definition(query: Query) -> None:
    metric = query.metric
    if metric is None:
        return
    numbers = ", ".join(str(number) for number in metric.numbers)
    st.subheader(f"{numbers}. {parts.plain(query.title)}", anchor=False)
    lines = [parts.plain(metric.definition)]
    told = {
        "Denominator": metric.denominator,
        "Source": metric.source,
        "What it is not": metric.is_not,
        "Left out": "; ".join(query.excludes),
    }
    lines += [f":gray[{title}:] {parts.plain(text)}" for title, text in told.items() if text]
    st.markdown("  \n".join(lines))
    st.markdown(f":small[[{query.id}](query_library?query={query.id})]")


def _numbers(query: Query) -> tuple[int, ...]:
    return query.metric.numbers if query.metric else ()
