/*---
title    = "Concentration of placements"
question = "Do students go to many countries or to few?"
grain    = "one row per academic year with a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "fef08ab838d1"
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
open   = ["is_complete"]
totals = ["placements/students_by_year"]

[chart]
kind     = "line"
x        = "academic_year"
y        = "hhi"
complete = "is_complete"

[columns]
academic_year       = { title = "Academic year" }
students            = { title = "Students", unit = "people" }
countries           = { title = "Countries or places", unit = "countries" }
hhi                 = { title = "Concentration (HHI)", unit = "index", description = "sum of squared shares of countries in placements; rounded to three decimals, or to two where fewer than 500 went, so that it gives no single country away" }
effective_countries = { title = "Effective number of countries", unit = "countries", description = "1 / HHI, rounded" }
top_5_share         = { title = "Share of the five largest", unit = "share", description = "rounded to whole percent" }
is_complete         = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "top_5_share not between 0 and 1"
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
        abroad.host_country,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

people as (
    select
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

ranked as (
    select
        year,
        placements,
        row_number() over (partition by year order by placements desc, host_country asc) as place
    from counted
),

measured as (
    select
        year,
        count(*) as countries,
        sum(placements) as placements,
        sum(placements * placements) / (sum(placements) * sum(placements)) as hhi,
        sum(placements) filter (where place <= 5) / sum(placements) as top_5_share
    from ranked
    group by year
)

select
    academic_years.academic_year,
    cast(people.students as bigint) as students,
    measured.countries,
    -- a thousandth of 500 placements squared is more than the nine of a hidden country squared; of fewer it is not
    round(measured.hhi, case when measured.placements >= 500 then 3 else 2 end) as hhi,
    round(1 / measured.hhi, 0) as effective_countries,
    round(measured.top_5_share, 2) as top_5_share,
    academic_years.last_day < $as_of as is_complete
from measured
inner join people on measured.year = people.year
inner join academic_years on measured.year = academic_years.year
order by measured.year
