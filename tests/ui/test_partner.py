"""What is said of one partner at the head of its page follows from its agreements."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.present.partner import in_short
from tests.answers import answer

COLUMNS = {
    "status": "Status",
    "end_date": ("End", "date"),
    "lead_faculty": "Faculty lead",
    "unit": "Unit",
    "working_group": "Working group",
}
LED = ("active", date(2027, 5, 1), "Chair of Law", "School of Law", None)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        pytest.param(
            [LED, ("active", date(2027, 3, 1), "Chair of Law", None, "Africa"), ("expired", None, "X", "Y", "Z")],
            [
                "3 agreements, 2 in force; the next ends on Mar 1, 2027.",
                "Faculty lead: Chair of Law · Unit: School of Law · Working group: Africa.",
            ],
            id="of those in force, each name once",
        ),
        pytest.param([("expired", None, "X", None, None)], ["1 agreement, none in force."], id="none in force"),
        pytest.param(
            [("active", None, None, None, None)],
            ["1 agreement, 1 in force.", "Nobody is recorded as its lead."],
            id="nobody leads it",
        ),
        pytest.param([], [], id="nothing is agreed"),
    ],
)
def test_a_partner_is_described_by_its_agreements(rows, sentences):
    assert in_short(answer(COLUMNS, rows)) == sentences
