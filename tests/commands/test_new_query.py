"""A new query runs as it is written, and takes nothing away from those that are there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from engagement.app.expectations import unmet
from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.query_file import KINDS
from engagement.cli import main
from engagement.commands.new_query import write_draft
from engagement.settings import ROOT
from engagement.warehouse import open_warehouse
from tests.tiny import CONTRACT

AREAS = {"placements": True, "partnerships": False, "leadership": True, "data_health": False, "of_our_own": True}


@pytest.fixture(scope="module")
def workplace(tmp_path_factory, demo_settings):
    folder = tmp_path_factory.mktemp("workplace")
    # what the drafts read, and a query whose name is taken
    for kind in KINDS:
        shutil.copytree(ROOT / "queries" / kind, folder / "queries" / kind)
    (folder / "queries" / "placements").mkdir()
    shutil.copy(ROOT / "queries" / "placements" / "types.sql", folder / "queries" / "placements" / "students.sql")
    shutil.copy(ROOT / ".sqlfluff", folder)
    arguments = ["--data", str(demo_settings.data_dir), "--queries", str(folder / "queries")]
    for area in AREAS:
        assert main(["new-query", f"{area}/new_in_{area}", *arguments]) == 0
    assert main(["new-query", "placements/new_in_each_year", *arguments]) == 0
    return folder, arguments


def new(folder):
    return sorted((folder / "queries").rglob("new_in_*.sql"))


def test_it_answers_with_a_chart_and_without_a_fault(workplace, demo_settings):
    folder, _ = workplace
    catalog = load_catalog(folder / "queries", CONTRACT)
    assert check_catalog(catalog) == {}
    view = open_warehouse(replace(demo_settings, queries_dir=folder / "queries")).view
    for area, is_about_people in AREAS.items():
        query = view.catalog.find(f"new_in_{area}")
        result = view.run(query.id)
        assert result.table.num_rows > 1
        assert result.table.column(query.chart.x).null_count == 0
        assert list(unmet(view, query)) == []
        assert any(column.is_count for column in query.columns.values()) is is_about_people
        assert query.title == f"New in {area.replace('_', ' ')}"
        assert query.owner == ""  # the institution's own office answers for it


def test_the_linter_has_nothing_to_say(workplace):
    folder, _ = workplace
    linted = subprocess.run(
        [sys.executable, "-m", "sqlfluff", "lint", *map(str, new(folder))], cwd=folder, capture_output=True, text=True
    )
    assert linted.returncode == 0, linted.stdout


def test_by_year_it_marks_the_years_that_have_not_ended(workplace, demo_settings):
    folder, _ = workplace
    view = open_warehouse(replace(demo_settings, queries_dir=folder / "queries")).view
    query = view.catalog.find("placements/new_in_each_year")
    assert (query.chart.kind, query.chart.complete) == ("line", "is_complete")
    assert {True, False} == set(view.run(query.id).table.column("is_complete").to_pylist())
    assert list(unmet(view, query)) == []


def test_check_warns_while_the_question_is_the_drafts(workplace, capsys):
    folder, arguments = workplace
    path = folder / "queries" / "leadership" / "new_in_leadership.sql"
    assert main(["check", str(path), *arguments]) == 0
    out, said = capsys.readouterr()
    assert "Warning: The question is still the draft's." in out
    assert f"{path.name}:4\n" in out
    assert said.endswith("No faults, 1 warning.\n")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("How many people began", "How many began"), encoding="utf-8")
    assert main(["check", str(path), *arguments]) == 0
    path.write_text(text, encoding="utf-8")
    assert "draft" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("median_stay_by_type", "Median stay by type"),
        ("a_school_by_year", "A school by year"),
        ("stays_under_plan_a", "Stays under plan A"),
        ("stays__by_school_", "Stays by school"),
    ],
)
def test_a_title_reads_well(tmp_path, demo_settings, name, title):
    settings = replace(demo_settings, queries_dir=tmp_path)
    path = write_draft("students", f"placements/{name}", settings)
    assert f'title    = "{title}"\n' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        pytest.param("placements/students", "stays as it is", id="a query that is there"),
        pytest.param("partnerships/students", "has that last part already", id="a last part that is there"),
        pytest.param("placements/Median-Stay", "new-query placements/median_stay", id="other letters"),
        pytest.param("median_stay", "new-query placements/median_stay", id="no area"),
        pytest.param("placements/a.sql", "new-query placements/a\n", id="with its ending"),
        pytest.param("../outside/x", "is not an area and a name", id="a way out"),
        pytest.param("models/mine", "queries/models/ holds no queries.", id="a model"),
    ],
)
def test_a_name_that_cannot_be_is_told_with_one_that_can(workplace, capsys, id_, message):
    folder, arguments = workplace
    before = {path: path.read_bytes() for path in (folder / "queries").rglob("*") if path.is_file()}
    assert main(["new-query", id_, *arguments]) == 2
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (folder / "queries").rglob("*") if path.is_file()} == before
