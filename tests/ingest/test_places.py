"""A place is known by any of its names, exactly, or it is a person's to decide. It is never guessed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engagement.errors import DeliveryError
from engagement.ingest.check.places import Places, fold
from engagement.settings import load_settings


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load(load_settings().reference_dirs)


@pytest.fixture
def reference(tmp_path: Path):
    """Reference tables of an institution's own."""

    def write(countries: list[str], aliases: list[str]) -> Path:
        folder = tmp_path / "reference"
        folder.mkdir()
        header = "iso3,iso2,display_name,m49_name,latitude,longitude"
        (folder / "countries.csv").write_text("\n".join([header, *countries]) + "\n", encoding="utf-8")
        (folder / "country_aliases.csv").write_text("\n".join(["alias,iso3,origin", *aliases]) + "\n", encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("DEU", "DEU"),
        ("de", "DEU"),
        ("Es", "ESP"),
        ("UK", "GBR"),
        ("EL", "GRC"),
        ("XK", "XKX"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Kosovo", "XKX"),
        ("Serbia", "SRB"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("LAO PDR", "LAO"),
        ("HONG KONG", "HKG"),
        ("MACAU", "MAC"),
        ("TAIWAN", "TWN"),
        ("CZECH", "CZE"),
        ("Slovak Republic", "SVK"),
        ("Côte d'Ivoire", "CIV"),
        ("COTE D\u2019IVOIRE", "CIV"),
        ("  Bosnia &  Herzegovina ", "BIH"),
        ("EUA", "USA"),
        ("Holanda", "NLD"),
        ("Deutschland", "DEU"),
        ("Türkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("中国", "CHN"),
        ("日本", "JPN"),
        ("대한민국", "KOR"),
        ("독일", "DEU"),
        ("البرازيل", "BRA"),
        ("ایران", "IRN"),
        ("Россия", "RUS"),
        ("Ελλάδα", "GRC"),
        ("ไทย", "THA"),
        ("भारत", "IND"),
        ("Namibia", "NAM"),
        ("NA", "NAM"),
        ("no", "NOR"),
    ],
)
def test_a_place_is_known_by_its_codes_and_by_its_names_in_any_language(places, name, iso3):
    assert places.resolve(name) == iso3


@pytest.mark.parametrize(
    "name",
    [
        "Nigeia",
        "Kosova/Serbia",
        "ALBANIA/MONTENEGRO",
        "EASTERN CARIBBEAN",
        "Geneva",
        "United Nations",
        "Adelaide, University of",
        "Yugoslavia",
        "Micronesia and Palau",
        "Europe",
        "unknown",
        "-",
        "",
        "276",
    ],
)
def test_what_no_table_knows_is_not_guessed(places, name):
    assert places.resolve(name) is None


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("ALBANIA/MONTENEGRO", ["Albania", "Montenegro"]),
        ("Micronesia & Palau", ["Micronesia", "Palau"]),
        ("Germny", ["Germany"]),
        ("United Stats", ["United States"]),
        ("Brasill", ["Brazil"]),
        ("RUSSIA WESTERN", ["Russia"]),
    ],
)
def test_the_nearest_names_are_offered_for_review(places, name, first):
    nearest = [candidate.name for candidate in places.nearest(name)]

    assert nearest[: len(first)] == first
    assert len(nearest) <= 3


def test_a_candidate_reads_as_name_and_code(places):
    assert str(places.nearest("Germny")[0]) == "Germany (DEU)"


def test_korea_is_what_an_alias_says_and_nothing_where_none_does(reference):
    countries = ["KOR,KR,South Korea,Republic of Korea,0,0", "PRK,KP,North Korea,Dem. People's Republic of Korea,0,0"]
    folder = reference(countries, [])

    assert Places.load([folder]).resolve("KOREA") is None

    (folder / "country_aliases.csv").write_text("alias,iso3,origin\nKorea,KOR,our register\n")
    assert Places.load([folder]).resolve("KOREA") == "KOR"


