"""The small world of these tests, and in which of its places and periods a row counts."""

from __future__ import annotations

REGIONS = {
    "KEN": ("Africa", "South"),
    "GHA": ("Africa", "South"),
    "FRA": ("Europe", "North"),
    "DEU": ("Europe", "North"),
    "CHN": ("Asia", "North"),
    "BRA": ("America", "South"),
    "ZZZ": ("No country recorded", "No country recorded"),
}
PERIODS = {
    "all": (2020, 2025),
    "last_5": (2020, 2024),
    "last_3": (2022, 2024),
    **{str(year): (year, year) for year in (2020, 2021, 2022, 2024, 2025)},
}


def places_of(country: str | None) -> list[str]:
    """Where somebody who went to a country counts; nowhere if there is no such country."""
    code = country or "ZZZ"
    if code not in REGIONS:
        return []
    one, other = REGIONS[code]
    return ["world", code, f"one:{one}", f"it's:{other}"]


def periods_of(year: int | None) -> list[str]:
    """When somebody who went in a year counts; in all years where the year is not known."""
    if year is None:
        return ["all"]
    has_records = str(year) in PERIODS
    return [name for name, (first, last) in PERIODS.items() if has_records and first <= year <= last]
