/*---
title    = "Students abroad by region"
question = "How many different students went to each region in the chosen years?"
grain    = "one row per region with a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "f97d45cda965"
excludes = ["inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people = ["students"]
by     = ["region"]
totals = ["placements/students"]

[chart]
kind        = "bar"
x           = "region"
y           = "students"
orientation = "horizontal"

[columns]
region     = { title = "Region", description = "region of the host country or place" }
students   = { title = "Students", unit = "people", description = "distinct students; whoever went to two regions counts in both" }
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
)

select
    membership.region,
    cast(count(distinct abroad.person_key) + sum(abroad.participants - 1) as bigint) as students,
    cast(sum(abroad.participants) as bigint) as placements
from students_abroad as abroad
inner join membership on abroad.host_country = membership.iso3
where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
group by membership.region
order by
    students desc,
    membership.region asc
