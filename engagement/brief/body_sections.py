"""The sections of the body: what is decided, and what it takes to decide it. Data, no logic."""

from __future__ import annotations

from engagement.brief.plan import Ask, Plan

DECISIONS, FINDINGS, SINCE = "decisions", "findings", "since"

DECISIONS_PLAN = Plan(DECISIONS, "Decisions asked for", nothing="No agreement has to be decided now.")

FIGURES = ("cards/students_abroad", "cards/demand_met", "cards/active_agreements")
AT_A_GLANCE = Plan(
    FINDINGS,
    "At a glance",
    figures=(
        *FIGURES,
        "cards/agreements_ending_12_months",
        "cards/reviews_overdue",
        "cards/leadership_enrolled",
    ),
)

SINCE_PLAN = Plan(
    SINCE,
    "Since the last summit",
    tables=("partnerships",),
    missing="No agreements were delivered, so this brief cannot tell what was signed since.",
    nothing="No summit for {region} is on record before this one.",
    asks=(
        Ask("since", "brief/since_last_summit", chart=False),
        Ask("since_students", "brief/students_since_last_summit", tables=("placements",), chart=False),
    ),
)

RENEWALS = Plan(
    "renewals",
    "Agreements to decide",
    tables=("partnerships",),
    missing="No agreements were delivered, so this brief says nothing of their ends.",
    asks=(
        Ask(
            "renewals",
            "brief/renewals",
            title="Agreements that end before {summit} or within a year after it, by the day to decide by",
            region_title="Agreements that end within a year, by the day to decide by",
            chart=False,
            table=True,
            printed=(
                "partner+agreement_kind+place",
                "owner+unit",
                "risk",
                "places_out",
                "students_out",
                "cost",
                "last_review_date+review_outcome",
                "decide_by",
                "proposal+reason",
            ),
            most=25,
            of_students=("students_out", "students_in", "use_out"),
            nothing="No agreement in force ends in this time.",
        ),
    ),
)

COMPARED = Plan(
    "compared",
    "The region among the others",
    tables=("partnerships",),
    missing="No agreements were delivered, so regions cannot be compared.",
    asks=(
        Ask(
            "compared",
            "brief/regions_compared",
            title="Regions by students abroad in the last complete year",
            chart=False,
            table=True,
            printed=("region", "students", "share", "change_share", "target", "gap", "active", "active_partners"),
            of_students=("students", "share", "students_then", "change_share", "target", "gap", "per_agreement"),
        ),
    ),
)

STUDENTS = Plan(
    "students",
    "Students",
    tables=("placements",),
    missing="No placements were delivered, so this brief says nothing of students.",
    asks=(Ask("students", "placements/students_by_year", title="Students abroad by year"),),
)

WHITE_SPACE = Plan(
    "white_space",
    "White space",
    tables=("partnerships",),
    missing="White space is read from agreements, and none were delivered.",
    nothing="No placements are on record for {region}.",
    asks=(
        Ask("coverage", "strategy/coverage", chart=False, tables=("placements",)),
        Ask("agreements_map", "partnerships/agreements_by_country", title="Active agreements by country or place"),
        Ask(
            "white_space",
            "brief/white_space",
            tables=("placements",),
            title="Without an agreement, by students and applicants in five complete years, then by inhabitants",
            chart=False,
            table=True,
            printed=("rank", "place", "students", "applicants", "inhabitants", "context"),
            most=10,
            nothing="No country or place without an agreement is known to have inhabitants, students or applicants.",
        ),
    ),
)

GROUP = Plan(
    "working_group",
    "Faculty working group",
    tables=("working_groups", "partnerships"),
    missing="No working groups were delivered, so this brief says nothing of their load.",
    nothing="No faculty working group is on record for {region}.",
    asks=(Ask("group", "strategy/working_groups", chart=False, is_of_region=True),),
)

TOGETHER = Plan(
    "partners",
    "Our partners",
    tables=("partnerships",),
    missing="No agreements were delivered, so no partner can be named.",
    nothing="No agreement is in force with a partner in {region}.",
    asks=(
        Ask(
            "partners",
            "brief/partners_together",
            title="Partners, what we do together, and whom to ask",
            chart=False,
            table=True,
            printed=("partner+place", "together", "contact", "since", "students_out", "students_in"),
            of_students=("students_out", "students_in"),
        ),
    ),
)
