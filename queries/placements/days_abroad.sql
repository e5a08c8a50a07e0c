/*---
title    = "Days abroad"
question = "How many days does a placement last, in the middle and on average?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["inbound placements", "applications that did not lead abroad", "placements of unknown duration"]

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
open   = ["is_complete"]
totals = ["placements/days_abroad_in_total"]

[chart]
kind     = "line"
x        = "academic_year"
y        = ["median_days", "mean_days"]
complete = "is_complete"

[columns]
academic_year = { title = "Academic year" }
students      = { title = "Students", unit = "people", description = "distinct students whose placement has a known duration" }
placements    = { title = "Placements", unit = "placements", description = "of known duration" }
median_days   = { title = "Median", unit = "days", description = "half of the placements last at most so long" }
mean_days     = { title = "Mean", unit = "days", description = "days of all placements divided by placements" }
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
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements,
        median(abroad.duration_days) as median_days,
        sum(abroad.duration_days * abroad.participants) as days
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where
        abroad.duration_days is not null
        and abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
)

select
    academic_years.academic_year,
    cast(counted.students as bigint) as students,
    cast(counted.placements as bigint) as placements,
    counted.median_days,
    counted.days / nullif(counted.placements, 0) as mean_days,
    academic_years.last_day < $as_of as is_complete
from counted
inner join academic_years on counted.year = academic_years.year
order by counted.year
