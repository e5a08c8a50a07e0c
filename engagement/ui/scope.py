"""What a page is about: the filters' values, as parameters of a query, as words, and as part of an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.charts import format
from engagement.query import Query
from engagement.ui.choices import Choices


@dataclass(frozen=True)
class Scope:
    """What a page is about. Empty regions and countries mean all; a year that is None is no bound.

    `year_from` and `year_to` are calendar years in which academic years start, both included. `on` is the day that
    agreements are shown for, None for the day of the data. `compare` is what figures are compared with: "" for the
    period before, "target", "regions", or the calendar year in which another academic year starts.
    """

    scheme: str
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    on: date | None = None
    compare: str | int = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The scope as the parameters of a query; the warehouse leaves out what a query does not declare."""
        return {
            "scheme": self.scheme,
            "regions": list(self.regions),
            "countries": list(self.countries),
            "year_from": self.year_from,
            "year_to": self.year_to,
        }

    def parameters_of(self, query: Query) -> dict[str, Any]:
        """The scope for one query. Numbers about people keep the day of the data: between two days that somebody
        chooses may lie a single person.
        """
        return self.parameters if self.on is None else {**self.parameters, "as_of": self.on}


def words(scope: Scope, known: Choices) -> str:
    """The scope as a reader would say it: "Africa, 2019/2020 to 2023/2024"."""
    where = [known.place(iso3) for iso3 in scope.countries] or list(scope.regions)
    said = [listed(where) if where else "All regions"]
    said.append(_period(scope.year_from, scope.year_to, known) or "all years")
    if scope.on is not None:
        said.append(f"agreements on {format.day(scope.on)}")
    return ", ".join(said)


def _period(first: int | None, last: int | None, known: Choices) -> str:
    """The chosen years in words; empty where none are."""
    if first is not None and first == last:
        return known.academic_year(first)
    if first is not None and last is not None:
        return f"{known.academic_year(first)} to {known.academic_year(last)}"
    if first is not None:
        return f"from {known.academic_year(first)} on"
    return f"up to {known.academic_year(last)}" if last is not None else ""


def not_narrowed(scope: Scope, query: Query, known: Choices) -> str:
    """What the reader has chosen and a query does not take: "All regions: not narrowed to Africa".

    Args:
        scope: what is chosen.
        query: the one that answers.
        known: names of places and years.

    Returns:
        One line, without a stop; empty where the query takes all that is chosen.
    """
    taken = query.parameters
    where = list(scope.regions) if "regions" not in taken else []
    places = [known.place(iso3) for iso3 in scope.countries] if "countries" not in taken else []
    years = {"year_from": scope.year_from, "year_to": scope.year_to}
    if not any(year is not None and name not in taken for name, year in years.items()):
        years = dict.fromkeys(years)
    said = []
    if where:
        said.append(f"All regions: not narrowed to {listed(where)}")
    if places:
        said.append(f"All countries and places: not narrowed to {listed(places)}")
    if period := _period(years["year_from"], years["year_to"], known):
        said.append(f"All years: not narrowed to {period}")
    return " · ".join(said)


def added_years(scope: Scope, query: Query, known: Choices) -> str:
    """The years that a map adds up: "2014/2015 to 2026/2027 together"; empty for any other chart, and for one year."""
    if query.chart is None or query.chart.kind != "map" or "year_from" not in query.parameters or not known.years:
        return ""
    first, last = scope.year_from or known.years[-1], scope.year_to or known.years[0]
    return f"{_period(first, last, known)}{' together' if first != last else ''}"


def listed(names: Sequence[str], *, most: int = 4) -> str:
    """Names as a sentence has them; of many, the first few and how many more."""
    shown = list(names[:most]) + ([f"{len(names) - most} more"] if len(names) > most else [])
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def in_address(scope: Scope, known: Choices) -> Mapping[str, tuple[str, ...]]:
    """The scope as the filters write it into the address: what is not chosen is not there."""
    years = {"from": scope.year_from, "to": scope.year_to}
    compare = known.comparison(scope.compare) if scope.compare else ""
    written = {
        "scheme": (known.scheme_title(scope.scheme),) if scope.scheme != known.default_scheme else (),
        "regions": scope.regions,
        "countries": tuple(known.place(iso3) for iso3 in scope.countries),
        **{key: (known.academic_year(year),) if year is not None else () for key, year in years.items()},
        "on": (scope.on.isoformat(),) if scope.on else (),
        "compare": (compare,) if compare else (),
    }
    return {key: values for key, values in written.items() if values}
