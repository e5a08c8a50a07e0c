"""How far applications come: by year, term and direction, more applicants than places, and 2020."""

from __future__ import annotations

import numpy as np

from engagement.demo.draw import Floats
from engagement.demo.world import FIRST_YEAR, LAST_YEAR

STATUSES = (
    "applied",
    "waitlisted",
    "offered",
    "declined_by_host",
    "withdrawn",
    "nominated",
    "live",
    "completed",
    "cancelled",
)
TERMS = ("fall", "january", "spring", "summer", "full_year")
TERM_SHARES = {True: (31, 8, 27, 27, 7), False: (46, 0, 38, 6, 10)}  # outbound, inbound
TERM_SHARES_RUNNING = {True: (52, 8, 25, 4, 11), False: (60, 0, 26, 0, 14)}  # on the as-of date, 1 November

#                 applied waitl offer decl  withdr nomin live  compl cancelled
_NORMAL_EARLY = (0.010, 0.085, 0.030, 0.080, 0.125, 0.0, 0.0, 0.640, 0.030)
_NORMAL_LATE = (0.008, 0.060, 0.025, 0.060, 0.095, 0.0, 0.0, 0.730, 0.022)
_STOPPED = (0.010, 0.020, 0.020, 0.040, 0.140, 0.0, 0.0, 0.110, 0.660)  # spring and summer of 2020
_PANDEMIC = (0.030, 0.030, 0.060, 0.090, 0.230, 0.0, 0.0, 0.200, 0.360)  # 2020/2021
_AFTERMATH = (0.020, 0.050, 0.040, 0.080, 0.150, 0.0, 0.0, 0.560, 0.100)  # 2021/2022
_UNDER_WAY = (0.000, 0.050, 0.010, 0.060, 0.095, 0.0, 0.755, 0.000, 0.030)
_COMING = (0.270, 0.110, 0.170, 0.050, 0.060, 0.32, 0.0, 0.0, 0.020)
_OPENING = (0.900, 0.000, 0.000, 0.000, 0.060, 0.04, 0.0, 0.0, 0.000)


def status_shares(year: int) -> Floats:
    """Return shares of STATUSES, one row per term, among the applications of an academic year."""
    if year == LAST_YEAR:
        by_term = {"fall": _UNDER_WAY, "full_year": _UNDER_WAY, "summer": _OPENING}
        return np.array([by_term.get(term, _COMING) for term in TERMS])
    if year == 2019:
        by_term = {"spring": _STOPPED, "summer": _STOPPED, "full_year": _PANDEMIC}
        return np.array([by_term.get(term, _normal(year)) for term in TERMS])
    if year in (2020, 2021):
        return np.array([_PANDEMIC if year == 2020 else _AFTERMATH] * len(TERMS))
    return np.array([_normal(year)] * len(TERMS))


def _normal(year: int) -> Floats:
    progress = (year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
    return np.array(_NORMAL_EARLY) * (1 - progress) + np.array(_NORMAL_LATE) * progress
