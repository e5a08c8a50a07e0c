"""CSV on the command line is what the pages give: no formula, and hidden told from missing."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from engagement.export.answer_formats import as_csv
from engagement.ui.components.downloads import csv_file
from tests.answers import answer, students_by_region_and_year
from tests.ui.test_downloads import FORMULAS


def on_the_command_line(result):
    return list(csv.reader(io.StringIO(as_csv(result), newline="")))


def on_a_page(result):
    return list(csv.reader(io.StringIO(csv_file(result).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_text_that_would_be_a_formula_stays_text(text):
    assert on_the_command_line(answer({"partner": "Partner"}, [(text,)]))[1] == [f"'{text}"]


def test_negative_numbers_stay_numbers():
    result = answer({"change": ("Change", "people"), "share": ("Share", "share")}, [(-3, -0.25)])
    assert on_the_command_line(result)[1] == ["-3", "-0.25"]


def test_both_write_the_same_of_every_kind_of_value():
    rows = [
        (date(2026, 11, 1), datetime(2026, 11, 1, 9, 30), True, None, "Zoë, Inc."),
        (date(1999, 1, 2), datetime(1999, 1, 2), False, 1.5, ""),
    ]
    result = answer({"day": ("Day", "date"), "at": "At", "is_in": "In", "rate": "Rate", "name": "Name"}, rows)
    assert on_the_command_line(result)[1] == ["2026-11-01", "2026-11-01T09:30:00", "true", "", "Zoë, Inc."]
    for each in (result, students_by_region_and_year()):
        assert on_the_command_line(each) == on_a_page(each)


def test_a_hidden_value_is_told_from_a_missing_one():
    rows = on_the_command_line(students_by_region_and_year())
    assert rows[0][-1] == "too_few"
    assert rows[2] == ["Africa", "2023/2024", "", "true", "students"]
