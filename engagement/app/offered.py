"""All that a link can ask for with the data that there is now, by the name of the filter in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from engagement.app.choices import Choices, read_choices
from engagement.app.partner_names import read_names
from engagement.warehouse import View

FIRST_DAY = date(1950, 1, 1)
DAYS_AHEAD = 3653
"""Agreements can be looked at up to ten years ahead, as they stand in the register now."""


def days(as_of: date) -> tuple[date, date]:
    """The first and the last day that agreements can be shown for."""
    return FIRST_DAY, as_of + timedelta(days=DAYS_AHEAD)


def offered(view: View) -> dict[str, Any]:
    """The values of every filter that offers a choice; regions by the title of their scheme, "" for the default one."""
    known: Choices = read_choices(view, view.settings.scheme)
    regions = {known.scheme_title(scheme): known.regions[scheme] for scheme in known.schemes}
    return {
        "scheme": [known.scheme_title(scheme) for scheme in known.schemes],
        "regions": {**regions, "": known.regions.get(known.default_scheme, ())},
        "countries": list(known.places.values()),
        "period": list(known.periods.values()),
        "on": days(view.as_of),
        "compare": [known.comparison(one) for one in known.comparisons],
        "state": [
            state_title(one) for one in view.catalog.find("partnerships/register").parameters["state"].choices if one
        ],
        "partner": list(read_names(view).values()),
        "query": list(view.catalog.queries),
    }


def state_title(state: str) -> str:
    """What readers call a state of the register."""
    return f"{state[:1].upper()}{state[1:]}"
