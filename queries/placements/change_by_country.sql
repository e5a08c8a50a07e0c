/*---
title    = "Change against the year before, by country or place"
question = "How many students went to each country or place in each academic year, and how many more or fewer than the year before?"
grain    = "one row per country or place and academic year with a student in it or in the year before; the last complete year first, the largest growth first"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "1013e2b18955"
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
by       = ["region", "iso3", "place", "academic_year"]
open     = ["is_complete"]
period   = "academic_year"
previous = { previous_students = "students" }
depends  = { placements = ["students"] }
totals   = ["placements/students_by_region_and_year", "placements/students_by_country"]

[chart]
kind = "table"

[columns]
region            = { title = "Region" }
iso3              = { title = "ISO code", unit = "iso3" }
place             = { title = "Country or place" }
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
        abroad.host_country as iso3,
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) - 1 and coalesce($year_to, 9999)
    group by all
),

occurring as (
    select distinct iso3 from counted
),

-- a place that nobody went to in a year stands as zero
filled as (
    select
        occurring.iso3,
        academic_years.year,
        academic_years.academic_year,
        academic_years.last_day < $as_of as is_complete,
        coalesce(counted.students, 0) as students,
        coalesce(counted.placements, 0) as placements
    from occurring
    cross join academic_years
    left join counted on occurring.iso3 = counted.iso3 and academic_years.year = counted.year
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
    left join filled as previous on filled.iso3 = previous.iso3 and filled.year = previous.year + 1
)

select
    membership.region,
    compared.iso3,
    places.place,
    compared.academic_year,
    cast(compared.students as bigint) as students,
    cast(compared.placements as bigint) as placements,
    cast(compared.previous_students as bigint) as previous_students,
    cast(compared.change as bigint) as change,
    compared.change / nullif(compared.previous_students, 0) as change_share,
    compared.is_complete
from compared
inner join membership on compared.iso3 = membership.iso3
inner join places on compared.iso3 = places.iso3
where
    compared.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    and compared.students + coalesce(compared.previous_students, 0) > 0
order by
    compared.is_complete desc,
    compared.year desc,
    compared.change desc nulls last,
    places.place asc
