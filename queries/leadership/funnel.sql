/*---
title    = "Leadership funnel"
question = "Of the people who applied to a leadership program, how many were admitted, enrolled, and completed it?"
grain    = "one row; none where no programs are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "ed8264e1b22a"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["applied", "admitted", "enrolled", "ended", "completed"]
by      = []
parts   = { admitted = "applied", enrolled = "admitted", ended = "enrolled", completed = "ended" }
depends = { admitted_share = ["admitted", "applied"], enrolled_share = ["enrolled", "admitted"], completion_rate = ["completed", "ended"] }
totals  = []

[metric]
number      = 21
definition  = "Distinct people who applied, were admitted or further, began (enrolled, in progress, completed or withdrawn), and completed an offering that has ended; each with its share of the stage before. By year also those who began among all who are eligible."
denominator = "each stage's is the stage before; by year the enrolled also among all who are eligible, from the table of populations"
source      = "leadership_enrollments; populations (leadership_eligible)"
is_not      = "Not a count of enrollments: whoever is in two programs counts once at the furthest point reached. Completions lag: programs that still run are enrolled and not yet completed."

[chart]
kind = "funnel"
y    = ["applied", "admitted", "enrolled", "completed"]

[columns]
applied         = { title = "Applied", unit = "people", description = "distinct people who applied" }
admitted        = { title = "Admitted", unit = "people", description = "of these, admitted or further" }
enrolled        = { title = "Enrolled", unit = "people", description = "of these, began" }
ended           = { title = "Reached the end", unit = "people", description = "of these, in an offering whose last day is not after the as-of date" }
completed       = { title = "Completed", unit = "people", description = "of these, completed it" }
admitted_share  = { title = "Admitted, %", unit = "share", description = "of those who applied" }
enrolled_share  = { title = "Enrolled, %", unit = "share", description = "of those admitted" }
completion_rate = { title = "Completion", unit = "share", description = "completed among those who reached the end" }

[[expect]]
none = "admitted_share not between 0 and 1 or enrolled_share not between 0 and 1 or completion_rate not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

counted as (
    select
        count(distinct participations.person_key) as applied,
        count(distinct participations.person_key) filter (where participations.is_admitted) as admitted,
        count(distinct participations.person_key) filter (where participations.is_enrolled) as enrolled,
        count(distinct participations.person_key) filter (
            where participations.is_enrolled and participations.ends_on <= $as_of
        ) as ended,
        count(distinct participations.person_key) filter (
            where participations.is_completed and participations.ends_on <= $as_of
        ) as completed
    from participations
    inner join membership on participations.place_iso3 = membership.iso3
    where participations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
)

select
    applied,
    admitted,
    enrolled,
    ended,
    completed,
    admitted / nullif(applied, 0) as admitted_share,
    enrolled / nullif(admitted, 0) as enrolled_share,
    completed / nullif(ended, 0) as completion_rate
from counted
where applied > 0
