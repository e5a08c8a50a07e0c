"""Who there is: graduating classes, graduate students, and attributes that a person keeps for life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engagement.demo.draw import Draw, Floats, Ints
from engagement.demo.world import FIRST_YEAR, LAST_YEAR, scale

# calendar years of graduation: seniors of the first year to first-years of the last
CLASSES = range(FIRST_YEAR + 1, LAST_YEAR + 5)
EQUITY_SINCE = 2019  # the attributes of equity have been recorded from this academic year on
SCHOOLS: Mapping[str, float] = {
    "Arts": 30,
    "Science": 19,
    "Engineering": 20,
    "Business": 17,
    "Health": 8,
    "Education": 4,
    "Law": 2,
}
ATTRIBUTES: Mapping[str, Mapping[str, float]] = {
    "gender": {"female": 53, "male": 44.3, "nonbinary": 1.4, "unknown": 1.3},
    "race_ethnicity": {
        "white": 47,
        "asian": 17,
        "hispanic_latino": 15,
        "black_african_american": 9,
        "multiracial": 5.2,
        "american_indian_alaska_native": 0.6,
        "native_hawaiian_pacific_islander": 0.3,
        "unknown": 5.9,
    },
    "first_gen": {"no": 72, "yes": 23, "unknown": 5},
    "need_aid": {"no": 50, "yes": 46, "unknown": 4},
    "disability": {"no": 88, "yes": 9, "unknown": 3},
    "citizenship_group": {"citizen": 81, "permanent_resident": 5, "international": 13, "unknown": 1},
}
# how readily a group applies, 1 being everyone: access is unequal, and the views should find that out
READINESS: Mapping[str, Mapping[str, float]] = {
    "gender": {"male": 0.68},
    "race_ethnicity": {"black_african_american": 0.72, "hispanic_latino": 0.85},
    "first_gen": {"yes": 0.62},
    "need_aid": {"yes": 0.78},
    "disability": {"yes": 0.7},
    "home_school": {"Engineering": 0.72, "Health": 0.6, "Business": 1.0},
}


@dataclass(frozen=True)
class People:
    """Undergraduates are numbered class by class, from `offset` on; graduate students follow."""

    draw: Draw
    sizes: Ints
    offsets: Ints
    graduates_per_year: int
    counted: dict[tuple[str, int], Ints] = field(default_factory=dict, compare=False)

    @property
    def first_graduate(self) -> int:
        """The number of the first graduate student."""
        return int(self.offsets[-1] + self.sizes[-1])

    def size(self, graduating_class: int) -> int:
        """Return how many people a class has."""
        return int(self.sizes[graduating_class - CLASSES.start])

    def members(self, graduating_class: int) -> Ints:
        """Return the numbers of a class's members."""
        first = int(self.offsets[graduating_class - CLASSES.start])
        return np.arange(first, first + self.size(graduating_class))

    def undergraduates(self, stream: str, index: Ints, classes: Ints) -> Ints:
        """Return one member of each class asked for; the same person may come again."""
        numbers = classes - CLASSES.start
        return self.offsets[numbers] + self.draw.below(stream, index, self.sizes[numbers])

    def graduates(self, stream: str, index: Ints, year: int) -> Ints:
        """Return one graduate student of a year each."""
        first = self.first_graduate + (year - FIRST_YEAR) * self.graduates_per_year
        return first + self.draw.below(stream, index, self.graduates_per_year)

    def attribute(self, name: str, people: Ints) -> Ints:
        """Return the position of each person's value in ATTRIBUTES[name] or SCHOOLS; the same for life."""
        shares = SCHOOLS if name == "home_school" else ATTRIBUTES[name]
        return self.draw.choice(f"person/{name}", people, list(shares.values()))

    def count(self, name: str, graduating_class: int) -> Ints:
        """Return how many members of a class have each value of an attribute; counted, not estimated."""
        key = (name, graduating_class)
        if key not in self.counted:
            options = SCHOOLS if name == "home_school" else ATTRIBUTES[name]
            values = self.attribute(name, self.members(graduating_class))
            self.counted[key] = np.bincount(values, minlength=len(options))
        return self.counted[key]

    def readiness(self, people: Ints) -> Floats:
        """Return how readily each person applies, from 0 to 1."""
        ready = np.ones(len(people))
        for name, factors in READINESS.items():
            values = SCHOOLS if name == "home_school" else ATTRIBUTES[name]
            ready *= np.array([factors.get(value, 1.0) for value in values])[self.attribute(name, people)]
        return ready


def people(draw: Draw, placements: int) -> People:
    """Return the people of a data set of that many placements."""
    sizes = np.array([max(30, round((2080 + 9 * index) * scale(placements))) for index in range(len(CLASSES))])
    return People(draw, sizes, np.cumsum(sizes) - sizes, max(30, round(900 * scale(placements))))


def enrolled_classes(year: int) -> range:
    """Return the graduating classes that are enrolled in an academic year, seniors first."""
    return range(year + 1, year + 5)
