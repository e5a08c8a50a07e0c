/*---
title    = "Leadership participants"
question = "How many people began a leadership program in each academic year?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "ff67426833bf"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["applied", "admitted", "enrolled", "ended", "completed"]
by      = ["academic_year"]
open    = ["eligible", "target", "is_complete"]
parts   = { admitted = "applied", enrolled = "admitted", ended = "enrolled", completed = "ended" }
depends = { admitted_share = ["admitted", "applied"], enrolled_share = ["enrolled", "admitted"], completion_rate = ["completed", "ended"], eligible_share = ["enrolled"] }
totals  = ["leadership/funnel"]

[card]
value    = "enrolled"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "eligible"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["applied", "enrolled", "completed"]
complete = "is_complete"
events   = true

[columns]
academic_year   = { title = "Academic year" }
eligible        = { title = "Eligible", unit = "people", description = "people who may take part" }
applied         = { title = "Applied", unit = "people", description = "distinct people who applied" }
admitted        = { title = "Admitted", unit = "people", description = "of these, admitted or further" }
enrolled        = { title = "Enrolled", unit = "people", description = "of these, began" }
ended           = { title = "Reached the end", unit = "people", description = "of these, in an offering whose last day is not after the as-of date" }
completed       = { title = "Completed", unit = "people", description = "of these, completed it" }
eligible_share  = { title = "Enrolled, % of eligible", unit = "share", description = "of those eligible" }
admitted_share  = { title = "Admitted, %", unit = "share", description = "of those who applied" }
enrolled_share  = { title = "Enrolled, %", unit = "share", description = "of those admitted" }
completion_rate = { title = "Completion", unit = "share", description = "completed among those who reached the end" }
target          = { title = "Target", unit = "people" }
is_complete     = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "eligible_share not between 0 and 1 or admitted_share not between 0 and 1 or enrolled_share not between 0 and 1 or completion_rate not between 0 and 1"
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

bases as (
    select
        populations.year,
        populations.people as eligible
    from populations
    where
        populations.population = 'leadership_eligible'
        and populations.student_level is null
        and populations.home_school is null
        and populations.equity_attribute is null
),

counted as (
    select
        participations.year,
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
),

periods as (
    select
        year,
        academic_year,
        last_day < $as_of as is_complete
    from academic_years
    where
        has_leadership
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'leadership_enrolled'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    periods.academic_year,
    bases.eligible,
    coalesce(counted.applied, 0) as applied,
    coalesce(counted.admitted, 0) as admitted,
    coalesce(counted.enrolled, 0) as enrolled,
    coalesce(counted.ended, 0) as ended,
    coalesce(counted.completed, 0) as completed,
    coalesce(counted.enrolled, 0) / nullif(bases.eligible, 0) as eligible_share,
    counted.admitted / nullif(counted.applied, 0) as admitted_share,
    counted.enrolled / nullif(counted.admitted, 0) as enrolled_share,
    counted.completed / nullif(counted.ended, 0) as completion_rate,
    goals.value as target,
    periods.is_complete
from periods
left join counted on periods.year = counted.year
left join bases on periods.year = bases.year
left join goals on periods.year = goals.year
order by periods.year
