/*---
title    = "Agreements by country or place"
question = "Where are our partners?"
grain    = "one row per country or place with an agreement"
owner    = "Global Education Office"
reviewed = 2026-11-28

[chart]
kind  = "map"
iso3  = "iso3"
y     = "active"
label = "place"

[columns]
iso3       = { title = "ISO code", unit = "iso3" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active     = { title = "Active agreements", unit = "agreements" }
partners   = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
---*/
select
    place_iso3 as iso3,
    place,
    region,
    count(*) as agreements,
    count(*) filter (where $as_of between active_from and active_until) as active,
    count(distinct partner_key) filter (where $as_of between active_from and active_until) as partners
from agreements_in($scheme, $regions, $countries)
group by all
order by
    active desc,
    agreements desc,
    place asc
