"""What a file in queries/metrics/ says, as data: a population, what is counted of it, by what, what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLACE, PERIOD = "place", "period"


@dataclass(frozen=True)
class Dimension:
    """What people are counted by. `column` is a column of the population's rows.

    Place and period roll up by themselves: a row counts in the world, in a region of every scheme, and in its country;
    in all years, the last complete ones, and its own.
    """

    name: str
    column: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Measure:
    """What is published of a cell.

    kind: "people" counts distinct people; "rows" counts rows, as many as the people in them; "statistic" is an
        aggregate in SQL over rows.
    times: for rows, the column that says how often each of them counts, such as its semesters; empty for once.
    where: a condition in SQL on rows; empty for all.
    value: for a statistic, the aggregate in SQL.
    over: for a statistic, the expression that must have a value for a row to count.
    unit: decides how a statistic is rounded, and how it is printed.
    """

    name: str
    kind: str
    title: str
    description: str = ""
    where: str = ""
    value: str = ""
    over: str = ""
    unit: str = "people"
    times: str = ""

    @property
    def is_count(self) -> bool:
        """Whether it counts people, or rows of people; else it is a statistic."""
        return self.kind != "statistic"


@dataclass(frozen=True)
class Publication:
    """One published table: the cells of some dimensions, in the order of the header. `line` is its line in the file.

    coarse: its counts are rounded as those of a breakdown are, though it is by place and period alone.
    """

    table: str
    by: tuple[str, ...]
    line: int = 1
    coarse: bool = False


@dataclass(frozen=True)
class Population:
    """One file: whose rows are counted, and every table that is published of them.

    person: the column that tells people apart. people: the column of how many people a row stands for; empty for one.
    """

    name: str
    person: str
    people: str
    dimensions: Mapping[str, Dimension]
    measures: Mapping[str, Measure]
    publications: tuple[Publication, ...]

    def columns_of(self, publication: Publication) -> tuple[str, ...]:
        """Return the columns of a published table, in their order."""
        return (*publication.by, *self.measures)


def table_name(population: str, by: tuple[str, ...]) -> str:
    """Return the name of the table that publishes a population by some dimensions: students_abroad_by_place_period."""
    return f"{population}_by_{'_'.join(by)}" if by else population
