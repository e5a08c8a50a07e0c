/*---
title     = "Partners with what is chosen"
question  = "Which partners are in the countries and places that the filters leave?"
grain     = "one row per partner and country or place"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
partner = { title = "Partner" }
---*/
select
    partner_key,
    place_iso3,
    max(partner) as partner,
    place,
    region
from agreements_in(in_scheme, in_regions, in_countries)
group by all
