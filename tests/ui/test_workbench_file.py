"""The file that the workbench makes is one that the catalog takes, whatever was typed into its form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engagement.catalog import load_catalog
from engagement.query import CHART_KINDS, ChartSpec, Parameter
from engagement.result import Provenance
from engagement.settings import ROOT
from engagement.ui.pages.gallery import EXAMPLES, header_of
from engagement.ui.workbench.file import Words, counting, file_text, guessed, read_back, with_columns
from engagement.workbench.workbench import Found
from tests.tiny import AS_OF, CONTRACT

SQL = """select place as host_country, students
from students_abroad_by_place_period where $name = '' and period = $period order by all"""
PROVENANCE = Provenance("snapshot", AS_OF, is_demonstration=True, sources=(), left_out=())


def found(**types: str) -> Found:
    """What a question has yielded; nothing here looks at its rows."""
    table: Any = None
    parameters = {name: Parameter(name, "VARCHAR") for name in ("name", "period")}
    return Found(types, parameters, {}, ("students_abroad_by_place_period",), table, 10, PROVENANCE)


CATALOG = load_catalog(ROOT / "queries", CONTRACT)
FOUND = found(host_country="VARCHAR", students="BIGINT")


def test_the_file_is_taken_as_it_is(tmp_path: Path):
    words = with_columns(Words(chart=ChartSpec("bar", x="host_country", y=("students",))), FOUND, CATALOG)
    read = read_back(file_text(FOUND, SQL, words), words, tmp_path)
    assert read.faults == ()
    assert read.query is not None
    assert (read.id, read.query.sql, read.query.chart) == ("mine/a_new_question", SQL, words.chart)
    assert not read.query.columns["students"].is_count
    assert (
        counting(read.query, FOUND, CATALOG).columns["students"]
        == CATALOG.columns_known["students_abroad_by_place_period"]["students"]
    )


@pytest.mark.parametrize(
    "hostile",
    [
        'A "quoted" title',
        "It's over: ---*/ select 1; /*",
        "two\nlines and a \\ backslash",
        "[parameters]",
        "été \u2028 学生 \U0001f393",
        "#",
        "\x7f\x01",
    ],
)
def test_words_are_words_whatever_is_in_them(tmp_path: Path, hostile: str):
    words = with_columns(Words(title=hostile, question=hostile, grain=hostile, owner=hostile), FOUND, CATALOG)
    columns = {name: replace(each, title=hostile, description=hostile) for name, each in words.columns.items()}
    read = read_back(file_text(FOUND, SQL, replace(words, columns=columns)), words, tmp_path)
    assert read.query is not None
    assert read.query.sql == SQL


@pytest.mark.parametrize(
    ("name", "type_", "unit"),
    [
        ("students", "BIGINT", "people"),
        ("agreements", "BIGINT", "agreements"),
        ("median_days", "DOUBLE", "days"),
        ("share", "DOUBLE", "share"),
        ("host_country", "ENUM('FRA', 'KEN')", "iso3"),
        ("end_date", "DATE", "date"),
        ("year", "INTEGER", "year"),
        ("n", "BIGINT", "rows"),
        ("partners", "VARCHAR", "text"),
        ("anything", "DOUBLE", "index"),
    ],
)
def test_units_are_guessed_from_names_and_types(name: str, type_: str, unit: str):
    assert guessed(found(**{name: type_}), CATALOG)[name].unit == unit


def test_every_kind_of_chart_has_an_example_without_faults():
    catalog = load_catalog(EXAMPLES, CONTRACT)
    assert dict(catalog.faults) == {}
    charts = {id_: query.chart.kind for id_, query in catalog.queries.items() if query.chart}
    assert charts == {f"gallery/{kind}": kind for kind in CHART_KINDS}
    assert all(f'"{query.chart.kind}"' in header_of(query.text) for query in catalog.queries.values() if query.chart)
