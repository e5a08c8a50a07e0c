"""Whoever writes SQL is told of each column its type, an example, allowed values and origin; never of people."""

from __future__ import annotations

import pytest

from engagement.app.columns import columns_of, holds, tables_of
from engagement.errors import CallError
from engagement.warehouse import Warehouse


def test_every_column_of_every_table_is_told_as_the_release_has_it(demo_warehouse: Warehouse):
    view = demo_warehouse.view
    for table in tables_of(view):
        about = columns_of(view, table)
        rows = view.database.run(f"from {table} limit 1")
        assert [column.name for column in about] == rows.column_names
        assert all(column.origin for column in about), table


def test_allowed_values_are_those_of_the_contract_and_an_example_is_among_them(demo_warehouse: Warehouse):
    view = demo_warehouse.view
    fields = {field.name: field for field in view.catalog.contract.tables["placements"].fields}
    published = {column.name: column for column in columns_of(view, "students_abroad_by_place_period_placement_type")}
    assert published["placement_type"].values == fields["placement_type"].enum
    assert published["placement_type"].example in fields["placement_type"].enum
    assert published["placement_type"].origin.startswith("queries/metrics/students_abroad.sql")
    register = {column.name: column for column in columns_of(view, "partnerships")}
    assert "student_exchange" in register["agreement_type"].values
    assert register["agreement_type"].type == "VARCHAR"
    assert register["partner_name"].origin == "exports/partnerships.csv"


def test_tables_of_people_are_not_told(demo_warehouse: Warehouse):
    view = demo_warehouse.view
    assert not {*tables_of(view)} & view.catalog.names.people
    for table in ("placements", "partnership"):
        with pytest.raises(CallError, match="no table"):
            columns_of(view, table)


def test_completion_says_the_type_or_the_allowed_values(demo_warehouse: Warehouse):
    held = holds(demo_warehouse.view, "students_abroad_by_place_period_placement_type")
    assert held["students"] == "BIGINT"
    assert held["placement_type"].startswith("study | work | research")
