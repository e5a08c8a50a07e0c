"""What a card says of where its change came from is true of the released values, and of nothing else."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from engagement.present.attention import fallen, pressing
from engagement.present.what_changed import what_changed
from engagement.query import Card, ChartSpec
from engagement.result import Result
from tests.answers import answer

NAMES = ("Africa", "China", "Côte & Sahel", "Europe", "Latin America", "Oceania", "South-East Asia")
DAYS = (date(2025, 11, 1), date(2026, 11, 1))
YEARS = ("2024/2025", "2025/2026")
LINES = ChartSpec("line", x="when", y=("count",), series="region")


def whole(counts, periods=DAYS, *, people=()) -> Result:
    """A card's answer: the counts of two periods."""
    unit = "people" if people else "agreements"
    columns = {"when": ("When", "date" if periods is DAYS else "text"), "count": ("Count", unit)}
    rows = list(zip(periods, counts, strict=True))
    return with_card(answer(columns, rows, people=people), Card("count", "when"))


def by_region(cells, periods=DAYS, *, people=()) -> Result:
    """Lines by region; `cells` has the counts of two periods by name, None for no row."""
    unit = "people" if people else "agreements"
    columns = {"region": "Region", "when": ("When", "date" if periods is DAYS else "text"), "count": ("Count", unit)}
    rows = [(name, period, count) for name, pair in cells.items() for period, count in zip(periods, pair, strict=True)]
    rows = [row for row in rows if row[2] is not None]
    return answer(columns, rows, LINES, people=people)


def with_card(result: Result, card: Card) -> Result:
    return replace(result, query=replace(result.query, card=card))


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"(?<![\w-])[+-]?\d[\d,]*", text)]


def told(sentence: str) -> dict[str, int]:
    """The regions that a sentence names with a signed change."""
    found = {name: re.search(rf"{re.escape(name)} ([+-]\d[\d,]*)", sentence) for name in NAMES}
    return {name: int(match[1].replace(",", "")) for name, match in found.items() if match}


@pytest.mark.parametrize("seed", range(200))
def test_parts_that_are_said_to_make_up_a_change_do(seed):
    chance = random.Random(seed)
    most = chance.choice([3, 40, 2000])
    cells = {
        name: (chance.randint(0, most), chance.randint(0, most)) for name in NAMES[: chance.randint(2, len(NAMES))]
    }
    before, now = (sum(pair[at] for pair in cells.values()) for at in (0, 1))
    sentence = what_changed(whole((before, now)), by_region(cells))
    changes = {name: last - first for name, (first, last) in cells.items()}
    named = told(sentence)
    assert named == {name: changes[name] for name in named}
    assert all(abs(changes[name]) <= min(map(abs, named.values()), default=0) for name in changes.keys() - named.keys())
    if not any(changes.values()):
        assert "no change in any region" in sentence
        return
    first, _, rest = sentence.partition("of which" if "of which" in sentence else "in all:")
    assert numbers(first) == [now - before]
    together = re.search(r"(\d+) others together ([+-]?\d[\d,]*)", rest)
    others = int(together[2].replace(",", "")) if together else 0
    assert sum(named.values()) + others == now - before
    assert int(together[1]) == len([name for name in changes if changes[name]]) - len(named) if together else True


@pytest.mark.parametrize("seed", range(200))
def test_of_people_only_what_is_shown_is_said_and_nothing_is_added_up(seed):
    chance = random.Random(seed)
    cells = {name: (chance.randint(0, 40), chance.choice([None, *range(40)])) for name in NAMES}
    total = (chance.randint(10, 300), chance.randint(10, 300))
    if seed % 2:  # nothing is small, and the regions happen to add up
        cells = {name: (chance.randint(10, 40), chance.randint(10, 40)) for name in NAMES}
        total = tuple(sum(pair[at] for pair in cells.values()) for at in (0, 1))
    parts = by_region(cells, YEARS, people=("count",))
    sentence = what_changed(whole(total, YEARS, people=("count",)), parts)
    shown = {}
    for row in parts.table.to_pylist():
        shown.setdefault(row["region"], []).append(row["count"])
    known = {name: pair[1] - pair[0] for name, pair in shown.items() if len(pair) == 2 and None not in pair}
    if not known:
        assert sentence == ""
        return
    named = told(sentence)
    assert named == {name: known[name] for name in named}
    assert "of which" not in sentence
    assert "together" not in sentence
    for fell, by in re.findall(r"and ([^,;]+) fell by (\d+)", sentence):
        assert known[fell] == -int(by)
    if "moved most" in sentence:
        assert all(abs(known[name]) <= min(map(abs, named.values())) for name in known.keys() - named.keys())
    left_out = len(shown) - len(known)
    assert ("small or missing" in sentence) == (left_out > 0)
    if left_out:
        assert re.search(r"(\d+) regions? (is|are) small", sentence)[1] == str(left_out)


def test_a_change_is_told_with_its_largest_parts():
    cells = {"Africa": (10, 33), "China": (20, 31), "Europe": (80, 85), "Oceania": (4, 5), "Latin America": (9, 10)}
    expected = "+41, of which Africa +23, China +11, Europe +5 and 2 others together +2."
    assert what_changed(whole((123, 164)), by_region(cells)) == expected


