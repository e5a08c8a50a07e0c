"""The slides and what is on each. Data, no logic; twelve at most, with the cover."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.brief.body_sections import DECISIONS, FINDINGS, SINCE

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
    Plan((DECISIONS,), has_rest=True),
    Plan(("agenda",), has_rest=True),
    Plan((FINDINGS, SINCE, "working_group"), ("since.students",), has_rest=True),
    Plan(
        ("renewals",),
        ("renewals",),
        ((Part("renewals", ("partner", "place", "owner", "decide_by", "proposal")),),),
        has_rest=True,
    ),
    Plan(
        ("compared",),
        ("compared.rank",),
        ((Part("compared", ("region", "students", "share", "change_share", "target", "active")),),),
        has_rest=True,
    ),
    Plan(
        ("partners",),
        (),
        ((Part("partners", ("partner+place", "together", "contact", "students_out", "students_in")),),),
        has_rest=True,
    ),
    Plan(("students",), ("students.trend",), ((Part("students"),),), has_rest=True),
    Plan(
        ("white_space",),
        ("white_space.ranked", "white_space.populous", "white_space.coverage"),
        ((Part("white_space", ("rank", "place", "students", "inhabitants")), Part("agreements_map")),),
        has_rest=True,
        is_beside=True,
    ),
    Plan(
        ("partnerships",),
        ("partnerships.active",),
        ((Part("active"),), (Part("kinds"),)),
        has_rest=True,
        shares=(4, 5),
    ),
    Plan(
        ("partnerships",),
        ("partnerships.overdue", "partnerships.dormant"),
        (
            (Part("overdue", ("partner", "place", "due_date", "days_overdue")),),
            (Part("dormant", ("partner", "place", "start_date", "places_per_year")),),
        ),
    ),
    Plan(
        ("more_students",),
        ("students.hosts", "students.demand"),
        ((Part("demand"),), (Part("hosts"),)),
        has_rest=True,
    ),
    Plan(
        ("leadership",),
        ("leadership.funnel",),
        ((Part("funnel"),), (Part("programs"), Part("gain"))),
        has_rest=True,
        shares=(2, 3),
    ),
    Plan(
        ("principles", "risks"),
        (),
        ((Part("pending", ("partner", "place", "since", "days_pending")),),),
        has_rest=True,
        is_beside=True,
    ),
)
"""After the cover. A slide of which nothing is there is left out; what was not delivered is said on one slide."""
