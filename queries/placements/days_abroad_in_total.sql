/*---
title    = "Days abroad in the chosen years"
question = "How many days does a placement last, over all the chosen years?"
grain    = "one row; none where no placement has a known duration"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["inbound placements", "applications that did not lead abroad", "placements of unknown duration"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people = ["students"]
by     = []
totals = []

[columns]
students    = { title = "Students", unit = "people", description = "distinct students whose placement has a known duration" }
placements  = { title = "Placements", unit = "placements", description = "of known duration" }
median_days = { title = "Median", unit = "days", description = "half of the placements last at most so long" }
mean_days   = { title = "Mean", unit = "days", description = "days of all placements divided by placements" }
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
    cast(count(distinct abroad.person_key) + sum(abroad.participants - 1) as bigint) as students,
    cast(sum(abroad.participants) as bigint) as placements,
    median(abroad.duration_days) as median_days,
    sum(abroad.duration_days * abroad.participants) / sum(abroad.participants) as mean_days
from students_abroad as abroad
inner join membership on abroad.host_country = membership.iso3
where
    abroad.duration_days is not null
    and abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
having count(*) > 0
