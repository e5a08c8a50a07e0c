/*---
title    = "Completion by program"
question = "Which programs do people complete?"
grain    = "one row per program"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "14e1b81f52e3"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["applied", "admitted", "enrolled", "ended", "completed"]
by      = ["program_name"]
parts   = { admitted = "applied", enrolled = "admitted", ended = "enrolled", completed = "ended" }
depends = { admitted_share = ["admitted", "applied"], enrolled_share = ["enrolled", "admitted"], completion_rate = ["completed", "ended"] }
totals  = ["leadership/funnel"]

[chart]
kind        = "bar"
x           = "program_name"
y           = "completion_rate"
orientation = "horizontal"

[columns]
program_name    = { title = "Program" }
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
        participations.program_name,
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
    group by all
)

select
    program_name,
    applied,
    admitted,
    enrolled,
    ended,
    completed,
    admitted / nullif(applied, 0) as admitted_share,
    enrolled / nullif(admitted, 0) as enrolled_share,
    completed / nullif(ended, 0) as completion_rate
from counted
order by
    enrolled desc,
    program_name asc
