/*---
title     = "Countries and places that are chosen"
question  = "Which countries and places do the filters leave, and in which region is each?"
grain     = "one row per country or place"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
iso3   = { title = "ISO code", unit = "iso3", description = "the place's key in published tables" }
place  = { title = "Country or place" }
region = { title = "Region", description = "in the scheme that is chosen" }
---*/
select
    places.iso3,
    places.place,
    region_membership.region
from region_membership
inner join places on region_membership.iso3 = places.iso3
where
    region_membership.scheme = in_scheme
    and (len(in_regions) = 0 or list_contains(in_regions, region_membership.region))
    and (len(in_countries) = 0 or list_contains(in_countries, places.iso3))
