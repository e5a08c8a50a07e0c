/*---
title    = "Students abroad"
question = "How many students went abroad in each academic year?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "f4ef77d12f3c"
excludes = ["inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students"]
by     = ["academic_year"]
open   = ["target", "is_complete"]
totals = ["placements/students_by_year"]

[card]
value    = "students"
period   = "academic_year"
complete = "is_complete"
target   = "target"
better   = "up"

[columns]
academic_year = { title = "Academic year" }
students      = { title = "Students", unit = "people", description = "distinct students with a placement abroad, live or completed" }
placements    = { title = "Placements", unit = "placements" }
target        = { title = "Target", unit = "people" }
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

periods as (
    select
        year,
        academic_year,
        last_day < $as_of as is_complete
    from academic_years
    where
        has_placements
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'students_abroad'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    periods.academic_year,
    cast(coalesce(counted.students, 0) as bigint) as students,
    cast(coalesce(counted.placements, 0) as bigint) as placements,
    goals.value as target,
    periods.is_complete
from periods
left join counted on periods.year = counted.year
left join goals on periods.year = goals.year
order by periods.year
