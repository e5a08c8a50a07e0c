"""The shipped reference tables: every country or place, its names, its region."""

from __future__ import annotations

import csv
import runpy
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from engagement.ingest.check.places import Places, fold

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


COUNTRIES = rows(REFERENCE / "countries.csv")
REGIONS = rows(REFERENCE / "regions.csv")
ALIASES = rows(REFERENCE / "country_aliases.csv")
CLDR = rows(REFERENCE / "country_aliases_cldr.csv")
EVERY = {row["iso3"] for row in COUNTRIES}


@pytest.fixture(scope="module")
def places():
    return Places.load([REFERENCE])


def region(scheme, version):
    return {row["iso3"]: row["region"] for row in REGIONS if (row["scheme"], row["version"]) == (scheme, version)}


def test_codes_are_those_of_the_public_list_and_kosovo(real):
    public = {row["ISO3166-1-Alpha-3"]: row["ISO3166-1-Alpha-2"] for row in rows(real("reference/country-codes.csv"))}
    assert {row["iso3"]: row["iso2"] for row in COUNTRIES} == {**public, "XKX": "XK"}


def test_sub_regions_of_m49_are_those_of_the_public_list(real):
    public = {
        row["ISO3166-1-Alpha-3"]: row["Sub-region Name"]
        for row in rows(real("reference/country-codes.csv"))
        if row["Sub-region Name"]
    }
    del public["TWN"]  # the public list adds it; M49 itself does not
    assert region("m49", "2024") == {**public, "ATA": "Antarctica"}


def test_names_of_m49_are_those_of_the_public_list(real):
    public = {row["ISO3166-1-Alpha-3"]: row["official_name_en"] for row in rows(real("reference/country-codes.csv"))}
    differing = {row["iso3"] for row in COUNTRIES if public.get(row["iso3"], "") != row["m49_name"]}
    # the public list writes two names otherwise than M49 does today, and gives Taiwan one that M49 does not have
    assert differing == {"CIV", "NLD", "TWN"}


def test_points_are_degrees(places):
    assert all(-90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180 for row in COUNTRIES)


def test_codes_and_printed_names_are_unique():
    for column in ("iso3", "iso2", "display_name"):
        assert max(Counter(row[column] for row in COUNTRIES).values()) == 1


@pytest.mark.parametrize("version", ["2019", "2023"])
def test_the_summit_scheme_holds_every_place_once(version):
    listed = [row["iso3"] for row in REGIONS if (row["scheme"], row["version"]) == ("summit", version)]
    assert sorted(listed) == sorted(EVERY)


def test_no_place_is_twice_in_a_version_of_a_scheme():
    assert max(Counter((row["scheme"], row["version"], row["iso3"]) for row in REGIONS).values()) == 1


def test_china_is_the_mainland_hong_kong_and_macao():
    summit = region("summit", "2023")
    assert {iso3 for iso3, name in summit.items() if name == "China"} == {"CHN", "HKG", "MAC"}
    assert summit["TWN"] == "East and Southeast Asia"


def test_africa_is_the_whole_continent_today_and_was_not_before():
    today, before, m49 = region("summit", "2023"), region("summit", "2019"), region("m49", "2024")
    continent = {iso3 for iso3, name in m49.items() if name in {"Northern Africa", "Sub-Saharan Africa"}}
    north = {iso3 for iso3, name in m49.items() if name == "Northern Africa"}
    assert {iso3 for iso3, name in today.items() if name == "Africa"} == continent
    assert {iso3 for iso3, name in before.items() if name == "Africa"} == continent - north


def test_latin_america_is_that_of_m49():
    m49 = region("m49", "2024")
    latin = {iso3 for iso3, name in region("summit", "2023").items() if name == "Latin America"}
    assert latin == {iso3 for iso3, name in m49.items() if name == "Latin America and the Caribbean"}


def test_m49_has_no_taiwan_and_no_kosovo():
    assert EVERY - region("m49", "2024").keys() == {"TWN", "XKX"}


def test_the_world_bank_moved_afghanistan_and_pakistan():
    before, after = region("worldbank", "2024"), region("worldbank", "2025")
    moved = {iso3 for iso3 in before if before[iso3] == "South Asia" and after[iso3] != "South Asia"}
    assert moved == {"AFG", "PAK"}


def test_every_alias_made_by_hand_means_its_place(places):
    assert not [row for row in ALIASES if places.resolve(row["alias"]) != row["iso3"]]


def test_every_name_of_the_cldr_means_its_place(places):
    assert not [row for row in CLDR if places.resolve(row["alias"]) != row["iso3"]]


def test_no_spelling_stands_for_two_places():
    meanings = defaultdict(set)
    for row in [*ALIASES, *CLDR]:
        meanings[fold(row["alias"])].add(row["iso3"])
    assert not {name for name, meant in meanings.items() if len(meant) > 1}


def test_every_alias_says_where_it_comes_from():
    assert all(row["origin"] for row in [*ALIASES, *CLDR])


@pytest.mark.parametrize(
    ("spelling", "iso3"),
    [
        ("EL", "GRC"),
        ("UK", "GBR"),
        ("KOREA", "KOR"),
        ("LAO PDR", "LAO"),
        ("EUA", "USA"),
        ("Holanda", "NLD"),
        ("Macau", "MAC"),
        ("Taiwan", "TWN"),
        ("Cote d\u2019Ivoire", "CIV"),
        ("Zaire", "COD"),
        ("Turkey", "TUR"),
        ("터키", "TUR"),
        ("中国", "CHN"),
        ("भारत", "IND"),
        ("Μάλτα", "MLT"),
        ("NA", "NAM"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Kosovo", "XKX"),
    ],
)
def test_names_in_the_wild_are_known(places, spelling, iso3):
    assert places.resolve(spelling) == iso3


@pytest.mark.parametrize("spelling", ["America", "Kongo", "EASTERN CARIBBEAN", "Geneva", "United Nations", "Nigerr"])
def test_what_could_be_two_places_or_none_is_not_guessed(places, spelling):
    assert places.resolve(spelling) is None


def test_the_table_from_the_cldr_is_what_the_script_writes(tmp_path, capsys):
    pytest.importorskip("babel")
    script = runpy.run_path(str(REFERENCE / "build.py"))
    script["main"](tmp_path)
    written = (tmp_path / "country_aliases_cldr.csv").read_bytes()
    assert written == (REFERENCE / "country_aliases_cldr.csv").read_bytes(), "run: python data/reference/build.py"