def test_a_name_that_means_two_places_means_neither(reference):
    countries = ["COD,CD,DR Congo,,0,0", "COG,CG,Congo (Brazzaville),,0,0"]
    folder = reference(countries, ["Congo,COD,one office", "CONGO,COG,another office"])

    assert Places.load([folder]).resolve("Congo") is None


def test_a_code_or_name_of_a_country_comes_before_an_alias(reference):
    folder = reference(["GEO,GE,Georgia,Georgia,0,0", "USA,US,United States,,0,0"], ["Georgia,USA,a state", "GE,USA,"])

    assert [Places.load([folder]).resolve(name) for name in ("Georgia", "GE")] == ["GEO", "GEO"]


def test_an_institutions_own_table_stands_for_the_shipped_one(reference):
    own = reference(["DEU,DE,Germany (own),,0,0"], ["Teutonia,DEU,"])
    places = Places.load([own, *load_settings().reference_dirs])

    assert (places.names, places.resolve("Teutonia")) == ({"DEU": "Germany (own)"}, "DEU")
    assert places.resolve("Allemagne") == "DEU", "the names of the CLDR are still the shipped ones"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "no countries.csv", id="missing"),
        pytest.param(b"code,name\nDE,Germany\n", "no column iso3", id="other columns"),
        pytest.param(b'iso3,iso2,display_name,m49_name\nDEU,DE,"Ger', "cannot be read", id="half written"),
        pytest.param(b"iso3,iso2,display_name,m49_name\nCIV,CI,C\xf4te,\n", "cannot be read", id="not UTF-8"),
    ],
)
def test_a_table_of_countries_that_cannot_be_used_is_refused(tmp_path, content, said):
    if content is not None:
        (tmp_path / "countries.csv").write_bytes(content)

    with pytest.raises(DeliveryError, match=said) as caught:
        Places.load([tmp_path])

    assert caught.value.faults[0].fix


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("CÔTE D'IVOIRE", "cote d ivoire"),
        ("Lao People\u2019s  Dem. Rep.", "lao people s dem rep"),
        ("Łotwa & Øst", "lotwa and ost"),
        ("STRASSE Straße", "strasse strasse"),
        ("\uff2a\uff21\uff30\uff21\uff2e", "japan"),
        ("ｶﾞﾅ ガーナ", "ガナ ガーナ"),
        ("ประเทศไทย", "ประเทศไทย"),
        ("إيران", "ايران"),
        ("a\u200cb\u00adc", "abc"),
    ],
)
def test_folding_takes_away_case_accents_punctuation_and_blanks_and_no_letters(name, folded):
    assert fold(name) == folded


# names in the wild


@pytest.mark.parametrize(
    ("file", "column", "left"),
    [
        ("partnerships/chulalongkorn_mou.csv", "COUNTRY", set()),
        ("partnerships/iit_indore_collaborations.csv", "country", {"Geneva", "United Nations"}),
        ("placements/erasmusplus_ka347_3184rows.csv", "Sending Country Code", set()),
        ("placements/erasmusplus_ka347_3184rows.csv", "Receiving Country Code", set()),
        (
            "placements/peace_corps_resignations.csv",
            "POST_NAME",
            {"ALBANIA/MONTENEGRO", "EASTERN CARIBBEAN", "PCR US RELIEF", "RUSSIA FAR EAST", "RUSSIA WESTERN"},
        ),
    ],
)
def test_of_names_in_real_exports_only_those_are_left_that_name_no_country(places, real, file, column, left):
    with real(file).open(encoding="utf-8", newline="") as export:
        names = {row[column] for row in csv.DictReader(export)}

    assert {name for name in names if places.resolve(name) is None} == left


@pytest.mark.parametrize(
    "column", ["official_name_en", "official_name_fr", "official_name_ar", "official_name_cn", "official_name_ru"]
)
def test_no_official_name_of_the_united_nations_is_taken_for_another_country(places, real, column):
    with real("reference/country-codes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[column]]

    assert len(rows) > 200
    wrong = [row[column] for row in rows if places.resolve(row[column]) not in (None, row["ISO3166-1-Alpha-3"])]
    assert wrong == []
