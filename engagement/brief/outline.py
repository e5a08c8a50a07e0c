"""What stands in a brief: which sections there are, and which questions each asks. Data, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Ask:
    """One question of a section, shown as a chart, a table or both; or only read by the rules, where neither.

    key: what rules call it. printed: columns of the printed table, all where empty. most: rows printed at most.
    title: over the exhibit, where the query's own does not fit. A query that is not in the catalog is passed over.
    """

    key: str
    query: str
    title: str = ""
    chart: bool = True
    table: bool = False
    printed: tuple[str, ...] = ()
    most: int = 0
    nothing: str = ""


@dataclass(frozen=True)
class Plan:
    """One section: its figures (queries with a card), its questions, and the delivered tables that it needs."""

    id: str
    title: str
    tables: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    missing: str = ""


FINDINGS, DECISIONS = "findings", "decisions"

MOST_FINDINGS = 5

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
            Ask("kinds", "partnerships/agreements_by_type", title="Active agreements by kind"),
            Ask("states", "partnerships/agreements_by_status", title="The register by status"),
            Ask(
                "around",
                "brief/agreements_around_summit",
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
                "partnerships/dormant_agreements",
                chart=False,
                table=True,
                most=15,
                nothing="No agreement for mobility is dormant.",
            ),
            Ask("places", "partnerships/place_use", chart=False, table=True, most=15),
            Ask("balance", "partnerships/exchange_balance"),
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
            Ask("demand", "cards/demand_met", title="Demand met"),
            Ask("types", "placements/types", title="What students do there"),
            Ask(
                "hosts",
                "placements/students_by_country",
                title="Where students went",
                chart=False,
                table=True,
                printed=("place", "students", "placements"),
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
            ),
        ),
    ),
    Plan(
        "working_group",
        "Faculty working group",
        tables=("working_groups",),
        missing="No working groups were delivered, so this brief says nothing of their load.",
        asks=(Ask("group", "brief/working_group", title="The working group and its load", chart=False, table=True),),
    ),
    Plan(
        "principles",
        "Principles it speaks to",
        tables=("partnerships",),
        missing="The principles are measured on agreements, and none were delivered.",
        asks=(Ask("principles", "brief/principles", title="Principles, as far as measured", chart=False, table=True),),
    ),
    Plan(
        "white_space",
        "White space and risks",
        tables=("partnerships",),
        missing="White space and risks are read from agreements, and none were delivered.",
        asks=(
            Ask("coverage", "brief/coverage", title="Places by agreements and students", chart=False, table=True),
            Ask("risks", "brief/risks", title="Active agreements by risk and review", chart=False, table=True),
        ),
    ),
    Plan(DECISIONS, "Decisions asked for"),
)

AUDIENCES: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "committee": ("the summit committee", frozenset(plan.id for plan in OUTLINE)),
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
