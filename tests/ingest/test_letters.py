"""A guessed encoding is held against the letters that the languages of a row's country have."""

from __future__ import annotations

import pytest

from engagement.ingest.check.letters import likelier_encoding


def misread(name: str, encoding: str) -> str:
    """A name as Windows-1252 reads it."""
    return name.encode(encoding).decode("cp1252")


@pytest.mark.parametrize(
    ("name", "iso3", "encoding"),
    [
        ("Uniwersytet Łódzki", "POL", "windows-1250"),
        ("İstanbul Üniversitesi", "TUR", "windows-1254"),
        ("Universität Köln", "DEU", "mac_roman"),
        ("Universität Köln", "DEU", "cp850"),
        ("Università di Torino", "ITA", "mac_roman"),
        ("Universitetet på Fyn", "DNK", "mac_roman"),
        ("Université de Montréal et Orléans", "FRA", "cp850"),
    ],
)
def test_a_name_that_its_country_has_no_letters_for_names_the_encoding(name, iso3, encoding):
    read = misread(name, encoding)
    assert likelier_encoding([(read, iso3)]) == (encoding, f"{read} ({name})")


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Universität Köln", "DEU"),
        ("Université de Liège", "BEL"),
        ("Škoda Auto Deutschland", "DEU"),
        ("Žilina-Büro Berlin", "DEU"),
        ("Collège d\u2019Europe \u2014 “Bruges”", "BEL"),
        ("Universidad de Málaga", "FRA"),
        ("Smørrebrød GmbH", "DEU"),
        ("Łódzki", "USA"),
        ("Kyoto \u2013 Osaka", "ESP"),
    ],
)
def test_a_name_that_may_well_stand_there_names_none(name, iso3):
    assert likelier_encoding([(name, iso3)]) == ("", "")


def test_one_odd_name_among_many_sound_ones_proves_nothing():
    odd = misread("Universität Köln", "mac_roman")
    assert likelier_encoding([(odd, "DEU"), ("Universität Bonn", "DEU"), ("Münster", "DEU")]) == ("", "")
