"""The brief as data: everything that PDF, DOCX, PPTX and XLSX print, frozen when the brief was made.

It holds released values alone: where a cell is too few to publish, the marker HIDDEN stands in its place and no
number. `engagement.brief.file` keeps it as one file; `engagement.brief.drawn` turns an exhibit into a `Drawing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final, TypeAlias

from engagement.present import format
from engagement.query import ChartSpec, Column
from engagement.result import TOO_FEW, File, LeftOut

FORMAT_VERSION = 2


class Marker(Enum):
    """What stands in a cell instead of a value; an enum, so that it survives copying."""

    HIDDEN = "hidden"


HIDDEN: Final = Marker.HIDDEN
"""A value that is too small to be published; printed as "too few", never as zero or nothing."""

Cell: TypeAlias = str | int | float | bool | date | Marker | None
"""One cell of an exhibit: a value, None where nothing is recorded, HIDDEN where it may not be shown."""

RULES, COMMITTEE = "rules", "committee"
"""Authors of a statement: drafted from results, or written by people."""


@dataclass(frozen=True)
class Summit:
    """The meeting that a brief is for."""

    id: str
    name: str
    date: date
    city: str = ""
    host_country: str = ""


@dataclass(frozen=True)
class Member:
    """One country or place of the region, by the scheme and version that say so."""

    iso3: str
    name: str
    region: str
    scheme: str
    version: str


@dataclass(frozen=True)
class Fact:
    """One number or word that a statement says, so that it can be compared with newer data."""

    name: str
    value: Cell
    printed: str


@dataclass(frozen=True)
class KeyFigure:
    """A key figure. `value` is None where it is hidden or missing; `printed` then says which.

    when: what is counted and when, such as "people in 2024/2025"; change: a phrase such as "+23 from 2023/2024";
    target: such as "60 below target (450)"; each empty where there is none.
    """

    id: str
    title: str
    value: float | None
    unit: str
    printed: str
    when: str = ""
    change: str = ""
    target: str = ""
    note: str = ""
    evidence: int = 0


@dataclass(frozen=True)
class Statement:
    """One sentence. `drafted` keeps the rule's words and `facts` its numbers, also after the committee edited `text`.

    A statement of the committee's own has no draft. `evidence` holds numbers of the evidence list.
    """

    id: str
    text: str
    drafted: str = ""
    evidence: tuple[int, ...] = ()
    author: str = RULES
    is_included: bool = True
    facts: tuple[Fact, ...] = ()

    @property
    def is_committee(self) -> bool:
        """Whether people wrote it, so that it is marked as theirs."""
        return self.author == COMMITTEE


@dataclass(frozen=True)
class Mark:
    """A dated event on the time axis of an exhibit."""

    date: date
    label: str
    academic_year: str = ""


@dataclass(frozen=True)
class Exhibit:
    """A chart, a table, or both over the same rows.

    chart: None for a table alone. has_table: whether the rows are also printed below the chart.
    printed: names of the columns that the printed table shows, in order; empty for all. The rows hold every column.
    most: how many rows a printed table shows at most; 0 for all. What is cut is said by `cut_note`.
    lists_delivered_years: a year without a row is one of which nothing was delivered, as in `Query`.
    """

    id: str
    title: str
    chart: ChartSpec | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    alt: str = ""
    evidence: int = 0
    marks: tuple[Mark, ...] = ()
    has_table: bool = False
    printed: tuple[str, ...] = ()
    most: int = 0
    lists_delivered_years: bool = False

    @property
    def table_columns(self) -> tuple[Column, ...]:
        """The columns of the printed table."""
        by_name = {column.name: column for column in self.columns}
        return tuple(by_name[name] for name in self.printed if name in by_name) or self.columns

    @property
    def table_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the printed table, with the columns of `table_columns`, cut at `most`."""
        indices = [self.columns.index(column) for column in self.table_columns]
        rows = self.rows[: self.most] if self.most else self.rows
        return tuple(tuple(row[place] for place in indices) for row in rows)

    @property
    def cut_note(self) -> str:
        """What the printed table leaves away; empty where it has every row."""
        if not self.most or len(self.rows) <= self.most:
            return ""
        return f"The first {self.most} of {len(self.rows):,} rows; the workbook of this brief has them all."


@dataclass(frozen=True)
class Section:
    """One section. `lead` is one sentence; where nothing was delivered it says so, and there is nothing else."""

    id: str
    title: str
    lead: str = ""
    is_included: bool = True
    figures: tuple[KeyFigure, ...] = ()
    statements: tuple[Statement, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but the lead."""
        return not (self.figures or self.statements or self.exhibits)

    @property
    def included(self) -> tuple[Statement, ...]:
        """The statements that are printed."""
        return tuple(statement for statement in self.statements if statement.is_included)


@dataclass(frozen=True)
class Evidence:
    """How one answer came about: enough to ask it again and get the same.

    `sources` leave their time of loading out: the same input makes the same brief.
    """

    number: int
    query_id: str
    title: str
    question: str
    definition: str
    denominator: str
    sql: str
    query_sha256: str
    parameters: tuple[tuple[str, str], ...]
    as_of: date
    sources: tuple[File, ...]
    left_out: tuple[LeftOut, ...]
    hidden_note: str = ""


@dataclass(frozen=True)
class Brief:
    """A whole brief. `period`: in words, the years that numbers without a time axis are for; `period_key`: its key.

    is_verified: False where it comes from a file that does not bear this institution's seal.
    """

    title: str
    subtitle: str
    institution: str
    office: str
    audience: str
    scheme: str
    regions: tuple[str, ...]
    summit: Summit | None
    period: str
    period_key: str
    as_of: date
    snapshot_id: str
    is_demonstration: bool
    threshold: int
    rounding: int
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    membership: tuple[Member, ...] = ()
    format_version: int = FORMAT_VERSION
    is_verified: bool = True

    @property
    def included(self) -> tuple[Section, ...]:
        """The sections that are printed, in order."""
        return tuple(section for section in self.sections if section.is_included)

    def section(self, id_: str) -> Section | None:
        """Return a section by its id."""
        return next((section for section in self.sections if section.id == id_), None)

    def exhibits(self) -> Iterator[tuple[Section, Exhibit]]:
        """Yield every exhibit that is printed, with its section."""
        for section in self.included:
            for exhibit in section.exhibits:
                yield section, exhibit

    def with_section(self, changed: Section) -> Brief:
        """Return the same brief with one section changed."""
        sections = tuple(changed if section.id == changed.id else section for section in self.sections)
        return replace(self, sections=sections)


def print_cell(cell: Cell, unit: str) -> str:
    """Return a cell as every format prints it: "1,234", "45.1%", "too few", a dash where nothing is recorded.

    Args:
        cell: a value of an exhibit's row.
        unit: its column's unit.
    """
    return TOO_FEW if cell is HIDDEN else format.value(cell, unit)
