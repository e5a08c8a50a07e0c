"""What a rule is told, and what it yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import Fact

_ARTICLE = re.compile(
    r"(middle|near|far) east|caribbean|americas$|pacific|gulf|balkans|united |arab |european union|levant",
    re.IGNORECASE,
)
"""Names of regions that take an article."""


@dataclass(frozen=True)
class Context:
    """What the brief is about.

    name: of the region. summit, summit_date: its name and day where there is one; brief_due: when the brief is.
    rounding: counts of people are multiples of it. period: in words, of numbers without a time axis.
    """

    name: str
    as_of: date
    threshold: int
    summit_date: date | None = None
    summit: str = ""
    brief_due: date | None = None
    rounding: int = 5
    period: str = "All years"

    @property
    def region(self) -> str:
        """The region as it is called in a sentence: "students went to the Middle East"."""
        return f"the {self.name}" if _ARTICLE.match(self.name) else self.name

    @property
    def margin(self) -> int:
        """A change of fewer people may be rounding alone."""
        return 2 * self.rounding if self.rounding > 1 else 1

    @property
    def when(self) -> str:
        """The period at the end of a sentence: "in 2024/2025", "over the last 5 complete years"."""
        if self.period[:1].isdigit():
            return f"in {self.period}"
        words = self.period[:1].lower() + self.period[1:]
        return f"over {words}" if words.startswith("all ") else f"over the {words}"

    @property
    def when_complete(self) -> str:
        """The same for what counts complete years alone."""
        return self.when.replace("all years", "all complete years")

    @property
    def small(self) -> int:
        """A base below this is small."""
        return phrases.SMALL * self.threshold


@dataclass(frozen=True)
class Draft:
    """A drafted sentence and the numbers that it says."""

    id: str
    text: str
    facts: tuple[Fact, ...]


Rule: TypeAlias = Callable[[Answer, Context], Iterator[Draft]]
