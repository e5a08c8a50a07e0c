/*---
title    = "Students abroad in the chosen years"
question = "How many different students went abroad in the chosen years?"
grain    = "one row; none where no placements are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "fb07d9cd6726"
excludes = ["inbound placements", "applications that did not lead abroad"]

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
students   = { title = "Students", unit = "people", description = "distinct students with a placement abroad; whoever went in two years counts once" }
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
    cast(count(distinct abroad.person_key) + coalesce(sum(abroad.participants - 1), 0) as bigint) as students,
    cast(coalesce(sum(abroad.participants), 0) as bigint) as placements
from students_abroad as abroad
inner join membership on abroad.host_country = membership.iso3
where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
having
    exists (
        select academic_years.year
        from academic_years
        where academic_years.has_placements
    )
