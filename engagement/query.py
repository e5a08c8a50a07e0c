"""What a file in queries/ says, as data: its header's parts and its SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


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
    """Which columns count people, and what would give a small count away (docs/privacy.md)."""

    people: tuple[str, ...]
    by: tuple[str, ...]
    open: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    margins: tuple[tuple[str, ...], ...] = ()
    total_queries: tuple[str, ...] = ()


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
    """One question: its header and its SQL. `sql` is what runs; `text` is the file as saved."""

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
