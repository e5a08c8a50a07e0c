/*---
title    = "Coverage by region"
question = "In how many countries are there both an agreement and students, and in how many only one of the two?"
grain    = "one row per region of the scheme"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "7a2938d5e161"
excludes = ["agreements without a country"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[metric]
number      = 18
definition  = "Countries and places with an active agreement and with a placement abroad in the chosen years; with an active agreement only; with a placement only; and with neither, the white space."
denominator = "countries and places of the region"
source      = "partnerships; placements, outbound, live or completed; regions"
is_not      = "Not a measure of depth: one student, or one agreement, covers a country."

[chart]
kind        = "stacked_bar"
x           = "region"
y           = ["covered", "agreement_only", "placement_only"]
orientation = "horizontal"

[columns]
region         = { title = "Region" }
covered        = { title = "Agreement and students", unit = "countries" }
agreement_only = { title = "Agreement only", unit = "countries" }
placement_only = { title = "Students only", unit = "countries" }
neither        = { title = "Neither", unit = "countries", description = "white space" }
countries      = { title = "Countries or places", unit = "countries" }
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
    select distinct place_iso3
    from agreements
    where $as_of between active_from and active_until
),

visited as (
    select distinct place_iso3
    from visited_places
    where year between coalesce($year_from, 0) and coalesce($year_to, 9999)
)

select
    membership.region,
    count(*) filter (where agreed.place_iso3 is not null and visited.place_iso3 is not null) as covered,
    count(*) filter (where agreed.place_iso3 is not null and visited.place_iso3 is null) as agreement_only,
    count(*) filter (where agreed.place_iso3 is null and visited.place_iso3 is not null) as placement_only,
    count(*) filter (where agreed.place_iso3 is null and visited.place_iso3 is null) as neither,
    count(*) as countries
from membership
left join agreed on membership.iso3 = agreed.place_iso3
left join visited on membership.iso3 = visited.place_iso3
where membership.iso3 <> 'ZZZ'
group by membership.region
order by membership.region
