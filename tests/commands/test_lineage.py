"""What is made of what is read from the files, and what breaks without a column is what no longer binds."""

from __future__ import annotations

import re

import pytest

from engagement.app.lineage import around, steps, without_column
from engagement.cli import main
from engagement.errors import CallError
from engagement.warehouse import Warehouse

TYPES = "placements/types"


def test_what_leads_to_a_query_is_what_the_catalog_says_that_it_is_made_of(demo_warehouse: Warehouse):
    catalog = demo_warehouse.catalog
    arrows = steps(catalog)
    for id_ in (TYPES, "strategy/alignment", "cards/students_abroad"):
        upwards = {arrow.source for arrow in around(arrows, id_) if arrow.target != "brief" and arrow.source != id_}
        query = catalog.queries[id_]
        called = [name for name in catalog.macros if re.search(rf"\b{name}\(", query.sql)]
        assert upwards == catalog.behind([*query.tables, *called])


def test_it_ends_at_the_pages_and_briefs_that_show_a_query(demo_warehouse: Warehouse):
    shown = {arrow.target for arrow in around(steps(demo_warehouse.catalog), TYPES) if arrow.source == TYPES}
    assert shown == {"page placements", "page region", "brief"}


def test_a_name_that_is_not_there_is_told_with_the_nearest(demo_warehouse: Warehouse):
    with pytest.raises(CallError, match='Did you mean "placements/types"'):
        around(steps(demo_warehouse.catalog), "placements/typs")


def test_what_breaks_without_a_column_names_it_and_all_that_is_made_of_it_does(demo_warehouse: Warehouse):
    broken = dict(without_column(demo_warehouse.catalog, "summits", "name"))
    reads = {id_ for id_, why in broken.items() if not why.startswith("made of")}
    queries = demo_warehouse.catalog.queries
    assert {"strategy/attention", "strategy/summits", "brief/summits"} <= reads
    assert all(re.search(r"\bname\b", queries[id_].sql) and "summits" in queries[id_].sql for id_ in reads & {*queries})
    assert broken["page overview"].startswith("made of ")


def test_it_is_printed_from_the_delivered_file_to_the_page_as_a_picture_too(demo_settings, capsys):
    place = ["--data", str(demo_settings.data_dir)]
    assert main(["lineage", TYPES, *place]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^exports/placements\.csv +placements$", printed, re.MULTILINE)
    assert main(["lineage", TYPES, "--format", "mermaid", *place]) == 0
    picture = capsys.readouterr().out.splitlines()
    assert picture[0] == "flowchart LR"
    assert len([line for line in picture if "-->" in line]) == len(printed.splitlines()) - 2
    assert main(["lineage", "--without", "summits.nmae", *place]) == 2
    assert 'Did you mean "name"' in capsys.readouterr().err
