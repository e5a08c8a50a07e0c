"""The calendar of reviews and ends, read back by another program than wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest

from engagement.export.calendar_file import calendar_file
from engagement.warehouse import Warehouse
from tests.answers import AS_OF, answer

COLUMNS = {
    "agreement_id": "Agreement",
    "partner": "Partner",
    "place": "Place",
    "agreement_kind": "Kind",
    "unit": "Unit",
    "days_left": ("Days left", "days"),
    "review_due": ("Review due", "date"),
}
NAME = "Universität für Bodenkultur; “Ciència, i\\o art”, 東京外国語大学 جامعة القاهرة " * 2


def register(*rows):
    return answer(COLUMNS, rows, query_id="partnerships/register")


def row(id_="A1", partner="Kyoto", unit="Law", days_left=None, review_due=None):
    return (id_, partner, "Japan", "General MOU", unit, days_left, review_due)


def events(file: bytes):
    return icalendar.Calendar.from_ical(file).walk("VEVENT")


def test_a_review_and_a_last_day_are_whole_days():
    first, last = events(calendar_file(register(row(days_left=10, review_due=date(2026, 12, 24)))))
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 12, 24), date(2026, 12, 25))
    assert first["summary"] == "Review due: Kyoto, General MOU"
    assert (last.decoded("dtstart"), last["summary"]) == (date(2026, 11, 11), "Last day: Kyoto, General MOU")


def test_a_review_that_was_due_is_called_overdue():
    (event,) = events(calendar_file(register(row(review_due=date(2026, 10, 31)))))
    assert event["summary"].startswith("Review overdue")


def test_an_agreement_without_a_day_is_not_in_the_calendar():
    file = calendar_file(register(row()))
    assert events(file) == []
    assert file.startswith(b"BEGIN:VCALENDAR\r\n")


def test_names_of_every_script_and_sign_come_back_as_they_were():
    (event,) = events(calendar_file(register(row(partner=NAME, review_due=AS_OF))))
    assert event["summary"] == f"Review due: {NAME}, General MOU"


def test_no_line_is_longer_than_the_standard_allows_and_no_letter_is_cut():
    file = calendar_file(register(row(partner=NAME, review_due=AS_OF)))
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # raises where a letter is cut in two
    assert b"\n" not in file.replace(b"\r\n", b"")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\r", "\x7f"])
def test_controls_are_left_out(sign):
    (event,) = events(calendar_file(register(row(partner=f"Kyo{sign}to", review_due=AS_OF))))
    assert event["summary"] == "Review due: Kyoto, General MOU"


def test_a_line_break_in_a_name_begins_no_property():
    (event,) = events(calendar_file(register(row(partner="Kyoto\r\nATTACH:https://example.com", review_due=AS_OF))))
    assert "ATTACH" not in event
    assert event["summary"] == "Review due: Kyoto\nATTACH:https://example.com, General MOU"


def test_identifiers_stay_the_same_and_differ_from_each_other():
    rows = [row(id_=id_, days_left=3, review_due=AS_OF) for id_ in ("A 1;2", "A2")]
    ids = [str(event["uid"]) for event in events(calendar_file(register(*rows)))]
    moved = [str(event["uid"]) for event in events(calendar_file(register(*((*one[:5], 9, AS_OF) for one in rows))))]
    assert ids == moved
    assert len(set(ids)) == 4


def test_the_stamp_is_the_day_of_the_data_so_that_the_same_data_give_the_same_file():
    result = register(row(review_due=AS_OF))
    (event,) = events(calendar_file(result))
    assert event.decoded("dtstamp") == datetime(2026, 11, 1, tzinfo=UTC)
    assert calendar_file(result) == calendar_file(result)


def test_the_calendar_holds_every_review_and_end_of_the_register(demo_warehouse: Warehouse):
    result = demo_warehouse.run("partnerships/register", state="active")
    found = events(calendar_file(result))
    rows = result.table.to_pylist()
    reviews = sorted(one["review_due"] for one in rows if one["review_due"])
    ends = sorted(one["end_date"] for one in rows if one["days_left"] is not None)
    by_kind = {kind: [one for one in found if str(one["summary"]).startswith(kind)] for kind in ("Review", "Last day")}
    assert sorted(one.decoded("dtstart") for one in by_kind["Review"]) == reviews
    assert sorted(one.decoded("dtstart") for one in by_kind["Last day"]) == ends
    assert len({str(one["uid"]) for one in found}) == len(reviews) + len(ends)
