/*---
title    = "Agreements by country or place"
question = "Where are our partners?"
grain    = "one row per country or place with an agreement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "55217882b423"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind  = "map"
iso3  = "iso3"
y     = "active"
label = "place"

[columns]
iso3       = { title = "ISO code", unit = "iso3" }
place      = { title = "Country or place" }
region     = { title = "Region" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active     = { title = "Active agreements", unit = "agreements" }
partners   = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
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
        agreements.place_iso3 as iso3,
        count(*) as agreements,
        count(*) filter (where $as_of between agreements.active_from and agreements.active_until) as active,
        count(distinct agreements.partner_key) filter (
            where $as_of between agreements.active_from and agreements.active_until
        ) as partners
    from agreements
    group by all
)

select
    counted.iso3,
    places.place,
    membership.region,
    counted.agreements,
    counted.active,
    counted.partners
from counted
inner join membership on counted.iso3 = membership.iso3
inner join places on counted.iso3 = places.iso3
order by
    counted.active desc,
    counted.agreements desc,
    places.place asc
