"""Every metric stands on a page and in the query library; a tab can be linked to, and only the open one is asked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engagement.app.menu import MENU, Entry
from engagement.catalog import load_catalog
from engagement.contract import load_contract
from engagement.present.since import HEADLINE
from engagement.settings import ROOT
from engagement.ui.pages.principles import PRINCIPLES
from tests.pages.conftest import OpenPage, words

CATALOG = load_catalog(ROOT / "queries", load_contract(ROOT / "data" / "datapackage.json"))
METRICS = {number: query for query in CATALOG.queries.values() if query.metric for number in query.metric.numbers}
DOC = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
UI = ROOT / "engagement" / "ui" / "pages"


def named(path: Path) -> Iterator[str]:
    """The queries that a page's script names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and node.value in CATALOG.queries:
            yield str(node.value)


def on_page(entry: Entry) -> set[str]:
    """The queries that a page names itself, by the parts of its own, or in a query's header."""
    script = ROOT / "pages" / entry.file
    text, name = script.read_text(encoding="utf-8"), entry.file.removesuffix(".py")
    parts = [
        UI / f"{part}.py"
        for part in ("agreements", "attention", "principles", "region", "register")
        if f"{part}." in text
    ]
    placed = {query.id for query in CATALOG.queries.values() if query.spot.page == name}
    headline = HEADLINE if "HEADLINE" in text else ()
    return placed.union(headline, *map(named, [script, *parts]))


ON_PAGES = {entry.title: on_page(entry) for entry in MENU}


def test_there_are_29_metrics():
    assert sorted(METRICS) == list(range(1, 30))


@pytest.mark.parametrize("number", range(1, 30))
def test_every_metric_stands_on_a_page(number: int):
    assert any(METRICS[number].id in queries for queries in ON_PAGES.values())


@pytest.mark.parametrize("number", range(1, 30))
def test_the_list_of_metrics_tells_their_pages(number: int):
    row = re.search(rf"^\| {number} \| (.*) \| ([^|]*) \|$", DOC, re.MULTILINE)
    queries = set(re.findall(r"`([a-z_]+/[a-z0-9_]+)`", row[1]))
    assert row[2].split(", ") == [title for title, shown in ON_PAGES.items() if shown & queries]


def test_every_metric_stands_in_the_library(open_page: OpenPage):
    offered = {button.key for button in open_page("query_library").button}
    assert {f"open {query.id}" for query in METRICS.values()} <= offered


def test_every_figure_of_the_scorecard_has_a_card():
    figures = {query_id for principle in PRINCIPLES for query_id in principle.figures}
    assert all(CATALOG.queries[query_id].card for query_id in figures)


def test_each_principle_says_what_is_not_measured(open_page: OpenPage):
    said = words(open_page("strategy"))
    assert len(PRINCIPLES) == 8
    assert all(principle.unmeasured in said for principle in PRINCIPLES)


def test_a_link_opens_a_tab_and_asks_no_other(open_page: OpenPage):
    page = open_page("placements", fair="Funding and unmet need")
    shown = {subheader.value for subheader in page.subheader}
    assert METRICS[14].title in shown
    assert METRICS[13].title not in shown


def test_a_link_to_a_tab_that_there_is_not_opens_the_first(open_page: OpenPage):
    page = open_page("placements", fair="Gold")
    assert not page.exception
    assert METRICS[13].title in {subheader.value for subheader in page.subheader}


def test_the_overview_says_what_changed_and_what_needs_attention(open_page: OpenPage):
    said = words(open_page("overview", about="cards/active_agreements"))
    assert "+2 in all: Europe -7, Africa +5, China +3 and 5 others together +1." in said
    assert "64 reviews are overdue" in said
    assert "Fewer students in 2025/2026 than the year before: Middle East -5" in said
