"""Whole pages about invented people, released as the warehouse releases them, and what can be read from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pyarrow as pa
from attacker import Attacker

from engagement.disclosure import Total, as_totals, release
from engagement.query import Disclosure
from engagement.result import Released

VALUES = {"region": ["Africa", "China", "Latin America"], "year": [2023, 2024, 2025], "type": ["study", "work"]}
VALUES |= {"gender": ["f", "m", "x"]}
POPULATION = 1000


@dataclass(frozen=True)
class Placement:
    """One person, somewhere, once."""

    person: int
    region: str
    year: int
    type: str
    is_completed: bool

    @property
    def gender(self) -> str:
        """A property of the person, the same in all placements."""
        return VALUES["gender"][self.person % 7 // 3]


Cell = tuple[str, tuple[tuple[str, Any], ...]]


@dataclass
class Page:
    """Tables that stand on a page at once.

    is_additive: whether every person has one placement, and readers know.
    lists_zeros: whether the queries give a row where nobody is.
    """

    placements: Sequence[Placement]
    threshold: int
    lists_zeros: bool
    is_additive: bool
    tables: list[tuple[tuple[str, ...], tuple[str, ...], Released]] = field(default_factory=list)

    def count(self, what: str, **where: Any) -> int:
        """Distinct people in a cell."""
        return len(
            {
                placement.person
                for placement in self.placements
                if all(getattr(placement, name) == value for name, value in where.items())
                and (what == "students" or placement.is_completed)
            }
        )

    def show(
        self,
        by: tuple[str, ...],
        people: tuple[str, ...] = ("students",),
        *,
        totals: Sequence[Total] = (),
        more: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: {},
        **rule: Any,
    ) -> tuple[Total, ...]:
        """Put a table on the page; returns what it tells other tables."""
        rows = []
        for values in product(*(VALUES[name] for name in by)):
            row = dict(zip(by, values, strict=True))
            row |= {name: self.count(name, **row) for name in people}
            if self.lists_zeros or not by or row[people[0]]:
                rows.append(row)
        for row in rows:
            row |= more(row)
        columns = [*by, *people, *more({**dict.fromkeys((*by, *people), 0), "year": 2023})]
        table = pa.table({name: [row[name] for row in rows] for name in columns})
        disclosure = Disclosure(people=people, by=by, **rule)
        self.tables.append((by, people, release(table, disclosure, threshold=self.threshold, totals=totals)))
        return as_totals(table, disclosure, threshold=self.threshold, totals=totals)


def page(placements: Sequence[Placement], *, threshold: int, lists_zeros: bool, is_additive: bool) -> Page:
    """A page as it might be: totals, two ways to break them down, rates, changes, shares, completion."""
    result = Page(placements, threshold, lists_zeros, is_additive)

    def previous(row: dict[str, Any]) -> dict[str, Any]:
        if row["year"] == VALUES["year"][0]:
            return {"previous": None, "change": None}
        earlier = result.count("students", region=row.get("region"), year=row["year"] - 1)
        return {"previous": earlier, "change": row["students"] - earlier}

    def share(row: dict[str, Any]) -> dict[str, Any]:
        whole = sum(result.count("students", year=row["year"], type=type_) for type_ in VALUES["type"])
        return {"share": row["students"] / whole if whole else None}

    def rate(row: dict[str, Any]) -> dict[str, Any]:
        return {"population": POPULATION, "rate": row["students"] / POPULATION}

    def completion(row: dict[str, Any]) -> dict[str, Any]:
        return {"rate": row["completed"] / row["students"] if row["students"] else None}

    grand = result.show(())
    years = result.show(("year",), totals=grand)
    regions = result.show(("region",), totals=grand)
    earlier = {"period": "year", "previous": {"previous": "students"}}
    both = result.show(("region", "year"), totals=(*years, *regions), more=previous, **earlier)
    result.show(("region", "year"), totals=both, more=rate, open=("population",))
    result.show(("type", "year"), totals=years, more=share, shares={"share": ("year",)})
    result.show(("gender", "year"), totals=years)
    whole = result.show((), ("students", "completed"), parts={"completed": "students"}, totals=grand)
    result.show(
        ("year",), ("students", "completed"), parts={"completed": "students"}, totals=(*years, *whole), more=completion
    )
    return result


def read(page: Page) -> tuple[Attacker, set[Cell]]:
    """Everything that a reader sees of a page or knows of how it is made, and the numbers that are hidden."""
    cells = {_cell(what, by, values) for by, people, _ in page.tables for what in people for values in _grid(by)}
    attacker = Attacker({cell: page.count(cell[0], **dict(cell[1])) for cell in cells})
    hidden = set()
    for by, people, released in page.tables:
        rows = {tuple(row[name] for name in by): row for row in released.table.to_pylist()}
        for values, what in product(_grid(by), people):
            cell = _cell(what, by, values)
            if values in rows and rows[values][what] is None:
                hidden.add(cell)
            elif not released.is_withheld:
                attacker.learn_exactly({cell: 1}, rows[values][what] if values in rows else 0)
        for values, row in rows.items():
            _read_more(attacker, by, values, row)
    _read_sums(page, attacker)
    for what in ("students", "completed"):
        suspects = [cell for cell in hidden if cell[0] == what]
        # readers take a hidden count for a person at least, and are right but for the rarest cases
        if all(attacker.truth[cell] for cell in suspects):
            attacker.least |= dict.fromkeys(suspects, 1)
    return attacker, hidden


def _read_more(attacker: Attacker, by: tuple[str, ...], values: tuple[Any, ...], row: dict[str, Any]) -> None:
    """What the columns beside the counts tell."""
    here = _cell("students", by, values)
    where = dict(zip(by, values, strict=True))
    if row.get("previous") is not None:
        attacker.learn_exactly(
            {_cell("students", by, {**where, "year": where["year"] - 1}.values()): 1}, row["previous"]
        )
    if row.get("change") is not None:
        earlier = _cell("students", by, {**where, "year": where["year"] - 1}.values())
        attacker.learn_exactly({here: 1, earlier: -1}, row["change"])
    if row.get("share"):
        of = {_cell("students", by, {**where, "type": type_}.values()): 1 for type_ in VALUES["type"]}
        attacker.learn_exactly(of, round(row["students"] / row["share"]))
    if row.get("population") and row["rate"] is not None:
        attacker.learn_exactly({here: 1}, round(row["rate"] * row["population"]))
    elif row.get("rate") is not None and row["students"] is not None:
        attacker.learn_exactly({_cell("completed", by, values): 1}, round(row["rate"] * row["students"]))


def _read_sums(page: Page, attacker: Attacker) -> None:
    """How the numbers of a page hang together: parts and totals."""
    for cell in [cell for cell in attacker.truth if cell[0] == "completed"]:
        attacker.learn({cell: 1, ("students", cell[1]): -1}, None, 0)
    seen = dict.fromkeys((what, by) for by, people, _ in page.tables for what in people)
    for (what, by), (same, wide) in product(seen, seen):
        if what != same or not set(wide) < set(by):
            continue
        for values in _grid(wide):
            where = dict(zip(wide, values, strict=True))
            parts = [
                _cell(what, by, each) for each in _grid(by) if where.items() <= dict(zip(by, each, strict=True)).items()
            ]
            whole = _cell(what, wide, values)
            # a person has one gender, and so falls into one part only
            is_sum = page.is_additive or set(by) - set(wide) == {"gender"}
            attacker.learn({whole: -1} | dict.fromkeys(parts, 1), 0, 0 if is_sum else None)
            for part in parts:
                attacker.learn({part: 1, whole: -1}, None, 0)


def _grid(by: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return list(product(*(VALUES[name] for name in by)))


def _cell(what: str, by: tuple[str, ...], values: Any) -> Cell:
    return what, tuple(sorted(zip(by, values, strict=True)))
