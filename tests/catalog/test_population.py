"""A metrics file becomes a population; what is wrong with one is told at its line, with what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement.catalog.query_file import draft
from engagement.population import Dimension, Measure, Publication

ROOT = Path("queries")
TEXT = """/*---
title    = "Abroad"
question = "Who went abroad?"
grain    = "one row per placement"
owner    = "Global Education Office"
person   = "person_key"
people   = "participants"

[dimensions]
place  = "host_country"
level  = { column = "study_level", title = "Level", description = "when they went" }

[measures]
students = { count = "person" }
stays    = { count = "rows", where = "duration_days > 0" }
median   = { median = "duration_days", unit = "days" }
gain     = { statistic = "avg(after) - avg(before)", where = "a or b" }

[[publish]]
by = ["place", "level"]

[[publish]]
by = []
---*/
select person_key, participants, host_country, study_level, duration_days, before, after, a, b
from placements
"""
FIRST = 'students = { count = "person" }'
GAIN = 'gain     = { statistic = "avg(after) - avg(before)", where = "a or b" }'


def file_of(text: str):
    return draft(text, ROOT / "metrics" / "abroad.sql", ROOT)


def test_a_header_becomes_a_population():
    population = file_of(TEXT).population
    assert (population.name, population.person, population.people) == ("abroad", "person_key", "participants")
    assert dict(population.dimensions) == {
        "place": Dimension("place", "host_country", "Country or place"),
        "level": Dimension("level", "study_level", "Level", "when they went"),
    }
    assert population.publications == (
        Publication("abroad_by_place_level", ("place", "level"), 19),
        Publication("abroad", (), 22),
    )
    assert population.columns_of(population.publications[0])[:3] == ("place", "level", "students")


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("students", Measure("students", "people", "Students")),
        ("stays", Measure("stays", "rows", "Stays", where="duration_days > 0", unit="placements")),
        ("median", Measure("median", "statistic", "Median", "", "", "median(duration_days)", "duration_days", "days")),
    ],
)
def test_a_measure_says_what_is_published(name, measure):
    assert file_of(TEXT).population.measures[name] == measure


def test_a_cut_may_be_coarse():
    text = TEXT.replace("by = []", "by = []\ncoarse = true")
    assert [each.coarse for each in file_of(text).population.publications] == [False, True]


def test_behind_a_statistic_are_those_with_a_value_in_every_column_it_names():
    gain = file_of(TEXT).population.measures["gain"]
    assert gain.where == '(a or b) and "after" is not null and "before" is not null'


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "fix"),
    [
        pytest.param(
            '= ["place", "level"]', '= ["place", "levl"]', 20, 'Did you mean "level"?', "Dimensions are", id="by"
        ),
        pytest.param("by = []", 'by = ["level", "place"]', 23, "published already", "Take one", id="a cut twice"),
        pytest.param("by = []", 'by = "place"', 23, "cannot be 'place'", "a list of texts", id="a text in by"),
        pytest.param("by = []\n", "", 22, '"by" is missing', 'by = ["place", "period"]', id="nothing in [[publish]]"),
        pytest.param(FIRST + "\n", "", 14, "first measure counts people", "before", id="rows first"),
        pytest.param('count = "person"', "count = 1", 14, "cannot be 1", "text", id="a number for a count"),
        pytest.param('count = "person"', 'count = "persons"', 14, 'Did you mean "person"?', "distinct", id="persons"),
        pytest.param('median = "dur', 'medium = "dur', 16, 'no key "medium"', "Known in", id="a key"),
        pytest.param(GAIN, 'gain = { statistic = "max(after)" }', 17, "uses max", "where", id="the greatest"),
        pytest.param(GAIN, 'gain = { statistic = "arg_max(b, after)" }', 17, "arg_max", "Use avg", id="one of them"),
        pytest.param(GAIN, 'gain = { statistic = "after" }', 17, "no statistic", "Use avg", id="a value"),
        pytest.param(GAIN, 'gain = { statistic = "avg(a), avg(b)" }', 17, "no statistic", "Use avg", id="two at once"),
        pytest.param(GAIN, 'gain = { statistic = "avg(a" }', 17, "syntax error", "SQL", id="half of one"),
        pytest.param('where = "a or b"', 'where = "a) or (b"', 17, "syntax error", "where", id="out of its brackets"),
        pytest.param('where = "a or b"', 'where = "a -- b"', 17, "one expression", "comment", id="a comment"),
        pytest.param('where = "a or b"', 'where = "a, b"', 17, "one expression", "Write one", id="a list"),
        pytest.param('where = "a or b"', 'where = "exists (from x)"', 17, 'reads "x"', "Join it", id="a table"),
        pytest.param('where = "a or b"', 'where = "d < today()"', 17, "today", "as_of", id="the clock"),
        pytest.param('where = "a or b"', 'where = "$x"', 17, "$x", "same for everybody", id="a parameter"),
        pytest.param('unit = "days"', 'unit = "day"', 16, 'Did you mean "days"?', "Choose one", id="a unit"),
        pytest.param("level  = {", "students = {", 14, "a dimension and a measure", "Rename", id="one name twice"),
        pytest.param("level  = {", "Level = {", 11, '"Level" cannot be a name', "lowercase", id="a capital"),
        pytest.param('person   = "person_key"\n', "", 1, '"person" is missing', "tells people apart", id="no person"),
        pytest.param("from placements", "from placements where year = $period", 26, "$period", "Take it out", id="SQL"),
    ],
)
def test_a_broken_metrics_file_is_told_with_its_line_and_what_to_do(old, new, line, what, fix):
    assert old in TEXT
    faults = file_of(TEXT.replace(old, new, 1)).faults
    told = [(each.what, each.fix) for each in faults if each.where.line == line]
    assert any(what in said and fix in mend for said, mend in told), faults