def test_parts_that_do_not_make_up_the_whole_are_not_called_so():
    sentence = what_changed(whole((100, 141)), by_region({"Africa": (10, 33), "China": (20, 31)}))
    assert sentence == "+41 in all; by region, Africa +23 and China +11, each counted on its own."


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"Africa": (10, 33)}, id="one region is the whole"),
        pytest.param({}, id="no region"),
    ],
)
def test_where_there_is_nothing_to_tell_apart_nothing_is_said(parts):
    assert what_changed(whole((10, 33)), by_region(parts)) == ""


@pytest.mark.parametrize(
    ("met", "said"),
    [
        pytest.param(50, "With a place: 72 after 50; applicants: 120 after 100.", id="shown"),
        pytest.param(4, "", id="of too few people"),
    ],
)
def test_a_share_is_told_by_what_it_divides(met, said):
    columns = {
        "year": "Year",
        "rate": ("Rate", "share"),
        "met": ("With a place", "people"),
        "all": ("Applicants", "people"),
    }
    rows = [("2024/2025", met / 100, met, 100), ("2025/2026", 0.6, 72, 120)]
    result = with_card(answer(columns, rows, people=("met", "all")), Card("rate", "year", base="all"))
    assert what_changed(result) == said


@pytest.mark.parametrize(
    ("before", "now", "judged"),
    [
        pytest.param((1.4, 1.2, 1.6), (1.3, 1.1, 1.5), "overlap, so the change may be chance", id="overlapping"),
        pytest.param((1.4, 1.3, 1.5), (0.9, 0.8, 1.0), "do not overlap", id="apart"),
    ],
)
def test_an_estimate_is_told_with_its_interval(before, now, judged):
    columns = {"year": "Year", "g": ("Gain", "ratio"), "low": ("Low", "ratio"), "high": ("High", "ratio")}
    chart = ChartSpec("line", x="year", y=("g",), low="low", high="high")
    result = with_card(answer(columns, [("2024", *before), ("2025", *now)], chart), Card("g", "year"))
    assert judged in what_changed(result)


CHANGES = {
    "region": "Region",
    "academic_year": "Year",
    "change": ("Change", "people"),
    "change_share": ("Change, %", "share"),
    "is_complete": "Complete",
}


def test_regions_that_fell_are_those_of_the_last_complete_year():
    rows = [
        ("Africa", "2024/2025", -9, -0.3, True),
        ("Africa", "2025/2026", 4, 0.1, True),
        ("China", "2025/2026", -12, -0.25, True),
        ("Europe", "2025/2026", None, None, True),
        ("China", "2026/2027", -40, -0.9, False),
    ]
    assert fallen(answer(CHANGES, rows)) == (
        "Fewer students in 2025/2026 than the year before: China -12 (-25.0%). "
        "The change of 1 region is too small to show or not known."
    )


def test_a_region_alone_is_named_where_it_did_not_fall():
    rows = [("Africa", "2024/2025", -4, -0.1, True), ("Africa", "2025/2026", 4, 0.1, True)]
    assert fallen(answer(CHANGES, rows)) == "In 2025/2026, no fewer students went to Africa than the year before."


def test_where_no_region_fell_it_is_said():
    rows = [("Africa", "2025/2026", 4, 0.1, True), ("China", "2025/2026", 0, 0.0, True)]
    assert fallen(answer(CHANGES, rows)) == "In 2025/2026, no region had fewer students than the year before."


ACTIONS = {"date": ("Date", "date"), "reason": "What", "partner": "Partner", "detail": "Status"}


def test_what_needs_attention_is_counted_by_topic_and_the_first_of_each_by_date_is_named():
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]
    reasons = ["Review overdue", "Review overdue", "Ends before Africa Summit", "Ends before Asia Summit", "Ends soon"]
    rows = [(day, reason, f"University {day:%d %m %Y}", "9 days") for day, reason in zip(days, reasons, strict=True)]
    things = pressing(answer(ACTIONS, rows), answer(CHANGES, [("China", "2025/2026", -12, -0.25, True)]))
    assert [(thing.what, thing.example) for thing in things] == [
        ("2 agreements end before the next summit", "First: University 01 12 2026, 9 days"),
        ("2 reviews are overdue", "Longest: University 01 01 2020, 9 days"),
        ("Fewer students went to 1 region in 2025/2026", "Largest fall: China -12 (-25.0%)"),
        ("1 agreement ends within a year", "First: University 03 12 2026, 9 days"),
    ]


def test_no_more_than_five_things_come_first():
    reasons = ("Review overdue", "Ends before A", "Ends soon", "Dormant", "Compliance review pending")
    rows = [(date(2026, 1, 1), reason, "A University", "9 days") for reason in reasons]
    changes = answer(CHANGES, [("China", "2025/2026", -12, -0.25, True)])
    topics = [thing.topic for thing in pressing(answer(ACTIONS, rows), changes)]
    assert len(topics) == 5
    assert "Dormant" not in topics
