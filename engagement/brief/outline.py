"""What stands in a brief: which sections there are, and which questions each asks. Data, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Ask:
    """One question of a section, shown as a chart, a table or both; or only read by the rules, where neither.

    key: what rules call it. printed: columns of the printed table, all where empty. most: rows printed at most.
    title: over the exhibit, where the query's own does not fit; "{summit}" in it becomes a name.
    nothing: said where there is no row; "{threshold}" in it becomes the smallest number of people that is published.
    is_of_region: the query knows no regions as parameters; only its rows of the region are taken.
    tables: delivered tables that it needs on top of its section's. region_title: over the exhibit where the brief is
    for no summit. unrecorded: names of rows that stand for nothing recorded; an answer with no other row is passed
    over, and so is a query that is not in the catalog.
    """

    key: str
    query: str
    title: str = ""
    chart: bool = True
    table: bool = False
    printed: tuple[str, ...] = ()
    most: int = 0
    nothing: str = ""
    is_of_region: bool = False
    tables: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    region_title: str = ""


@dataclass(frozen=True)
class Plan:
    """One section: its figures (queries with a card), its questions, and the delivered tables that it needs.

    missing: said where a table was not delivered; nothing: where there is no answer for the region; lead: before any.
    """

    id: str
    title: str
    tables: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    missing: str = ""
    nothing: str = "Nothing can be shown here for {region} in the period of this brief."
    lead: str = ""


FINDINGS, DECISIONS = "findings", "decisions"

MOST_FINDINGS = 5

INTERNAL: Mapping[str, str] = MappingProxyType(
    {"cards/agreements_ending_12_months": "partnerships", "cards/reviews_overdue": "partnerships"}
)
"""Figures among the findings that are only for readers of a section: partners are not told of overdue reviews."""

OUTLINE: tuple[Plan, ...] = (
    Plan(
        FINDINGS,
        "Findings",
        figures=(
            "cards/students_abroad",
            "cards/demand_met",
            "cards/active_agreements",
            "cards/agreements_ending_12_months",
            "cards/reviews_overdue",
            "cards/leadership_enrolled",
        ),
        asks=(Ask("agreements_map", "partnerships/agreements_by_country", title="Active agreements on the map"),),
    ),
    Plan(
        "partnerships",
        "Partnerships",
        tables=("partnerships",),
        missing="No agreements were delivered, so this brief says nothing of partnerships.",
        asks=(
            Ask("active", "cards/active_agreements", title="Agreements in force"),
            Ask("kinds", "partnerships/agreements_by_type", title="Active agreements by type"),
            Ask("states", "partnerships/agreements_by_status", title="The register by status"),
            Ask(
                "around",
                "brief/agreements_around_summit",
                title="Agreements that end before {summit}, or within a year after it",
                region_title="Agreements that end within a year",
                chart=False,
                table=True,
                printed=("partner", "place", "agreement_kind", "end_date", "ends", "review_outcome"),
                most=25,
                nothing="No agreement in force ends in this time.",
            ),
            Ask(
                "overdue",
                "partnerships/reviews_overdue",
                title="Reviews overdue",
                chart=False,
                table=True,
                printed=("partner", "place", "agreement_kind", "last_review_date", "due_date", "days_overdue"),
                most=15,
                nothing="No review is overdue.",
            ),
            Ask(
                "dormant",
                "partnerships/dormant",
                tables=("placements",),
                title="Dormant agreements",
                chart=False,
                table=True,
                printed=("partner", "place", "agreement_kind", "unit", "start_date", "places_per_year"),
                most=15,
                nothing="No agreement for mobility is dormant.",
            ),
            Ask(
                "place_use",
                "partnerships/place_use_by_partner",
                tables=("placements",),
                title="Use of agreed places",
                chart=False,
                table=True,
                printed=("partner", "place", "places_out", "use_out", "places_in", "use_in"),
                most=15,
            ),
            Ask(
                "exchange",
                "partnerships/exchange_balance",
                tables=("placements",),
                title="Exchange balance",
                chart=False,
                table=True,
                printed=("students_out", "semesters_out", "students_in", "semesters_in", "ratio"),
            ),
        ),
    ),
    Plan(
        "students",
        "Students",
        tables=("placements",),
        missing="No placements were delivered, so this brief says nothing of students.",
        figures=("cards/global_experience_rate",),
        asks=(
            Ask("students", "placements/students_by_year", title="Students abroad by year"),
            Ask("demand", "cards/demand_met", title="Placement rate of applicants"),
            Ask("types", "placements/types", title="What students do there"),
            Ask(
                "hosts",
                "placements/students_by_country",
                title="Where students went",
                chart=False,
                table=True,
                printed=("place", "students", "placements"),
                most=20,
                nothing="No country or place has {threshold} or more students in the period of this brief.",
            ),
            Ask(
                "access",
                "placements/equity",
                tables=("populations",),
                title="Access by group of the graduated classes",
                chart=False,
                table=True,
                printed=("label", "students", "members", "rate", "parity", "low", "high"),
                most=20,
            ),
        ),
    ),
    Plan(
        "leadership",
        "Leadership",
        tables=("leadership_enrollments",),
        missing="No leadership programs were delivered, so this brief says nothing of them.",
        figures=("cards/leadership_completion",),
        asks=(
            Ask("funnel", "leadership/funnel", title="From application to completion"),
            Ask(
                "programs",
                "leadership/completion_by_program",
                title="Programs that touch the region",
                chart=False,
                table=True,
                printed=("program_name", "applied", "enrolled", "completed", "completion_rate"),
                nothing="No leadership program given there has {threshold} or more people in the period of this brief.",
            ),
            Ask("practice", "leadership/path", chart=False, tables=("placements",)),
            Ask(
                "gain",
                "leadership/gain",
                title="Gain of all programs, wherever they are given",
                chart=False,
                table=True,
                tables=("leadership_diagnostics",),
                printed=("label", "pairs", "before", "after", "g", "low", "high"),
                most=12,
            ),
        ),
    ),
    Plan(
        "working_group",
        "Faculty working group",
        tables=("working_groups", "partnerships"),
        missing="No working groups were delivered, so this brief says nothing of their load.",
        nothing="No faculty working group is on record for {region}.",
        asks=(
            Ask(
                "group",
                "strategy/working_groups",
                title="The working group and its load",
                chart=False,
                table=True,
                is_of_region=True,
                printed=("working_group", "chair_role", "agreements", "reviews", "summits", "capacity_fte"),
            ),
        ),
    ),
    Plan(
        "principles",
        "Principles that it speaks to",
        tables=("partnerships",),
        missing="The principles are measured on agreements, and none were delivered.",
        lead="Of the eight principles, mission and core values (1 and 3) are not measured: no export records them.",
        asks=(
            Ask("compliance", "strategy/compliance_and_risk", chart=False),
            Ask("faculty", "cards/faculty_led", chart=False),
            Ask("balance", "partnerships/exchange_balance", chart=False, tables=("placements",)),
            Ask("reviewed", "cards/reviews_overdue", chart=False),
            Ask(
                "challenge",
                "strategy/challenge_focus",
                title="Challenges that agreements name",
                unrecorded=("None named",),
            ),
        ),
    ),
    Plan(
        "white_space",
        "White space and risks",
        tables=("partnerships",),
        missing="White space and risks are read from agreements, and none were delivered.",
        nothing="Neither placements nor levels of risk are on record for {region}.",
        asks=(
            Ask("coverage", "strategy/coverage", chart=False, tables=("placements",)),
            Ask(
                "without_agreement",
                "strategy/coverage_by_country",
                tables=("placements",),
                title="Where there are agreements and students",
                chart=False,
                table=True,
                printed=("place", "coverage", "agreements", "students"),
                most=30,
            ),
            Ask(
                "risk",
                "strategy/compliance_and_risk",
                title="Agreements in force by compliance review and risk",
                unrecorded=("Not recorded",),
            ),
            Ask(
                "pending",
                "strategy/compliance_pending",
                chart=False,
                table=True,
                printed=("partner", "place", "agreement_kind", "risk_level", "since", "days_pending"),
                most=10,
            ),
        ),
    ),
    Plan(DECISIONS, "Decisions asked for"),
)

AUDIENCES: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "committee": ("the committee", frozenset(plan.id for plan in OUTLINE)),
        "leadership": (
            "the leadership of the institution",
            frozenset({FINDINGS, "partnerships", "students", "leadership", "white_space", DECISIONS}),
        ),
        "partners": (
            "partners and hosts",
            frozenset({FINDINGS, "students", "leadership"}),
        ),
    }
)
"""Readers by id: what the cover calls them, and their sections; every other section is kept, not printed."""
