"""What rules draft is true of the rows, over random rows; and what they may not know they do not say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import HIDDEN, print_cell
from engagement.brief.outline import AUDIENCES
from engagement.brief.rules.context import Context
from engagement.brief.statements import RULES, draft
from engagement.query import Column
from tests.queries.plain import published, published_rows

ASKS = [ask for edition in AUDIENCES.values() for plan in edition.plans for ask in plan.asks]
CONTEXT = Context("Africa", date(2026, 11, 1), 10, date(2027, 6, 10))
# as they are published: nearest 5, nothing below 10
counts = st.one_of(st.integers(2, 80).map(lambda fives: 5 * fives), st.none(), st.just(HIDDEN))
MARGIN = CONTEXT.margin


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
    return draft(key, answer, context)


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
        assert whole(change[1]) >= MARGIN
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
    sign = 1 if match[1] == "most" else -1
    assert all(sign * (values[-1] - value) >= MARGIN for value in between)
    if since >= 0:
        assert sign * (values[since] - values[-1]) >= 0
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
        pytest.param([40, 50, 65, 70], "", id="a difference of 5 is none"),
        pytest.param([75, 40, 50, 55, 70], "the most since 2015/2016", id="the year that was higher by 5 was higher"),
        pytest.param([65, 40, 50, 55, 70], "", id="a year that was lower by 5 is no bound"),
    ],
)
def test_the_most_and_the_fewest_are_said_where_they_hold(values, expected):
    columns = ("academic_year", "students")
    rows = [dict(zip(columns, (f"{2015 + at}/{2016 + at}", value), strict=True)) for at, value in enumerate(values)]
    assert phrases.superlative(rows, "students", "academic_year", margin=MARGIN) == expected


def test_a_share_changes_in_percentage_points():
    before, last = {"year": "2023/2024", "rate": 0.254, "asked": 220}, {"year": "2024/2025", "rate": 0.3, "asked": 250}
    words = phrases.change(last, before, "rate", "share", "year", small=30, margin=10, base="asked")
    assert words == "4.6 percentage points more than in 2023/2024"


@pytest.mark.parametrize(
    ("unit", "then", "now", "base"),
    [
        pytest.param("people", 150, 155, 0, id="5 people more"),
        pytest.param("people", 155, 150, 0, id="5 people fewer"),
        pytest.param("people", 150, 150, 0, id="as many"),
        pytest.param("share", 0.5, 0.54, 240, id="a share that 9 people make"),
        pytest.param("share", 0.5, 0.9, None, id="a share of too few"),
    ],
)
def test_a_change_that_rounding_alone_may_make_is_no_change(unit, then, now, base):
    before, last = {"year": "2023/2024", "n": then, "base": base}, {"year": "2024/2025", "n": now, "base": base}
    words = phrases.change(last, before, "n", unit, "year", small=30, margin=10, base="base")
    assert words == "no marked change from 2023/2024"


def test_where_counts_are_not_rounded_every_change_counts():
    exact = replace(CONTEXT, rounding=1)
    (one,) = said("students", yearly([150, 151]), exact)
    assert "1 more than in 2015/2016" in one.text


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("All years", "over all years"),
        ("Last 3 complete years", "over the last 3 complete years"),
        ("2024/2025", "in 2024/2025"),
    ],
)
def test_a_period_ends_a_sentence(period, when):
    assert replace(CONTEXT, period=period).when == when


@given(st.lists(counts, min_size=1, max_size=8))
def test_an_incomplete_year_is_told_apart_and_never_compared(values):
    statements = said("students", yearly(values, running=True))
    for one in statements:
        year = f"{2015 + len(values) - 1}/"
        if year in one.text:
            assert one.id == "students.trend.running"
            assert "to date, an incomplete year" in one.text
            assert "more" not in one.text


@given(st.integers(2, 5), st.integers(2, 80))
def test_a_change_on_a_small_base_has_no_percentage_and_a_word_of_caution(before, now):
    (one,) = said("students", yearly([5 * before, 5 * now]))
    assert "%" not in one.text
    assert ("may be chance" in one.text) is (5 * abs(now - before) >= MARGIN)


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), counts), max_size=8, unique_by=lambda pair: pair[0]))
def test_the_largest_hosts_are_the_largest(hosts):
    columns = (Column("place", "Place"), Column("students", "Students", unit="people"))
    for one in said("hosts", Answer("Hosts", columns, tuple(hosts), 1)):
        named = {name: whole(count) for name, count in re.findall(r"([A-H]) \(([\d,]+)\)", one.text)}
        shown = {name: count for name, count in hosts if isinstance(count, int)}
        assert named == {name: shown[name] for name in named}
        assert all(shown[name] < min(named.values()) for name in shown if name not in named)
        assert ("no other place did" in one.text) is (len(named) == len(hosts))


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
    if cells and cells[-1][2] == 0:
        return
    for one in said("demand", Answer("Demand", columns, cells, 1)):
        assert one.text.startswith(f"{print_cell(cells[-1][2], 'share')} of the ")


USE = (
    Column("places_out", "", unit="places"),
    Column("placements_out", "", unit="placements"),
    Column("students_out", "", unit="people"),
)


def use(places, people, further):
    """A partner's row as it is published: people to the nearest 10, their further placements to the nearest 20."""
    students = published(people, base=10)
    if students is None:
        return places, HIDDEN, HIDDEN
    return places, published_rows(people + further, people, base=10), students


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 50), st.integers(0, 40)), max_size=4))
def test_more_than_agreed_is_said_of_a_partner_only_if_it_holds_however_many_were_rounded(partners):
    rows = tuple(use(*partner) for partner in partners)
    for one in said("place_use", Answer("Use", USE, rows, 1)):
        told = {fact.name: fact.value for fact in one.facts}
        received = [row for row in rows if row[2] is not HIDDEN]
        # the fewest placements that are published in the same way
        fewest = [
            min(n + m for n in range(10, 60) for m in range(60) if use(places, n, m) == row)
            for row in received
            for places in row[:1]
        ]
        over = sum(least > row[0] for least, row in zip(fewest, received, strict=True))
        assert told == {"agreed": len(rows), "received": len(received), "over": over}
        assert f"{len(received)} received 10 or more" in one.text


