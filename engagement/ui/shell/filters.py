"""The filters around every page: regions, countries or places, the period, and the scheme that names the regions.

They live in the URL and nowhere else. Only what the reader chose is there; what the URL says and nobody knows is left
out of the view, with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engagement.app import runtime
from engagement.app.choices import Choices, choices
from engagement.app.offered import days
from engagement.app.scope import Scope, listed
from engagement.app.views import FILTERS
from engagement.present import format
from engagement.ui.shell.parts import plain
from engagement.warehouse.view import EVERY_YEAR

KEYS = FILTERS
"""The filters' names in the URL."""

_WIDTHS: Mapping[str, int] = MappingProxyType({"regions": 230, "countries": 250, "period": 190})
"""Pixels that the boxes in the line take."""

OLD_KEYS = ("from", "to")
"""Names that links had for the first and the last year before there were periods."""


IN_MORE = ("scheme", "on", "compare")
"""Filters that stand behind "More", being needed less often."""

_Unknown = list[str]
"""What the URL asks for and nobody knows, as it stands there."""


def draw(used: Sequence[str]) -> str:
    """Draw the filters in one line, bound to the URL. Called once in a run, by the frame.

    All are drawn on every page: one that is not drawn forgets what is chosen. static/frame.css hides those that a page
    does not use.

    Args:
        used: names of the filters that the page uses.

    Returns:
        What the URL asks for and nobody knows, and which period an old link opens at, in a sentence each; or nothing.
    """
    known = choices()
    with st.container(horizontal=True, key="filters", gap="small", vertical_alignment="center"):
        where = [st.container(key=_box(name, used), width=_WIDTHS[name]) for name in ("regions", "countries")]
        with st.container(key=_box("period", used), width=_WIDTHS["period"]):
            unknown, opened = _period(known)
        with st.container(key=_box("more", used), width="content"):
            more = st.popover("More", key="more filters")
        with more:
            with st.container(key=_box("scheme", used)):
                unknown_scheme, scheme = _scheme(known)
            with st.container(key=_box("on", used)):
                unknown += _day(runtime.view().as_of)
            with st.container(key=_box("compare", used)):
                unknown += _one_of("compare", known.comparisons, known.comparison, "Compare with", "The period before")
        unknown += unknown_scheme + _places(known, scheme, where)
        if chosen := _in_more(known, used):
            st.markdown(f":small[{plain(chosen)}]", width="content")
        if _is_narrowed(used, known):
            st.button("Clear filters", on_click=clear, type="tertiary", icon=":material/close:")
    return " ".join(filter(None, [_note(unknown), opened]))


def _box(name: str, used: Sequence[str]) -> str:
    """Return the key of a filter's container; it tells static/frame.css whether the page uses the filter."""
    is_used = bool({*IN_MORE} & {*used}) if name == "more" else name in used
    return f"{'filter' if is_used else 'unused'}-{name}"


def _is_narrowed(used: Sequence[str], known: Choices) -> bool:
    """Whether the page has a filter that is set."""
    chosen, nothing = current(), Scope(known.default_scheme)
    return any(getattr(chosen, name) != getattr(nothing, name) for name in used)


def _in_more(known: Choices, used: Sequence[str]) -> str:
    """Return what is chosen behind "More", in words; empty where nothing is."""
    scope, chosen = current(), []
    if "scheme" in used and scope.scheme != known.default_scheme:
        chosen.append(known.scheme_title(scope.scheme))
    if "on" in used and scope.on is not None:
        chosen.append(f"Agreements as of {format.day(scope.on)}")
    if "compare" in used and scope.compare:
        compared = known.comparison(scope.compare)
        chosen.append(f"Compared with {compared[0].lower()}{compared[1:]}")
    return " · ".join(chosen)


def _scheme(known: Choices) -> tuple[_Unknown, str]:
    unknown = _offer("scheme", known.schemes, known.scheme_title)
    scheme = st.selectbox(
        "Region scheme",
        known.schemes,
        format_func=known.scheme_title,
        key="scheme",
        bind="query-params",
        help="The same countries in other groups. What is counted does not change.",
    )
    return unknown, scheme


def _places(known: Choices, scheme: str, boxes: Sequence[DeltaGenerator]) -> _Unknown:
    regions = known.regions.get(scheme, ())
    unknown = _offer("regions", regions, str)
    chosen = boxes[0].multiselect(
        "Region",
        regions,
        key="regions",
        bind="query-params",
        placeholder="All regions",
        label_visibility="collapsed",
    )
    countries = known.countries_of(scheme, chosen)
    unknown += _offer("countries", countries, known.place)
    boxes[1].multiselect(
        "Country or place",
        countries,
        format_func=known.place,
        key="countries",
        bind="query-params",
        placeholder="All countries and places",
        label_visibility="collapsed",
    )
    return unknown


