"""The tables of a snapshot as pandas frames, and the chosen part of the world, worked out without any SQL of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

AS_OF = pd.Timestamp(2026, 11, 1)
POLICY_YEARS = 3
THRESHOLD = 10
# the last academic year that is over on that day is 2025/2026
LAST_COMPLETE = 2025

Tables = Callable[[str], pd.DataFrame]
Scope = Mapping[str, Any]


def published(people: float, *, base: int = 5) -> int | None:
    """A count of people as it is published: nearest 5, in breakdowns nearest 10; none and few alike."""
    return None if people < THRESHOLD else int((people + base // 2) // base * base)


def published_rows(rows: float, people: float, *, base: int = 5) -> int | None:
    """A count of rows as it is published: its people, and their further rows twice as coarsely."""
    further = int((rows - people + base) // (2 * base) * 2 * base)
    return None if people < THRESHOLD else (published(people, base=base) or 0) + further


# What readers choose: everything, a region, some regions and years, some countries or places, another scheme.
SCOPES: Mapping[str, Scope] = {
    "everything": {},
    "one region": {"regions": ["Africa"]},
    "two regions and one year": {"regions": ["China", "Latin America"], "period": "2024"},
    "a region and the last five years": {"regions": ["Africa"], "period": "last_5"},
    "three countries": {"countries": ["ESP", "KOR", "ZAF"]},
    "another scheme": {"scheme": "m49", "regions": ["Northern Europe", "Sub-Saharan Africa"]},
}


def regions_of(tables: Tables, scope: Scope) -> dict[str, str]:
    """The region of every chosen country or place, by ISO code; "" stands for none recorded."""
    scheme = scope.get("scheme", "summit")
    regions = tables("regions")
    regions = regions[regions["scheme"] == scheme]
    regions = regions[regions["version"] == regions["version"].max()]
    found = dict.fromkeys(tables("countries")["iso3"], "Outside the scheme")
    found |= dict(zip(regions["iso3"], regions["region"], strict=True))
    found[""] = "No country recorded"
    chosen, countries = scope.get("regions", []), scope.get("countries", [])
    return {
        iso3: region
        for iso3, region in found.items()
        if (not chosen or region in chosen) and (not countries or iso3 in countries)
    }


def period_span(scope: Scope) -> tuple[int, int]:
    """The first and the last calendar year in which an academic year of the period starts."""
    period = scope.get("period", "all")
    spans = {
        "all": (0, 9999),
        "last_5": (LAST_COMPLETE - 4, LAST_COMPLETE),
        "last_3": (LAST_COMPLETE - 2, LAST_COMPLETE),
    }
    return spans[period] if period in spans else (int(period), int(period))


def placed(tables: Tables, scope: Scope, *, direction: str = "outbound") -> pd.DataFrame:
    """Placements and applications of the chosen places and years, with their region."""
    rows = tables("placements")
    rows = rows[rows["direction"] == direction].copy()
    rows["region"] = rows["host_country"].map(regions_of(tables, scope))
    rows = rows[rows["participants"] > 0]
    first, last = period_span(scope)
    return rows[rows["region"].notna() & rows["year"].between(first, last)]


def abroad(tables: Tables, scope: Scope) -> pd.DataFrame:
    """Outbound placements, live or completed."""
    rows = placed(tables, scope)
    return rows[rows["application_status"].isin(["live", "completed"])]


def stays(tables: Tables) -> pd.DataFrame:
    """Placements both ways, live or completed."""
    rows = tables("placements")
    rows = rows[rows["application_status"].isin(["live", "completed"])].copy()
    rows = rows[rows["participants"] > 0]
    return rows


def agreed(tables: Tables, scope: Scope) -> pd.DataFrame:
    """Agreements of the chosen places with their region and the days on which they are active."""
    rows = tables("partnerships").copy()
    rows["region"] = rows["partner_country"].fillna("").map(regions_of(tables, scope))
    renewals = rows[~rows["workflow_status"].isin(["proposed", "negotiating"])]
    renewed_on = renewals.dropna(subset="renewed_from_id").groupby("renewed_from_id")["start_date"].min()
    rows["renewed_on"] = rows["agreement_id"].map(renewed_on)
    rows["partner"] = rows["partner_id"].fillna(rows["partner_name"])
    rows["until"] = [_until(row) for row in rows.to_dict("records")]
    return rows[rows["region"].notna()]


def active(rows: pd.DataFrame, day: pd.Timestamp = AS_OF) -> pd.DataFrame:
    """Those of the agreements that are active on a day."""
    has_begun = rows["start_date"].isna() | (rows["start_date"] <= day)
    return rows[has_begun & (rows["until"] >= day)]


def _until(row: Mapping[str, Any]) -> pd.Timestamp:
    never, forever = pd.NaT, pd.Timestamp(9999, 12, 31)
    if row["workflow_status"] in ("proposed", "negotiating", "terminated"):
        return never
    end = forever if row["term_type"] in ("auto_renew", "open_ended") else pd.Timestamp(row["end_date"])
    if row["workflow_status"] == "superseded":
        if pd.isna(row["renewed_on"]):
            return never
        before = pd.Timestamp(row["renewed_on"]) - pd.Timedelta(days=1)
        return before if pd.isna(end) else min(end, before)
    return end


def people(rows: pd.DataFrame) -> int:
    """Distinct people in the rows, and those whom a row stands for beyond its own."""
    return rows["person_key"].nunique() + int((rows["participants"] - 1).sum())


def year_label(year: int) -> str:
    """2025 -> "2025/2026"."""
    return f"{year}/{year + 1}"


def is_complete(year: int) -> bool:
    """Whether the academic year is over on the as-of date of the demonstration data."""
    return date(year + 1, 7, 31) < AS_OF.date()


def years_of(tables: Tables, name: str, scope: Scope) -> list[int]:
    """Academic years from the first to the last of a table, without gaps, as far as they are chosen."""
    years = tables(name)["year"]
    first, last = period_span(scope)
    return [year for year in range(int(years.min()), int(years.max()) + 1) if first <= year <= last]


def population(tables: Tables, name: str) -> dict[int, int]:
    """Size of a population by year, from its rows without a breakdown."""
    rows = tables("populations")
    breakdown = rows[["student_level", "home_school", "equity_attribute"]]
    rows = rows[(rows["population"] == name) & breakdown.isna().all(axis=1)]
    return dict(zip(rows["year"].astype(int), rows["people"].astype(int), strict=True))


def back(years: int) -> pd.Timestamp:
    """The as-of date's day of an earlier year."""
    return AS_OF - pd.DateOffset(years=years)


