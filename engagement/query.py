"""What a file in queries/ says, as data: its header's parts and its SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})

# Parameters that the frame's filters own: a query that declares one gets its value without being asked.
FRAME_PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "scheme": "VARCHAR",
        "regions": "VARCHAR[]",
        "countries": "VARCHAR[]",
        "year_from": "INTEGER",
        "year_to": "INTEGER",
        "as_of": "DATE",
        "policy_years": "INTEGER",
        "threshold": "INTEGER",
    }
)

CHART_KINDS = ("line", "bar", "stacked_bar", "map", "timeline", "funnel", "heatmap", "dot", "table")

# What a column's values are, and so how they are printed; an ISO 4217 currency is a unit too;
# an amount is money in the currency that its row names; a count is of what its title says.
UNITS = (
    *("people", "placements", "agreements", "applications", "partners", "countries", "rows", "semesters", "count"),
    *("share", "points", "days", "months", "years", "date", "year", "text", "iso3"),
    *("score", "ratio", "index", "degrees", "amount"),
)

# Pages that a query may ask to stand on by itself.
PAGES = ("overview", "partnerships", "placements", "leadership", "strategy", "region")


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
    """A column of the answer. `unit` decides how its values are printed."""

    name: str
    title: str
    description: str = ""
    unit: str = "text"


@dataclass(frozen=True)
class Disclosure:
    """Which columns count people, and what would give a small count away (docs/privacy.md).

    people: columns that count people; each decides whether its row is shown.
    by: columns that name a row. open: columns that say nothing of the people in a row, such as a target.
    parts: a people column -> the people column it is counted within.
    margins: columns whose totals stand elsewhere and are sums of the rows here; total_queries: queries that give them.
    period: the column of `by` that `previous` looks back along.
    previous: a column that repeats an earlier period's count -> the people column it repeats.
    shares: a column that divides by a total of these rows -> the columns that the rows of that total have in common.
    depends: another column -> the people columns, also of `previous`, behind its values; not named: all of them.
    """

    people: tuple[str, ...]
    by: tuple[str, ...]
    open: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    margins: tuple[tuple[str, ...], ...] = ()
    total_queries: tuple[str, ...] = ()
    period: str = ""
    previous: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)
    depends: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class ChartSpec:
    """What to draw, not how: the same specification serves screen, paper and slide."""

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


@dataclass(frozen=True)
class Card:
    """How a series of one row per period becomes a figure with its change and sparkline."""

    value: str
    period: str
    complete: str = ""
    target: str = ""
    base: str = ""
    better: str = "none"


@dataclass(frozen=True)
class Metric:
    """The definition that the Methods page prints. `numbers` refer to the list of metrics in docs/metrics.md."""

    numbers: tuple[int, ...]
    definition: str
    denominator: str = ""
    source: str = ""
    is_not: str = ""


@dataclass(frozen=True)
class Query:
    """One question: its header and its SQL. `sql` is what runs; `text` is the file as saved.

    sql_offset: where `sql` begins in `text`, in characters, so that its places can be told as places in the file.
    tables: as the SQL names them, own names given by `with` left out; the catalog knows what is behind them.
    no_people: for a model over tables of people, why nobody can be found in it; empty for every other.
    """

    id: str
    path: Path
    text: str
    sql: str
    sha256: str
    title: str
    question: str
    grain: str
    owner: str
    reviewed: date | None = None
    reviewer: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: _NOTHING)
    columns: Mapping[str, Column] = field(default_factory=lambda: _NOTHING)
    disclosure: Disclosure | None = None
    chart: ChartSpec | None = None
    card: Card | None = None
    metric: Metric | None = None
    excludes: tuple[str, ...] = ()
    page: str = ""
    order: int = 1000
    materialized: str = ""
    tables: tuple[str, ...] = field(default=())
    no_people: str = ""
    sql_offset: int = 0

    def place(self, position: int) -> tuple[int, int]:
        """Line and column in the file, both from 1, of a position in `sql` that DuckDB gives in bytes."""
        return place_in_file(self.text, self.sql, self.sql_offset, position)


def place_in_file(text: str, sql: str, sql_offset: int, position: int) -> tuple[int, int]:
    """Line and column in `text`, both from 1, of a position in `sql` in bytes; `sql_offset` is in characters."""
    at = sql_offset + len(sql.encode()[:position].decode(errors="ignore"))
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
