"""What a file in queries/ says, as data: its header's parts and its SQL."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.place import Place

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_Date = date
_DELIVERED_YEARS = re.compile(r"\bhas_(placements|leadership)\b")

# Parameters that the frame's filters own: SQL that uses one gets its value without declaring it.
FRAME_PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "scheme": "VARCHAR",
        "regions": "VARCHAR[]",
        "countries": "VARCHAR[]",
        "period": "VARCHAR",
        "as_of": "DATE",
        "policy_years": "INTEGER",
    }
)

NARROWING = ("regions", "countries", "period")
"""Parameters of the frame by which a reader narrows a page."""

CHART_KINDS = ("line", "bar", "stacked_bar", "map", "timeline", "funnel", "heatmap", "dot", "table")

# What a column's values are, and so how they are printed; an ISO 4217 currency is a unit too;
# an amount is money in the currency that its row names; a count is of what its title says;
# fte is full-time equivalents, per_fte what one of them carries.
UNITS = (
    *("people", "placements", "agreements", "applications", "partners", "countries", "rows", "semesters", "places"),
    "count",
    *("share", "points", "days", "months", "years", "date", "year", "text", "url", "iso3"),
    *("score", "ratio", "index", "degrees", "amount", "fte", "per_fte"),
)

# Pages that a query can name in its header.
PAGES = ("overview", "partnerships", "placements", "leadership", "strategy", "region")

# Their sections with tabs, among which a header can place a query.
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "overview": ("Where students went",),
        "partnerships": ("Agreements by region, type and status", "Ends and reviews", "Use of agreements"),
        "placements": ("Access", "Destinations", "The global classroom", "Fair access"),
        "leadership": ("From application to completion", "Before and after"),
        "strategy": ("Where effort goes", "Law and risk"),
        "region": ("Agreements", "Leadership"),
    }
)


@dataclass(frozen=True)
class Spot:
    """The place on a page that a header asks for. `tab`: the words on its tab; its title where there are none."""

    page: str = ""
    section: str = ""
    tab: str = ""
    order: int = 1000


NO_SPOT = Spot()


@dataclass(frozen=True)
class Parameter:
    """A named value that is bound into the SQL, never pasted. `type` is a DuckDB type."""

    name: str
    type: str
    default: Any = None
    title: str = ""
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of the answer. `unit` decides how its values are printed.

    measure: the published measure that it is, or is made of in one step, where its name does not say so.
    is_count: a published count: where it is missing there are fewer people than the threshold.
    unbounded: a share that may be more than 1 or less than 0, such as growth.
    """

    name: str
    title: str
    description: str = ""
    unit: str = "text"
    measure: str = ""
    is_count: bool = False
    unbounded: bool = False


@dataclass(frozen=True)
class ChartSpec:
    """What to draw, not how: the same specification serves screen, paper and slide.

    series_order: names of series in the order, and so with the colors, that they have whatever is hidden.
    """

    kind: str
    x: str = ""
    y: tuple[str, ...] = ()
    series: str = ""
    orientation: str = "vertical"
    iso3: str = ""
    label: str = ""
    start: str = ""
    end: str = ""
    target: str = ""
    complete: str = ""
    events: bool = False
    low: str = ""
    high: str = ""
    reference: tuple[float, ...] = ()
    title: str = ""
    series_order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """How a series of one row per period becomes a figure with its change and sparkline.

    alert_above, alert_below: lines beyond which the figure is told of in the digest.
    target_for: for states of days, the column that names the academic year whose end the target is set for.
    """

    value: str
    period: str
    complete: str = ""
    target: str = ""
    target_for: str = ""
    base: str = ""
    better: str = "none"
    alert_above: float | None = None
    alert_below: float | None = None


@dataclass(frozen=True)
class Metric:
    """The definition that the Methods page prints. `numbers` refer to the list of metrics in docs/metrics.md."""

    numbers: tuple[int, ...]
    definition: str
    denominator: str = ""
    source: str = ""
    is_not: str = ""


@dataclass(frozen=True)
class Expectation:
    """What the answer must be like, whatever else changes: one [[expect]] of a header.

    line: of its heading in the file.
    given: values of parameters that it holds for; what is not among them has its default.
    least, most: how many rows there are; None for no bound.
    values: rows that the answer has, each with some of its columns.
    none, some: a condition in SQL that no row fulfills, or that at least one does.
    """

    line: int
    given: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    least: int | None = None
    most: int | None = None
    values: tuple[Mapping[str, Any], ...] = ()
    none: str = ""
    some: str = ""


