"""What rules draft is true of the rows, over random rows; and what they may not know they do not say."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.model import HIDDEN
from engagement.brief.outline import OUTLINE
from engagement.brief.rules.context import Context
from engagement.brief.statements import RULES, draft
from engagement.query import Column

CONTEXT = Context("Africa", date(2026, 11, 1), 10, date(2027, 6, 10))
counts = st.one_of(st.integers(0, 400), st.none(), st.just(HIDDEN))


def yearly(values, *, running=False, first=2015):
    columns = (
        Column("academic_year", "Year"),
        Column("students", "Students", unit="people"),
        Column("is_complete", ""),
    )
    rows = tuple(
        (f"{first + at}/{first + at + 1}", value, not (running and at == len(values) - 1))
        for at, value in enumerate(values)
    )
    return Answer("Students", columns, rows, 1)


def said(key, answer, context=CONTEXT):
    return [statement for statement, _ in draft(key, answer, context)]


def whole(text):
    return int(text.replace(",", ""))


@given(st.lists(counts, max_size=12), st.booleans())
def test_a_count_and_its_change_are_those_of_the_last_two_complete_years(values, running):
    complete = values[:-1] if running else values
    found = [one for one in said("students", yearly(values, running=running)) if one.id == "students.trend"]
    if not complete or not isinstance(complete[-1], int):
        assert not found
        return
    match = re.match(r"([\d,]+) students went to Africa in (\d{4})", found[0].text)
    assert (whole(match[1]), int(match[2])) == (complete[-1], 2015 + len(complete) - 1)
    change = re.search(r"([\d,]+) (more|fewer) than in", found[0].text)
    if change:
        sign = 1 if change[2] == "more" else -1
        assert complete[-1] - complete[-2] == sign * whole(change[1])
    if len(complete) > 1 and not isinstance(complete[-2], int):
        assert not change


@given(st.lists(counts, max_size=12))
def test_a_superlative_holds_and_bridges_no_hidden_value(values):
    text = " ".join(one.text for one in said("students", yearly(values)))
    match = re.search(r"the (most|fewest) (?:since (\d{4})|of the (\d+) complete years)", text)
    if not match:
        return
    since = int(match[2]) - 2015 if match[2] else -1
    between = values[since + 1 : -1]
    assert all(isinstance(value, int) for value in between)
    assert all(value < values[-1] if match[1] == "most" else value > values[-1] for value in between)
    if since >= 0:
        assert values[since] >= values[-1] if match[1] == "most" else values[since] <= values[-1]
    else:
        assert int(match[3]) == len(values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([40, 50, 60, 70], "the most of the 4 complete years shown"),
        ([70, 60, 50, 40], "the fewest of the 4 complete years shown"),
        ([30, 90, 80, 70, 60], "the fewest since 2015/2016"),
        ([99, 30, 40, 50, 60], "the most since 2015/2016"),
        ([70, 60, 50, 50], ""),
        ([70, 60, HIDDEN, 40], ""),
        ([70, 60, 50], ""),
    ],
)
def test_the_most_and_the_fewest_are_said_where_they_hold(values, expected):
    columns = ("academic_year", "students")
    rows = [dict(zip(columns, (f"{2015 + at}/{2016 + at}", value), strict=True)) for at, value in enumerate(values)]
    assert phrases.superlative(rows, "students", "academic_year") == expected


def test_a_share_changes_in_percentage_points():
    before, last = {"year": "2023/2024", "rate": 0.254}, {"year": "2024/2025", "rate": 0.3}
    words = phrases.change(last, before, "rate", "share", "year", small=30)
    assert words == "4.6 percentage points more than in 2023/2024"


@given(st.lists(counts, min_size=1, max_size=8))
def test_a_running_year_is_told_apart_and_never_compared(values):
    statements = said("students", yearly(values, running=True))
    for one in statements:
        year = f"{2015 + len(values) - 1}/"
        if year in one.text:
            assert one.id == "students.trend.running"
            assert "still running" in one.text
            assert "more" not in one.text


@given(st.integers(0, 29), st.integers(0, 400))
def test_a_change_on_a_small_base_has_no_percentage_and_a_word_of_caution(before, now):
    (one,) = said("students", yearly([before, now]))
    assert "%" not in one.text
    assert "may be chance" in one.text


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), counts), max_size=8, unique_by=lambda pair: pair[0]))
def test_the_largest_hosts_are_named_as_such_only_where_nothing_larger_can_be_hidden(hosts):
    columns = (Column("place", "Place"), Column("students", "Students", unit="people"))
    for one in said("hosts", Answer("Hosts", columns, tuple(hosts), 1)):
        named = {name: whole(count) for name, count in re.findall(r"([A-H]) \(([\d,]+)\)", one.text)}
        shown = {name: count for name, count in hosts if isinstance(count, int)}
        assert named == {name: shown[name] for name in named}
        assert all(shown[name] < min(named.values()) for name in shown if name not in named)
        if any(count is HIDDEN for _, count in hosts):
            assert one.text.startswith("Of the hosts whose numbers may be shown")


@given(st.lists(st.tuples(counts, counts, st.booleans()), max_size=6))
def test_demand_met_says_the_share_that_the_row_holds(rows):
    columns = (
        Column("academic_year", ""),
        Column("applicants", "", unit="people"),
        Column("rate", "", unit="share"),
        Column("is_complete", ""),
    )
    cells = tuple(
        (f"{2015 + at}/{2016 + at}", base, part / 400 if isinstance(part, int) else part, True)
        for at, (base, part, _) in enumerate(rows)
    )
    for one in said("demand", Answer("Demand", columns, cells, 1)):
        assert one.text.startswith(f"{cells[-1][2]:.1%} of the ")


@given(st.lists(st.tuples(counts, counts), max_size=6))
def test_the_use_of_places_counts_what_may_be_shown_and_no_other(rows):
    columns = (Column("places_out", "", unit="people"), Column("use_out", "", unit="share"))
    cells = tuple((agreed, use / 20 if isinstance(use, int) else use) for agreed, use in rows)
    agreed = [use for places, use in cells if isinstance(places, int) and places]
    shown = [use for use in agreed if isinstance(use, float)]
    for one in said("place_use", Answer("Use", columns, cells, 1)):
        told = {fact.name: fact.value for fact in one.facts}
        none, over = sum(use == 0 for use in shown), sum(use > 1 for use in shown)
        assert told == {"agreed": len(agreed), "shown": len(shown), "none": none, "over": over}
        assert (f"{len(shown)} may be shown" in one.text) is (len(shown) < len(agreed))


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=5))
def test_a_group_went_less_or_more_often_only_where_its_interval_leaves_out_one(rows):
    columns = (Column("label", ""), Column("low", "", unit="ratio"), Column("high", "", unit="ratio"))
    cells = tuple((f"G{at}", *(b / 20 if isinstance(b, int) else b for b in bounds)) for at, bounds in enumerate(rows))
    known = [(name, low, high) for name, low, high in cells if isinstance(low, float) and isinstance(high, float)]
    for one in said("access", Answer("Access", columns, cells, 1)):
        named = set(re.findall(r"G\d", one.text))
        assert named == {name for name, low, high in known if low > 1 or high < 1}


CELLS = st.one_of(counts, st.sampled_from(["Cleared", "Not recorded", "Élan Université", "students only"]))
ORDINARY = {"people": counts, "date": st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)))}


@pytest.mark.parametrize("key", sorted(RULES))
@settings(deadline=None)  # a machine with other work to do takes its time
@given(data=st.data())
def test_no_rule_prints_a_hidden_or_missing_value(demo_columns, key, data):
    columns = demo_columns[key]
    cell = {
        column.name: ORDINARY["date"]
        if column.unit == "date"
        else st.one_of(st.none(), st.sampled_from(["Cleared", "Not recorded", "students only", "Name", "2019/2020"]))
        if column.unit == "text"
        else counts
        for column in columns
    }
    rows = data.draw(st.lists(st.tuples(*(cell[column.name] for column in columns)), max_size=4))
    for one in said(key, Answer("Any", columns, tuple(rows), 1)):
        assert not re.search(r"\b(None|nan|Marker|HIDDEN|hidden)\b", one.text)
        assert one.text.endswith(".")
        assert ".." not in one.text


@pytest.fixture(scope="session")
def demo_columns(demo_warehouse):
    """The columns of the query behind each rule."""
    asked = {ask.key: ask.query for plan in OUTLINE for ask in plan.asks}
    return {key: tuple(demo_warehouse.catalog.queries[asked[key]].columns.values()) for key in RULES}


def test_every_query_and_column_of_the_outline_is_in_the_catalog(demo_warehouse):
    queries = demo_warehouse.catalog.queries
    for plan in OUTLINE:
        for ask in plan.asks:
            assert ask.query in queries
            assert set(ask.printed) <= set(queries[ask.query].columns), ask.query
        assert set(plan.figures) <= set(queries)


def test_lists_read_as_sentences():
    assert [phrases.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
