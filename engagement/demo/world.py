"""The invented world: countries, partners' names, years, and how many go where and when."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

AS_OF = date(2026, 11, 1)
FIRST_YEAR, LAST_YEAR = 2015, 2026  # calendar years in which the first and last academic year start
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
REFERENCE_PLACEMENTS = 25_000  # the size that every other number here is meant for

# applications per year, the first year being 1: growth, the fall of 2020, growth again, a year that has just begun
APPLICATIONS = (1.0, 1.08, 1.16, 1.25, 1.32, 0.5, 0.9, 1.4, 1.75, 2.0, 2.2, 1.25)
INBOUND_SHARE = 0.28
# shares of the regions, in the order of YEARS
REGIONS: Mapping[str, tuple[float, ...]] = {
    "China": (7.0, 7.2, 7.4, 7.3, 6.6, 0.4, 0.5, 1.0, 2.6, 3.8, 5.6, 6.0),
    "Africa": (6.0, 6.2, 6.5, 6.9, 7.0, 3.0, 5.5, 7.6, 8.4, 9.0, 9.8, 10.4),
    "Latin America": (11.5, 11.6, 11.8, 12.0, 12.0, 9.0, 12.5, 13.2, 13.4, 13.6, 13.2, 13.5),
    "Europe": (46.0, 45.5, 45.0, 44.2, 44.0, 62.0, 55.0, 47.0, 43.5, 42.0, 40.5, 39.5),
    "East and Southeast Asia": (11.5, 11.8, 12.2, 12.6, 13.0, 9.0, 8.0, 14.0, 15.4, 15.6, 15.8, 15.6),
    "South and Central Asia": (4.0, 4.1, 4.1, 4.2, 4.2, 2.0, 3.0, 4.0, 4.4, 4.6, 4.8, 4.8),
    "Middle East": (4.5, 4.3, 4.2, 4.1, 4.0, 4.0, 4.0, 4.0, 3.6, 2.6, 2.4, 2.4),
    "Oceania": (7.0, 7.0, 6.9, 6.8, 6.7, 1.0, 2.0, 6.6, 6.6, 6.6, 6.6, 6.6),
    "North America": (2.5, 2.4, 2.3, 2.3, 2.3, 4.0, 4.0, 2.6, 2.4, 2.3, 2.2, 2.2),
}


@dataclass(frozen=True)
class Country:
    """A country or place in the data. `weight` is its share of the region's students, `partners` how many it has."""

    iso3: str
    region: str
    weight: float
    partners: int
    languages: tuple[str, ...]
    cities: tuple[str, ...]


@dataclass(frozen=True)
class Organization:
    """A partner that is not a university; without a country where it has none."""

    name: str
    type: str
    country: str = ""
    city: str = ""


@dataclass(frozen=True)
class World:
    """What world.toml says."""

    languages: Mapping[str, Mapping[str, list[str]]]
    countries: tuple[Country, ...]
    organizations: tuple[Organization, ...]

    @cached_property
    def country_by_code(self) -> Mapping[str, Country]:
        """Countries by their ISO code."""
        return {country.iso3: country for country in self.countries}

    def partner_name(self, language: str, number: int) -> str:
        """Return the name of the partner of that number in a language; a numeral is added once combinations run out."""
        templates, places = self.languages[language]["templates"], self.languages[language]["places"]
        turn, pair = divmod(number, len(templates) * len(places))
        round_, place = divmod(pair, len(places))
        name = templates[(round_ + place) % len(templates)].format(places[place])  # each pair once, templates mixed
        return f"{name} {turn + 1}" if turn else name

    def weights(self, year: int) -> list[float]:
        """Return each country's share of the students of a year, in the order of `countries`."""
        totals: dict[str, float] = {}
        for country in self.countries:
            totals[country.region] = totals.get(country.region, 0) + country.weight
        shares = {region: values[year - FIRST_YEAR] for region, values in REGIONS.items()}
        return [_open(land, year) * shares[land.region] * land.weight / totals[land.region] for land in self.countries]


def load_world() -> World:
    """Read world.toml beside this module."""
    raw = tomllib.loads((Path(__file__).parent / "world.toml").read_text(encoding="utf-8"))
    return World(
        languages=raw["languages"],
        countries=tuple(_country(iso3, raw_country) for iso3, raw_country in raw["countries"].items()),
        organizations=tuple(Organization(**raw_organization) for raw_organization in raw["organizations"]),
    )


def scale(placements: int) -> float:
    """Return how many times larger than the shipped data set a data set of that many placements is."""
    return placements / REFERENCE_PLACEMENTS


def slow_scale(placements: int) -> float:
    """Return the same for what grows slower than placements: partners, agreements, leadership programs."""
    return math.sqrt(scale(placements))


def label(year: int) -> str:
    """Return the academic year that starts in a calendar year: 2025 -> 2025/2026."""
    return f"{year}/{year + 1}"


def rows_by_year(placements: int) -> dict[int, int]:
    """Return how many placement rows fall into each year; they add up to `placements`."""
    total, reached, rows = sum(APPLICATIONS), 0.0, {}
    before = 0
    for year, weight in zip(YEARS, APPLICATIONS, strict=True):
        reached += weight
        upto = round(placements * reached / total)
        rows[year], before = upto - before, upto
    return rows


def _open(country: Country, year: int) -> float:
    # programs in Russia and Ukraine stopped in 2022
    return 0.0 if country.iso3 in {"RUS", "UKR"} and year >= 2022 else 1.0


def _country(iso3: str, raw: Mapping[str, Any]) -> Country:
    return Country(iso3, raw["region"], raw["weight"], raw["partners"], tuple(raw["languages"]), tuple(raw["cities"]))