@dataclass(frozen=True)
class Review:
    """Who reviewed a query, and when. Not `is_current`: the query has changed since, or the review has no seal.

    is_sealed: whether the ledger has the hash of what was reviewed, without which changes cannot be detected.
    """

    date: _Date
    reviewer: str
    is_current: bool
    is_sealed: bool = True


@dataclass(frozen=True)
class Query:
    """One question: its header and its SQL; also a model, or a macro. `text` is the file as saved.

    sql_offset: where the file's SQL begins in `text`, in characters, so that its places are places in the file.
    owner: who answers for it; empty for the institution's office.
    review: from the ledger of reviews; None where there is none, and for what is no query.
    spot: the place on a page that it asks for.
    ignores: why it does not follow a filter of its page, by "place" or "period".
    tables: tables, models and macros as the SQL names them, own names given by `with` left out.
    no_people: for a model over tables of people, why nobody can be found in it; empty for every other.
    arguments: for a macro, the names that it is called with, in their order.
    returns: for a macro, "table" or "value".
    """

    id: str
    path: Path
    text: str
    sql: str
    sha256: str
    title: str
    question: str
    grain: str
    owner: str = ""
    review: Review | None = None
    ignores: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: _NOTHING)
    columns: Mapping[str, Column] = field(default_factory=lambda: _NOTHING)
    chart: ChartSpec | None = None
    card: Card | None = None
    metric: Metric | None = None
    excludes: tuple[str, ...] = ()
    spot: Spot = NO_SPOT
    materialized: str = ""
    tables: tuple[str, ...] = field(default=())
    no_people: str = ""
    arguments: tuple[str, ...] = ()
    returns: str = ""
    sql_offset: int = 0
    expectations: tuple[Expectation, ...] = ()

    def place(self, position: int) -> Place:
        """Return where in the file a position in `sql` is that DuckDB gives in bytes."""
        return Place.of(self.path, *place_in_file(self.text, self.sql, self.sql_offset, position))

    @property
    def content(self) -> str:
        """A short hash of what is asked: the SQL and its parameters."""
        parts = (self.sql, _plain(self.parameters))
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    @property
    def own_parameters(self) -> tuple[Parameter, ...]:
        """The parameters that no filter of the frame answers."""
        return tuple(parameter for name, parameter in self.parameters.items() if name not in FRAME_PARAMETERS)

    @property
    def narrows(self) -> frozenset[str]:
        """The filters that narrow its answer. A series over years has every year to choose from."""
        used = {name for name in NARROWING if name in self.parameters}
        return frozenset(used | {"period"} if "academic_year" in self.columns else used)

    @property
    def lists_delivered_years(self) -> bool:
        """Whether it has a row for every academic year of which anything was delivered, so that a gap is none of them.

        What asks the years by `has_placements` or `has_leadership` says zero where nobody is counted; in any other
        answer a year may be absent because nothing in it matches.
        """
        return bool(_DELIVERED_YEARS.search(self.sql))

    @property
    def ignored_filters(self) -> frozenset[str]:
        """Return the filters that the header says are left out on purpose."""
        place = {"regions", "countries"} if "place" in self.ignores else set()
        return frozenset(place | ({"period"} if "period" in self.ignores else set()))

    @property
    def bounded_shares(self) -> tuple[str, ...]:
        """Return the columns whose values lie between 0 and 1."""
        return tuple(column.name for column in self.columns.values() if column.unit == "share" and not column.unbounded)


def _plain(value: Any) -> Any:
    """Return the same with a repr that does not depend on how it is kept, nor on keys that nobody used."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if is_dataclass(value):
        filled = {part.name: getattr(value, part.name) for part in fields(value)}
        return {name: _plain(item) for name, item in filled.items() if item not in (None, "", ())}
    return value


def place_in_file(text: str, sql: str, sql_offset: int, position: int) -> tuple[int, int]:
    """Return line and column in `text`, from 1, of a position in `sql` in bytes; `sql_offset` is in characters."""
    start = sql_offset + len(sql.encode()[:position].decode(errors="ignore"))
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
