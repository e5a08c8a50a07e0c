"""The same world grouped in other ways: whichever scheme is chosen, nothing is lost and nothing counted twice."""

from __future__ import annotations

import pandas as pd
import pytest

from engagement.catalog import load_catalog
from engagement.contract import load_contract
from engagement.settings import load_settings

SETTINGS = load_settings()
CATALOG = load_catalog(SETTINGS.queries_dir, load_contract(SETTINGS.contract_path)).queries
SCHEMES = ("summit", "m49", "worldbank")
ADDITIVE = ("agreements", "placements", "applications", "countries")
SEMESTERS = ("semesters_out", "semesters_in")
NAMED_BY = ("day", "academic_year", "iso3", "agreement_id", "partner")

# events belong to one scheme, and people who went to two regions count in both
GROUPED = sorted(
    id_
    for id_, query in CATALOG.items()
    if "scheme" in query.parameters
    and "region" in query.columns
    and id_ not in ("filters/events", "placements/demand_by_region")
)
WHOLE = sorted(id_ for id_, query in CATALOG.items() if "scheme" in query.parameters and "region" not in query.columns)


@pytest.fixture(scope="module")
def in_each(ask):
    """A query's answer in every scheme, nothing chosen."""
    return lambda id_: {scheme: ask(id_, scheme=scheme) for scheme in SCHEMES}


@pytest.mark.parametrize("id_", WHOLE)
def test_a_number_that_is_not_by_region_is_the_same_in_every_scheme(in_each, id_):
    first, *others = in_each(id_).values()
    for other in others:
        pd.testing.assert_frame_equal(first, other)


def added(rows: pd.DataFrame, id_: str) -> pd.DataFrame:
    """What can be added over regions, for all that is the same in every scheme."""
    columns = CATALOG[id_].columns
    by = [name for name in rows if name in NAMED_BY]
    # places outside a scheme and without an agreement are nobody's region, so the size of regions does not add up
    counts = [name for name in rows if columns[name].unit in ADDITIVE or name in SEMESTERS if name != "countries"]
    assert by or counts, "nothing of this answer would be tested"
    if not by:
        return rows[counts].sum().to_frame()
    # where nothing adds up over regions, the same years, types and so on occur in every scheme
    return (
        rows.groupby(by, dropna=False)[counts].sum()
        if counts
        else rows[by].drop_duplicates().set_index(by).sort_index()
    )


@pytest.mark.parametrize("id_", GROUPED)
def test_regions_add_up_to_the_same_in_every_scheme(in_each, id_):
    first, *others = (added(rows, id_) for rows in in_each(id_).values())
    for other in others:
        pd.testing.assert_frame_equal(first, other, check_like=True, check_dtype=False)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_agreement_and_placement_is_in_exactly_one_region_that_can_be_chosen(ask, scheme):
    regions = ask("filters/regions")
    offered = regions[regions["scheme"] == scheme]["region"].unique()
    for id_, column in (
        ("partnerships/agreements_by_status", "agreements"),
        ("placements/students_by_year", "placements"),
    ):
        whole = ask(id_, scheme=scheme)[column].sum()
        assert sum(ask(id_, scheme=scheme, regions=[region])[column].sum() for region in offered) == whole


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_scheme_does_not_name_is_shown_as_such(ask, tables, scheme):
    regions = tables("regions")
    named = set(regions[regions["scheme"] == scheme]["iso3"])
    rows = ask("partnerships/agreements_by_country", scheme=scheme).set_index("iso3")["region"]
    for iso3, region in rows.items():
        assert (region in ("Outside the scheme", "No country recorded")) == (iso3 not in named)
