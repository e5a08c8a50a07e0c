"""One partner in two sentences: what is in force with it, and who looks after it. From released values alone."""

from __future__ import annotations

from collections.abc import Iterable

from engagement.present import format
from engagement.result import Result


def in_short(agreements: Result) -> list[str]:
    """Say how many agreements are in force until when, and who leads them.

    Args:
        agreements: an answer of partnerships/partner_agreements.
    """
    rows = agreements.table.to_pylist()
    if not rows:
        return []
    active = [row for row in rows if row["status"] == "active"]
    count = format.with_unit(len(rows), "agreements")
    if not active:
        return [f"{count}, none in force."]
    ends = sorted(row["end_date"] for row in active if row["end_date"])
    until = f"; the next ends on {format.day(ends[0])}" if ends else ""
    sentences = [f"{count}, {len(active):,} in force{until}."]
    who = [
        f"{title}: {', '.join(names)}"
        for title, names in (
            ("Faculty lead", _names(row["lead_faculty"] for row in active)),
            ("Unit", _names(row["unit"] for row in active)),
            ("Working group", _names(row["working_group"] for row in active)),
        )
        if names
    ]
    return [*sentences, *([f"{' · '.join(who)}."] if who else ["Nobody is recorded as its lead."])]


def _names(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})
