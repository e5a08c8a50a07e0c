"""What the filters offer: schemes, regions, countries or places, academic years, from the current snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagement.app import runtime
from engagement.warehouse import View
from engagement.warehouse.cache import Cache
from engagement.warehouse.view import EVERY_YEAR

_QUERIES = ("filters/regions", "filters/places", "filters/periods")
_kept: Cache[Choices] = Cache(16)
_COMPARISONS = {"target": "The target", "regions": "The other regions"}
_SCHEME_TITLES = {"summit": "Summit regions", "m49": "United Nations M49", "worldbank": "World Bank regions"}


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen, in the order in which it is offered.

    `members` maps scheme and region to ISO codes; `places` ISO codes to printed names; `periods` the key of a period to
    its title, all years first, then spans of years, then academic years, latest first; `spans` to its first and last
    year.
    """

    default_scheme: str
    schemes: tuple[str, ...]
    versions: Mapping[str, str]
    regions: Mapping[str, tuple[str, ...]]
    members: Mapping[tuple[str, str], frozenset[str]]
    places: Mapping[str, str]
    periods: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]

    @property
    def years(self) -> tuple[int, ...]:
        """Academic years by the calendar year in which they start, latest first."""
        return tuple(int(period) for period in self.periods if period.isdecimal())

    @property
    def comparisons(self) -> tuple[str | int, ...]:
        """What figures can be compared with, beside the period before: academic years by their calendar year too."""
        return (*_COMPARISONS, *self.years)

    def comparison(self, option: str | int) -> str:
        """Return the printed name of a comparison."""
        return self.academic_year(option) if isinstance(option, int) else _COMPARISONS[option]

    def countries_of(self, scheme: str, regions: Sequence[str]) -> tuple[str, ...]:
        """Return the countries of some regions by printed name; all countries if no region is named."""
        within = {iso3 for region in regions for iso3 in self.members[scheme, region]}
        return tuple(iso3 for iso3 in self.places if not regions or iso3 in within)

    def scheme_title(self, scheme: str) -> str:
        """Return the printed name of a region scheme."""
        return _SCHEME_TITLES.get(scheme, scheme.replace("_", " ").capitalize())

    def version(self, scheme: str) -> str:
        """Return the version of a scheme that is in force."""
        return self.versions.get(scheme, "")

    def place(self, iso3: str) -> str:
        """Return the printed name of a country or place."""
        return self.places.get(iso3, iso3)

    def academic_year(self, year: int) -> str:
        """Return the academic year that starts in a calendar year."""
        return self.periods.get(str(year), f"{year}/{year + 1}")

    def period(self, period: str) -> str:
        """Return the printed name of a period: "Last 5 complete years", "2024/2025"."""
        return self.periods.get(period, "All years" if period == EVERY_YEAR else period)

    def period_in_text(self, period: str) -> str:
        """Return the same within a sentence: "last 5 complete years"."""
        title = self.period(period)
        return f"{title[:1].lower()}{title[1:]}"

    def nearest_period(self, first: int | None, last: int | None) -> str:
        """Return the period that is nearest to the years from `first` to `last`; None is no bound."""
        if not self.periods or (first is None and last is None):
            return EVERY_YEAR
        years = set(range(first or min(self.years), (last or max(self.years)) + 1))
        spans = {period: self.spans[period] for period in self.periods}
        return min(spans, key=lambda period: len(years ^ set(range(spans[period][0], spans[period][1] + 1))))


def choices() -> Choices:
    """Return the choices of every filter now, read once per snapshot and version of the queries."""
    return choices_of(runtime.view())


def choices_of(view: View) -> Choices:
    """Return the choices of every filter for whoever has this view, read once per release and version of queries."""
    scheme = view.settings.scheme
    key = (view.snapshot.id, scheme, *(view.catalog.find(query_id).sha256 for query_id in _QUERIES))
    return _kept.get(key, lambda: read_choices(view, scheme))


def read_choices(view: View, default_scheme: str) -> Choices:
    """Return the choices of every filter for the data of a view."""
    regions: dict[str, list[str]] = {}
    members: dict[tuple[str, str], set[str]] = {}
    versions: dict[str, str] = {}
    for row in view.run("filters/regions").table.to_pylist():
        named = regions.setdefault(row["scheme"], [])
        if row["region"] not in named:
            named.append(row["region"])
        members.setdefault((row["scheme"], row["region"]), set()).add(row["iso3"])
        versions[row["scheme"]] = row["version"]
    periods = view.run("filters/periods").table.to_pylist()
    default = default_scheme if default_scheme in regions else next(iter(regions), default_scheme)
    return Choices(
        default_scheme=default,
        schemes=tuple(sorted(regions, key=lambda scheme: (scheme != default, scheme))),
        versions=versions,
        regions={scheme: tuple(named) for scheme, named in regions.items()},
        members={place: frozenset(codes) for place, codes in members.items()},
        places=_told_apart(view.run("filters/places").table.to_pylist()),
        periods={row["period"]: row["title"] for row in periods},
        spans={row["period"]: (row["first_year"], row["last_year"]) for row in periods},
    )


def _told_apart(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return printed names by code; an institution that prints two places alike gets their codes behind the names."""
    times = Counter(row["place"] for row in rows)
    return {
        row["iso3"]: row["place"] if times[row["place"]] == 1 else f"{row['place']} ({row['iso3']})" for row in rows
    }
