/*---
title    = "Students abroad by country or place"
question = "Which countries and places did students go to in the chosen years?"
grain    = "one row per country or place with a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "79383d29e5b1"
excludes = ["inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people = ["students"]
by     = ["region", "iso3", "place"]
totals = ["placements/students_by_region", "placements/students"]

[chart]
kind  = "map"
iso3  = "iso3"
y     = "students"
label = "place"

[columns]
region     = { title = "Region" }
iso3       = { title = "ISO code", unit = "iso3" }
place      = { title = "Country or place" }
students   = { title = "Students", unit = "people", description = "distinct students; whoever went to two countries counts in both" }
placements = { title = "Placements", unit = "placements" }
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
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    where
        abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by abroad.host_country
)

select
    membership.region,
    counted.iso3,
    places.place,
    cast(counted.students as bigint) as students,
    cast(counted.placements as bigint) as placements
from counted
inner join membership on counted.iso3 = membership.iso3
inner join places on counted.iso3 = places.iso3
order by
    counted.students desc,
    places.place asc