@pytest.mark.parametrize(
    ("places", "over"),
    [
        pytest.param(14, 1, id="15 to 24 are more than 14"),
        pytest.param(15, 0, id="15 to 24 may be 15"),
        pytest.param(20, 0, id="as many"),
    ],
)
def test_a_partner_received_more_than_agreed_only_where_rounding_does_not_explain_it(places, over):
    (one,) = said("place_use", Answer("Use", USE, (use(places, 20, 0), use(100, 10, 0)), 1))
    assert ("received more than agreed" in one.text) is bool(over)
    assert {fact.name: fact.value for fact in one.facts}["over"] == over


def access(*groups):
    """An answer about one attribute: its largest group with so many students, and groups with (students, low, high)."""
    columns = [Column("attribute", ""), Column("label", ""), Column("is_reference", "")]
    columns += [
        Column("students", "", unit="people"),
        Column("low", "", unit="ratio"),
        Column("high", "", unit="ratio"),
    ]
    largest, *others = groups
    rows = [("Aid", "G0", True, largest, None, None)]
    rows += [("Aid", f"G{at}", False, *other) for at, other in enumerate(others, 1)]
    return Answer("Access", tuple(columns), tuple(rows), 1)


@pytest.mark.parametrize(
    ("students", "low", "high", "words"),
    [
        pytest.param(200, 0.5, 0.9, "1 went less often", id="less, whatever was rounded"),
        pytest.param(200, 1.1, 1.4, "1 went more often", id="more, whatever was rounded"),
        pytest.param(200, 0.8, 0.99, "none went less or more often", id="rounding alone may make it less"),
        pytest.param(10, 0.5, 0.9, "none went less or more often", id="10 may be 8 to 12"),
        pytest.param(200, 0.8, 1.2, "none went less or more often", id="the interval holds 1"),
        pytest.param(HIDDEN, HIDDEN, HIDDEN, "", id="too few"),
    ],
)
def test_a_group_went_less_or_more_often_only_where_neither_chance_nor_rounding_explains_it(students, low, high, words):
    found = said("access", access(400, (students, low, high)))
    assert [words in one.text for one in found] == [True] * bool(words)


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=5))
def test_only_groups_whose_interval_leaves_out_one_are_named(rows):
    scaled = [(n, *(b / 20 if isinstance(b, int) else b for b in bounds)) for n, *bounds in rows]
    for one in said("access", access(400, *scaled)):
        named = set(re.findall(r"G\d", one.text))
        known = [(f"G{at}", *row[1:]) for at, row in enumerate(scaled, 1) if all(isinstance(b, float) for b in row[1:])]
        assert named <= {name for name, low, high in known if low > 1 or high < 1}


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
        assert not re.search(r"\b(None|nan|Marker|HIDDEN|hidden|too few)\b", one.text)
        assert not re.search(r"\b0 (students|people|applicants)\b", one.text)
        assert one.text.endswith(".")
        assert ".." not in one.text


@pytest.fixture(scope="session")
def demo_columns(demo_warehouse):
    """The columns of the query behind each rule."""
    asked = {ask.key: ask.query for ask in ASKS}
    return {key: tuple(demo_warehouse.catalog.queries[asked[key]].columns.values()) for key in RULES}


def test_every_query_and_column_of_the_outline_is_in_the_catalog(demo_warehouse):
    queries = demo_warehouse.catalog.queries
    for ask in ASKS:
        assert ask.query in queries
        printed = {name for names in ask.printed for name in names.split("+")}
        assert printed | set(ask.split) <= set(queries[ask.query].columns), ask.query
    for edition in AUDIENCES.values():
        assert {figure for plan in edition.plans for figure in plan.figures} <= set(queries)


def test_lists_read_as_sentences():
    assert [phrases.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
