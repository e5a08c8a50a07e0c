"""Texts from a command line or an address become values, and wrong ones are told in the reader's words."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from engagement.catalog.parameters import coerce, is_list, parse, scalar_type
from engagement.errors import CallError
from engagement.query import Parameter


@pytest.mark.parametrize(
    ("type_", "texts", "value"),
    [
        pytest.param("VARCHAR", ["Côte d'Ivoire"], "Côte d'Ivoire", id="a text"),
        pytest.param("INTEGER", ["2024"], 2024, id="a number"),
        pytest.param("double", ["0.5"], 0.5, id="a fraction"),
        pytest.param("DATE", ["2024-02-29"], date(2024, 2, 29), id="a date"),
        pytest.param("TIMESTAMP", ["2024-02-29T10:00:00"], datetime(2024, 2, 29, 10), id="a time"),
        pytest.param("BOOLEAN", ["true"], True, id="true"),
        pytest.param("VARCHAR[]", ["Africa,China"], ["Africa", "China"], id="a list in one text"),
        pytest.param("VARCHAR[]", ["Africa", "China"], ["Africa", "China"], id="a list in several"),
        pytest.param(
            "VARCHAR[]", ["Korea,, Republic of,China"], ["Korea, Republic of", "China"], id="a comma in a name"
        ),
        pytest.param("VARCHAR[]", [""], [], id="an empty list"),
        pytest.param("INTEGER[]", ["1, 2"], [1, 2], id="numbers"),
    ],
)
def test_texts_become_values(type_, texts, value):
    assert parse(Parameter("wanted", type_), texts) == value


@pytest.mark.parametrize(
    ("type_", "texts", "message"),
    [
        pytest.param("INTEGER", ["many"], "Give a whole number", id="no number"),
        pytest.param("INTEGER", ["2.5"], "Give a whole number", id="not whole"),
        pytest.param("TINYINT", ["300"], "Give a whole number", id="too large"),
        pytest.param("DATE", ["1.11.2026"], "Give a date such as 2026-11-01", id="another order"),
        pytest.param("BOOLEAN", ["yes"], "Give true or false", id="yes"),
        pytest.param("DOUBLE", ["inf"], "Give a number", id="endless"),
        pytest.param("VARCHAR", ["a", "b"], "takes one value", id="two for one"),
        pytest.param("DATE[]", ["2026-11-01,soon"], "a list, each a date", id="one wrong in a list"),
    ],
)
def test_wrong_texts_are_told(type_, texts, message):
    with pytest.raises(CallError, match=message):
        parse(Parameter("wanted", type_), texts)


def test_a_value_that_is_no_choice_is_told_with_the_nearest():
    parameter = Parameter("kind", "VARCHAR", choices=("study", "work"))
    with pytest.raises(CallError, match=r'"stduy" is not a choice.*Did you mean "study"'):
        coerce(parameter, "stduy")


@pytest.mark.parametrize(
    ("type_", "scalar", "is_a_list"),
    [
        ("VARCHAR", "VARCHAR", False),
        ("text[]", "VARCHAR", True),
        ("Int", "INTEGER", False),
        ("float", "DOUBLE", False),
        ("STRUCT(a INTEGER)", None, False),
        ("VARCHAR); drop table placements", None, False),
        ("VARCHAR[][]", None, True),
    ],
)
def test_types_are_known_by_duckdbs_names(type_, scalar, is_a_list):
    assert (scalar_type(type_), is_list(type_)) == (scalar, is_a_list)
