"""Files hold exactly what is shown, say where it comes from, and run nothing when they are opened."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engagement.export.xlsx import xlsx
from engagement.ui.components import downloads
from tests.answers import answer, students_by_region_and_year

SHOWN = students_by_region_and_year()
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1+1"]


def partners(*names):
    return answer({"partner": "Partner"}, [(name,) for name in names])


def csv_rows(result):
    return list(csv.reader(io.StringIO(downloads.csv_file(result).decode("utf-8-sig"), newline="")))


def workbook(result):
    return openpyxl.load_workbook(io.BytesIO(xlsx(result)))


def about(result):
    return {(what, said) for what, said in workbook(result)["About"].values}


def parquet(result):
    return pq.read_table(io.BytesIO(downloads.parquet(result)))


def test_csv_holds_the_table_and_names_what_is_too_few():
    rows = csv_rows(SHOWN)
    assert rows[0] == ["region", "academic_year", "students", "is_complete", "too_few"]
    assert rows[1:3] == [["Africa", "2022/2023", "12", "true", ""], ["Africa", "2023/2024", "", "true", "students"]]
    assert len(rows) == 1 + SHOWN.table.num_rows


def test_csv_without_hidden_values_holds_nothing_but_the_table():
    assert csv_rows(partners("Université de Saint-Évariste, Paris")) == [
        ["partner"],
        ["Université de Saint-Évariste, Paris"],
    ]


def test_csv_opens_with_its_accents_in_excel():
    assert downloads.csv_file(partners("É")).startswith("\ufeff".encode())


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_text_that_would_be_a_formula_stays_text_in_csv(text):
    assert csv_rows(partners(text))[1] == [f"'{text}"]


def test_negative_numbers_stay_numbers_in_csv():
    assert csv_rows(answer({"change": ("Change", "people")}, [(-3,)]))[1] == ["-3"]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_text_that_would_be_a_formula_stays_text_in_excel(text):
    cell = workbook(partners(text))["Data"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix  # and stays text when someone edits the cell


def test_excel_holds_numbers_and_says_too_few():
    sheet = workbook(SHOWN)["Data"]
    assert [cell.value for cell in sheet[1]] == ["Region", "Academic year", "Students (people)", "Complete"]
    assert (sheet["C2"].value, sheet["C2"].number_format, sheet["C3"].value) == (12, "#,##0", "too few")


def test_excel_holds_days_and_shares_as_such():
    columns = {"day": ("Day", "date"), "rate": ("Rate", "share")}
    sheet = workbook(answer(columns, [(date(2026, 11, 1), 0.451)]))["Data"]
    assert (sheet["A2"].is_date, sheet["B2"].value, sheet["B2"].number_format) == (True, 0.451, "0.0%")


def test_the_second_sheet_says_day_origin_hidden_and_that_the_data_is_invented():
    said = about(SHOWN)
    assert ("As of", "Nov 1, 2026") in said
    assert ("Left out", "inbound placements (12 rows)") in said
    assert ("Hidden", SHOWN.hidden_note) in said
    rows = "98 of 100 rows accepted, 2 rejected"
    assert ("Source", f"exports/placements.csv (placements): {rows}, SHA-256 {'ab' * 32}") in said
    assert "Demonstration data" in {what for what, _ in said}


def test_real_data_carries_no_stamp():
    real = answer({"partner": "Partner"}, [("A",)], is_demonstration=False)
    assert "Demonstration data" not in {what for what, _ in about(real)}
    assert "demonstration" not in downloads.file_name(real, "csv")


def test_the_same_answer_gives_the_same_workbook():
    assert xlsx(SHOWN) == xlsx(SHOWN)


def test_parquet_keeps_types_and_says_where_it_comes_from():
    table = parquet(SHOWN)
    origin = json.loads(table.schema.metadata[b"engagement"])
    assert table.schema.field("students").type == pa.int64()
    assert table.column("students").to_pylist() == SHOWN.table.column("students").to_pylist()
    assert (origin["as_of"], origin["is_demonstration"]) == ("2026-11-01", True)
    assert origin["hidden"] == {"students": [1]}
    assert origin["sources"][0]["file"] == "exports/placements.csv"


@pytest.mark.parametrize("made", [downloads.csv_file, xlsx, downloads.parquet], ids=["CSV", "Excel", "Parquet"])
def test_a_hidden_count_is_in_no_file(made):
    # both answers look alike once their small count is hidden, and so must their files
    one, other = (
        answer(
            {"region": "Region", "students": ("Students", "people")},
            [("Africa", small), ("China", 40)],
            people=("students",),
        )
        for small in (3, 7)
    )
    assert made(one) == made(other)


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "students_abroad_as_of_2026-11-01_demonstration.csv"),
        (
            {"regions": ["Latin America"], "period": "last_5", "scheme": "summit"},
            "students_abroad_latin-america_last-5_as_of_2026-11-01_demonstration.csv",
        ),
        ({"countries": ["CIV", "FRA", "GHA"]}, "students_abroad_3_countries_as_of_2026-11-01_demonstration.csv"),
        ({"period": "all"}, "students_abroad_as_of_2026-11-01_demonstration.csv"),
        ({"period": "2024"}, "students_abroad_2024_as_of_2026-11-01_demonstration.csv"),
        ({"within_months": 12}, "students_abroad_within-months_12_as_of_2026-11-01_demonstration.csv"),
        ({"partner": "../../É tc"}, "students_abroad_partner_e-tc_as_of_2026-11-01_demonstration.csv"),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_a_file_is_named_for_what_is_in_it(parameters, name):
    result = answer({"partner": "Partner"}, [("A",)], parameters=parameters)
    assert downloads.file_name(result, "csv") == name
