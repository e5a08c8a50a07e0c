"""The slides and what is on each. Data, no logic; twelve at most, with the cover."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.brief.outline import DECISIONS, FINDINGS

MOST_SLIDES = 12


@dataclass(frozen=True)
class Part:
    """One exhibit on a slide. `columns` are those of its table here; all that print where empty."""

    key: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One slide. Its title is the first of `titles` that the brief says, for a title should say the finding.

    sections: whose statements and exhibits it shows. columns: of the slide, each with parts one below the other.
    has_rest: whether it lists the sections' other statements. shares: of the room, for each column.
    is_beside: whether statements stand beside the exhibits, not above them.
    """

    sections: tuple[str, ...]
    titles: tuple[str, ...] = ()
    columns: tuple[tuple[Part, ...], ...] = ()
    has_rest: bool = False
    shares: tuple[float, ...] = ()
    is_beside: bool = False


SLIDES: tuple[Plan, ...] = (
    Plan((FINDINGS,), columns=((Part("agreements_map"),),), has_rest=True, is_beside=True),
    Plan(
        ("partnerships",),
        ("partnerships.active",),
        ((Part("active"),), (Part("kinds"),), (Part("states"),)),
        has_rest=True,
        shares=(4, 5, 3),
    ),
    Plan(("partnerships",), ("partnerships.around",), ((Part("around"),),)),
    Plan(
        ("partnerships",),
        ("partnerships.overdue", "partnerships.dormant"),
        (
            (Part("overdue", ("partner", "place", "due_date", "days_overdue")),),
            (Part("dormant", ("partner", "place", "start_date", "places_per_year")),),
        ),
    ),
    Plan(
        ("partnerships",),
        ("partnerships.place_use",),
        ((Part("place_use"), Part("exchange")),),
    ),
    Plan(("students",), ("students.trend",), ((Part("students"),), (Part("demand"),)), has_rest=True),
    Plan(
        ("students",),
        ("students.hosts",),
        ((Part("types"),), (Part("hosts"), Part("access", ("label", "rate", "parity", "low", "high")))),
        shares=(3, 2),
    ),
    Plan(
        ("leadership",),
        ("leadership.funnel",),
        ((Part("funnel"),), (Part("programs"), Part("gain"))),
        has_rest=True,
        shares=(2, 3),
    ),
    Plan(
        ("working_group", "principles"),
        (),
        ((Part("challenge"), Part("group", ("working_group", "agreements", "reviews", "summits", "capacity_fte"))),),
        has_rest=True,
        is_beside=True,
    ),
    Plan(
        ("white_space",),
        ("white_space.coverage",),
        ((Part("risk"),), (Part("without_agreement"), Part("pending", ("partner", "place", "since", "days_pending")))),
        has_rest=True,
        shares=(2, 3),
    ),
    Plan((DECISIONS,), has_rest=True),
)
"""After the cover. A slide of which nothing is there is left out; what was not delivered is said on one slide."""
