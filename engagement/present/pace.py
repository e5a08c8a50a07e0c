"""When a target is reached, if a figure goes on as it did in the last three years."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engagement.present import format
from engagement.present.periods import Period, first_year
from engagement.query import Column

_YEARS = 3
"""One year says little, and before that the world was another."""

_HORIZON = 20


def pace(complete: Sequence[Period], column: Column) -> str:
    """Return the academic year in which the latest value, growing as before, passes the latest target.

    Args:
        complete: the complete periods, every academic year between the first and the last among them.
        column: whose values they have; more of it is better.

    Returns:
        A note; empty where there is no target, it is reached, or a value of these years is hidden or missing.
    """
    if len(complete) <= _YEARS:
        return ""
    before, latest = complete[-1 - _YEARS], complete[-1]
    year = first_year(latest.when)
    if year is None or latest.target is None or None in (before.value, latest.value):
        return ""
    missing = float(latest.target) - float(latest.value)
    if missing <= 0:
        return ""
    growth = (float(latest.value) - float(before.value)) / _YEARS
    target = format.value(latest.target, column.unit)
    if growth <= 0:
        return f"the last three years have not come closer to the target of {target}"
    years = math.ceil(missing / growth)
    change = f"{growth * 100:+,.1f} points" if column.unit == "share" else f"+{format.value(growth, column.unit)}"
    when = f"in {year + years}/{year + years + 1}" if years <= _HORIZON else f"in more than {_HORIZON} years"
    return f"at the pace of the last three years ({change} a year), {target} is reached {when}"
