"""What is drawn, as data: numbers and words, nothing of Plotly.

Screen, alt text and, later, paper and slides read the same `Drawing`, so they cannot disagree. It is made from the
released table alone and therefore never knows a hidden value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.query import Column
from engagement.result import NOT_DELIVERED


@dataclass(frozen=True)
class Series:
    """One line, one color of bars, one row of a heat map: a value or a gap for every position.

    `values`, `low` and `high` are as long as the drawing's positions; `hidden` holds positions whose gap is a hidden
    value, every other gap is a missing one.
    """

    name: str
    unit: str
    values: tuple[float | None, ...]
    hidden: frozenset[int] = frozenset()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


NO_REGIONS = ("Outside the scheme", "No country recorded")
"""What stands where a region would; always last, so that regions keep their colors whether it occurs or not."""

NOT_STATED = "not stated"
"""What stands where a category would."""

_SEEN = 1.0005
"""The least that is printed as more than 100.0%."""


@dataclass(frozen=True)
class Event:
    """Something that happened at a position of a time axis."""

    index: int
    label: str
    date: date


@dataclass(frozen=True)
class Span:
    """One item on a timeline: from `start`, where it is known, to `end`, on a lane."""

    label: str
    lane: str
    end: date
    start: date | None = None


@dataclass(frozen=True)
class Drawing:
    """What is drawn. `positions` are categories, periods, dates or ISO codes, in their order of drawing.

    `running` holds periods that are not over, `undelivered` years of which nothing was delivered: a gap, not a zero.
    `regions` are all that the scheme knows, in the order of their colors.
    """

    kind: str
    title: str
    position: Column
    measure: Column
    positions: tuple[Any, ...] = ()
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    series_title: str = ""
    is_time: bool = False
    is_horizontal: bool = False
    running: frozenset[int] = frozenset()
    undelivered: frozenset[int] = frozenset()
    target: tuple[float | None, ...] = ()
    reference: tuple[float, ...] = ()
    position_title: str = ""
    events: tuple[Event, ...] = ()
    spans: tuple[Span, ...] = ()
    as_of: date | None = None
    threshold: int = 0
    regions: tuple[str, ...] = ()

    def rank(self, name: str, number: int) -> int:
        """Return the number of the color of a series: a region has the same one in every chart.

        Args:
            name: of the series.
            number: its place among the series of this drawing.
        """
        if not self.regions or name not in self.regions:
            return number + len(self.regions) * (name in NO_REGIONS)
        return self.regions.index(name)

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a value nor a hidden one to draw."""
        return not self.spans and not any(
            series.hidden or any(value is not None for value in series.values) for series in self.series
        )

    @property
    def lanes(self) -> tuple[str, ...]:
        """Lanes of a timeline by name, as series have them, so that a region has one color whichever comes first."""
        return tuple(sorted({span.lane for span in self.spans}, key=lambda lane: (lane in NO_REGIONS, lane)))

    @property
    def is_dated(self) -> bool:
        """Whether positions are days, which stand as far apart as they are."""
        return self.is_time and bool(self.positions) and isinstance(self.positions[0], date)

    @property
    def hidden_count(self) -> int:
        """How many values of the drawing are hidden."""
        return sum(len(series.hidden) for series in self.series)

    @property
    def is_whole(self) -> bool:
        """Whether bars stand for the parts of one whole."""
        return self.kind == "stacked_bar" and self.measure.unit == "share"

    @property
    def is_over_the_whole(self) -> bool:
        """Whether the parts of a bar, shares of rounded numbers, add up to more than the whole that is drawn."""
        bars = zip(*(series.values for series in self.series), strict=True) if self.is_whole else ()
        return any(sum(value for value in bar if value is not None) > _SEEN for bar in bars)

    @property
    def over_the_whole_words(self) -> str:
        """Why a bar goes beyond 100%, as a sentence without its stop; empty where none does."""
        return "Shares of rounded numbers: a bar can go beyond 100%" if self.is_over_the_whole else ""

    @property
    def running_words(self) -> str:
        """The periods that are not over, as a sentence without its stop; empty where there is none."""
        names = [self.labels[index] for index in sorted(self.running)]
        if len(names) > 1:
            names[-2:] = [f"{names[-2]} and {names[-1]}"]
        return f"{', '.join(names)} {'are' if len(self.running) > 1 else 'is'} not complete yet" if names else ""

    @property
    def undelivered_words(self) -> str:
        """The years of which nothing was delivered, as a sentence without its stop; empty where there is none."""
        years = ", ".join(self.labels[index] for index in sorted(self.undelivered))
        return f"{years}: {NOT_DELIVERED}" if years else ""

    @property
    def too_few_words(self) -> str:
        """Why a value is missing that is too small, in a few words."""
        return f"fewer than {self.threshold} people, perhaps none"
