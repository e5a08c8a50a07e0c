"""Where two answers to one question differ: rows that are new or gone, and values that are others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engagement.present import format
from engagement.present.reading import difference
from engagement.query import Column
from engagement.result import TOO_FEW, Result

NEW, GONE = "new row", "row gone"


@dataclass(frozen=True)
class Differing:
    """One difference: which row, which column, before, now, and by how much where both are numbers."""

    row: str
    column: str
    before: str
    now: str
    change: str = ""


def differing(before: Result, now: Result) -> Iterator[Differing]:
    """Yield the differences in the order of the rows, those that are gone last.

    Rows belong together that agree in their texts, days and years; where these do not tell rows apart, a changed row is
    one that is gone and one that is new. Columns that only one answer has are not compared.
    """
    shared = [column for name, column in now.query.columns.items() if name in before.query.columns]
    keys = [column for column in shared if not format.is_number(column.unit)]
    old, new = _rows(before, keys), _rows(now, keys)
    if old is None or new is None:
        keys = shared
        old, new = _rows(before, keys) or {}, _rows(now, keys) or {}
    values = [column for column in shared if column not in keys]
    for key, row in new.items():
        if key not in old:
            yield Differing(_name(key), "", "", NEW)
        else:
            yield from _of_row(_name(key), old[key], row, values)
    yield from (Differing(_name(key), "", "", GONE) for key in old if key not in new)


def _of_row(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], columns: Sequence[Column]
) -> Iterator[Differing]:
    for column in columns:
        before, now = old[column.name], new[column.name]
        shown = [_shown(value, column) for value in (before, now)]
        if shown[0] != shown[1]:
            both = [value for value in (before, now) if isinstance(value, int | float) and not isinstance(value, bool)]
            change = difference(float(both[1]), float(both[0]), column)[0] if len(both) == 2 else ""
            yield Differing(name, column.title, shown[0], shown[1], change)


def _rows(result: Result, keys: Sequence[Column]) -> dict[tuple[str, ...], dict[str, Any]] | None:
    """Return the rows by what tells them apart; None where it does not."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for index, row in enumerate(result.table.to_pylist()):
        marked = {name: TOO_FEW if index in result.hidden.get(name, ()) else value for name, value in row.items()}
        key = tuple(_shown(marked[column.name], column) for column in keys)
        if key in rows:
            return None
        rows[key] = marked
    return rows


def _shown(value: Any, column: Column) -> str:
    return TOO_FEW if value == TOO_FEW else format.value(value, column.unit)


def _name(key: tuple[str, ...]) -> str:
    return ", ".join(key)
