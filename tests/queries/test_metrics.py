"""docs/metrics.md says what the headers say, metric by metric."""

from __future__ import annotations

import re

import pytest

from engagement.catalog import load_catalog
from engagement.contract import load_contract
from engagement.query import Query
from engagement.settings import ROOT

CATALOG = load_catalog(ROOT / "queries", load_contract(ROOT / "data" / "datapackage.json"))
PAGE = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
METRICS = [(number, query) for query in CATALOG.queries.values() if query.metric for number in query.metric.numbers]


def section(number: int) -> str:
    found = re.search(rf"^## {number} .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/metrics.md has no section {number}"
    return found[0]


def test_every_query_is_free_of_faults():
    assert CATALOG.faults == {}


def test_each_metric_is_defined_in_one_query():
    numbers = [number for number, _ in METRICS]
    assert sorted(numbers) == sorted(set(numbers))


def test_the_page_and_the_queries_know_the_same_metrics():
    on_the_page = [int(number) for number in re.findall(r"^## (\d+) ", PAGE, re.MULTILINE)]
    assert on_the_page == sorted(number for number, _ in METRICS)


@pytest.mark.parametrize(("number", "query"), METRICS, ids=[f"{number} {query.id}" for number, query in METRICS])
def test_the_page_repeats_a_metrics_header(number: int, query: Query):
    text, metric = section(number), query.metric
    assert metric.definition in text
    assert (
        f"- Denominator: {metric.denominator}\n" if metric.denominator else "- Denominator: none, it is a count"
    ) in text
    assert f"- Source: {metric.source}\n" in text
    assert f"- What it is not: {metric.is_not}\n" in text
    assert f"- Defined in: `{query.id}`" in text


@pytest.mark.parametrize(("number", "query"), METRICS, ids=[str(number) for number, _ in METRICS])
def test_every_metric_says_what_it_is_not_and_where_it_comes_from(number: int, query: Query):
    assert all((query.metric.definition, query.metric.source, query.metric.is_not))
    # what is only counted is divided by nothing
    is_divided = any(column.unit in ("share", "ratio", "index") for column in query.columns.values())
    assert query.metric.denominator or not is_divided


def test_every_query_that_the_page_names_exists():
    named = set(re.findall(r"`([a-z_]+/[a-z0-9_]+)`", PAGE))
    assert named - set(CATALOG.queries) == set()


def test_headers_are_written_for_readers():
    unexplained = [
        f"{query.id}: {column.name}"
        for query in CATALOG.queries.values()
        for column in query.columns.values()
        if not column.title[0].isupper()
    ]
    assert unexplained == []


def test_a_query_says_its_grain_and_its_owner():
    for query in CATALOG.queries.values():
        assert query.grain.startswith("one row"), query.id
        assert query.question.endswith(("?", ".")), query.id
