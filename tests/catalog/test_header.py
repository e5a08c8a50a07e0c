"""A header's keys have the lines of the file, however the TOML is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement.catalog.header import read_header
from engagement.errors import QueryError
from engagement.place import Place

TEXT = '''

/*---
title = "One"   # [not a table]
excludes = [
    "a = 1",
    ["nested"]
]
question = """
owner = "in a text"
[columns]
"""
grain = "key = value"

[parameters]
year_from = "INTEGER"
wanted = { type = "VARCHAR", default = "a", title = "[b]" }

[chart]
y = [
    "students",
    ["year"]
]
x = "region"

[columns]
"Ünïcode name" = { title = "x" }
last.title = "dotted"
---*/ select 1
'''
HEADER = read_header(TEXT, Path("query.sql"))


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("title",), 4),
        (("excludes",), 5),
        (("question",), 9),
        (("grain",), 13),
        (("parameters",), 15),
        (("parameters", "year_from"), 16),
        (("parameters", "wanted", "default"), 17),
        (("chart", "y"), 20),
        (("chart", "x"), 24),
        (("columns", "Ünïcode name"), 27),
        (("columns", "last", "title"), 28),
        (("columns", "nobody"), 26),
        (("nowhere",), 3),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else None,
)
def test_each_key_has_its_line(keys, line):
    assert HEADER.line(*keys) == line


def test_the_sql_has_its_place_in_the_file():
    assert (HEADER.sql, HEADER.sql_place(Path("query.sql"), 7)) == ("select 1", Place("query.sql", 29, 14))


@pytest.mark.parametrize(
    ("header", "line"),
    [
        pytest.param('title = "a"\nowner = b\n', 3, id="a text without quotes"),
        pytest.param('title = "a\nowner = "b"\n', 2, id="a quote that does not close"),
        pytest.param('title = "a"\n[columns\nx = 1\n', 3, id="a bracket that does not close"),
        pytest.param('title = "a"\nexcludes = ["a",\n\n\n', 3, id="a list without end"),
        pytest.param('title = "a"\n\ntitle = "b"\n', 4, id="a key twice"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(header, line):
    with pytest.raises(QueryError) as caught:
        read_header(f"/*---\n{header}---*/\nselect 1", Path("query.sql"))
    assert caught.value.faults[0].where == Place("query.sql", line)
