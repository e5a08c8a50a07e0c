"""Files of every kind load beside each other: what one of them leaves behind never stands in the way of the next."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from engagement.loading.load import load
from engagement.settings import load_settings
from tests.conftest import ROOT
from tests.ingest.conftest import as_csv

MAPPINGS = ROOT / "tests" / "real_mappings"
TABLES = ("partnerships", "placements", "leadership_enrollments")
# A text of each table that an encoding shows in, and that a line end may stand in.
NAMES = {"partnerships": "partner_name", "placements": "host_name", "leadership_enrollments": "program_name"}
SHEET = """
table = "partnerships"
files = ["places.xlsx"]
[read]
sheet = "{sheet}"
[columns]
agreement_id = "No"
partner_name = "University"
partner_country = "Country"
[constants]
agreement_type = "student_exchange"
term_type = "unknown"
"""


def text_of(table: str, name: str = "Universität") -> str:
    return as_csv(table, [{NAMES[table]: name}, {NAMES[table]: name}])


def workbook(table: str) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(text_of(table))):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


KINDS: Mapping[str, tuple[str, Callable[[str], bytes]]] = {
    "UTF-8": ("csv", lambda table: text_of(table).encode()),
    "Windows-1252": ("csv", lambda table: text_of(table).encode("windows-1252")),
    "UTF-16": ("csv", lambda table: text_of(table).encode("utf-16")),
    "line ends in cells": ("csv", lambda table: text_of(table, "Uni\nof two lines").encode()),
    "XLSX": ("xlsx", workbook),
}
TOGETHER = [
    kinds
    for count in (2, 3)
    for kinds in itertools.combinations_with_replacement(KINDS, count)
    if set(kinds) != {"UTF-8"}
]


@pytest.mark.parametrize("kinds", TOGETHER, ids=" + ".join)
def test_files_of_any_kind_load_beside_each_other(data, kinds):
    for table, kind in zip(TABLES, kinds, strict=False):
        ending, content = KINDS[kind]
        data.put(f"exports/{table}.{ending}", content(table))
    deliveries = [each for each in data.load().deliveries if each.file.startswith("exports/")]
    assert [(each.rows_delivered, each.rows_accepted) for each in deliveries] == [(2, 2)] * len(kinds)


def test_several_sheets_of_one_workbook_load_each_by_its_mapping(data):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for sheet in ("Africa", "Asia", "Europe"):
        added = book.create_sheet(sheet)
        added.append(["No", "University", "Country"])
        added.append([f"{sheet} 1", f"University of {sheet}", "JPN"])
        data.put(f"mappings/{sheet}.toml", SHEET.format(sheet=sheet))
    book.save(file)
    data.put("exports/places.xlsx", file.getvalue())
    data.load()
    assert data.ask("select agreement_id from partnerships order by all") == [("Africa 1",), ("Asia 1",), ("Europe 1",)]


def test_all_real_exports_load_in_one_folder(real, tmp_path):
    names = [
        "partnerships/chulalongkorn_mou.csv",  # the UTF-16 file beside it is the same register again
        "partnerships/hanyang_exchange_2022-2_korean_multiline.csv",
        "partnerships/iit_indore_collaborations.csv",
        "placements/erasmus_country_flows_2013-14_padded.csv",
        "placements/erasmus_llp_individuals_kacperroz.csv",
        "placements/erasmusplus_ka347_3184rows.csv",
        "leadership/harvardMIT_courses.csv",
        "leadership/lq2002.csv",
    ]
    (tmp_path / "exports").mkdir()
    for name in names:
        shutil.copy(real(name), tmp_path / "exports")
    shutil.copytree(MAPPINGS, tmp_path / "mappings")
    deliveries = [
        each for each in load(load_settings(data_dir=tmp_path)).deliveries if each.file.startswith("exports/")
    ]
    assert len(deliveries) == len(names)
    assert sum(each.rows_delivered for each in deliveries) == 1853 + 88 + 64 + 928 + 27989 + 3184 + 290 + 2042 * 3


def test_no_result_is_left_open_while_files_are_read():
    # DuckDB refuses to register the next file while a result is open, and fetchone() leaves it open.
    for path in sorted(Path(ROOT / "engagement" / "ingest").rglob("*.py")):
        assert ".fetchone(" not in path.read_text(encoding="utf-8"), path.name
