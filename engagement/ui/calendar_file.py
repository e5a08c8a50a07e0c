"""Reviews that are due and agreements that end, as a calendar file (RFC 5545) for Outlook, Google or Apple.

Each has an identifier that stays the same from one delivery to the next, so that a calendar that takes the file again
moves what has moved and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from engagement import __version__
from engagement.charts import format
from engagement.result import Result

_OCTETS = 75
"""No line is longer, in bytes and without its end."""

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One day in the calendar. `id` is the same for the same review or end of the same agreement."""

    id: str
    day: date
    title: str
    about: str


def calendar_file(register: Result) -> bytes:
    """The calendar of the agreements that a register holds.

    Args:
        register: an answer of partnerships/register.

    Returns:
        The file: one whole-day event for the review and for the last day of each active agreement that has them.
    """
    as_of = register.provenance.as_of
    stamp = f"{as_of:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Global Engagement Dashboard//{__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text('Agreements: reviews and ends')}",
    ]
    for entry in entries(register):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.id}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(entry.title)}",
            f"DESCRIPTION:{_text(entry.about)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def entries(register: Result) -> Iterator[Entry]:
    """The days of the agreements of a register, in its order."""
    as_of, invented = register.provenance.as_of, register.provenance.is_demonstration
    for row in register.table.to_pylist():
        about = _about(row, as_of) + ("\nDemonstration data: invented." if invented else "")
        name = f"{row['partner']}, {row['agreement_kind']}"
        if row["review_due"] is not None:
            late = " overdue" if row["review_due"] < as_of else " due"
            yield Entry(_id("review", row), row["review_due"], f"Review{late}: {name}", about)
        if row["days_left"] is not None:
            yield Entry(_id("end", row), as_of + timedelta(days=row["days_left"]), f"Last day: {name}", about)


def _about(row: dict[str, Any], as_of: date) -> str:
    told = (
        f"Agreement {row['agreement_id']}",
        f"Country or place: {row['place']}",
        f"Unit: {row['unit']}" if row["unit"] else "",
        f"As of {format.day(as_of)}; look it up in the register before acting.",
    )
    return "\n".join(line for line in told if line)


def _id(kind: str, row: dict[str, Any]) -> str:
    """Identifies a review or an end; the agreement's own number may hold signs that an identifier may not."""
    return f"{kind}-{sha256(str(row['agreement_id']).encode()).hexdigest()[:24]}@global-engagement-dashboard"


def _text(value: str) -> str:
    # controls have no place in a calendar, whatever an export holds
    printable = "".join(sign for sign in value if sign == "\n" or (sign >= " " and sign != "\x7f"))
    return printable.translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """One line of the file, broken where it is longer than a line may be, never within a letter."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > _OCTETS - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
