"""Who may read what: rows of people are read where they are counted, and nowhere else."""

from __future__ import annotations

import pytest

from engagement.catalog import load_catalog
from tests.tiny import CONTRACT, save, settings_in

HEAD = """/*---
title    = "Asked"
question = "What?"
grain    = "one row"
owner    = "Global Education Office"
"""
KINDS = {
    "area": '\n[columns]\nasked = { title = "Asked" }\n---*/\n',
    "models": "---*/\n",
    "macros": 'returns = "table"\n---*/\n',
    "metrics": """person = "asked"

[measures]
people = { count = "person" }

[[publish]]
by = []
---*/
""",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return settings_in(tmp_path_factory.mktemp("names"))


def rules(place, folder: str, source: str) -> list[str]:
    path = save(place, f"{folder}/asked_of", f"{HEAD}{KINDS[folder]}select 1 as asked from {source}")
    try:
        faults = load_catalog(place.queries_dir, CONTRACT).faults
        return [fault.rule for fault in faults.get(path, ())]
    finally:
        path.unlink()


@pytest.mark.parametrize("folder", ["models", "metrics"])
@pytest.mark.parametrize("source", ["placements", "applications", "partnerships", "agreements", "settings"])
def test_models_and_metrics_files_read_every_record(place, folder, source):
    assert rules(place, folder, source) == []


@pytest.mark.parametrize("folder", ["area", "macros"])
@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("placements", ["table-people"], id="a table of people"),
        pytest.param("applications", ["table-people"], id="a model over people"),
        pytest.param("partnerships", [], id="a table without people"),
        pytest.param("agreements", [], id="a model without people"),
        pytest.param("periods", [], id="a model over people in which nobody can be found"),
        pytest.param("students_abroad_by_place_period", [], id="a published table"),
        pytest.param("chosen_places('summit', [], [])", [], id="a macro"),
        pytest.param("settings", [], id="what settings say"),
        pytest.param("ledger.deliveries", [], id="the ledger"),
    ],
)
def test_queries_and_macros_read_the_release_alone(place, folder, source, found):
    assert rules(place, folder, source) == found


@pytest.mark.parametrize("folder", ["models", "metrics"])
@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("students_abroad_by_place_period", ["table-unknown"], id="a published table"),
        pytest.param("chosen_places('summit', [], [])", ["sql-function"], id="a macro"),
    ],
)
def test_what_is_made_of_the_release_cannot_be_read_where_records_are(place, folder, source, found):
    assert rules(place, folder, source) == found


def test_what_is_about_people_follows_through_models(place):
    names = load_catalog(place.queries_dir, CONTRACT).names
    assert {"placements", "participation", "applications"} & set(CONTRACT.tables) <= names.people
    assert "applications" in names.people
    assert names.people.isdisjoint(names.release)
    assert names.people <= set(names.records)


@pytest.mark.parametrize(
    ("table", "what", "fix"),
    [
        pytest.param(
            "students_abroad_by_period",
            'No table "students_abroad_by_period" is published.',
            'Add [[publish]] with by = ["period"] to {file}; saved, it is there within seconds.',
            id="a cut that nobody published",
        ),
        pytest.param(
            "students_abroad_by_placement_type_place",
            'No table "students_abroad_by_placement_type_place" is published.',
            'Add [[publish]] with by = ["placement_type", "place"] to {file}; saved, it is there within seconds.',
            id="a dimension whose name begins like another's",
        ),
        pytest.param(
            "students_abroad_by_period_place",
            'Did you mean "students_abroad_by_place_period"?',
            "Dimensions stand in the order of the file that publishes them, {file}.",
            id="another order",
        ),
        pytest.param(
            "students_abroad_by_place_perod",
            'students_abroad has no dimension "perod". Did you mean "period"?',
            "add perod to [dimensions] of {file}, and a [[publish]] with it.",
            id="a slip of the pen",
        ),
        pytest.param(
            "students_abroad_by_place_gender",
            'students_abroad has no dimension "gender".',
            "add gender to [dimensions] of {file}, and a [[publish]] with it.",
            id="what is no dimension yet",
        ),
        pytest.param(
            "Students_Abroad_By_Period",
            'No table "students_abroad_by_period" is published.',
            'Add [[publish]] with by = ["period"] to {file}',
            id="in capitals",
        ),
        pytest.param(
            "students_abrod_by_place_period",
            'Did you mean "students_abroad_by_place_period"?',
            "python -m engagement queries --tables lists the tables and models that there are.",
            id="a population of another name",
        ),
    ],
)
def test_a_question_that_needs_another_cut_is_told_what_publishes_it(place, table, what, fix):
    path = save(place, "area/asked_of", f"{HEAD}{KINDS['area']}select 1 as asked from {table}")
    try:
        (fault,) = load_catalog(place.queries_dir, CONTRACT).faults[path]
    finally:
        path.unlink()
    assert what in fault.what
    assert fix.format(file=place.queries_dir / "metrics" / "students_abroad.sql") in fault.fix
    assert (fault.where.file, fault.where.line) == (str(path), 10)
