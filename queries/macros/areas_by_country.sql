/*---
title     = "Area of each chosen country"
question  = "To which of the areas that are shown side by side does each country or place belong?"
grain     = "one row per country or place that is chosen"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
iso3  = { title = "ISO code", unit = "iso3" }
place = { title = "Area's key", description = "in published tables" }
area  = { title = "Region", description = "the region; the country or place where such are chosen" }
---*/
select
    chosen.place as iso3,
    areas.place,
    areas.area
from chosen_countries(in_scheme, in_regions, in_countries) as chosen
inner join chosen_areas(in_scheme, in_regions, in_countries) as areas
    on areas.place in (in_scheme || ':' || chosen.region, chosen.place)
