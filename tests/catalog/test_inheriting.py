"""A query's columns have the titles and units of what it reads; its header says only what is new."""

from __future__ import annotations

import pytest

from engagement.catalog import load_catalog
from engagement.query import Column
from tests.tiny import CONTRACT, save, settings_in

HEAD = """/*---
title    = "Students"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"
{columns}
---*/
"""
TYPE = next(field for field in CONTRACT.tables["partnerships"].fields if field.name == "agreement_type")
STUDENTS = "distinct students with a placement abroad, live or completed"
PUBLISHED = "from students_abroad_by_place_period where period = $period order by 1"


def columns_of(folder, sql: str, columns: str = "", **files: str):
    settings = settings_in(folder, files)
    path = save(settings, "area/asked", HEAD.format(columns=columns) + sql)
    catalog = load_catalog(settings.queries_dir, CONTRACT)
    if path in catalog.faults:
        return [(fault.rule, str(fault.where.line)) for fault in catalog.faults[path]]
    return catalog.queries["area/asked"].columns


@pytest.mark.parametrize(
    ("sql", "columns", "column"),
    [
        pytest.param(
            f"select students {PUBLISHED}",
            "",
            Column("students", "Students", STUDENTS, "people", is_count=True),
            id="a published count",
        ),
        pytest.param(
            f"select median_days {PUBLISHED}",
            "",
            Column("median_days", "Median stay", "half of the placements last at most so long", "days"),
            id="a published statistic is no count",
        ),
        pytest.param(
            f"select students {PUBLISHED}",
            '[columns]\nstudents = { title = "Went abroad" }',
            Column("students", "Went abroad", STUDENTS, "people", is_count=True),
            id="what the header says comes first",
        ),
        pytest.param(
            f"select students as before {PUBLISHED}",
            '[columns]\nbefore = { title = "A year earlier", measure = "students" }',
            Column("before", "A year earlier", STUDENTS, "people", measure="students", is_count=True),
            id="under another name",
        ),
        pytest.param(
            f"select cast(students > 20 as integer) as students {PUBLISHED}",
            '[columns]\nstudents = { title = "Large", unit = "count" }',
            Column("students", "Large", STUDENTS, "count"),
            id="in another unit it is that count no more",
        ),
        pytest.param(
            "select placement_type from students_abroad_by_place_period_placement_type order by 1",
            "",
            Column("placement_type", "Type of placement"),
            id="a dimension",
        ),
        pytest.param(
            "select region from chosen_countries($scheme, $regions, $countries) order by 1",
            "",
            Column("region", "Region", "in the scheme that is chosen"),
            id="a macro",
        ),
        pytest.param(
            "select agreement_type from partnerships order by 1",
            "",
            Column("agreement_type", TYPE.title, TYPE.description),
            id="a table of the contract",
        ),
    ],
)
def test_a_column_inherits_what_its_header_does_not_say(tmp_path, sql, columns, column):
    (found,) = columns_of(tmp_path, sql, columns).values()
    assert found == column


@pytest.mark.parametrize(
    ("sql", "columns", "faults"),
    [
        pytest.param(f"select students * 2 as twice {PUBLISHED}", "", [("column-extra", "1")], id="a new name"),
        pytest.param(f"select place {PUBLISHED}", "", [("column-extra", "1")], id="a place, whose name readers see"),
        pytest.param(
            f"select median_days as stay {PUBLISHED}",
            '[columns]\nstay = { title = "Stay", measure = "median_days" }',
            [("column-measure", "7")],
            id="a statistic said to be a count",
        ),
        pytest.param(
            "select count(*) as students from partnerships order by 1",
            '[columns]\nstudents = { title = "X", measure = "students" }',
            [("column-measure", "7")],
            id="a count that it does not read",
        ),
    ],
)
def test_a_column_without_a_title_is_told(tmp_path, sql, columns, faults):
    assert columns_of(tmp_path, sql, columns) == faults


def test_a_published_count_comes_before_what_a_table_calls_the_same(tmp_path):
    sql = """select students from students_abroad_by_place_period
        cross join (select 1 as one from partnerships) as other order by 1"""
    assert columns_of(tmp_path, sql)["students"].is_count
