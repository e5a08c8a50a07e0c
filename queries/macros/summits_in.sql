/*---
title     = "Summits of what is chosen"
question  = "Which summits are held for a region that has a chosen country or place?"
grain     = "one row per summit"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
-- a summit keeps its region whole, also where only one of its countries is chosen
select distinct summits.*
from summits
inner join region_membership
    on summits.scheme = region_membership.scheme and summits.region = region_membership.region
inner join chosen_countries(in_scheme, in_regions, in_countries) as chosen on region_membership.iso3 = chosen.iso3
