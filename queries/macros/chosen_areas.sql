/*---
title     = "Regions or countries to show side by side"
question  = "Which areas do the filters leave: regions, or the countries that are chosen?"
grain     = "one row per region of the scheme; per country or place where such are chosen"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
place  = { title = "Area's key", description = "in published tables" }
region = { title = "Region", description = "the region; the country or place where such are chosen" }
---*/
select distinct
    in_scheme || ':' || region as place,
    region
from chosen_countries(in_scheme, in_regions, in_countries)
where len(in_countries) = 0
union all
select
    iso3 as place,
    place as region
from chosen_countries(in_scheme, in_regions, in_countries)
where len(in_countries) > 0