def share(part: float, whole: float) -> float:
    """A share, NaN where there is nothing to divide by."""
    return part / whole if whole else np.nan


def same(found: pd.Series, expected: list[Any]) -> None:
    """Both hold the same values in the same order, missing where the other is missing."""
    left = [None if pd.isna(item) else item for item in found.tolist()]
    right = [None if pd.isna(item) else item for item in expected]
    assert len(left) == len(right)
    for mine, theirs in zip(left, right, strict=True):
        if isinstance(theirs, float) and isinstance(mine, float | int) and not isinstance(mine, bool):
            assert abs(mine - theirs) < 1e-9, (left, right)
        else:
            assert mine == theirs, (left, right)


def parts_of(rows: pd.DataFrame, scope: Scope) -> dict[str, pd.DataFrame]:
    """The rows of each place whose published numbers one figure adds: everywhere, or each region or country chosen."""
    if scope.get("countries"):
        return {iso3: rows[rows["host_country"] == iso3] for iso3 in scope["countries"]}
    if scope.get("regions"):
        return {region: rows[rows["region"] == region] for region in scope["regions"]}
    return {"Everywhere": rows}


@dataclass(frozen=True)
class Released:
    """A release to ask, and what it makes of true numbers: nothing where there are few, and rounded."""

    ask: Callable[..., pd.DataFrame]
    threshold: int
    rounding: int

    def count(self, number: int, people_behind: int | None = None) -> int | None:
        """A count as it is published; `people_behind` where it counts rows."""
        behind = number if people_behind is None else people_behind
        further = 2 * self.rounding if self.rounding > 1 else 1
        return None if behind < self.threshold else nearest(behind, self.rounding) + nearest(number - behind, further)

    @property
    def broken_down(self) -> Released:
        """The same for a breakdown beyond place and period, or a coarse cut: rounded twice as coarsely."""
        return replace(self, rounding=2 * self.rounding if self.rounding > 1 else 1)

    def students(self, parts: Iterable[pd.DataFrame]) -> int | None:
        """The sum of the parts' published students."""
        return added(self.count(people(part)) for part in parts)

    def rows(self, parts: Iterable[pd.DataFrame]) -> int | None:
        """The sum of the parts' published placements or applications."""
        return added(self.count(int(part["participants"].sum()), people(part)) for part in parts)

    def rate(self, part: int | None, whole: int | None) -> float | None:
        """The share of one published count in another."""
        return None if part is None or whole is None or whole < 2 * self.threshold else min(part / whole, 1)


def nearest(number: float, base: int) -> int:
    """The nearest multiple."""
    return int((number + base // 2) // base * base)


def added(counts: Iterable[int | None]) -> int | None:
    """The sum of the counts that there are; None where there is none."""
    present = [count for count in counts if count is not None]
    return sum(present) if present else None
