"""The sections of the annex: the evidence behind the body. Data, no logic."""

from __future__ import annotations

from engagement.brief.plan import Ask, Plan

PROFILES = Plan(
    "profiles",
    "Partners on the agenda",
    tables=("partnerships",),
    missing="No agreements were delivered, so no partner can be described.",
    nothing="No partner's agreement has to be decided now.",
    is_annex=True,
    asks=(
        Ask(
            "profile",
            "brief/partner_profiles",
            chart=False,
            table=True,
            printed=(
                "agreement",
                "owner",
                "start_date",
                "end_date",
                "places_out_per_year",
                "places_in_per_year",
                "risk",
                "last_review_date+review_outcome",
            ),
            split=("partner", "place"),
            of_students=("students_out", "students_in", "use_out", "use_in"),
        ),
    ),
)

REGISTER = Plan(
    "partnerships",
    "Partnerships",
    tables=("partnerships",),
    missing="No agreements were delivered, so this brief says nothing of partnerships.",
    is_annex=True,
    asks=(
        Ask("active", "cards/active_agreements", title="Agreements in force"),
        Ask("kinds", "partnerships/agreements_by_type", title="Active agreements by type"),
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
            "happened",
            "brief/since_last_summit",
            title="Signed, reviewed or ended since the last summit",
            chart=False,
            table=True,
            printed=("day", "event", "partner", "place", "agreement_kind"),
            most=25,
        ),
    ),
)

MORE_STUDENTS = Plan(
    "more_students",
    "Students in detail",
    tables=("placements",),
    missing="No placements were delivered, so this brief says nothing of students.",
    is_annex=True,
    figures=("cards/global_experience_rate",),
    asks=(
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
)

LEADERSHIP = Plan(
    "leadership",
    "Leadership programs",
    tables=("leadership_enrollments",),
    missing="No leadership programs were delivered, so this brief says nothing of them.",
    is_annex=True,
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
)

PRINCIPLES = Plan(
    "principles",
    "Principles that it speaks to",
    tables=("partnerships",),
    missing="The principles are measured on agreements, and none were delivered.",
    lead="Of the eight principles, mission and core values (1 and 3) are not measured: no export records them.",
    is_annex=True,
    asks=(
        Ask(
            "compliance",
            "strategy/compliance_and_risk",
            title="Agreements in force by compliance review and risk",
            unrecorded=("Not recorded",),
        ),
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
)

RISKS = Plan(
    "risks",
    "Coverage and risks",
    tables=("partnerships",),
    missing="Coverage and risks are read from agreements, and none were delivered.",
    nothing="No placements are on record for {region}.",
    is_annex=True,
    asks=(
        Ask(
            "covered",
            "strategy/coverage_by_country",
            tables=("placements",),
            title="Where there are agreements and students",
            chart=False,
            table=True,
            printed=("place", "coverage", "agreements", "students"),
            most=30,
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
)
