"""What needs attention, in two sentences: how much of each kind, and which regions fell. From released values alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from engagement.present import format
from engagement.result import Result


def in_numbers(result: Result) -> str:
    """Return how many rows a list has in all and for each reason, the most frequent first."""
    reasons = Counter(str(reason) for reason in result.table.column("reason").to_pylist())
    if not reasons:
        return ""
    parts = [f"{reason[0].lower()}{reason[1:]} {count:,}" for reason, count in reasons.most_common()]
    return f"{result.table.num_rows:,} in all: {', '.join(parts)}."


def fallen(result: Result) -> str:
    """Say which regions fewer students went to in the last complete year than in the year before.

    Args:
        result: rows with region, academic_year, change, change_share and is_complete; a change is empty where it is
            hidden, or where there is nothing to compare with.

    Returns:
        One sentence; empty where no change is known.
    """
    rows = [row for row in result.table.to_pylist() if row["is_complete"]]
    if not rows:
        return ""
    year = max(row["academic_year"] for row in rows)
    of_year = [row for row in rows if row["academic_year"] == year]
    comparable = [row for row in of_year if row["change"] is not None]
    if not comparable:
        return ""
    unknown = len(of_year) - len(comparable)
    left_out = f" The change of {unknown} {'region' if unknown == 1 else 'regions'} is too small to show or not known."
    fell = sorted((row for row in comparable if row["change"] < 0), key=lambda row: (row["change"], row["region"]))
    if fell:
        sentence = f"Fewer students in {year} than the year before: {', '.join(map(_fall, fell))}."
    elif len(of_year) == 1:
        sentence = f"In {year}, no fewer students went to {comparable[0]['region']} than the year before."
    else:
        sentence = f"In {year}, no region {'shown ' if unknown else ''}had fewer students than the year before."
    return sentence + (left_out if unknown else "")


def _fall(row: dict[str, Any]) -> str:
    share = f" ({format.value(row['change_share'], 'share')})" if row["change_share"] is not None else ""
    return f"{row['region']} -{format.value(-row['change'], 'people')}{share}"
