/*---
title    = "From diagnostic to practice"
question = "How many people go the whole way: diagnosed, through a program, into practice abroad?"
grain    = "one row; none where no programs are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "1a322b923833"
excludes = ["diagnostics that name no enrollment", "placements that came to nothing"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["enrolled", "diagnosed", "completed", "practiced", "abroad"]
by      = []
parts   = { diagnosed = "enrolled", completed = "diagnosed", practiced = "completed", abroad = "enrolled" }
depends = { practiced_share = ["practiced", "completed"], abroad_share = ["abroad", "enrolled"] }
totals  = []

[chart]
kind = "funnel"
y    = ["enrolled", "diagnosed", "completed", "practiced"]

[columns]
enrolled        = { title = "Enrolled", unit = "people", description = "distinct people who began a program" }
diagnosed       = { title = "Diagnosed", unit = "people", description = "of these, with a score before it" }
completed       = { title = "Completed", unit = "people", description = "of these, completed it" }
practiced       = { title = "Put into practice", unit = "people", description = "of these, a placement abroad within 12 months after the end, or one recorded as practice" }
practiced_share = { title = "Put into practice, %", unit = "share", description = "of those diagnosed who completed" }
abroad          = { title = "Ever abroad", unit = "people", description = "of all enrolled, with a placement abroad at any time" }
abroad_share    = { title = "Ever abroad, %", unit = "share", description = "of those enrolled" }

[[expect]]
none = "practiced_share not between 0 and 1 or abroad_share not between 0 and 1"
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

begun as (
    select
        participations.enrollment_id,
        participations.person_key,
        participations.ends_on,
        participations.practice_placement_id,
        participations.is_completed and participations.ends_on <= $as_of as is_completed
    from participations
    inner join membership on participations.place_iso3 = membership.iso3
    where
        participations.is_enrolled
        and participations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

diagnosed as (
    select distinct enrollment_id
    from leadership_diagnostics
    where wave = 'pre' and enrollment_id is not null
),

stayed as (
    select
        begun.enrollment_id,
        bool_or(
            begun.ends_on <= abroad.start_date and begun.ends_on + interval 12 month >= abroad.start_date
        ) as has_followed
    from begun
    inner join students_abroad as abroad on begun.person_key = abroad.person_key
    group by begun.enrollment_id
),

judged as (
    select
        begun.person_key,
        diagnosed.enrollment_id is not null as is_diagnosed,
        begun.is_completed,
        coalesce(stayed.has_followed, false) or begun.practice_placement_id is not null as has_practiced,
        stayed.enrollment_id is not null as is_abroad
    from begun
    left join diagnosed on begun.enrollment_id = diagnosed.enrollment_id
    left join stayed on begun.enrollment_id = stayed.enrollment_id
),

counted as (
    select
        count(distinct person_key) as enrolled,
        count(distinct person_key) filter (where is_diagnosed) as diagnosed,
        count(distinct person_key) filter (where is_diagnosed and is_completed) as completed,
        count(distinct person_key) filter (where is_diagnosed and is_completed and has_practiced) as practiced,
        count(distinct person_key) filter (where is_abroad) as abroad
    from judged
)

select
    enrolled,
    diagnosed,
    completed,
    practiced,
    practiced / nullif(completed, 0) as practiced_share,
    abroad,
    abroad / nullif(enrolled, 0) as abroad_share
from counted
where enrolled > 0
