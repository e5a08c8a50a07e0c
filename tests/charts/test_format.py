"""Values read the same wherever they stand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from engagement.present import format


@pytest.mark.parametrize(
    ("item", "unit", "text"),
    [
        pytest.param(1234, "people", "1,234", id="thousands are separated"),
        pytest.param(0, "people", "0", id="zero is a finding"),
        pytest.param(None, "people", "\N{EN DASH}", id="nothing is a dash"),
        pytest.param(float("nan"), "share", "\N{EN DASH}", id="no number is a dash"),
        pytest.param(0.4512, "share", "45.1%", id="a share is a percentage"),
        pytest.param(-0.0, "share", "0.0%", id="there is no minus zero"),
        pytest.param(2026, "year", "2026", id="a year has no comma"),
        pytest.param(0.0967, "index", "0.0967", id="an index has four decimals"),
        pytest.param(Decimal("1234"), "EUR", "EUR 1,234", id="money has its currency"),
        pytest.param(Decimal("1234.5"), "EUR", "EUR 1,235", id="half a euro is rounded as in Excel"),
        pytest.param(0.0625, "share", "6.3%", id="and so is half a tenth of a percent"),
        pytest.param(0.3785, "share", "37.9%", id="also where a float is a hair less than that"),
        pytest.param(-0.0625, "share", "-6.3%", id="and below zero"),
        pytest.param(816 / 2161, "share", "37.8%", id="nothing is cut"),
        pytest.param(1e300, "ratio", f"{1e300:,.2f}", id="a number beyond all rounding is printed"),
        pytest.param(139.5, "days", "139.5", id="half a day is told"),
        pytest.param(date(2026, 11, 1), "date", "Nov 1, 2026", id="a day is unambiguous"),
        pytest.param(datetime(2026, 11, 1, 9, 5), "date", "Nov 1, 2026, 09:05", id="a moment has its time"),
        pytest.param(True, "text", "yes", id="true is yes"),
        pytest.param("004", "text", "004", id="text stays as it is"),
    ],
)
def test_a_value_is_printed_by_its_unit(item, unit, text):
    assert format.value(item, unit) == text


@pytest.mark.parametrize(
    ("item", "unit", "text"),
    [
        (1, "people", "1 person"),
        (2, "countries", "2 countries"),
        (0.5, "share", "50.0%"),
        (3, "ratio", "3.00"),
        (137.5, "per_fte", "137.5 per full-time equivalent"),
        (1, "fte", "1 full-time equivalent"),
    ],
)
def test_a_unit_is_named_in_the_right_number(item, unit, text):
    assert format.with_unit(item, unit) == text


def test_a_title_does_not_say_its_unit_twice():
    assert format.titled("Active agreements", "agreements") == "Active agreements"
    assert format.titled("Students", "people") == "Students (people)"
