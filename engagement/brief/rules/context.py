"""What a rule is told, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.model import Fact


@dataclass(frozen=True)
class Context:
    """What the brief is about. `region` as in "students went to …"; the summit's name and day where there is one."""

    region: str
    as_of: date
    threshold: int
    summit_date: date | None = None
    summit: str = ""

    @property
    def small(self) -> int:
        """A base below this is small."""
        return phrases.SMALL * self.threshold


@dataclass(frozen=True)
class Draft:
    """A drafted sentence and how much it matters among the findings; 0 keeps it out of them."""

    id: str
    text: str
    facts: tuple[Fact, ...]
    weight: int = 0


Rule: TypeAlias = Callable[[Answer, Context], Iterator[Draft]]
