/*---
title    = "Days abroad"
question = "How many days does a placement last, in the middle and on average?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "7fc32c5dd94c"
excludes = ["inbound placements", "applications that did not lead abroad", "placements of unknown duration, from the median and the mean"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"
threshold = "INTEGER"

[disclosure]
people = ["students"]
by     = ["academic_year"]
open   = ["is_complete"]
totals = ["placements/students_by_year"]

[chart]
kind     = "line"
x        = "academic_year"
y        = ["median_days", "mean_days"]
complete = "is_complete"

[columns]
academic_year = { title = "Academic year" }
students      = { title = "Students", unit = "people", description = "distinct students with a placement abroad, live or completed" }
known_share   = { title = "Duration known", unit = "share", description = "placements of known duration among all, rounded to whole percent" }
median_days   = { title = "Median", unit = "days", description = "half of the placements last at most so long; empty where too few students have a known duration" }
mean_days     = { title = "Mean", unit = "days", description = "days of all placements divided by placements" }
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "known_share not between 0 and 1"
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
        count(distinct abroad.person_key) filter (where abroad.duration_days is not null)
        + coalesce(sum(abroad.participants - 1) filter (where abroad.duration_days is not null), 0) as known_students,
        sum(abroad.participants) as placements,
        sum(abroad.participants) filter (where abroad.duration_days is not null) as known_placements,
        median(abroad.duration_days) as median_days,
        sum(abroad.duration_days * abroad.participants) as days
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
)

select
    academic_years.academic_year,
    cast(counted.students as bigint) as students,
    round(counted.known_placements / counted.placements, 2) as known_share,
    case when counted.known_students >= $threshold then counted.median_days end as median_days,
    case when counted.known_students >= $threshold then counted.days / counted.known_placements end as mean_days,
    academic_years.last_day < $as_of as is_complete
from counted
inner join academic_years on counted.year = academic_years.year
order by counted.year
