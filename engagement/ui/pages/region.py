"""One region or country on one page: which one, from the filters or from a click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from engagement.app.choices import choices
from engagement.app.scope import Scope
from engagement.ui.shell import filters, parts

STUDENTS: Mapping[str, str] = MappingProxyType(
    {
        "Over the years": "placements/students_by_year",
        "On the map": "placements/students_by_country",
        "Change": "placements/change_by_country",
        "Placement rate": "placements/demand_by_region",
        "By type": "placements/types",
        "Duration": "placements/durations",
    }
)
SIDE_BY_SIDE: Mapping[str, str | tuple[str, ...]] = MappingProxyType(
    {
        "Over the years": "placements/students_by_region_and_year",
        "Change": "placements/change_by_region",
        "Placement rate": "placements/demand_by_region",
        "Agreements": "partnerships/agreements_by_region_and_year",
        "Reviews overdue": "partnerships/reviews_overdue_by_region_and_year",
        "On the map": "placements/students_by_country",
    }
)
"""What is asked of several regions or countries, each drawn for itself."""

FIGURES = (
    "cards/students_abroad",
    "cards/global_experience_rate",
    "cards/demand_met",
    "cards/leadership_enrolled",
    "cards/active_agreements",
    "cards/agreements_ending_12_months",
    "cards/reviews_overdue",
    "cards/exchange_balance",
)
"""The key figures of an area."""

AGREEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "Next to end": "partnerships/agreements_ending",
        "By type": "partnerships/agreements_by_type",
        "Register": "partnerships/register",
        "Reviews overdue": "partnerships/reviews_overdue",
        "Place use": "partnerships/place_use_by_partner",
        "Exchange balance": "partnerships/exchange_balance_by_partner",
        "One way": "partnerships/one_way_partners",
        "Dormant": "partnerships/dormant",
        "Coverage": "strategy/coverage_by_country",
        "Compliance": "strategy/compliance_and_risk",
    }
)
LEADERSHIP: Mapping[str, str] = MappingProxyType(
    {"Over the years": "cards/leadership_enrolled", "Into practice": "leadership/path"}
)


def is_chosen(scope: Scope) -> bool:
    """Whether the filters name a region or country."""
    return bool(scope.regions or scope.countries)


def areas(scope: Scope) -> Mapping[str, Scope]:
    """Return what stands side by side, by name: the countries that are chosen, or else the regions."""
    known = choices()
    if scope.countries:
        return {known.place(iso3): replace(scope, countries=(iso3,)) for iso3 in scope.countries}
    return {region: replace(scope, regions=(region,)) for region in scope.regions}


def compare(scope: Scope) -> None:
    """Offer the other regions of the scheme, to stand beside what is chosen."""
    others = [region for region in choices().regions.get(scope.scheme, ()) if region not in scope.regions]
    if scope.countries or not others:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="other regions"):
        st.markdown("Compare with", width="content")
        for region in others:
            chosen = [*scope.regions, region]
            st.button(
                region, on_click=filters.choose, kwargs={"regions": chosen}, key=f"beside {region}", type="tertiary"
            )


def offer(scope: Scope) -> None:
    """Offer the regions of the scheme, one click each."""
    known = choices()
    parts.section("Choose a region", "To see a country, choose it in the filters.")
    with st.container(horizontal=True):
        for region in known.regions.get(scope.scheme, ()):
            st.button(region, on_click=filters.choose, kwargs={"regions": [region]}, key=f"region {region}")


def heading(scope: Scope) -> None:
    """Name what the page is about, and the countries behind a region."""
    known = choices()
    names = [known.place(iso3) for iso3 in scope.countries] or list(scope.regions)
    parts.section(", ".join(names))
    if not scope.countries:
        members = [known.place(iso3) for iso3 in known.countries_of(scope.scheme, scope.regions)]
        with st.expander("1 country or place" if len(members) == 1 else f"{len(members)} countries and places"):
            st.markdown(parts.plain(", ".join(members)))
            st.caption(f"{known.scheme_title(scope.scheme)}, version {parts.plain(known.version(scope.scheme))}")
