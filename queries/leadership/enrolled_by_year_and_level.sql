/*---
title    = "Leadership participants by level"
question = "How many people began a program that develops individuals, teams or the organization?"
grain    = "one row per level and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "e11921da5443"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["enrolled"]
by     = ["focus_level", "academic_year"]
open   = ["is_complete"]
totals = ["cards/leadership_enrolled"]

[chart]
kind     = "bar"
x        = "academic_year"
y        = "enrolled"
series   = "focus_level"
complete = "is_complete"

[columns]
focus_level   = { title = "Level", description = "whom the program develops" }
academic_year = { title = "Academic year" }
enrolled      = { title = "Enrolled", unit = "people", description = "distinct people who began; whoever is in programs at two levels counts in both" }
is_complete   = { title = "Complete", description = "the academic year is over" }
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
        participations.focus_level,
        participations.year,
        count(distinct participations.person_key) as enrolled
    from participations
    inner join membership on participations.place_iso3 = membership.iso3
    where
        participations.is_enrolled
        and participations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

occurring as (
    select distinct focus_level from counted
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
)

select
    upper(left(occurring.focus_level, 1)) || substr(occurring.focus_level, 2) as focus_level,
    periods.academic_year,
    coalesce(counted.enrolled, 0) as enrolled,
    periods.is_complete
from occurring
cross join periods
left join counted on occurring.focus_level = counted.focus_level and periods.year = counted.year
order by
    occurring.focus_level,
    periods.year
