"""A new metrics file publishes as it is written, and takes no name that something has."""

from __future__ import annotations

import pytest

from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.cli import main
from engagement.warehouse import open_warehouse
from tests.tiny import CONTRACT, publish, save, settings_in, students

QUESTION = """/*---
title    = "Students by school"
question = "How many students went abroad from each school?"
grain    = "one row per school"
owner    = "Global Education Office"
---*/
select
    school,
    students
from students_by_school_by_period_school
where period = 'all'
order by school
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    settings = settings_in(tmp_path)
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    return settings


def test_it_publishes_as_it_is_written(settings, capsys):
    assert main(["new-metrics", "students_by_school"]) == 0
    printed = capsys.readouterr()
    assert printed.out.strip().endswith("queries/metrics/students_by_school.sql")
    assert "students_by_school_by_period_school" in printed.err
    save(settings, "placements/by_school", QUESTION)
    assert check_catalog(load_catalog(settings.queries_dir, CONTRACT)) == {}
    publish(settings, [students(1242)])
    rows = open_warehouse(settings).view.run("placements/by_school").table.to_pylist()
    assert rows == [{"school": "not recorded", "students": 1240}]


@pytest.mark.parametrize(
    "name", ["Students", "by-school", "1st", "../outside", "a/b", ""], ids=lambda name: name or "empty"
)
def test_a_name_that_cannot_be_one_is_refused(settings, capsys, name):
    before = sorted(settings.queries_dir.parent.rglob("*.sql"))
    assert main(["new-metrics", name]) == 2
    assert "fix:   Use lowercase letters" in capsys.readouterr().err
    assert sorted(settings.queries_dir.parent.rglob("*.sql")) == before


@pytest.mark.parametrize("name", ["placements", "students_abroad", "students_abroad_by_place_period", "chosen_places"])
def test_a_name_that_a_table_a_model_or_a_macro_has_is_refused(settings, capsys, name):
    before = {path: path.read_bytes() for path in settings.queries_dir.rglob("*.sql")}
    assert main(["new-metrics", name]) == 2
    assert "fix:   Choose another name" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in settings.queries_dir.rglob("*.sql")} == before