def _period(known: Choices) -> tuple[_Unknown, str]:
    unknown, opened = _open_old_link(known)
    periods = [period for period in known.periods if period != EVERY_YEAR]
    chosen = _one_of("period", periods, known.period, "Period", known.period(EVERY_YEAR), is_labeled=False)
    return unknown + chosen, opened


def _open_old_link(known: Choices) -> tuple[list[str], str]:
    """Open a link from before periods, which names a first and a last year, at the nearest period.

    Returns:
        What it asks for and nobody knows; and a sentence where the period is not exactly those years.
    """
    asked = [st.query_params.get(key) or "" for key in OLD_KEYS]
    for key in OLD_KEYS:
        st.query_params.pop(key, None)
    years = {known.academic_year(year): year for year in known.years}
    unknown = [text for text in asked if text and text not in years]
    named = [text for text in asked if text in years]
    if not named or "period" in st.query_params:
        return unknown, ""
    first, last = sorted(map(years.__getitem__, named)) if len(named) == 2 else map(years.get, asked)
    period = known.nearest_period(first, last)
    st.session_state["period"] = None if period == EVERY_YEAR else period
    if period != EVERY_YEAR:
        # a filter writes into the address what a reader chooses in it, and not what it opens with
        st.query_params["period"] = known.period(period)
    if known.spans[period] == (first or min(known.years), last or max(known.years)):
        return unknown, ""
    said = " to ".join(sorted(named)) if len(named) == 2 else f"years {'from' if first else 'to'} {named[0]}"
    return unknown, f"The link asks for {said}. It opens at the nearest period, {known.period_in_text(period)}."


def _one_of(
    key: str, options: Sequence[Any], name: Callable[[Any], str], label: str, none: str, *, is_labeled: bool = True
) -> _Unknown:
    unknown = _offer(key, options, name)
    st.selectbox(
        label,
        options,
        index=None,
        format_func=name,
        key=key,
        bind="query-params",
        placeholder=none,
        label_visibility="visible" if is_labeled else "collapsed",
    )
    return unknown


def _day(as_of: date) -> list[str]:
    """Return the day that agreements are shown for; whoever opens a link with another kind of day is told."""
    asked = st.query_params.get_all("on")
    first, last = days(as_of)
    st.date_input(
        "Show agreements as of",
        value=None,
        min_value=first,
        max_value=last,
        key="on",
        bind="query-params",
        help="Agreements in force on that day, by what is in the register now. "
        f"Counts of people stay those of {format.day(as_of)}.",
    )
    return [one for one in asked[:1] if one and not _is_day(one, first, last)]


def _is_day(text: str, first: date, last: date) -> bool:
    try:
        return first <= date.fromisoformat(text) <= last
    except ValueError:
        return False


def current() -> Scope:
    """Return what the reader has chosen."""
    state = st.session_state
    return Scope(
        scheme=state.get("scheme") or runtime.settings().scheme,
        regions=tuple(state.get("regions") or ()),
        countries=tuple(state.get("countries") or ()),
        period=state.get("period") or EVERY_YEAR,
        on=state.get("on"),
        compare=state.get("compare") or "",
    )


def choose(**chosen: Any) -> None:
    """Set filters by name, as from a button; what is not named stays as it is."""
    for key, value in chosen.items():
        st.session_state[key] = value


def clear() -> None:
    """Clear every filter, whatever its type; the address is plain then."""
    nothing: dict[str, Any] = {key: [] if isinstance(st.session_state.get(key), list) else None for key in KEYS}
    choose(**nothing | {"scheme": choices().default_scheme})


def point_at(key: str, value: Any) -> None:
    """Show one region, country or academic year alone, as a click on its bar does; a second click shows all again."""
    if key == "year":
        choose(period=None if current().year == value else str(value))
    else:
        choose(**{key: [] if st.session_state.get(key) == [value] else [value]})


def _offer(key: str, options: Sequence[Any], label: Callable[[Any], str]) -> list[str]:
    """Prepare a filter for the options that it has now.

    Chosen values that are no longer offered are dropped, from the widget and with it from the URL.

    Returns:
        What the URL of a first visit asks for and is not offered, as it stands there.
    """
    value = st.session_state.get(key)
    if isinstance(value, list):
        kept = [one for one in value if one in options]
        if kept != value:
            st.session_state[key] = kept
    elif value is not None and value not in options:
        st.session_state[key] = None
    asked = st.query_params.get_all(key)
    if not asked:
        return []
    labels = {label(option) for option in options}
    return [one for one in asked if one and one not in labels]


def _note(unknown: Sequence[str]) -> str:
    if not unknown:
        return ""
    asked = listed([f"“{value[:40]}”" for value in unknown], most=3)
    return f"The link asks for {asked}, which this view does not know. The rest of it is shown."
