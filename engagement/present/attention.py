"""What needs attention first: how much of each kind, the most pressing of it, and which regions fell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engagement.present import format
from engagement.result import Result

MOST = 5


@dataclass(frozen=True)
class Pressing:
    """One thing that needs attention: what it is, the most pressing case of it, and its topic."""

    topic: str
    what: str
    example: str = ""


_TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ("Ends before", "agreement ends before the next summit", "agreements end before the next summit", "first"),
    ("Review overdue", "review is overdue", "reviews are overdue", "longest"),
    ("Compliance review pending", "compliance review is pending", "compliance reviews are pending", "longest"),
    ("Fewer students", "", "", ""),
    ("Ends soon", "agreement ends within a year", "agreements end within a year", "first"),
    ("Dormant", "agreement is dormant", "agreements are dormant", ""),
)
"""How the reasons of the list begin, in the order in which they press; what one and several are called; and what the
first row of a reason, by date, is."""


def pressing(actions: Result, change: Result) -> list[Pressing]:
    """Return the five things that need attention first.

    Args:
        actions: the answer of "strategy/attention": rows with date, reason, partner and detail, by date.
        change: the answer of "placements/change_by_region".
    """
    rows = actions.table.to_pylist()
    found = []
    for topic, one, several, first in _TOPICS:
        if topic == "Fewer students":
            found += [Pressing(topic, *fell)] if (fell := _fallen_most(change)) else []
            continue
        matching = [row for row in rows if row["reason"].startswith(topic)]
        if matching:
            what = f"{len(matching):,} {one if len(matching) == 1 else several}"
            found.append(Pressing(topic, what, _example(matching[0], first)))
    return found[:MOST]


def _example(row: dict[str, Any], first: str) -> str:
    return f"{first[:1].upper()}{first[1:]}: {row['partner']}, {row['detail']}" if first else ""


def _fallen_most(change: Result) -> tuple[str, str] | None:
    rows = list(_known_changes(change))
    if not rows:
        return None
    fell = sorted((row for row in rows if row["change"] < 0), key=lambda row: (row["change"], row["region"]))
    if not fell:
        return None
    count = "1 region" if len(fell) == 1 else f"{len(fell)} regions"
    return f"Fewer students went to {count} in {fell[0]['academic_year']}", f"Largest fall: {_fall(fell[0])}"


def _known_changes(change: Result) -> Iterator[dict[str, Any]]:
    """Return the rows of the last complete year whose change is known and not hidden."""
    complete = [row for row in change.table.to_pylist() if row["is_complete"]]
    latest = max((row["academic_year"] for row in complete), default="")
    return (row for row in complete if row["academic_year"] == latest and row["change"] is not None)


def fallen(result: Result) -> str:
    """Say which regions fewer students went to in the last complete year than in the year before.

    Args:
        result: rows with region, academic_year, change, change_share and is_complete; a change is empty where it is
            hidden, or where there is nothing to compare with.

    Returns:
        One sentence; empty where no change is known.
    """
    complete = [row for row in result.table.to_pylist() if row["is_complete"]]
    known = list(_known_changes(result))
    if not known:
        return ""
    year = known[0]["academic_year"]
    unknown = sum(row["academic_year"] == year for row in complete) - len(known)
    left_out = f" The change of {unknown} {'region' if unknown == 1 else 'regions'} is too small to show or not known."
    fell = sorted((row for row in known if row["change"] < 0), key=lambda row: (row["change"], row["region"]))
    if fell:
        sentence = f"Fewer students in {year} than the year before: {', '.join(map(_fall, fell))}."
    elif len(known) == 1 and not unknown:
        sentence = f"In {year}, no fewer students went to {known[0]['region']} than the year before."
    else:
        sentence = f"In {year}, no region {'shown ' if unknown else ''}had fewer students than the year before."
    return sentence + (left_out if unknown else "")


def _fall(row: dict[str, Any]) -> str:
    share = f" ({format.value(row['change_share'], 'share')})" if row["change_share"] is not None else ""
    return f"{row['region']} -{format.value(-row['change'], 'people')}{share}"
