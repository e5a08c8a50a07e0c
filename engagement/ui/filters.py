"""The filters around every page: regions, countries or places, years, and the scheme that names the regions.

They live in the URL and nowhere else. Only what the reader chose is there; what the URL says and nobody knows is left
out of the view, with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from engagement.ui import running
from engagement.ui.choices import choices

KEYS = ("regions", "countries", "from", "to", "scheme")
"""The filters' names in the URL."""


@dataclass(frozen=True)
class Scope:
    """What a page is about. Empty regions and countries mean all; a year that is None is no bound.

    `year_from` and `year_to` are calendar years in which academic years start, both included.
    """

    scheme: str
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.regions or self.countries or self.year_from or self.year_to)

    @property
    def parameters(self) -> dict[str, Any]:
        """The scope as the parameters of a query; the warehouse leaves out what a query does not declare."""
        return {
            "scheme": self.scheme,
            "regions": list(self.regions),
            "countries": list(self.countries),
            "year_from": self.year_from,
            "year_to": self.year_to,
        }


def draw() -> str:
    """Draw the filters, bound to the URL. Called once in a run, by the frame.

    Returns:
        One sentence about what the URL asks for and nobody knows; empty where there is nothing of the kind.
    """
    known = choices()
    where, when, grouping = st.container(), st.container(), st.container()
    unknown = []
    with grouping:
        unknown += _offer("scheme", known.schemes, known.scheme_title)
        scheme = st.selectbox(
            "Regions as grouped by",
            known.schemes,
            format_func=known.scheme_title,
            key="scheme",
            bind="query-params",
            help="The same countries in other groups. What is counted does not change.",
        )
    with where:
        regions = known.regions.get(scheme, ())
        unknown += _offer("regions", regions, str)
        chosen = st.multiselect("Region", regions, key="regions", bind="query-params", placeholder="All regions")
        countries = known.countries_of(scheme, chosen)
        unknown += _offer("countries", countries, known.place)
        st.multiselect(
            "Country or place",
            countries,
            format_func=known.place,
            key="countries",
            bind="query-params",
            placeholder="All countries and places",
        )
    with when:
        for key, label in (("from", "From academic year"), ("to", "To academic year")):
            unknown += _offer(key, known.years, known.academic_year)
            st.selectbox(
                label,
                known.years,
                index=None,
                format_func=known.academic_year,
                key=key,
                bind="query-params",
                placeholder="Any",
            )
    if not current().is_everything:
        st.button("Clear filters", on_click=clear, type="tertiary", icon=":material/close:")
    return _note(unknown)


def current() -> Scope:
    """What the reader has chosen. Two years in the wrong order are taken in the right one."""
    state = st.session_state
    years = sorted(year for year in (state.get("from"), state.get("to")) if year is not None)
    both = len(years) == 2
    return Scope(
        scheme=state.get("scheme") or running.settings().scheme,
        regions=tuple(state.get("regions") or ()),
        countries=tuple(state.get("countries") or ()),
        year_from=years[0] if both else state.get("from"),
        year_to=years[1] if both else state.get("to"),
    )


def choose(**chosen: Any) -> None:
    """Set filters by name, as from a button; what is not named stays as it is."""
    for key, value in chosen.items():
        st.session_state[key] = value


def clear() -> None:
    """Show everything again, in the scheme that is chosen."""
    choose(**{"regions": [], "countries": [], "from": None, "to": None})


def words(scope: Scope) -> str:
    """The scope as a reader would say it: "Africa, 2019/2020 to 2023/2024"."""
    known = choices()
    where = [known.place(iso3) for iso3 in scope.countries] or list(scope.regions)
    said = [_listed(where) if where else "All regions"]
    first, last = scope.year_from, scope.year_to
    if first is not None and first == last:
        said.append(known.academic_year(first))
    elif first is not None and last is not None:
        said.append(f"{known.academic_year(first)} to {known.academic_year(last)}")
    elif first is not None:
        said.append(f"from {known.academic_year(first)} on")
    elif last is not None:
        said.append(f"up to {known.academic_year(last)}")
    else:
        said.append("all years")
    return ", ".join(said)


def _listed(names: Sequence[str], *, most: int = 4) -> str:
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


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
    asked = _listed([f"“{value[:40]}”" for value in unknown], most=3)
    return f"The link asks for {asked}, which this view does not know. The rest of it is shown."
