"""The brief as data: everything that PDF, DOCX, PPTX and XLSX print, frozen when the brief was made.

It holds released values alone: where a cell is too few to publish, the marker HIDDEN stands in its place and no
number. `engagement.brief.file` keeps it as one file; `engagement.brief.drawn` turns an exhibit into a `Drawing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from engagement.brief.cells import Cell, print_cell
from engagement.brief.statement import Decision, Statement
from engagement.query import ChartSpec, Column
from engagement.result import File, LeftOut

FORMAT_VERSION = 3

Day: TypeAlias = date
"""A day, where a field is called date."""


@dataclass(frozen=True)
class Summit:
    """The meeting that a brief is for; `brief_due` is the day by which its members get the brief."""

    id: str
    name: str
    date: date
    city: str = ""
    host_country: str = ""
    brief_due: Day | None = None


@dataclass(frozen=True)
class Member:
    """One country or place of the region, by the scheme and version that say so."""

    iso3: str
    name: str
    region: str
    scheme: str
    version: str


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
    Names joined by "+" share one column, one below the other.
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
        return tuple(_joined(columns) for columns in self._shown)

    @property
    def table_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the printed table, with the columns of `table_columns`, cut at `most`."""
        shown = [[(self.columns.index(column), column.unit) for column in columns] for columns in self._shown]
        rows = self.rows[: self.most] if self.most else self.rows
        return tuple(tuple(_cell(row, places) for places in shown) for row in rows)

    @property
    def _shown(self) -> tuple[tuple[Column, ...], ...]:
        return self.shown(self.printed)

    def shown(self, names: tuple[str, ...]) -> tuple[tuple[Column, ...], ...]:
        """Return the columns of a table that shows these names; all of them, each on its own, where none is there."""
        by_name = {column.name: column for column in self.columns}
        groups = [tuple(by_name[part] for part in name.split("+") if part in by_name) for name in names]
        return tuple(filter(None, groups)) or tuple((column,) for column in self.columns)

    @property
    def cut_note(self) -> str:
        """What the printed table leaves away; empty where it has every row."""
        if not self.most or len(self.rows) <= self.most:
            return ""
        return f"The first {self.most} of {len(self.rows):,} rows; the workbook of this brief has them all."


@dataclass(frozen=True)
class Section:
    """One section. `lead` is one sentence; where nothing was delivered it says so, and there is nothing else.

    is_annex: whether it stands behind the body, with the evidence. hidden: ids of figures and exhibits that are not
    printed. is_own: whether people added it.
    """

    id: str
    title: str
    lead: str = ""
    is_included: bool = True
    figures: tuple[KeyFigure, ...] = ()
    statements: tuple[Statement, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    decisions: tuple[Decision, ...] = ()
    is_annex: bool = False
    hidden: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but the lead."""
        return not (self.figures or self.statements or self.exhibits or self.decisions)

    @property
    def printed(self) -> Section:
        """The same section without the figures and exhibits that are not printed."""
        if not self.hidden:
            return self
        figures = tuple(figure for figure in self.figures if figure.id not in self.hidden)
        exhibits = tuple(exhibit for exhibit in self.exhibits if exhibit.id not in self.hidden)
        return replace(self, figures=figures, exhibits=exhibits)

    @property
    def included(self) -> tuple[Statement, ...]:
        """The statements that are printed."""
        return tuple(statement for statement in self.statements if statement.is_included)

    @property
    def asked(self) -> tuple[Decision, ...]:
        """The decisions that are printed."""
        return tuple(decision for decision in self.decisions if decision.is_included)

    def above(self, exhibit: Exhibit | None) -> tuple[Statement, ...]:
        """Return the printed statements that stand above an exhibit; those that stand above none for None."""
        ids = {shown.id for shown in self.exhibits}
        about = exhibit.id if exhibit else ""
        return tuple(own for own in self.included if (own.about if own.about in ids else "") == about)


@dataclass(frozen=True)
class Comment:
    """What a colleague remarks on a section while the brief is worked on; never printed."""

    id: str
    section: str
    text: str
    who: str = ""
    when: str = ""
    is_resolved: bool = False


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
    comments: tuple[Comment, ...] = ()

    @property
    def included(self) -> tuple[Section, ...]:
        """The sections that are printed, in order: the body, then the annex."""
        told = [section for section in self.sections if section.lead or not section.is_empty]
        printed = [section.printed for section in told if section.is_included]
        return tuple(sorted(printed, key=lambda section: section.is_annex))

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


def _joined(columns: tuple[Column, ...]) -> Column:
    if len(columns) == 1:
        return columns[0]
    titles = (columns[0].title, *(column.title[:1].lower() + column.title[1:] for column in columns[1:]))
    return Column("+".join(column.name for column in columns), ", ".join(titles))


def _cell(row: tuple[Cell, ...], places: list[tuple[int, str]]) -> Cell:
    if len(places) == 1:
        return row[places[0][0]]
    return "\n".join(print_cell(row[index], unit) for index, unit in places if row[index] is not None)
