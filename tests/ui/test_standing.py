"""How things stand, in three short sentences: against rows read a second time, and over every kind of gap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engagement.present.standing import standing
from engagement.query import Card
from engagement.warehouse import Warehouse
from tests.answers import answer

STUDENTS = {"year": "Year", "students": ("Students", "people"), "target": ("Target", "people")}
OVERDUE = {"day": ("Day", "date"), "agreements": ("Agreements", "agreements")}
SUMMITS = {"summit": "Summit", "date": ("Date", "date"), "days_left": ("Days left", "days")}
NO_SUMMIT = answer(SUMMITS, [("Africa Summit", date(2020, 5, 4), None)])


def with_card(result, card):
    return replace(result, query=replace(result.query, card=card))


def students(*rows):
    return with_card(
        answer(STUDENTS, rows, people=("students",)), Card("students", "year", target="target", better="up")
    )


def overdue(count):
    return with_card(answer(OVERDUE, [(date(2026, 11, 1), count)]), Card("agreements", "day"))


@pytest.mark.parametrize("regions", [[], ["Africa"], ["China", "Europe"]], ids=str)
def test_the_sentence_says_what_the_released_rows_say(demo_warehouse: Warehouse, regions: list[str]):
    asked = [
        demo_warehouse.run(name, regions=regions)
        for name in ("cards/students_abroad", "cards/reviews_overdue", "strategy/summits")
    ]
    before, now = [row for row in asked[0].table.to_pylist() if row["is_complete"]][-2:]
    reviews = asked[1].table.to_pylist()[-1]["overdue"]
    coming = [row for row in asked[2].table.to_pylist() if row["date"] >= date(2026, 11, 1)]
    sentence = standing(*asked)
    percent = 100 * (now["students"] - before["students"]) / before["students"]
    assert sentence.startswith(f"{now['academic_year']}: {now['students']:,} students abroad, ")
    assert f"{'up' if percent > 0 else 'down'} {abs(percent):.1f}%" in sentence
    if now["target"] is not None:
        missing = now["target"] - now["students"]
        assert f"{abs(missing):,.0f} {'below' if missing > 0 else 'above'} target ({now['target']:,.0f})" in sentence
    assert f" {reviews} review" in sentence
    if coming:
        assert f"Next summit: {min(coming, key=lambda row: row['date'])['summit']}, " in sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param([], "", id="no year"),
        pytest.param([("2025/2026", 100, None)], "2025/2026: 100 students abroad.", id="a first year without a target"),
        pytest.param(
            [("2024/2025", 100, None), ("2025/2026", 100, 100)],
            "2025/2026: 100 students abroad, unchanged, on target (100).",
            id="no change, on target",
        ),
        pytest.param(
            [("2024/2025", 5, None), ("2025/2026", 100, None)],
            "2025/2026: 100 students abroad.",
            id="a year before of too few is compared with nothing",
        ),
        pytest.param(
            [("2024/2025", 100, None), ("2025/2026", 5, 50)],
            "2025/2026: fewer than 10 students abroad, perhaps none.",
            id="too few are never told apart from none",
        ),
    ],
)
def test_what_is_not_known_is_not_said(rows, sentence):
    assert standing(students(*rows), overdue(None), NO_SUMMIT) == sentence


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "No review is overdue."), (1, "1 review is overdue."), (1234, "1,234 reviews are overdue.")],
)
def test_reviews_are_counted_in_words_that_fit(count, sentence):
    assert standing(students(), overdue(count), NO_SUMMIT) == sentence


def test_a_summit_that_is_over_is_not_the_next_one():
    coming = answer(SUMMITS, [("Asia Summit", date(2027, 3, 18), 137), ("Africa Summit", date(2020, 5, 4), None)])
    assert standing(students(), overdue(None), coming) == "Next summit: Asia Summit, Mar 18, 2027."
