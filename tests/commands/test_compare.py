"""An answer is compared with what it was, row by row, and a hidden value is never a zero."""

from __future__ import annotations

import pytest

from engagement.cli import main
from engagement.present.differing import Differing, differing
from engagement.query import ChartSpec
from engagement.settings import ROOT
from tests.answers import answer

COLUMNS = {"region": "Region", "students": ("Students", "people")}


def told(before, now, **people) -> list[Differing]:
    results = [answer(COLUMNS, rows, ChartSpec("table"), people=("students",)) for rows in (before, now)]
    return list(differing(*results))


def test_values_rows_and_what_is_too_few_are_compared():
    before = [("Africa", 40), ("China", None), ("Europe", 100), ("Oceania", 20)]
    now = [("Africa", 50), ("China", 15), ("Europe", 100), ("North America", 30)]
    assert told(before, now) == [
        Differing("Africa", "Students", "40", "50", "+10 (+25.0%)"),
        Differing("China", "Students", "too few", "15"),
        Differing("North America", "", "", "new row"),
        Differing("Oceania", "", "", "row gone"),
    ]


def test_rows_that_nothing_tells_apart_are_new_and_gone():
    rows = told([("Africa", 10), ("Africa", 20)], [("Africa", 10), ("Africa", 30)])
    assert [(row.row, row.now) for row in rows] == [("Africa, 30", "new row"), ("Africa, 20", "row gone")]


def test_another_version_is_compared_on_the_loaded_data(demo_settings, tmp_path, capsys):
    place = ["--data", str(demo_settings.data_dir)]
    shipped = ROOT / "queries" / "placements" / "students_by_region.sql"
    call = ["compare", "placements/students_by_region", *place, "--version"]
    assert main([*call, str(shipped)]) == 0
    assert "No difference" in capsys.readouterr().err
    other = tmp_path / "other.sql"
    text = shipped.read_text(encoding="utf-8")
    sql = text.partition("---*/")[2]
    other.write_text(text.replace(sql, sql.replace("students,", "students + 5 as students,", 1)), encoding="utf-8")
    assert main([*call, str(other)]) == 1
    printed = capsys.readouterr()
    assert printed.out.count("-5") == 9
    assert "9 differences" in printed.err


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--delivery", "1999-01-01"], "No delivery"), (["--version", "nothing.sql"], "There is no such file.")],
)
def test_what_is_not_there_is_said(demo_settings, capsys, options, said):
    assert main(["compare", "placements/types", "--data", str(demo_settings.data_dir), *options]) == 2
    assert said in capsys.readouterr().err
