/*---
title    = "Practice conversion"
question = "Of those who complete a leadership program, how many put it into practice abroad within a year?"
grain    = "one row per academic year of the program"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "78a4b6dddb69"
excludes = ["people who did not complete", "placements that came to nothing"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["practiced", "completers"]
by     = ["academic_year"]
open   = ["is_complete"]
parts  = { practiced = "completers" }
totals = []

[metric]
number      = 25
definition  = "Distinct people who completed a leadership program and have a placement abroad that begins within 12 months after its end, or a placement recorded as their practice, divided by all distinct people who completed one."
denominator = "people who completed an offering that has ended"
source      = "leadership_enrollments (practice_placement_id); placements, outbound, live or completed"
is_not      = "Not caused by the program: people who look for a program also look for a placement. A year counts as complete only a year after its end, when everyone has had the 12 months."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
base     = "completers"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
complete = "is_complete"
events   = true

[columns]
academic_year = { title = "Academic year", description = "of the program" }
practiced     = { title = "Put into practice", unit = "people" }
completers    = { title = "Completed", unit = "people" }
rate          = { title = "Practice conversion", unit = "share", description = "put into practice among those who completed" }
is_complete   = { title = "Complete", description = "the academic year has been over for a year" }

[[expect]]
none = "rate not between 0 and 1"
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

completions as (
    select
        participations.enrollment_id,
        participations.person_key,
        participations.year,
        participations.ends_on,
        participations.practice_placement_id
    from participations
    inner join membership on participations.place_iso3 = membership.iso3
    where
        participations.is_completed
        and participations.ends_on <= $as_of
        and participations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

-- a person with three placements in the year after is still one person
followed as (
    select distinct completions.enrollment_id
    from completions
    inner join students_abroad as abroad
        on
            completions.person_key = abroad.person_key
            and completions.ends_on <= abroad.start_date
            and completions.ends_on + interval 12 month >= abroad.start_date
),

counted as (
    select
        completions.year,
        count(distinct completions.person_key) as completers,
        count(distinct completions.person_key) filter (
            where followed.enrollment_id is not null or completions.practice_placement_id is not null
        ) as practiced
    from completions
    left join followed on completions.enrollment_id = followed.enrollment_id
    group by completions.year
)

select
    academic_years.academic_year,
    counted.practiced,
    counted.completers,
    counted.practiced / nullif(counted.completers, 0) as rate,
    academic_years.last_day + interval 12 month <= $as_of as is_complete
from counted
inner join academic_years on counted.year = academic_years.year
where
    -- without placements nobody could be seen to practice
    exists (
        select abroad.year
        from students_abroad as abroad
    )
order by counted.year
