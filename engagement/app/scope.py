"""What a page is about: the filters' values, as parameters of a query, as words, and as part of an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.app.choices import Choices
from engagement.present import format
from engagement.query import Query
from engagement.warehouse.view import EVERY_YEAR


@dataclass(frozen=True)
class Scope:
    """What a page is about. Empty regions and countries mean all.

    `period` is the key of a period: all, last_5, last_3, or the calendar year in which an academic year starts. `on` is
    the day that agreements are shown for, None for the day of the data. `compare` is what figures are compared with:
    "" for the period before, "target", "regions", or the calendar year in which another academic year starts.
    """

    scheme: str
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    period: str = EVERY_YEAR
    on: date | None = None
    compare: str | int = ""

    @property
    def year(self) -> int | None:
        """The calendar year in which the one chosen academic year starts; None where several are chosen."""
        return int(self.period) if self.period.isdecimal() else None

    @property
    def parameters(self) -> dict[str, Any]:
        """The scope as the parameters of a query; the warehouse leaves out what a query does not use."""
        return {
            "scheme": self.scheme,
            "regions": list(self.regions),
            "countries": list(self.countries),
            "period": self.period,
        }

    def parameters_of(self, query: Query) -> dict[str, Any]:
        """Return the scope for one query; numbers of people are published for one day, and keep it."""
        return self.parameters if self.on is None else {**self.parameters, "as_of": self.on}


def academic_year(scope: Scope, choices: Choices) -> str:
    """Return the one academic year that is chosen; empty where it is none or several."""
    return "" if scope.year is None else choices.academic_year(scope.year)


def words(scope: Scope, choices: Choices) -> str:
    """Return the scope as a reader would say it: "Africa, 2019/2020 to 2023/2024"."""
    places = [choices.place(iso3) for iso3 in scope.countries] or list(scope.regions)
    parts = [listed(places) if places else "All regions"]
    parts.append(choices.period_in_text(scope.period))
    if scope.on is not None:
        parts.append(f"agreements on {format.day(scope.on)}")
    return ", ".join(parts)


def not_narrowed(scope: Scope, query: Query, choices: Choices) -> str:
    """Say which chosen filters a query does not follow: "All regions: not narrowed to Africa".

    Args:
        scope: what is chosen.
        query: the one that answers.
        choices: names of places and years.

    Returns:
        One line, without a stop; empty where the query takes all that is chosen.
    """
    narrowing = query.narrows
    reason = {name: f" ({query.ignores[name]})" if name in query.ignores else "" for name in ("place", "period")}
    regions = list(scope.regions) if "regions" not in narrowing else []
    places = [choices.place(iso3) for iso3 in scope.countries] if "countries" not in narrowing else []
    sentences = []
    if regions:
        sentences.append(f"All regions: not narrowed to {listed(regions)}{reason['place']}")
    if places:
        sentences.append(f"All countries and places: not narrowed to {listed(places)}{reason['place']}")
    if scope.period != EVERY_YEAR and "period" not in narrowing:
        not_of = f"not narrowed to {choices.period_in_text(scope.period)}{reason['period']}"
        # agreements on a day belong to no year
        sentences.append(f"N{not_of[1:]}" if "as_of" in query.parameters else f"All years: {not_of}")
    return " · ".join(sentences)


def years_shown(scope: Scope, query: Query, choices: Choices) -> str:
    """Name the years that a map adds up, or say that a series shows more years than are chosen."""
    if query.chart is None:
        return ""
    if query.chart.kind == "map" and "period" in query.parameters:
        return choices.period(scope.period)
    if query.chart.x == "academic_year" and scope.period != EVERY_YEAR and "period" not in query.parameters:
        return f"Every year is shown, not only {choices.period_in_text(scope.period)}"
    return ""


def listed(names: Sequence[str], *, most: int = 4) -> str:
    """Return names as a sentence has them; of many, the first few and how many more."""
    listed_names = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join([", ".join(listed_names[:-1]), listed_names[-1]]) if len(listed_names) > 1 else listed_names[0]


def in_address(scope: Scope, choices: Choices) -> Mapping[str, tuple[str, ...]]:
    """Return the scope as the filters write it into the address: what is not chosen is not there."""
    compare = choices.comparison(scope.compare) if scope.compare else ""
    written = {
        "scheme": (choices.scheme_title(scope.scheme),) if scope.scheme != choices.default_scheme else (),
        "regions": scope.regions,
        "countries": tuple(choices.place(iso3) for iso3 in scope.countries),
        "period": (choices.period(scope.period),) if scope.period != EVERY_YEAR else (),
        "on": (scope.on.isoformat(),) if scope.on else (),
        "compare": (compare,) if compare else (),
    }
    return {key: values for key, values in written.items() if values}
