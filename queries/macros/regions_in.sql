/*---
title     = "Regions that are chosen"
question  = "Which regions of the scheme do the filters leave, and how many countries or places are in each?"
grain     = "one row per region"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
countries = { title = "Countries or places", unit = "countries", description = "in the region" }
is_named  = { title = "Region of the scheme" }
---*/
select
    region,
    count(*) filter (where iso3 <> 'ZZZ') as countries,
    region not in ('Outside the scheme', 'No country recorded') as is_named
from chosen_countries(in_scheme, in_regions, in_countries)
group by region
