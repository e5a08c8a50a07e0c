"""A result frozen for the brief: rows in which hidden cells are marked, and how the answer came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engagement.brief.cells import HIDDEN, Cell
from engagement.brief.model import Evidence
from engagement.present import format
from engagement.query import Column
from engagement.result import File, Result


@dataclass(frozen=True)
class Answer:
    """What the rules read: the rows of one answer and its number in the evidence list. Cells are as in an exhibit."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    evidence: int

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by column name."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def only(self, name: str, value: str) -> Answer:
        """Return the same answer with only the rows whose column `name` holds `value`."""
        index = [column.name for column in self.columns].index(name)
        return replace(self, rows=tuple(row for row in self.rows if row[index] == value))

    def without(self, names: tuple[str, ...]) -> Answer:
        """Return the same answer without some of its columns."""
        kept = [index for index, column in enumerate(self.columns) if column.name not in names]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=rows)

    def split(self, names: tuple[str, ...]) -> dict[tuple[Cell, ...], Answer]:
        """Return the rows of each combination of values of these columns, in the order of the rows."""
        indices = [[column.name for column in self.columns].index(name) for name in names]
        parts: dict[tuple[Cell, ...], list[tuple[Cell, ...]]] = {}
        for row in self.rows:
            parts.setdefault(tuple(row[index] for index in indices), []).append(row)
        return {values: replace(self, rows=tuple(rows)) for values, rows in parts.items()}

    def unit(self, name: str) -> str:
        """Return the unit of a column."""
        return next(column.unit for column in self.columns if column.name == name)


def freeze(result: Result, number: int) -> Answer:
    """Return the released rows of a result, hidden cells marked."""
    columns = tuple(result.query.columns.values())
    cells = [
        [
            HIDDEN if row in hidden else _cell(value)
            for row, value in enumerate(result.table.column(column.name).to_pylist())
        ]
        for column in columns
        for hidden in [frozenset(result.hidden.get(column.name, ()))]
    ]
    return Answer(result.query.title, columns, tuple(zip(*cells, strict=True)), number)


def evidence(result: Result, number: int) -> Evidence:
    """Return how a result came about."""
    query, metric = result.query, result.query.metric
    return Evidence(
        number=number,
        query_id=query.id,
        title=query.title,
        question=query.question,
        definition=metric.definition if metric else "",
        denominator=metric.denominator if metric else "",
        sql=query.sql.strip(),
        query_sha256=query.sha256,
        parameters=_parameters(result.parameters),
        as_of=result.provenance.as_of,
        sources=tuple(
            File(file.table, file.file, file.sha256, file.rows_delivered, file.rows_accepted, file.rows_rejected)
            for file in result.provenance.sources
        ),
        left_out=result.provenance.left_out,
        hidden_note=result.hidden_note,
    )


def _parameters(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return parameters as a reader sees them; what is not chosen reads "all"."""
    return tuple((name, _said(value)) for name, value in values.items())


def _said(value: Any) -> str:
    if value is None or value in ([], ()):
        return "all"
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(item) for item in value)
    return format.iso(value) if isinstance(value, date) else str(value)


def _cell(value: Any) -> Cell:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return value if value is None or isinstance(value, (str, int, float, bool, date)) else str(value)
