"""Reviews that are due and agreements that end, as a calendar file (RFC 5545) for Outlook, Google or Apple.

Each has an identifier that stays the same from one delivery to the next, so that a calendar that takes the file again
moves what has moved and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event

from engagement import __version__
from engagement.present import format
from engagement.result import Result


def calendar_file(register: Result) -> bytes:
    """Return the calendar of the agreements that a register holds.

    Args:
        register: an answer of partnerships/register.

    Returns:
        The file: one whole-day event for the review and for the last day of each active agreement that has them.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Global Engagement Dashboard//{__version__}//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Agreements: reviews and ends")
    for event in _events(register):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(register: Result) -> Iterator[Event]:
    """Yield the days of the agreements of a register, in its order."""
    as_of, invented = register.provenance.as_of, register.provenance.is_demonstration
    for row in register.table.to_pylist():
        about = _about(row, as_of) + ("\nDemonstration data: invented." if invented else "")
        name = f"{row['partner']}, {row['agreement_kind']}"
        if row["review_due"] is not None:
            late = " overdue" if row["review_due"] < as_of else " due"
            yield _event(_id("review", row), row["review_due"], f"Review{late}: {name}", about, as_of)
        if row["days_left"] is not None:
            last_day = as_of + timedelta(days=row["days_left"])
            yield _event(_id("end", row), last_day, f"Last day: {name}", about, as_of)


def _event(id_: str, day: date, title: str, about: str, as_of: date) -> Event:
    """Return one whole day; `id_` is the same for the same review or end of the same agreement."""
    event = Event()
    event.add("uid", id_)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _printable(title))
    event.add("description", _printable(about))
    event.add("transp", "TRANSPARENT")
    return event


def _about(row: dict[str, Any], as_of: date) -> str:
    description = (
        f"Agreement {row['agreement_id']}",
        f"Country or place: {row['place']}",
        f"Unit: {row['unit']}" if row["unit"] else "",
        f"As of {format.day(as_of)}; look it up in the register before acting.",
    )
    return "\n".join(line for line in description if line)


def _id(kind: str, row: dict[str, Any]) -> str:
    """Return the identifier of a review or an end; an agreement's number may have characters that are not allowed."""
    return f"{kind}-{sha256(str(row['agreement_id']).encode()).hexdigest()[:24]}@global-engagement-dashboard"


def _printable(text: str) -> str:
    # controls have no place in a calendar, whatever an export holds
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())
