"""All that a link can ask for with the data that there is now, by the name of the filter in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from engagement.app.choices import Choices, read_choices
from engagement.app.partner_names import read_names
from engagement.warehouse import View

FIRST_DAY = date(1950, 1, 1)
DAYS_AHEAD = 3653
"""Agreements can be shown for days up to ten years ahead, by the register as it is now."""


def days(as_of: date) -> tuple[date, date]:
    """Return the first and the last day that agreements can be shown for."""
    return FIRST_DAY, as_of + timedelta(days=DAYS_AHEAD)


def offered(view: View) -> dict[str, Any]:
    """Return the values that each filter offers; regions by the title of their scheme, "" for the default."""
    offered_now: Choices = read_choices(view, view.settings.scheme)
    regions = {offered_now.scheme_title(scheme): offered_now.regions[scheme] for scheme in offered_now.schemes}
    states = view.catalog.find("partnerships/register").parameters["state"].choices
    return {
        "scheme": [offered_now.scheme_title(scheme) for scheme in offered_now.schemes],
        "regions": {**regions, "": offered_now.regions.get(offered_now.default_scheme, ())},
        "countries": list(offered_now.places.values()),
        "period": list(offered_now.periods.values()),
        "on": days(view.as_of),
        "compare": [offered_now.comparison(comparison) for comparison in offered_now.comparisons],
        "state": [state_title(state) for state in states if state],
        "partner": list(read_names(view).values()),
        "query": list(view.catalog.queries),
    }


def state_title(state: str) -> str:
    """Return the printed name of a state of the register."""
    return f"{state[:1].upper()}{state[1:]}"
