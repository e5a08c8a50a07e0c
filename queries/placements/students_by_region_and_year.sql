/*---
title    = "Students abroad by region and year"
question = "How many students went to each region in each academic year, and how many more or fewer than the year before?"
grain    = "one row per region with a placement, and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "534dcea734fe"
excludes = ["inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"
threshold = "INTEGER"

[disclosure]
people   = ["students"]
by       = ["region", "academic_year"]
open     = ["is_complete"]
period   = "academic_year"
previous = { previous_students = "students" }
depends  = { placements = ["students"] }
totals   = ["placements/students_by_year", "placements/students_by_region"]

[metric]
number      = 4
definition  = "Distinct students with an outbound placement that is live or completed, by region of the host country and by academic year. The change is against the academic year before, for years that are over, and only where the year before had at least as many students as the disclosure threshold."
denominator = "none, it is a count of people; for the change, the students of the year before"
source      = "placements; regions"
is_not      = "Not additive: a student who goes to two regions, or in two years, counts in both, so totals are counted on their own. Not inbound students. Not applications."

[chart]
kind     = "line"
x        = "academic_year"
y        = "students"
series   = "region"
complete = "is_complete"
events   = true

[columns]
region            = { title = "Region", description = "region of the host country or place" }
academic_year     = { title = "Academic year" }
students          = { title = "Students", unit = "people", description = "distinct students with a placement abroad, live or completed" }
placements        = { title = "Placements", unit = "placements" }
previous_students = { title = "Year before", unit = "people", description = "students of the year before; empty where there are no records of it" }
change            = { title = "Change", unit = "people", description = "against the year before; empty for a running year and for a base below the disclosure threshold" }
change_share      = { title = "Change, %", unit = "share", description = "change among the students of the year before" }
is_complete       = { title = "Complete", description = "the academic year is over" }
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
        membership.region,
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) - 1 and coalesce($year_to, 9999)
    group by all
),

occurring as (
    select distinct region from counted
),

-- a region that nobody went to in a year stands as zero
filled as (
    select
        occurring.region,
        academic_years.year,
        academic_years.academic_year,
        academic_years.last_day < $as_of as is_complete,
        coalesce(counted.students, 0) as students,
        coalesce(counted.placements, 0) as placements
    from occurring
    cross join academic_years
    left join counted on occurring.region = counted.region and academic_years.year = counted.year
    where academic_years.has_placements
),

compared as (
    select
        filled.*,
        previous.students as previous_students,
        case
            when filled.is_complete and previous.students >= $threshold then filled.students - previous.students
        end as change
    from filled
    left join filled as previous on filled.region = previous.region and filled.year = previous.year + 1
)

select
    region,
    academic_year,
    cast(students as bigint) as students,
    cast(placements as bigint) as placements,
    cast(previous_students as bigint) as previous_students,
    cast(change as bigint) as change,
    change / nullif(previous_students, 0) as change_share,
    is_complete
from compared
where year between coalesce($year_from, 0) and coalesce($year_to, 9999)
order by
    region,
    year
