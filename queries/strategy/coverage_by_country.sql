/*---
title    = "Coverage by country or place"
question = "In which countries are there students without an agreement, or an agreement without students?"
grain    = "one row per country or place with an active agreement or a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "e0a41ddfd245"
excludes = ["agreements without a country"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[chart]
kind = "table"

[columns]
region       = { title = "Region" }
iso3         = { title = "ISO code", unit = "iso3" }
place        = { title = "Country or place" }
coverage     = { title = "There is" }
agreements   = { title = "Active agreements", unit = "agreements" }
last_visited = { title = "Students last went in", description = "academic year" }
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

agreed as (
    select
        place_iso3,
        count(*) as agreements
    from agreements
    where $as_of between active_from and active_until
    group by place_iso3
),

visited as (
    select
        place_iso3,
        max(year) as last_year
    from visited_places
    where year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by place_iso3
)

select
    membership.region,
    membership.iso3,
    places.place,
    case
        when visited.place_iso3 is null then 'an agreement only'
        when agreed.place_iso3 is null then 'students only'
        else 'an agreement and students'
    end as coverage,
    coalesce(agreed.agreements, 0) as agreements,
    visited.last_year || '/' || (visited.last_year + 1) as last_visited
from membership
inner join places on membership.iso3 = places.iso3
left join agreed on membership.iso3 = agreed.place_iso3
left join visited on membership.iso3 = visited.place_iso3
where
    membership.iso3 <> 'ZZZ'
    and coalesce(agreed.place_iso3, visited.place_iso3) is not null
order by
    coverage desc,
    membership.region asc,
    places.place asc
